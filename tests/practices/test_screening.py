"""The Secretariat's first look: the criteria beside the answers, and what becomes of it."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from notices.models import Notice
from practices.choices import Progress, ReviewMode
from practices.models import Practice
from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.factories.practices import (
    author_of,
    begun,
    criterion,
    practice_in,
    quorum,
    standing_call,
    thematic_call,
    whole,
)
from tests.factories.publication import examiner
from tests.practices.people import people_around

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


def at(practice: Practice) -> str:
    return f"/en/desk/practices/{practice.code}/screen/"


def state_of(practice: Practice) -> str:
    return Practice.objects.get(pk=practice.pk).state


def post(client: Client, practice: Practice, move: str, **more: Any) -> Any:
    return client.post(at(practice), {"move": move, **more})


def test_it_is_for_who_decides_alone() -> None:
    practice = practice_in(State.SUBMITTED)
    people = people_around(practice)
    expected = dict.fromkeys(people, MISSING) | {"secretariat": SEEN}
    assert statuses(at(practice), people) == expected
    for name, person in people.items():
        if name != "secretariat":
            assert post(signed_in(person), practice, "take in").status_code == MISSING, name
    assert state_of(practice) == State.SUBMITTED


def test_a_draft_is_nobody_s_business(client: Client) -> None:
    draft = whole(begun())
    assert client.get(at(draft)).status_code == MISSING
    assert post(client, draft, "take in").status_code == MISSING


def test_each_criterion_stands_beside_what_answers_it(client: Client) -> None:
    practice = practice_in(State.SUBMITTED)
    page = client.get(at(practice)).content.decode()
    question, answer = page.index("What about impact?"), page.index(practice.impact)
    assert question < answer < page.index("What about rights?")
    assert page.index("What about rights?") < page.index("Our answer on rights.")
    assert "All of it is shown." in page


def test_only_the_criteria_of_its_call(client: Client) -> None:
    criterion("elsewhere")
    page = client.get(at(practice_in(State.SUBMITTED))).content.decode()
    assert "What about elsewhere?" not in page


class TestRemarks:
    def test_an_implementer_who_has_not_agreed(self, client: Client) -> None:
        practice = practice_in(
            State.SUBMITTED,
            is_own=False,
            implementer="City of Heredia",
            implementer_email="city@example.org",
        )
        page = client.get(at(practice)).content.decode()
        assert "The implementer has not confirmed the practice." in page
        response = post(client, practice, "take in")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert state_of(practice) == State.SUBMITTED

    def test_what_the_network_prefers(self, client: Client) -> None:
        practice = practice_in(
            State.SUBMITTED, starts_on=date(2015, 1, 1), progress=Progress.UNDER_WAY
        )
        page = client.get(at(practice)).content.decode()
        assert "before the Compact was adopted" in page
        assert "It is under way." in page

    def test_files_that_name_somebody_where_reviews_are_blind(self, client: Client) -> None:
        for mode, is_told in ((ReviewMode.DOUBLE_BLIND, True), (ReviewMode.OPEN, False)):
            practice = whole(begun(call=thematic_call(mode.value, mode=mode)))
            practice.files.create(
                file="x.pdf",
                name="Report by Rosa.pdf",
                media_type="application/pdf",
                size=1,
                sha256=mode.value,
                names_found=["Rosa"],
                by=author_of(practice),
            )
            make_move(practice, "submit", by=author_of(practice), declared=True)
            page = client.get(at(practice)).content.decode()
            assert ("the properties of these files name somebody" in page) is is_told


class TestMoves:
    def test_it_is_taken_in(self, client: Client) -> None:
        practice = practice_in(State.SUBMITTED)
        response = post(client, practice, "take in")
        assert response["Location"] == "/en/desk/practice-queue/"
        assert state_of(practice) == State.UNDER_REVIEW
        assert practice.rounds.count() == 1

    def test_it_is_returned_with_notes_by_criterion(self, client: Client) -> None:
        practice = practice_in(State.SUBMITTED)
        notes = {"note-impact": "Say who counted.", "note-rights": " ", "note": "Thank you."}
        post(client, practice, "return", **notes)
        assert state_of(practice) == State.DRAFT
        change = StateChange.objects.of(practice).last()
        assert change is not None
        assert change.note == "Impact: Say who counted.\n\nThank you."
        assert Notice.objects.filter(
            kind="practices.return.author", recipient=author_of(practice)
        ).exists()

    def test_a_note_on_what_is_no_criterion_is_dropped(self, client: Client) -> None:
        practice = practice_in(State.SUBMITTED)
        post(client, practice, "return", **{"note-colour": "Blue.", "note": "Please."})
        change = StateChange.objects.of(practice).last()
        assert change is not None
        assert change.note == "Please."

    def test_the_note_names_criteria_in_the_language_of_the_practice(self, client: Client) -> None:
        standing_call().criteria.filter(key="impact").update(title_fr="Effets")
        practice = practice_in(State.SUBMITTED, language="fr")
        post(client, practice, "return", **{"note-impact": "Précisez."})
        change = StateChange.objects.of(practice).last()
        assert change is not None
        assert change.note == "Effets: Précisez."

    def test_it_is_declined_with_a_reason(self, client: Client) -> None:
        practice = practice_in(State.SUBMITTED)
        post(client, practice, "decline", note="It is no practice but a plan.")
        assert state_of(practice) == State.DECLINED
        notice = Notice.objects.get(kind="practices.decline.author")
        assert notice.context["note"] == "It is no practice but a plan."

    @pytest.mark.parametrize("move", ["return", "decline"])
    def test_not_without_words_and_nothing_is_lost(self, client: Client, move: str) -> None:
        practice = practice_in(State.SUBMITTED)
        response = post(client, practice, move, note="  ")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Say why, in the note." in response.content.decode()
        assert state_of(practice) == State.SUBMITTED

    def test_notes_that_are_too_long_are_told_and_kept(self, client: Client) -> None:
        practice = practice_in(State.SUBMITTED)
        response = post(client, practice, "return", note="long " * 3000)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "long long" in response.content.decode()

    @pytest.mark.parametrize("move", ["", "accept", "publish", "release", "x" * 300])
    def test_there_is_no_other_move_here(self, client: Client, move: str) -> None:
        practice = practice_in(State.SUBMITTED)
        assert post(client, practice, move).status_code == HTTPStatus.BAD_REQUEST

    @pytest.mark.parametrize("move", ["return", "decline", "take in"])
    def test_one_that_has_moved_meanwhile_says_so_and_keeps_the_words(
        self, client: Client, move: str
    ) -> None:
        practice = practice_in(State.SUBMITTED)
        make_move(practice, "take in", by=examiner())
        quorum(practice)
        response = post(client, practice, move, note="My long note.")
        assert state_of(practice) == State.UNDER_REVIEW
        assert response.status_code == HTTPStatus.CONFLICT
        assert "My long note." in response.content.decode()
        assert client.get(at(practice))["Location"].endswith(f"{practice.code}/")

    def test_what_was_typed_is_kept_when_the_session_has_run_out(self) -> None:
        practice = practice_in(State.SUBMITTED)
        client = Client()
        assert post(client, practice, "return", note="Kept.").status_code == HTTPStatus.FOUND
        client.force_login(examiner(), backend="django.contrib.auth.backends.ModelBackend")
        assert "Kept." in client.get(at(practice)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_more_criteria_are_no_more_queries(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    call = thematic_call()
    call.criteria.add(*(criterion(f"criterion-{number}") for number in range(rows)))
    practice = practice_in(State.SUBMITTED, call=call)
    client.get(at(practice))
    with django_assert_num_queries(17):
        client.get(at(practice))
