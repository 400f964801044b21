"""Corrections keep every version: what it said, what changed by word, and what superseded it."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pledges.models import Pledge
from pledges.services import IncompleteError, NotAllowedError, StaleSaveError, correct_pledge
from pledges.versions import lines_of
from publication.choices import State
from publication.differences import mark_changes
from publication.models import ListedItem, StateChange
from publication.moves import NotReadyError, digest_of, make_move
from publication.versions import versions_of
from tests.desk.access import signed_in
from tests.factories.compact import CountryFactory
from tests.factories.pledges import (
    TITLE,
    author_of,
    partner,
    pledge_in,
    published,
    reported,
    speaker_of,
    target,
    typed,
)
from tests.factories.publication import WAYS, examiner, history
from tests.factories.stakeholders import UserFactory, state

pytestmark = pytest.mark.django_db


def corrected(pledge: Pledge, note: str = "A slip of the pen.", **fields: Any) -> Pledge:
    def write(current: Pledge) -> None:
        for name, value in fields.items():
            setattr(current, name, value)
        current.save()

    return correct_pledge(
        pledge=pledge,
        base_revision=Pledge.objects.get(pk=pledge.pk).revision,
        write=write,
        note=note,
        by=examiner(),
    )


def page(pledge: Pledge, number: int) -> str:
    at = reverse("pledges:version", args=[pledge.code, number])
    return Client().get(at).content.decode()


class TestCorrecting:
    def test_it_is_published_at_once_with_its_reason_on_the_record(self) -> None:
        pledge = published()
        corrected(pledge, title="A better title")
        assert Pledge.objects.get().title == "A better title"
        assert ListedItem.objects.get().title == "A better title"
        last = StateChange.objects.of(pledge).last()
        assert last is not None
        assert (last.move, last.note) == ("correct", "A slip of the pen.")
        assert last.content is not None
        assert last.digest == digest_of(last.content)

    @pytest.mark.parametrize("note", ["", "   "])
    def test_it_needs_a_reason(self, note: str) -> None:
        pledge = published()
        with pytest.raises(NotReadyError):
            corrected(pledge, note, title="Other")
        assert Pledge.objects.get().title == TITLE
        assert len(history(pledge)) == 3

    def test_it_may_not_make_it_incomplete(self) -> None:
        pledge = published()
        with pytest.raises(IncompleteError) as error:
            corrected(pledge, description="Short")
        assert [name for name, _words in error.value.problems] == ["description"]
        assert Pledge.objects.get().revision == 1

    def test_one_that_lacked_something_all_along_is_corrected_all_the_same(self) -> None:
        pledge = published()
        pledge.targets.all().delete()
        corrected(pledge, title="From before the portal")
        assert Pledge.objects.get().title == "From before the portal"

    def test_a_stale_one_is_refused(self) -> None:
        pledge = published()
        corrected(pledge, title="One")
        with pytest.raises(StaleSaveError):
            correct_pledge(
                pledge=pledge,
                base_revision=1,
                write=lambda current: current.save(),
                note="x",
                by=examiner(),
            )

    @pytest.mark.parametrize("at_state", [s for s in WAYS if s != State.PUBLISHED])
    def test_only_what_is_published_is_corrected(self, at_state: State) -> None:
        with pytest.raises(NotAllowedError):
            corrected(pledge_in(at_state), title="Other")

    def test_only_the_secretariat_corrects(self) -> None:
        pledge = published()
        for user in (author_of(pledge), speaker_of(partner(pledge).organisation), UserFactory()):
            with pytest.raises(NotAllowedError):
                correct_pledge(
                    pledge=pledge,
                    base_revision=1,
                    write=lambda current: current.save(),
                    note="x",
                    by=user,
                )


class TestTheForm:
    def at(self, pledge: Pledge) -> str:
        return reverse("pledge_desk:correct", args=[pledge.code])

    def post(self, pledge: Pledge, **more: Any) -> Any:
        pledge = Pledge.objects.get(pk=pledge.pk)
        data = typed(pledge, **{"note": "A slip.", **more})
        return signed_in(examiner()).post(self.at(pledge), data)

    def test_it_opens_with_what_is_published_and_no_error(self) -> None:
        pledge = published()
        text = signed_in(examiner()).get(self.at(pledge)).content.decode()
        assert f'value="{TITLE}"' in text
        assert "There is a problem" not in text
        assert "errorlist" not in text

    def test_it_corrects(self) -> None:
        pledge = published()
        assert self.post(pledge, title="Better").status_code == HTTPStatus.FOUND
        assert Pledge.objects.get().title == "Better"
        assert history(pledge)[-1] == ("correct", "published", "published")

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("amount", "1e400"),
            ("starts_on", "next spring"),
            ("title", ""),
            ("description", "Short"),
            ("note", ""),
            ("note", "x" * 2001),
            ("scope", "the moon"),
            ("targets-0-value", "many"),
            ("targets-0-value", ""),
        ],
    )
    def test_what_does_not_hold_is_refused_and_comes_back(self, name: str, text: str) -> None:
        pledge = published()
        response = self.post(pledge, **{name: text, "contact": "Typed besides"})
        shown = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert f'href="#id_{name}"' in shown
        assert "Typed besides" in shown
        assert Pledge.objects.get().revision == 1

    def test_a_target_with_reports_stays_and_keeps_them(self) -> None:
        pledge = published()
        report = reported(pledge.targets.get())
        cleared = {f"targets-0-{n}": "" for n in ("indicator", "baseline", "value", "unit")}
        fresh = {"indicator": "New", "baseline": "0", "value": "1", "unit": "u"}
        more = {f"targets-1-{name}": text for name, text in fresh.items()}
        days = {"targets-0-due_on": "", "targets-1-due_on": "2029-01-01"}
        response = self.post(pledge, **cleared, **more, **days)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "A target stays once there are reports on it." in response.content.decode()
        self.post(pledge, **{"targets-0-value": "20"})
        report.refresh_from_db()
        assert report.target.value == 20

    def test_two_at_once_are_told_apart(self) -> None:
        pledge = published()
        client = signed_in(examiner())
        data = typed(pledge, note="One.", title="One")
        client.post(self.at(pledge), data)
        response = client.post(self.at(pledge), data | {"title": "Two"})
        assert response.status_code == HTTPStatus.CONFLICT
        assert 'value="Two"' in response.content.decode()
        assert Pledge.objects.get().title == "One"

    @pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40])
    def test_a_revision_that_is_none_is_refused(self, revision: str) -> None:
        response = self.post(published(), revision=revision)
        assert response.status_code == HTTPStatus.BAD_REQUEST


class TestReading:
    def test_each_version_says_what_it_said_and_what_superseded_it(self) -> None:
        pledge = published()
        corrected(pledge, title="A desk for residence papers in each border province")
        first, second = page(pledge, 1), page(pledge, 2)
        assert TITLE in first
        assert "It was superseded on" in first
        assert reverse("pledges:version", args=[pledge.code, 2]) in first
        assert "This is the version in force." in second
        assert re.search(r"in <del>every</del><ins>each</ins> border", second)
        assert "A slip of the pen." in second
        assert second.count('class="changed"') == 1

    def test_the_public_page_leads_to_all_of_them(self) -> None:
        pledge = published()
        corrected(pledge, title="Better")
        text = Client().get(pledge.get_absolute_url()).content.decode()
        for number in (1, 2):
            assert reverse("pledges:version", args=[pledge.code, number]) in text

    @pytest.mark.parametrize("number", [0, 3, 10**9])
    def test_there_are_no_others(self, number: int) -> None:
        pledge = published()
        corrected(pledge, title="Better")
        at = reverse("pledges:version", args=[pledge.code, number])
        assert Client().get(at).status_code == HTTPStatus.NOT_FOUND

    def test_what_was_submitted_is_no_version(self) -> None:
        pledge = pledge_in(State.UNDER_REVIEW)
        make_move(pledge, "return", by=examiner(), note="Between us: this will not do.")
        make_move(pledge, "submit", by=author_of(pledge), declared=True)
        make_move(pledge, "take up", by=examiner())
        make_move(pledge, "publish", by=examiner(), note="Between us: well done.")
        assert [version.number for version in versions_of(pledge)] == [1]
        text = page(pledge, 1) + Client().get(pledge.get_absolute_url()).content.decode()
        assert "Between us" not in text

    def test_the_name_of_a_state_is_kept_whatever_the_language_of_who_publishes(self) -> None:
        mexico = state("MEX")
        CountryFactory(iso3="MEX")
        with override("ar"):
            pledge = published(mexico)
        content = versions_of(pledge)[0].content
        assert content["organisation"] == mexico.name

    def test_old_content_that_lacks_a_field_is_read_too(self) -> None:
        content = {"title": "From long ago", "natures": ["unknown"], "objectives": [99]}
        told = {str(line.label): line.text for line in lines_of(content, {})}
        assert told["Title"] == "From long ago"
        assert told["Nature"] == "unknown"
        assert told["Objectives"] == "99"

    def test_targets_are_told_in_words(self) -> None:
        pledge = published()
        target(pledge, value=2000, unit="people")
        corrected(pledge, note="One more.")
        with override("en"):
            (line,) = (
                line
                for line in lines_of(versions_of(pledge)[0].content, versions_of(pledge)[1].content)
                if line.has_changed
            )
        assert "0 → 2,000 people, 31 December 2029" in line.text
        assert "<ins>" in line.marked


TEXT = st.text(max_size=60)


@given(before=TEXT, after=TEXT)
def test_what_is_marked_holds_both_texts(before: str, after: str) -> None:
    def without(tag: str, html: str) -> str:
        return re.sub(rf"<{tag}>.*?</{tag}>", "", html, flags=re.DOTALL)

    def plain(html: str) -> str:
        bare = re.sub(r"</?(ins|del)>", "", html)
        for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'")):
            bare = bare.replace(entity, sign)
        return bare.replace("&amp;", "&")

    marked = str(mark_changes(before, after))
    assert plain(without("del", marked)) == after
    assert plain(without("ins", marked)) == before


def test_what_people_write_is_no_markup() -> None:
    marked = mark_changes("<script>a</script>", "<script>b</script>")
    assert "<script>" not in marked


def test_scripts_without_blanks_are_compared_by_character() -> None:
    assert mark_changes("我们将开设十二个办事处", "我们将开设二十个办事处").count("<ins>") <= 2
    assert "我们将开设" in mark_changes("我们将开设十二个", "我们将开设二十个")
