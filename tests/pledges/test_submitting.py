"""What a pledge needs before it can be submitted, told on one page, and the submission itself."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from pledges.choices import PartnerState, PledgeKind
from pledges.models import Pledge
from pledges.problems import problems_of
from publication.choices import State
from publication.models import StateChange
from publication.moves import NotReadyError, make_move
from tests.desk.access import signed_in
from tests.factories.pledges import (
    CONTACT,
    action,
    as_query,
    author_of,
    begun,
    part,
    partner,
    pledge_in,
    published,
    target,
    typed,
    whole,
)
from tests.factories.publication import examiner, history, moved
from tests.pledges.test_drafts import save

pytestmark = pytest.mark.django_db


def problems(pledge: Pledge) -> dict[str, str]:
    return {name: str(words) for name, words in problems_of(pledge)}


def test_an_empty_pledge_lacks_all_that_is_needed() -> None:
    assert list(problems(begun())) == [
        "title", "description", "natures", "scope", "objectives", "targets",
    ]  # fmt: skip


def test_a_whole_pledge_lacks_nothing() -> None:
    assert problems(whole(begun())) == {}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": "  "}, "title"),
        ({"description": "x" * 299}, "description"),
        ({"description": "x" * 3001}, "description"),
        ({"description": "字" * 299}, "description"),
        ({"natures": []}, "natures"),
        ({"scope": ""}, "scope"),
        ({"objectives": []}, "objectives"),
        ({"amount": 5, "currency": ""}, "currency"),
        ({"kind": PledgeKind.MATCHING}, "answers_to"),
        ({"kind": PledgeKind.PARTNERSHIP}, "partners"),
        ({"kind": PledgeKind.COMMON}, "partners"),
        ({"starts_on": date(2030, 1, 1)}, "targets-0-due_on"),  # the target is due in 2029
    ],
)
def test_each_thing_that_is_missing_is_told_by_its_field(fields: dict[str, Any], name: str) -> None:
    assert list(problems(whole(begun(), **fields))) == [name]


@pytest.mark.parametrize("length", [300, 3000])
@pytest.mark.parametrize("letter", ["x", "字", "ع", "é", "😀", "न"])
def test_a_description_of_just_enough_or_just_not_too_much_passes(letter: str, length: int) -> None:
    assert problems(whole(begun(), description=letter * length)) == {}


def test_the_length_is_told() -> None:
    words = problems(whole(begun(), description="Too short"))["description"]
    assert words == "The description has 9 characters; it needs at least 300."


def test_an_action_belongs_to_an_objective_that_is_named() -> None:
    pledge = whole(begun(), objectives=[5], actions=["5(a)"])
    assert problems(pledge) == {}
    pledge.actions.add(action("20(b)"))
    assert list(problems(pledge)) == ["actions"]


def test_a_part_is_at_most_a_thousand_characters() -> None:
    pledge = whole(begun())
    part(pledge, "x" * 1000)
    assert problems(pledge) == {}
    part(pledge, "x" * 1001)
    assert problems(pledge) == {"commitments": "Part b has more than 1000 characters."}


def test_a_partner_who_may_still_answer_is_enough_and_one_who_declined_is_not() -> None:
    pledge = whole(begun(), kind=PledgeKind.PARTNERSHIP)
    partner(pledge, PartnerState.DECLINED)
    partner(pledge, PartnerState.LEFT)
    assert list(problems(pledge)) == ["partners"]
    partner(pledge, PartnerState.INVITED)
    assert problems(pledge) == {}


def test_what_could_not_be_read_is_one_problem_and_not_two() -> None:
    pledge = begun()
    data = typed(pledge, title="x" * 201, amount="1e400", **{"targets-0-value": "many"})
    saved = save(pledge, data)
    assert list(problems(saved)) == ["title", "amount", "targets-0-value"]
    assert "Write the number in digits" in problems(saved)["amount"]


def test_too_many_parts_are_told() -> None:
    pledge = begun()
    saved = save(pledge, typed(pledge, commitments=[f"Part {n}" for n in range(27)]))
    assert list(problems(saved)) == ["commitments"]


class TestThePageThatChecks:
    def page(self, pledge: Pledge) -> str:
        client = signed_in(author_of(pledge))
        return client.get(reverse("pledge_desk:check", args=[pledge.code])).content.decode()

    def test_problems_lead_to_their_fields(self) -> None:
        pledge = whole(begun(), title="", kind=PledgeKind.PARTNERSHIP)
        target(pledge, due_on=date(2020, 1, 1))
        Pledge.objects.filter(pk=pledge.pk).update(starts_on=date(2027, 1, 1))
        page = self.page(pledge)
        form = reverse("pledge_desk:write", args=[pledge.code])
        assert f'href="{form}#id_title"' in page
        assert f'href="{form}#id_targets-1-due_on"' in page
        assert f'href="{reverse("pledge_desk:partners", args=[pledge.code])}"' in page
        assert "3 things are still missing" in page
        assert "<title>Error:" in page
        assert "declaration" not in page

    def test_each_address_is_one_of_the_form(self) -> None:
        """What a problem links to is there on the page of the form."""
        pledge = whole(begun(), natures=[], scope="", objectives=[], amount=5)
        form = signed_in(author_of(pledge)).get(reverse("pledge_desk:write", args=[pledge.code]))
        for name in problems(pledge):
            assert f'id="id_{name}"' in form.content.decode()

    def test_a_whole_one_goes_on_to_the_declaration(self) -> None:
        pledge = whole(begun())
        page = self.page(pledge)
        assert reverse("publication:move", args=["pledges", pledge.code, "submit"]) in page
        assert CONTACT.split(",")[0] in page
        assert page.count(">Change<") > 8

    def test_it_points_to_the_compact_on_refugees_and_forbids_nothing(self) -> None:
        pledge = whole(begun(), is_about_refugees=True)
        page = self.page(pledge)
        assert "globalcompactrefugees.org" in page
        assert "Go on to the declaration" in page


class TestSubmission:
    def submit(self, pledge: Pledge, **data: str) -> Any:
        at = reverse("publication:move", args=["pledges", pledge.code, "submit"])
        return signed_in(author_of(pledge)).post(at, data)

    def test_it_is_submitted_with_the_declaration(self) -> None:
        pledge = whole(begun())
        assert self.submit(pledge).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        response = self.submit(pledge, declared="on")
        assert response["Location"] == pledge.desk_address
        assert Pledge.objects.get(pk=pledge.pk).state == State.SUBMITTED
        page = signed_in(author_of(pledge)).get(pledge.desk_address).content.decode()
        assert "Receipt" in page
        assert StateChange.objects.get().digest in page

    def test_one_that_cannot_be_measured_is_refused(self) -> None:
        pledge = whole(begun())
        pledge.targets.all().delete()
        response = self.submit(pledge, declared="on")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "1 thing is still missing" in response.content.decode()
        assert Pledge.objects.get(pk=pledge.pk).state == State.DRAFT

    def test_the_snapshot_has_everything_but_the_contact(self) -> None:
        pledge = whole(begun(), objectives=[5], actions=["5(a)"], countries=["CRI"])
        part(pledge)
        moved(pledge, to=State.SUBMITTED)
        content = StateChange.objects.get().content
        assert content is not None
        assert content["actions"] == ["5(a)"]
        assert content["countries"] == ["CRI"]
        assert content["targets"][0]["indicator"] == "Desks that are open"
        assert content["commitments"] == ["a) Rooms in every province"]
        assert "Contacta" not in str(content)

    def test_it_cannot_be_published_when_it_has_become_incomplete(self) -> None:
        pledge = pledge_in(State.UNDER_REVIEW)
        pledge.targets.all().delete()
        with pytest.raises(NotReadyError):
            make_move(pledge, "publish", by=examiner())
        assert pledge.state == State.UNDER_REVIEW

    def test_one_that_was_returned_says_why_and_is_written_on(self) -> None:
        pledge = pledge_in(State.UNDER_REVIEW)
        make_move(pledge, "return", by=examiner(), note="Name the provinces.")
        client = signed_in(author_of(pledge))
        page = client.get(pledge.desk_address).content.decode()
        assert "The Secretariat returned this pledge" in page
        assert "Name the provinces." in page
        at = reverse("pledge_desk:write", args=[pledge.code])
        assert client.get(at).status_code == HTTPStatus.OK
        assert [move for move, _from, _to in history(pledge)] == ["submit", "take up", "return"]

    def test_a_match_to_a_draft_or_to_itself_is_refused_in_the_same_words(self) -> None:
        draft, own = whole(begun()), whole(begun())
        for code in (draft.code, own.code, "PLG-1999-0001", "REV-2022-CRI", "nonsense"):
            saved = save(own, typed(own, kind="matching", answers_to=code))
            words = "No other pledge of this code is published. Look at the code again."
            assert problems(saved) == {"answers_to": words}

    def test_a_match_to_a_published_pledge_is_taken(self) -> None:
        answered, own = published(), whole(begun())
        saved = save(own, typed(own, kind="matching", answers_to=answered.code))
        assert problems(saved) == {}
        assert saved.answers_to == answered


def test_the_factory_s_form_is_read_without_an_error() -> None:
    pledge = begun()
    assert save(pledge, dict(as_query(typed(pledge)).lists())).rough == {}
