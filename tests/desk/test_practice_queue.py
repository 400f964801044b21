"""The Secretariat's queue of practices: what each waits for, and many moved at once."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.views.practice_queue import PracticeQueueView
from notices.models import Notice
from practices.models import Practice
from practices.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from tests.desk.access import MISSING, SEEN, statuses
from tests.desk.access import signed_in as signed_in_as
from tests.factories.practices import (
    assigned,
    author_of,
    begun,
    practice_in,
    quorum,
    reviewed,
    whole,
)
from tests.factories.publication import examiner, history
from tests.practices.people import partial_examiner, people_around

MANY = PracticeQueueView.many
pytestmark = pytest.mark.django_db

AT = "/en/desk/practice-queue/"


@pytest.fixture
def client(db: None) -> Client:
    return signed_in_as(examiner())


def state_of(practice: Practice) -> str:
    return Practice.objects.get(pk=practice.pk).state


def post(client: Client, move: str, *practices: Practice, **more: Any) -> Any:
    codes = [practice.code for practice in practices]
    return client.post(AT, {"move": move, "practice": codes, **more})


def test_it_is_for_the_secretariat_alone() -> None:
    practice = practice_in(State.SUBMITTED)
    people = people_around(practice)
    who = {"secretariat", "secretariat who speaks for it"}
    expected = dict.fromkeys(people, MISSING) | dict.fromkeys(who, SEEN)
    assert statuses(AT, people) == expected
    assert post(signed_in_as(author_of(practice)), "take-in", practice).status_code == MISSING
    assert state_of(practice) == State.SUBMITTED


def test_nobody_sees_or_moves_there_what_their_own_organisation_submits() -> None:
    practice = practice_in(State.SUBMITTED, title="Our own")
    client = signed_in_as(partial_examiner(practice))
    assert "Our own" not in client.get(AT).content.decode()
    post(client, "take-in", practice)
    assert state_of(practice) == State.SUBMITTED


def test_each_waits_in_its_state_the_longest_waiting_first(client: Client) -> None:
    whole(begun(), title="A draft")
    first, second = (practice_in(State.SUBMITTED, title=t) for t in ("The first", "The second"))
    practice_in(State.PUBLISHED, title="Done already")
    practice_in(State.REVISING, title="With its author")
    page = client.get(AT).content.decode()
    assert 'data-count="2"' in page
    assert page.index(first.title) < page.index(second.title)
    for title in ("A draft", "Done already", "With its author"):
        assert title not in page


def test_each_leads_to_the_page_where_it_is_done(client: Client) -> None:
    pages = {
        State.SUBMITTED: "screen/",
        State.UNDER_REVIEW: "decide/",
        State.APPEALED: "decide/",
        State.ACCEPTED: "",
    }
    practices = {state: practice_in(state) for state in pages}
    page = client.get(AT).content.decode()
    for state, place in pages.items():
        assert f'href="/en/desk/practices/{practices[state].code}/{place}"' in page


class TestStanding:
    def test_what_is_missing_is_told(self, client: Client) -> None:
        reviewed(assigned(practice_in(State.UNDER_REVIEW)))
        page = client.get(AT).content.decode()
        assert "United Nations: 1 missing" in page
        assert "External: 1 missing" in page

    def test_what_can_be_decided_says_so(self, client: Client) -> None:
        quorum(practice_in(State.UNDER_REVIEW))
        assert "To be decided" in client.get(AT).content.decode()

    def test_what_diverges_says_so(self, client: Client) -> None:
        quorum(practice_in(State.UNDER_REVIEW), 5, 5, 1)
        page = client.get(AT).content.decode()
        assert "The reviews diverge" in page
        assert "To be decided" not in page

    def test_no_recommendation_and_no_score_is_on_the_list(self, client: Client) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        names = [one.reviewer.user.name for one in quorum(practice)]
        page = client.get(AT).content.decode()
        assert not [name for name in names if re.search(rf"\b{name}\b", page)]


class TestManyAtOnce:
    def test_many_are_taken_in_each_by_its_own_move(self, client: Client) -> None:
        practices = [practice_in(State.SUBMITTED) for _number in range(3)]
        page = post(client, "take-in", *practices).content.decode()
        assert [state_of(practice) for practice in practices] == [State.UNDER_REVIEW] * 3
        assert "Taken in for peer review: 3" in page
        for practice in practices:
            assert history(practice)[-1] == ("take in", "submitted", "under-review")
            assert practice.rounds.count() == 1
            assert Notice.objects.filter(
                kind="practices.take-in.author", recipient=author_of(practice)
            ).exists()

    def test_many_are_published_now(self, client: Client) -> None:
        practices = [practice_in(State.ACCEPTED) for _number in range(2)]
        post(client, "publish", *practices, note="Together.")
        assert [state_of(practice) for practice in practices] == [State.PUBLISHED] * 2
        assert StateChange.objects.filter(note="Together.").count() == 2

    def test_many_are_published_at_a_time(self, client: Client) -> None:
        practices = [practice_in(State.ACCEPTED) for _number in range(2)]
        at = timezone.now() + timedelta(days=2)
        post(client, "schedule", *practices, publish_at=at.strftime("%Y-%m-%dT%H:%M"))
        assert [state_of(practice) for practice in practices] == [State.SCHEDULED] * 2
        post(client, "hold-back", *practices)
        assert [state_of(practice) for practice in practices] == [State.ACCEPTED] * 2

    def test_what_did_not_go_is_told_and_the_rest_goes(self, client: Client) -> None:
        good = practice_in(State.SUBMITTED, title="Good")
        unasked = practice_in(
            State.SUBMITTED,
            title="Unasked",
            is_own=False,
            implementer="City",
            implementer_email="city@example.org",
        )
        back = practice_in(State.SUBMITTED, title="Back at home")
        make_move(back, "return", by=examiner(), note="Later.")
        # It is a draft again: none of the Secretariat's business, and not told of.
        page = post(client, "take-in", good, unasked, back).content.decode()
        assert state_of(good) == State.UNDER_REVIEW
        assert state_of(unasked) == State.SUBMITTED
        assert re.search(r"Unasked</a>: The implementer has not confirmed", page)
        assert "Back at home" not in page

    def test_one_that_another_has_moved_says_where_it_is_now(self, client: Client) -> None:
        practice = practice_in(State.ACCEPTED)
        make_move(practice, "publish", by=examiner())
        page = post(client, "publish", practice).content.decode()
        assert re.search(rf"{practice.title}</a>: Published", page)

    def test_all_that_the_page_showed_are_moved_and_no_others(self, client: Client) -> None:
        shown = [practice_in(State.SUBMITTED) for _number in range(2)]
        late = practice_in(State.SUBMITTED)
        codes = [practice.code for practice in shown]
        client.post(AT, {"move": "take-in", "all": "yes", "shown": codes})
        assert [state_of(practice) for practice in shown] == [State.UNDER_REVIEW] * 2
        assert state_of(late) == State.SUBMITTED

    def test_nothing_ticked_is_told(self, client: Client) -> None:
        practice_in(State.SUBMITTED)
        response = post(client, "take-in")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Tick the practices first." in response.content.decode()

    @pytest.mark.parametrize(
        "move", ["", "submit", "release", "accept", "decline", "return", "uphold", "delete"]
    )
    def test_no_other_move_is_made_from_here(self, client: Client, move: str) -> None:
        practice = practice_in(State.SUBMITTED)
        assert post(client, move, practice).status_code == HTTPStatus.BAD_REQUEST
        assert state_of(practice) == State.SUBMITTED

    def test_a_time_that_is_none_is_refused_with_words(self, client: Client) -> None:
        practice = practice_in(State.ACCEPTED)
        response = post(client, "schedule", practice, publish_at="next week")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "valid date/time" in response.content.decode()

    @pytest.mark.parametrize("code", ["PRA-1999-0001", "x" * 500, "'; --"])
    def test_a_code_of_nothing_moves_nothing(self, client: Client, code: str) -> None:
        response = client.post(AT, {"move": "take-in", "practice": [code]})
        assert response.status_code == HTTPStatus.OK

    def test_every_move_for_many_starts_from_its_state(self) -> None:
        for state, names in MANY.items():
            for name in names:
                assert WORKFLOW.find(name, state).source == state


@pytest.mark.parametrize("rows", [1, 3])
def test_more_practices_are_no_more_queries(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(rows):
        practice_in(State.SUBMITTED)
        quorum(practice_in(State.UNDER_REVIEW))
    client.get(AT)
    with django_assert_num_queries(9):
        client.get(AT)


def test_the_desk_leads_there(client: Client) -> None:
    assert reverse("desk:practice_queue") == AT
    assert AT in client.get("/en/desk/").content.decode()
