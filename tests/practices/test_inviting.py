"""Reviewers are asked, called off and replaced; and never one who cannot be asked."""

from datetime import timedelta
from functools import partial

import pytest

from notices.models import Notice
from practices.choices import AssignmentState, Belonging
from practices.peer_review import kinds
from practices.peer_review.inviting import (
    CannotInviteError,
    NotAllowedError,
    call_off,
    invite,
    invite_best,
    replace,
)
from practices.peer_review.reasons import Reason, Why, reason_of
from practices.peer_review.suggestions import suggestions_for
from publication.choices import State
from publication.moves import NotAllowedError as MoveNotAllowedError
from tests.factories.practices import assigned, author_of, practice_in, reviewer
from tests.factories.publication import examiner
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db


class TestInviting:
    def test_it_asks_with_the_days_of_the_call_and_tells_the_reviewer(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        asked = reviewer(Belonging.UN)
        why = Reason(Why.PRIMARY_OBJECTIVE, ("5",))
        made = invite(practice, asked, examiner(), reasons=[why])
        assert (made.state, made.reviewer) == (AssignmentState.INVITED, asked)
        assert made.answer_due_at - made.invited_at == timedelta(days=7)
        assert made.review_due_at - made.answer_due_at == timedelta(days=21)
        assert [reason_of(code) for code in made.reasons_to_ask] == [why]
        notice = Notice.objects.get(kind=kinds.INVITED)
        assert (notice.recipient, notice.item) == (asked.user, made)

    def test_the_portal_asks_the_first_that_is_suggested(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        reviewer(Belonging.EXTERNAL, objectives=[9])
        best = reviewer(Belonging.UN, objectives=[5])
        assert suggestions_for(practice)[0].reviewer == best
        made = invite_best(practice, None, is_further=True)
        assert made is not None
        assert (made.reviewer, made.invited_by, made.is_further) == (best, None, True)

    def test_nobody_asks_who_does_not_decide(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        with pytest.raises(NotAllowedError):
            invite(practice, reviewer(), author_of(practice))

    def test_nobody_is_asked_where_no_round_is_open(self) -> None:
        practice = practice_in(State.ACCEPTED)
        with pytest.raises(CannotInviteError, match="No round"):
            invite(practice, reviewer(), examiner())

    def test_nobody_is_asked_twice(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        asked = assigned(practice).reviewer
        with pytest.raises(CannotInviteError, match="already"):
            invite(practice, asked, examiner())

    def test_nobody_is_asked_with_a_conflict(self) -> None:
        practice = practice_in(State.UNDER_REVIEW, countries=["CRI"])
        with pytest.raises(CannotInviteError, match="Same country: Country CRI"):
            invite(practice, reviewer(iso3="CRI"), examiner())

    def test_one_further_reviewer_at_once(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        invite(practice, reviewer(), None, is_further=True)
        with pytest.raises(CannotInviteError, match="further reviewer is asked"):
            invite(practice, reviewer(), None, is_further=True)


class TestCallingOff:
    def test_the_reviewer_is_told(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        asked = assigned(practice)
        assert call_off(asked, examiner()).state == AssignmentState.CALLED_OFF
        assert Notice.objects.get(kind=kinds.CALLED_OFF).recipient == asked.reviewer.user

    def test_an_author_calls_nobody_off(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        with pytest.raises(MoveNotAllowedError):
            call_off(assigned(practice), author_of(practice))

    def test_another_is_asked_in_place(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        first, second = assigned(practice, is_further=True), reviewer()
        made = replace(first, second, examiner())
        first.refresh_from_db()
        assert first.state == AssignmentState.CALLED_OFF
        assert (made.reviewer, made.is_further) == (second, True)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_do_not_fill_a_reviewer_twice() -> None:
    """On two practices; and the second sees what the first did."""
    one, by = reviewer(most_a_semester=1), examiner()
    practices = [practice_in(State.UNDER_REVIEW) for _ in range(2)]
    outcomes = at_once(*(partial(invite, practice, one, by) for practice in practices))
    assert refusals(outcomes) == [CannotInviteError]
    assert one.assignments.count() == 1
