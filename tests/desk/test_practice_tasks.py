"""What waits on a person in practices: on authors, on reviewers, on the Secretariat."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from desk.practice_tasks import practice_tasks
from desk.waiting import Task
from practices.choices import AssignmentState, Belonging, RosterState
from practices.models import RevisionPoint
from publication.choices import State
from publication.moves import make_move
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.practices import (
    TITLE,
    assigned,
    author_of,
    begun,
    practice_in,
    quorum,
    reviewed,
    reviewer,
    thematic_call,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory
from tests.practices.people import partial_examiner, people_around

pytestmark = pytest.mark.django_db


def tasks(user: User) -> list[Task]:
    user.forget_roles()
    return list(practice_tasks(user))


def titles(user: User) -> list[str]:
    return [task.title for task in tasks(user)]


def test_nothing_waits_on_a_stranger() -> None:
    for state in (State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.REVISING):
        practice_in(state)
    assert tasks(UserFactory()) == []


class TestAuthors:
    def test_a_draft_waits_until_the_deadline_of_its_call(self) -> None:
        call = thematic_call()
        practice = begun(call=call)
        (task,) = tasks(author_of(practice))
        assert (task.title, task.url) == (practice.code, practice.desk_address)
        assert (task.why, task.due) == ("Not submitted yet", call.due_at)

    def test_a_returned_one_says_so_and_has_no_deadline(self) -> None:
        practice = practice_in(State.SUBMITTED, call=thematic_call())
        assert tasks(author_of(practice)) == []
        make_move(practice, "return", by=examiner(), note="Name the provinces.")
        (task,) = tasks(author_of(practice))
        assert (task.why, task.due) == ("Submitted once, and to be finished again", None)

    def test_a_revision_waits_until_it_is_handed_in(self) -> None:
        practice = practice_in(State.REVISING)
        author = author_of(practice)
        assert titles(author) == [f"Revise {TITLE}"]
        RevisionPoint.objects.update(answer="Done.")
        make_move(practice, "resubmit", by=author)
        assert tasks(author) == []


class TestReviewers:
    def test_an_invitation_waits_by_its_code_alone(self) -> None:
        asked = assigned(practice_in(State.UNDER_REVIEW))
        (task,) = tasks(asked.reviewer.user)
        assert task.title == f"Will you review {asked.practice.code}?"
        assert TITLE not in task.title + task.why
        assert task.url == reverse("practice_desk:assignment", args=[asked.pk])
        assert task.due == asked.answer_due_at

    def test_a_review_waits_until_it_is_in(self) -> None:
        accepted = assigned(practice_in(State.UNDER_REVIEW), AssignmentState.ACCEPTED)
        (task,) = tasks(accepted.reviewer.user)
        assert (task.title, task.due) == (
            f"Review {accepted.practice.code}",
            accepted.review_due_at,
        )
        reviewed(accepted)
        assert tasks(accepted.reviewer.user) == []

    def test_nothing_waits_once_it_is_refused_called_off_or_over(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        over = assigned(practice, AssignmentState.ACCEPTED).reviewer.user
        for state in (AssignmentState.DECLINED, AssignmentState.CALLED_OFF):
            assert tasks(assigned(practice, state).reviewer.user) == []
        make_move(practice, "withdraw", by=author_of(practice))
        assert tasks(over) == []

    def test_an_invitation_to_the_roster_waits(self) -> None:
        invited = reviewer(state=RosterState.INVITED).user
        assert titles(invited) == ["Join the roster of reviewers"]
        for state in (RosterState.ACTIVE, RosterState.APPLIED, RosterState.RETIRED):
            assert tasks(reviewer(state=state).user) == []


class TestSecretariat:
    def test_each_kind_of_work_is_one_line(self) -> None:
        secretariat = examiner()
        assert tasks(secretariat) == []
        for state in (State.SUBMITTED, State.SUBMITTED, State.ACCEPTED, State.APPEALED):
            practice_in(state)
        quorum(practice_in(State.UNDER_REVIEW))
        practice_in(State.UNDER_REVIEW)
        reviewer(state=RosterState.APPLIED)
        assert titles(secretariat) == [
            "2 practices to screen",
            "1 practice to decide",
            "1 appeal to decide",
            "1 practice to publish",
            "1 practice lacks reviewers",
            "1 person applies to review",
        ]

    def test_enough_who_are_asked_lack_nothing_and_decide_nothing(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        assert titles(examiner()) == ["1 practice lacks reviewers"]
        for side in (Belonging.UN, Belonging.EXTERNAL, Belonging.EXTERNAL):
            assigned(practice, by=reviewer(side))
        assert tasks(examiner()) == []

    def test_reviews_that_diverge_are_not_to_be_decided(self) -> None:
        quorum(practice_in(State.UNDER_REVIEW), 5, 5, 1)
        assert "1 practice to decide" not in titles(examiner())

    def test_nobody_is_asked_to_decide_on_their_own(self) -> None:
        another = examiner()
        practice = practice_in(State.SUBMITTED)
        assert titles(partial_examiner(practice)) == []
        assert titles(another) == ["1 practice to screen"]


def test_everybody_around_one_under_review() -> None:
    practice = practice_in(State.UNDER_REVIEW)
    people = people_around(practice, assigned(practice))
    waiting = {who for who, person in people.items() if tasks(person)}
    assert waiting == {"reviewer", "secretariat"}


def test_the_desk_shows_them() -> None:
    practice = practice_in(State.DRAFT)
    page = signed_in(author_of(practice)).get("/en/desk/").content.decode()
    assert practice.desk_address in page


@pytest.mark.parametrize("rows", [1, 3])
class TestQueries:
    def test_of_an_author_who_reviews(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        first = begun()
        author = author_of(first)
        asked = reviewer(user=author, organisation=first.organisation)
        for _number in range(rows):
            begun(first.organisation)
            practice_in(State.REVISING, first.organisation)
            assigned(practice_in(State.UNDER_REVIEW), by=asked)
        fresh = User.objects.get(pk=author.pk)
        with django_assert_num_queries(5):
            assert len(list(practice_tasks(fresh))) == 1 + 3 * rows

    def test_of_the_secretariat(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _number in range(rows):
            practice_in(State.SUBMITTED)
            quorum(practice_in(State.UNDER_REVIEW))
            practice_in(State.UNDER_REVIEW)
        fresh = User.objects.get(pk=examiner().pk)
        with django_assert_num_queries(12):
            list(practice_tasks(fresh))
