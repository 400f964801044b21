"""What waits on a person in pledges."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.pledge_tasks import pledge_tasks
from desk.waiting import Task
from pledges.choices import PartnerState, Stage
from publication.choices import State
from publication.moves import make_move
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.pledges import (
    author_of,
    begun,
    partner,
    people_around,
    pledge_in,
    published,
    reported,
    speaker_of,
    staged,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def tasks(user: User) -> list[Task]:
    user.forget_roles()
    return list(pledge_tasks(user))


def test_nothing_waits_on_a_stranger() -> None:
    pledge_in(State.DRAFT)
    pledge_in(State.SUBMITTED)
    published()
    assert tasks(UserFactory()) == []


def test_a_draft_waits_to_be_finished() -> None:
    pledge = begun()
    (task,) = tasks(author_of(pledge))
    assert (task.title, task.url, task.why) == (
        pledge.code,
        pledge.desk_address,
        "Not submitted yet",
    )


def test_a_returned_one_says_so() -> None:
    pledge = pledge_in(State.UNDER_REVIEW)
    assert tasks(author_of(pledge)) == []
    make_move(pledge, "return", by=examiner(), note="Name the provinces.")
    (task,) = tasks(author_of(pledge))
    assert task.why == "Submitted once, and to be finished again"


def test_an_invitation_waits_on_the_partner_alone() -> None:
    pledge = pledge_in(State.DRAFT)
    asked = partner(pledge, PartnerState.INVITED)
    (task,) = tasks(speaker_of(asked.organisation))
    assert task.title == f"Join in: {pledge.title}"
    assert str(pledge.organisation) in task.why
    for state in (PartnerState.ACCEPTED, PartnerState.DECLINED, PartnerState.LEFT):
        assert tasks(speaker_of(partner(pledge, state).organisation)) == []


def test_news_is_wanted_after_a_year_and_not_of_what_is_over() -> None:
    pledge = published()
    done = published(pledge.organisation)
    staged(done, Stage.FULFILLED)
    author = author_of(pledge)
    assert tasks(author) == []
    with time_machine.travel(timezone.now() + timedelta(days=370)):
        (task,) = tasks(author)
        assert task.url == reverse("pledge_desk:progress", args=[pledge.code])
        reported(pledge.targets.get())
        assert tasks(author) == []


def test_what_is_to_be_examined_is_one_line_for_the_secretariat() -> None:
    secretariat = examiner()
    assert tasks(secretariat) == []
    for state in (State.SUBMITTED, State.SUBMITTED, State.UNDER_REVIEW, State.SCHEDULED):
        pledge_in(state)
    (task,) = tasks(secretariat)
    assert (task.title, task.why) == ("3 pledges to examine", "2 to be taken up")
    assert task.url == reverse("desk:pledge_queue")


def test_everybody_around_a_draft() -> None:
    pledge = pledge_in(State.DRAFT)
    waiting = {who: len(tasks(user)) for who, user in people_around(pledge).items() if user}
    assert {who for who, count in waiting.items() if count} == {"author", "invited partner"}


def test_the_desk_shows_them() -> None:
    pledge = pledge_in(State.DRAFT)
    page = signed_in(author_of(pledge)).get("/en/desk/").content.decode()
    assert pledge.desk_address in page
    assert reverse("pledge_desk:mine") in page


@pytest.mark.parametrize("rows", [1, 3])
def test_more_tasks_are_no_more_queries(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = pledge_in(State.DRAFT)
    author = author_of(first)
    for _number in range(rows):
        begun(first.organisation)
        partner(pledge_in(State.DRAFT), PartnerState.INVITED, first.organisation)
    fresh = User.objects.get(pk=author.pk)
    with django_assert_num_queries(4):
        assert len(list(pledge_tasks(fresh))) == 1 + 2 * rows
