"""The Secretariat's queue of pledges: many moved at once, each by a move of its own."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.views.pledge_queue import PledgeQueueView
from notices.models import Notice
from pledges.models import Pledge
from pledges.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, statuses
from tests.desk.access import signed_in as signed_in_as
from tests.factories.pledges import author_of, begun, pledge_in, whole
from tests.factories.publication import examiner, history
from tests.factories.stakeholders import UserFactory

MANY = PledgeQueueView.many
pytestmark = pytest.mark.django_db

AT = "/en/desk/pledge-queue/"


@pytest.fixture
def client(db: None) -> Client:
    return signed_in_as(examiner())


def state_of(pledge: Pledge) -> str:
    return Pledge.objects.get(pk=pledge.pk).state


def post(client: Client, move: str, *pledges: Pledge, **more: Any) -> Any:
    codes = [pledge.code for pledge in pledges]
    return client.post(AT, {"move": move, "pledge": codes, **more})


def test_it_is_for_the_secretariat_alone() -> None:
    pledge = pledge_in(State.SUBMITTED)
    people: dict[str, User] = {
        "outsider": UserFactory(),
        "author": author_of(pledge),
        "moderator": UserFactory(role=Role.MODERATOR),
        "secretariat": examiner(),
    }
    expected = dict.fromkeys(people, MISSING) | {"secretariat": SEEN}
    assert statuses(AT, people) == expected
    assert post(signed_in_as(author_of(pledge)), "take-up", pledge).status_code == MISSING
    assert state_of(pledge) == State.SUBMITTED


def test_what_was_handed_in_waits_in_its_state_the_longest_waiting_first(client: Client) -> None:
    whole(begun(), title="A draft")
    first, second = (pledge_in(State.SUBMITTED, title=t) for t in ("The first", "The second"))
    pledge_in(State.PUBLISHED, title="Done already")
    page = client.get(AT).content.decode()
    assert 'data-count="2"' in page
    assert page.index(first.title) < page.index(second.title)
    assert "A draft" not in page
    assert "Done already" not in page


def test_many_are_taken_up_at_once_each_by_its_own_move(client: Client) -> None:
    pledges = [pledge_in(State.SUBMITTED) for _number in range(3)]
    page = post(client, "take-up", *pledges).content.decode()
    assert [state_of(pledge) for pledge in pledges] == [State.UNDER_REVIEW] * 3
    assert "Taken up: 3" in page
    for pledge in pledges:
        assert history(pledge)[-1] == ("take up", "submitted", "under-review")
        assert Notice.objects.filter(
            kind="pledges.take-up.author", recipient=author_of(pledge)
        ).exists()


def test_many_are_published_now(client: Client) -> None:
    pledges = [pledge_in(State.UNDER_REVIEW) for _number in range(2)]
    post(client, "publish", *pledges, note="Together.")
    assert [state_of(pledge) for pledge in pledges] == [State.PUBLISHED] * 2
    assert StateChange.objects.filter(note="Together.").count() == 2


def test_many_are_published_at_a_time(client: Client) -> None:
    pledges = [pledge_in(State.UNDER_REVIEW) for _number in range(2)]
    at = timezone.now() + timedelta(days=2)
    post(client, "schedule", *pledges, publish_at=at.strftime("%Y-%m-%dT%H:%M"))
    assert [state_of(pledge) for pledge in pledges] == [State.SCHEDULED] * 2
    page = client.get(AT).content.decode()
    assert "Publication scheduled" in page
    post(client, "hold-back", *pledges)
    assert [state_of(pledge) for pledge in pledges] == [State.UNDER_REVIEW] * 2


def test_many_are_returned_with_one_note(client: Client) -> None:
    pledges = [pledge_in(State.UNDER_REVIEW) for _number in range(2)]
    page = post(client, "return", *pledges).content.decode()
    assert "Say why, in the note." in page
    assert [state_of(pledge) for pledge in pledges] == [State.UNDER_REVIEW] * 2
    post(client, "return", *pledges, note="Name the provinces.")
    assert [state_of(pledge) for pledge in pledges] == [State.DRAFT] * 2


def test_what_did_not_go_is_told_and_the_rest_goes(client: Client) -> None:
    good, incomplete, moved = (
        pledge_in(State.UNDER_REVIEW, title=title) for title in ("Good", "Incomplete", "Moved")
    )
    incomplete.targets.all().delete()
    make_move(moved, "return", by=examiner(), note="Later.")
    # It is a draft again: none of the Secretariat's business, and not told of.
    page = post(client, "publish", good, incomplete, moved).content.decode()
    assert state_of(good) == State.PUBLISHED
    assert state_of(incomplete) == State.UNDER_REVIEW
    assert "Published: 1" in page
    assert re.search(r"Incomplete</a>: 1 thing is still missing", page)
    assert "Moved" not in page


def test_one_that_another_has_moved_says_where_it_is_now(client: Client) -> None:
    pledge = pledge_in(State.UNDER_REVIEW)
    make_move(pledge, "publish", by=examiner())
    page = post(client, "publish", pledge).content.decode()
    assert re.search(rf"{pledge.title}</a>: Published", page)
    assert len(history(pledge)) == 3


def test_all_that_the_page_showed_are_moved_and_no_others(client: Client) -> None:
    shown = [pledge_in(State.SUBMITTED) for _number in range(2)]
    late = pledge_in(State.SUBMITTED)
    codes = [pledge.code for pledge in shown]
    client.post(AT, {"move": "take-up", "all": "yes", "shown": codes})
    assert [state_of(pledge) for pledge in shown] == [State.UNDER_REVIEW] * 2
    assert state_of(late) == State.SUBMITTED


def test_nothing_ticked_is_told(client: Client) -> None:
    pledge_in(State.SUBMITTED)
    response = post(client, "take-up")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tick the pledges first." in response.content.decode()


@pytest.mark.parametrize("move", ["", "submit", "release", "correct", "bring-in", "delete"])
def test_no_other_move_is_made_from_here(client: Client, move: str) -> None:
    pledge = pledge_in(State.SUBMITTED)
    assert post(client, move, pledge).status_code == HTTPStatus.BAD_REQUEST
    assert state_of(pledge) == State.SUBMITTED


def test_a_time_that_is_none_is_refused_with_words(client: Client) -> None:
    pledge = pledge_in(State.UNDER_REVIEW)
    response = post(client, "schedule", pledge, publish_at="next week")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "valid date/time" in response.content.decode()


@pytest.mark.parametrize("code", ["PLG-1999-0001", "x" * 500, "'; --"])
def test_a_code_of_nothing_moves_nothing(client: Client, code: str) -> None:
    response = client.post(AT, {"move": "take-up", "pledge": [code]})
    assert response.status_code == HTTPStatus.OK


def test_a_draft_is_not_moved_by_its_code(client: Client) -> None:
    draft = whole(begun(), title="Draftenheim")
    page = post(client, "take-up", draft).content.decode()
    assert "Draftenheim" not in page
    assert state_of(draft) == State.DRAFT


def test_every_move_of_the_secretariat_can_be_made_for_many() -> None:
    for state, names in MANY.items():
        for name in names:
            assert WORKFLOW.find(name, state).source == state
    here = {name for names in MANY.values() for name in names}
    theirs = {m.name for m in WORKFLOW if m.source in MANY and m.may.name == "is_secretariat"}
    assert here == theirs


@pytest.mark.parametrize("rows", [1, 3])
def test_more_pledges_are_no_more_queries(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(rows):
        pledge_in(State.SUBMITTED)
    client.get(AT)
    with django_assert_num_queries(5):
        client.get(AT)


def test_two_hundred_are_one_page_and_one_click(client: Client) -> None:
    """What comes in before a forum: the page holds, and the move is made for each."""
    first = pledge_in(State.SUBMITTED)
    values = {
        f.attname: getattr(first, f.attname)
        for f in Pledge._meta.concrete_fields
        if f.attname not in {"id", "code", "external_id"}
    }
    Pledge.objects.bulk_create(Pledge(code=f"PLG-2030-{n:04}", **values) for n in range(1000, 1200))
    codes = list(Pledge.objects.values_list("code", flat=True))
    page = client.get(AT).content.decode()
    assert page.count('name="pledge"') == 201
    client.post(AT, {"move": "take-up", "all": "yes", "shown": codes})
    assert Pledge.objects.filter(state=State.UNDER_REVIEW).count() == 201


def test_the_desk_leads_there(client: Client) -> None:
    assert reverse("desk:pledge_queue") == AT
    assert AT in client.get("/en/desk/").content.decode()
