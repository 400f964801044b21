"""Revise and resubmit: an answer to each point, what changed by word; and an appeal."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from practices.forms.points import revision_of
from practices.models import Practice, RevisionPoint, Round
from practices.revising import revision_of as what_is_revised
from practices.services import answer_points, points_of
from practices.workflow import WORKFLOW
from publication.choices import State
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.models import StateChange
from publication.moves import make_move
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.practices import (
    LETTER,
    SECRET_NOTE,
    author_of,
    decided,
    practice_in,
)
from tests.factories.stakeholders import UserFactory
from tests.practices.author_forms import anew, colleague_of, save, typed

pytestmark = pytest.mark.django_db

CONFLICT = HTTPStatus.CONFLICT
HTMX = {"HX-Request": "true"}


@pytest.fixture
def practice() -> Practice:
    found = practice_in(State.REVISING)
    last = found.rounds.get()
    RevisionPoint.objects.create(round=last, number=2, text="Name the law.")
    return found


def at(practice: Practice) -> str:
    return reverse("practice_desk:revise", args=[practice.code])


def base_of(practice: Practice) -> int:
    return revision_of(points_of(practice))


def send(practice: Practice, client: Client | None = None, /, **fields: Any) -> Any:
    headers = fields.pop("headers", None)
    data = {"revision": base_of(practice), "point-1": "", "point-2": "", **fields}
    by = client or signed_in(author_of(practice))
    return by.post(at(practice), data, headers=headers)


def answers(practice: Practice) -> list[str]:
    return [point.answer for point in points_of(practice)]


def resubmitted(practice: Practice) -> Practice:
    points_of(practice).update(answer="Done.")
    make_move(practice, "resubmit", by=author_of(practice))
    return practice


class TestPage:
    def test_it_shows_the_letter_and_the_points(self, practice: Practice) -> None:
        page = signed_in(author_of(practice)).get(at(practice)).text
        assert LETTER in page
        assert "Say what it costs a year." in page
        assert "Name the law." in page
        assert "2 points have no answer yet." in page
        assert SECRET_NOTE not in page

    def test_the_answers_are_saved_and_come_back(self, practice: Practice) -> None:
        client = signed_in(author_of(practice))
        data = {"revision": base_of(practice), "point-1": "120 000 a year.", "point-2": ""}
        page = client.post(at(practice), data, follow=True).text
        assert "Saved." in page
        assert "120 000 a year." in page
        assert answers(practice) == ["120 000 a year.", ""]
        assert "1 point has no answer yet." in page

    def test_a_save_that_another_has_overtaken_shows_both(self, practice: Practice) -> None:
        base = base_of(practice)
        send(practice, signed_in(colleague_of(practice)), **{"point-1": "Theirs"})
        client = signed_in(author_of(practice))
        response = send(practice, client, revision=base, **{"point-1": "Mine"})
        assert response.status_code == CONFLICT
        assert "Rosa Colega saved this practice in between" in response.text
        assert "data-theirs>Theirs<" in response.text
        assert "data-yours>Mine<" in response.text
        assert answers(practice) == ["Theirs", ""]
        over = {"over": base_of(practice), "point-1": "Both"}
        assert send(practice, client, revision=base, **over).status_code == HTTPStatus.FOUND
        assert answers(practice) == ["Both", ""]

    def test_it_saves_as_one_writes(self, practice: Practice) -> None:
        response = send(practice, headers=HTMX, **{"point-2": "Law 12."})
        assert f'name="revision" value="{base_of(practice)}"' in response.text
        assert answers(practice) == ["", "Law 12."]

    def test_what_is_too_long_is_told_and_nothing_else_is_lost(self, practice: Practice) -> None:
        response = send(practice, headers=HTMX, **{"point-1": "x" * 4001, "point-2": "Law 12."})
        assert "1 entry cannot be read yet" in response.text
        assert answers(practice) == ["", "Law 12."]

    def test_writing_the_text_meanwhile_is_no_conflict(self, practice: Practice) -> None:
        base = base_of(practice)
        save(practice, typed(practice, title="A better title"))
        response = send(practice, revision=base, **{"point-1": "Done."})
        assert response.status_code == HTTPStatus.FOUND
        assert anew(practice).title == "A better title"

    def test_what_was_typed_survives_the_end_of_a_session(self, practice: Practice) -> None:
        client = Client()
        assert send(practice, client, **{"point-1": "Typed"}).status_code == HTTPStatus.FOUND
        client.force_login(author_of(practice), backend="django.contrib.auth.backends.ModelBackend")
        assert "Typed" in client.get(at(practice)).text
        assert answers(practice) == ["", ""]

    @pytest.mark.parametrize("role", ["secretariat", "outsider", "contributor", "reviewer"])
    def test_nobody_else_answers(self, role: str, practice: Practice) -> None:
        people: dict[str, Callable[[], User]] = {
            "secretariat": lambda: UserFactory(secretariat=True),
            "outsider": UserFactory,
            "contributor": lambda: UserFactory(
                role=Role.CONTRIBUTOR, role__at=practice.organisation
            ),
            "reviewer": lambda: practice.rounds.get().assignments.all()[0].reviewer.user,
        }
        client = signed_in(people[role]())
        assert client.get(at(practice)).status_code == HTTPStatus.NOT_FOUND
        assert send(practice, client, **{"point-1": "Mine"}).status_code == HTTPStatus.NOT_FOUND
        assert answers(practice) == ["", ""]

    def test_one_without_a_revision_has_no_such_page(self) -> None:
        other = practice_in(State.DRAFT)
        response = signed_in(author_of(other)).get(at(other))
        assert response.status_code == HTTPStatus.NOT_FOUND

    def test_once_it_is_resubmitted_it_leads_back(self, practice: Practice) -> None:
        base = base_of(practice)
        resubmitted(practice)
        client = signed_in(author_of(practice))
        assert client.get(at(practice))["Location"] == practice.desk_address
        response = send(practice, client, revision=base, **{"point-1": "Too late"})
        assert response.status_code == CONFLICT
        assert "Too late" in response.text
        first = practice.rounds.get(number=1)
        assert [point.answer for point in first.points.all()] == ["Done.", "Done."]


class TestService:
    def test_a_stale_base_is_refused(self, practice: Practice) -> None:
        author = author_of(practice)
        base = base_of(practice)
        answer_points(practice=practice, base=base, answers={1: "A"}, by=author)
        with pytest.raises(StaleSaveError):
            answer_points(practice=practice, base=base, answers={1: "B"}, by=author)
        assert answers(practice) == ["A", ""]

    @pytest.mark.parametrize("state", [s for s in State if s != State.REVISING])
    def test_only_while_it_is_revised(self, state: State) -> None:
        other = practice_in(state)
        with pytest.raises(ClosedDraftError):
            answer_points(practice=other, base=base_of(other), answers={}, by=author_of(other))


class TestDifferences:
    def test_while_it_is_written_against_what_was_handed_in(self, practice: Practice) -> None:
        save(practice, typed(practice, impact="Ten of ten births are registered."))
        page = signed_in(author_of(practice)).get(at(practice)).text
        assert "<del>Nine</del><ins>Ten</ins> of ten births are registered" in page

    def test_nothing_changed_is_said(self, practice: Practice) -> None:
        page = signed_in(author_of(practice)).get(at(practice)).text
        assert "Nothing has changed in it." in page

    def test_afterwards_between_the_two(self, practice: Practice) -> None:
        save(practice, typed(practice, title="Vans for all"))
        resubmitted(practice)
        revised = what_is_revised(practice)
        assert revised is not None
        assert [line.text for line in revised.changed if line.text == "Vans for all"]
        page = signed_in(UserFactory(secretariat=True)).get(practice.desk_address).text
        assert "<ins>Vans</ins>" in page or "<ins>Vans for all</ins>" in page
        assert "Done." in page

    def test_a_practice_that_was_never_revised_has_none(self) -> None:
        assert what_is_revised(practice_in(State.UNDER_REVIEW)) is None

    def test_after_a_second_round_it_is_that_one_s(self, practice: Practice) -> None:
        save(practice, typed(practice, title="Second"))
        resubmitted(practice)
        decided(practice, "ask to revise")
        revised = what_is_revised(save(practice, typed(practice, title="Third")))
        assert revised is not None
        assert revised.round.number == 2
        marked = str(next(line.marked for line in revised.changed if line.text == "Third"))
        assert marked == "<del>Second</del><ins>Third</ins>"


class TestResubmitting:
    def test_it_is_offered_once_each_point_is_answered(self, practice: Practice) -> None:
        client = signed_in(author_of(practice))
        address = reverse("publication:move", args=["practices", practice.code, "resubmit"])
        assert address not in client.get(at(practice)).text
        send(practice, client, **{"point-1": "Yes.", "point-2": "No, because."})
        assert address in client.get(at(practice)).text
        client.post(address)
        assert anew(practice).state == State.UNDER_REVIEW
        assert Round.objects.filter(practice=practice).count() == 2

    def test_not_before(self, practice: Practice) -> None:
        address = reverse("publication:move", args=["practices", practice.code, "resubmit"])
        response = signed_in(author_of(practice)).post(address)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "2 points have no answer yet." in response.text


class TestAppeal:
    def test_it_is_offered_with_its_day(self) -> None:
        practice = practice_in(State.DECLINED)
        page = signed_in(author_of(practice)).get(practice.desk_address).text
        assert "You can appeal once" in page
        assert f"/moves/practices/{practice.code}/appeal/" in page
        assert LETTER in page

    def test_it_goes_to_the_secretariat_with_its_reason(self) -> None:
        practice = practice_in(State.DECLINED)
        address = reverse("publication:move", args=["practices", practice.code, "appeal"])
        client = signed_in(author_of(practice))
        assert client.post(address).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        client.post(address, {"note": "The figures were overlooked."})
        assert anew(practice).state == State.APPEALED
        assert StateChange.objects.of(practice).last().note == "The figures were overlooked."  # type: ignore[union-attr]

    def test_there_is_no_second_one(self) -> None:
        practice = practice_in(State.APPEALED)
        secretariat = UserFactory(secretariat=True)
        make_move(practice, "uphold", by=secretariat, note="It stands.")
        page = signed_in(author_of(practice)).get(practice.desk_address).text
        assert "You can appeal once" not in page

    def test_after_its_time_it_is_not_offered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        practice = practice_in(State.DECLINED)
        declined = StateChange.objects.of(practice).get(move="decline").at
        late = declined + timedelta(days=31)
        monkeypatch.setattr("practices.views.overview.timezone.now", lambda: late)
        page = signed_in(author_of(practice)).get(practice.desk_address).text
        assert "You can appeal once" not in page

    def test_the_secretariat_is_not_offered_one(self) -> None:
        practice = practice_in(State.DECLINED)
        secretariat = UserFactory(secretariat=True)
        assert "You can appeal once" not in signed_in(secretariat).get(practice.desk_address).text
        assert "appeal" not in {move.name for move in WORKFLOW.open_to(secretariat, practice)}
