"""The Secretariat's page of the reviewers of a practice, and who still owes what over all."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from notices.choices import NoticeState
from notices.models import Notice
from practices.choices import AssignmentState, Belonging
from practices.models import Assignment, Practice
from practices.peer_review import kinds
from practices.peer_review.inviting import invite
from practices.peer_review.owing import debts_of, open_assignments, shortages_for
from practices.peer_review.telling import tell_reviewer
from publication.choices import State
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in, statuses
from tests.factories.practices import assigned, author_of, practice_in, quorum, reviewer
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory, give_role

pytestmark = pytest.mark.django_db

SEEN, MISSING, CONFLICT = HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT


def at(practice: Practice) -> str:
    return reverse("practice_desk:peer_review", args=[practice.code])


OWING = "practice_desk:owing"


@pytest.fixture
def practice() -> Practice:
    return practice_in(State.UNDER_REVIEW, countries=["CRI"])


def send(practice: Practice, by: User | None = None, **data: Any) -> Any:
    return signed_in(by or examiner()).post(at(practice), data)


def everybody(practice: Practice) -> dict[str, User]:
    torn = UserFactory(secretariat=True)
    give_role(torn, Role.REPRESENTATIVE, practice.organisation)
    return {
        "secretariat": examiner(),
        "secretariat of the author": torn,
        "author": author_of(practice),
        "contributor": UserFactory(role=Role.CONTRIBUTOR, role__at=practice.organisation),
        "reviewer": assigned(practice, AssignmentState.ACCEPTED).reviewer.user,
        "other reviewer": reviewer().user,
        "moderator": UserFactory(role=Role.MODERATOR),
        "outsider": UserFactory(),
    }


class TestAccess:
    def test_only_who_decides_sees_who_reviews(self, practice: Practice) -> None:
        found = statuses(at(practice), everybody(practice))
        assert found.pop("secretariat") == SEEN
        assert set(found.values()) == {MISSING}

    def test_nobody_else_asks_anybody(self, practice: Practice) -> None:
        people, one = everybody(practice), reviewer()
        people.pop("secretariat")
        for person in people.values():
            response = send(practice, person, do="invite", reviewer=one.pk)
            assert response.status_code == MISSING
        assert not one.assignments.exists()

    def test_a_draft_is_no_page(self) -> None:
        draft = practice_in(State.DRAFT)
        assert signed_in(examiner()).get(at(draft)).status_code == MISSING

    @pytest.mark.parametrize(
        "state", [State.SUBMITTED, State.ACCEPTED, State.PUBLISHED, State.DECLINED]
    )
    def test_it_is_there_before_and_after_the_review(self, state: State) -> None:
        response = signed_in(examiner()).get(at(practice_in(state)))
        assert response.status_code == SEEN
        assert 'id="suggestions"' not in response.text

    def test_owing_is_the_secretariats_and_tells_nobody_of_their_own(
        self, practice: Practice
    ) -> None:
        people = everybody(practice)
        found = statuses(reverse(OWING), people)
        seen = {name for name, status in found.items() if status == SEEN}
        assert seen == {"secretariat", "secretariat of the author"}
        own = signed_in(people["secretariat of the author"]).get(reverse(OWING)).text
        assert practice.code not in own
        assert practice.code in signed_in(examiner()).get(reverse(OWING)).text


class TestAsking:
    def test_the_first_suggested_with_the_reasons(self, practice: Practice) -> None:
        one = reviewer(Belonging.UN, objectives=[5])
        page = signed_in(examiner()).get(at(practice)).text
        assert "Knows its primary objective: 5." in page
        assert "The round still lacks a reviewer of the United Nations." in page
        assert send(practice, do="invite", reviewer=one.pk)["Location"] == at(practice)
        made = Assignment.objects.get()
        assert made.invited_by == examiner()
        assert "primary-objective:5" in made.reasons_to_ask
        assert "Why this reviewer" in signed_in(examiner()).get(at(practice)).text

    def test_why_somebody_cannot_be_asked_stands_there(self, practice: Practice) -> None:
        near = reviewer(iso3="CRI")
        page = signed_in(examiner()).get(at(practice)).text
        assert "Nobody on the roster can be asked" in page
        assert "Same country: Country CRI." in page
        refused = send(practice, do="invite", reviewer=near.pk)
        assert refused.status_code == CONFLICT
        assert "Same country: Country CRI." in refused.text
        assert not Assignment.objects.exists()

    def test_after_diverging_reviews_the_next_is_the_further_one(self, practice: Practice) -> None:
        quorum(practice, 5, 5, 1)
        first, second = reviewer(), reviewer()
        Assignment.objects.filter(is_further=True, state=AssignmentState.INVITED).delete()
        send(practice, do="invite", reviewer=first.pk)
        send(practice, do="invite", reviewer=second.pk)
        assert Assignment.objects.get(reviewer=first).is_further
        assert not Assignment.objects.get(reviewer=second).is_further

    @pytest.mark.parametrize("number", ["", "x", "0", "9" * 30, "٣"])
    def test_who_does_not_exist_is_no_page(self, practice: Practice, number: str) -> None:
        assert send(practice, do="invite", reviewer=number).status_code == MISSING

    def test_what_is_no_form_of_the_page_is_refused(self, practice: Practice) -> None:
        assert send(practice, do="dance").status_code == 400


class TestChanging:
    def test_call_off_with_the_reason(self, practice: Practice) -> None:
        one = assigned(practice)
        send(practice, do="call-off", assignment=one.pk, reason="We have enough.")
        one.refresh_from_db()
        assert (one.state, one.reason) == (AssignmentState.CALLED_OFF, "We have enough.")
        assert Notice.objects.get(kind=kinds.CALLED_OFF).context["note"] == "We have enough."
        assert send(practice, do="call-off", assignment=one.pk).status_code == CONFLICT

    def test_a_review_is_given_back_and_counts_no_more_until_it_is_in_again(
        self, practice: Practice
    ) -> None:
        one, two, _three = quorum(practice)
        assert (
            "Give back for a correction" in signed_in(examiner()).get(at(practice)).content.decode()
        )
        send(practice, do="give-back", assignment=one.pk, reason="A line is cut off.")
        one.refresh_from_db()
        assert one.state == AssignmentState.ACCEPTED
        assert Notice.objects.get(kind=kinds.GIVEN_BACK).context["note"] == "A line is cut off."
        assert send(practice, do="give-back", assignment=one.pk).status_code == CONFLICT
        assert (
            send(practice, do="give-back", assignment=two.pk, reason="x" * 1001).status_code == 422
        )

    def test_a_reason_that_is_too_long_changes_nothing(self, practice: Practice) -> None:
        one = assigned(practice)
        response = send(practice, do="call-off", assignment=one.pk, reason="x" * 1001)
        assert response.status_code == 422
        one.refresh_from_db()
        assert one.state == AssignmentState.INVITED

    def test_the_assignment_of_another_practice_is_no_page(self, practice: Practice) -> None:
        other = assigned(practice_in(State.UNDER_REVIEW))
        assert send(practice, do="call-off", assignment=other.pk).status_code == MISSING

    def test_another_instead(self, practice: Practice) -> None:
        one, second = assigned(practice, AssignmentState.ACCEPTED, is_further=True), reviewer()
        page = signed_in(examiner()).get(at(practice), {"replace": one.pk}).text
        assert f"Ask another instead of {one.reviewer}" in page
        send(practice, do="invite", reviewer=second.pk, replace=one.pk)
        one.refresh_from_db()
        assert one.state == AssignmentState.CALLED_OFF
        assert Assignment.objects.get(reviewer=second).is_further

    def test_another_who_cannot_be_asked_leaves_all_as_it_was(self, practice: Practice) -> None:
        one, near = assigned(practice), reviewer(iso3="CRI")
        refused = send(practice, do="invite", reviewer=near.pk, replace=one.pk)
        assert refused.status_code == CONFLICT
        one.refresh_from_db()
        assert one.state == AssignmentState.INVITED

    def test_the_invitation_again_with_a_new_token_and_new_days(self, practice: Practice) -> None:
        one = invite(practice, reviewer(), examiner())
        with time_machine.travel(timezone.now() + timedelta(days=3)):
            send(practice, do="again", assignment=one.pk)
        again = Assignment.objects.get(pk=one.pk)
        assert again.invitation == one.invitation + 1
        assert (again.answer_due_at - one.answer_due_at).days == 3
        assert Notice.objects.filter(kind=kinds.INVITED).count() == 2

    def test_not_once_it_was_answered(self, practice: Practice) -> None:
        one = assigned(practice, AssignmentState.ACCEPTED)
        assert send(practice, do="again", assignment=one.pk).status_code == CONFLICT


class TestOwing:
    def test_an_answer_then_a_review_then_nothing(self, practice: Practice) -> None:
        asked, at_work = assigned(practice), assigned(practice, AssignmentState.ACCEPTED)
        assigned(practice, AssignmentState.REVIEWED)
        assigned(practice, AssignmentState.DECLINED)
        found = debts_of(open_assignments(examiner()), timezone.now())
        assert [(debt.assignment, debt.owes_answer) for debt in found] == [
            (asked, True),
            (at_work, False),
        ]
        assert not any(debt.is_late for debt in found)

    def test_who_is_late_stands_apart(self, practice: Practice) -> None:
        assigned(practice, answer_due_at=timezone.now() - timedelta(days=2, hours=1))
        page = signed_in(examiner()).get(reverse(OWING)).text
        assert "1 answer or review is awaited; late: 1." in page
        assert "2 days late" in page

    def test_whether_the_invitation_left_and_who_was_reminded(self, practice: Practice) -> None:
        told, untold = invite(practice, reviewer(), examiner()), assigned(practice)
        tell_reviewer(told, kinds.ANSWER_DUE)
        Notice.objects.update(state=NoticeState.SENT, sent_at=timezone.now())
        debts = {debt.assignment.pk: debt for debt in debts_of([told, untold], timezone.now())}
        assert (debts[told.pk].was_told, debts[told.pk].reminded.times) == (True, 1)
        assert (debts[untold.pk].was_told, debts[untold.pk].reminded.times) == (False, 0)

    def test_practices_that_lack_reviewers(self, practice: Practice) -> None:
        assigned(practice, by=reviewer(Belonging.EXTERNAL))
        assigned(practice, AssignmentState.DECLINED, by=reviewer(Belonging.UN))
        quorum(practice_in(State.UNDER_REVIEW))
        found = shortages_for(examiner())
        assert [(one.practice, dict(one.missing)) for one in found] == [
            (practice, {Belonging.UN: 1, Belonging.EXTERNAL: 1})
        ]

    def test_nothing_is_owed_where_the_review_is_over(self) -> None:
        practice_in(State.ACCEPTED)
        assert "Nobody owes anything." in signed_in(examiner()).get(reverse(OWING)).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same(
    practice: Practice, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        invite(practice, reviewer(), examiner())
        assigned(practice, AssignmentState.ACCEPTED)
        assigned(practice_in(State.UNDER_REVIEW))
        reviewer()
        reviewer(iso3="CRI")
    client = signed_in(examiner())
    client.get(at(practice))
    with django_assert_num_queries(36):
        assert client.get(at(practice)).status_code == SEEN
    with django_assert_num_queries(10):
        assert client.get(reverse(OWING)).status_code == SEEN
