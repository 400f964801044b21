"""The way of a practice through its table of moves, to every state there is."""

import pytest

from practices.choices import AssignmentState, Recommendation
from practices.models import Assignment, Round
from practices.workflow import WORKFLOW
from publication.choices import State
from publication.moves import NotReadyError, make_move
from tests.factories.practices import (
    LETTER,
    assigned,
    author_of,
    open_round,
    practice_in,
    quorum,
    reviewed,
    taken_in,
)
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", WORKFLOW.states)
def test_there_is_a_way_to_every_state(state: State) -> None:
    assert practice_in(state).state == state


class TestRounds:
    def test_one_begins_when_it_is_taken_in_and_ends_with_the_decision(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        assert open_round(practice).number == 1
        quorum(practice)
        make_move(practice, "accept", by=examiner(), note=LETTER)
        only = Round.objects.get(practice=practice)
        assert (only.decision, only.letter) == (Recommendation.ACCEPT, LETTER)
        assert practice.reviewed_at == only.ended_at

    def test_a_withdrawal_ends_it_undecided_and_calls_the_reviewers_off(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        asked, at_work = assigned(practice), assigned(practice, AssignmentState.ACCEPTED)
        done = assigned(practice, AssignmentState.REVIEWED)
        make_move(practice, "withdraw", by=author_of(practice))
        ended = Round.objects.get(practice=practice)
        assert ended.ended_at is not None
        assert ended.decision == ""
        states = Assignment.objects.in_bulk([asked.pk, at_work.pk, done.pk])
        assert states[asked.pk].state == AssignmentState.CALLED_OFF
        assert states[at_work.pk].state == AssignmentState.CALLED_OFF
        assert states[done.pk].state == AssignmentState.REVIEWED

    def test_a_revision_begins_the_next(self) -> None:
        practice = practice_in(State.REVISING)
        practice.rounds.get().points.update(answer="Done.")
        make_move(practice, "resubmit", by=author_of(practice))
        assert open_round(practice).number == 2

    def test_there_are_no_more_than_the_call_allows(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        type(practice.call).objects.update(most_rounds=1)
        quorum(practice)
        open_round(practice).points.create(number=1, text="The cost.")
        practice.refresh_from_db()
        with pytest.raises(NotReadyError, match="no further round"):
            make_move(practice, "ask to revise", by=examiner(), note=LETTER)


class TestQuorum:
    def test_two_reviews_do_not_decide(self) -> None:
        practice = taken_in(practice_in(State.DRAFT))
        reviewed(assigned(practice))
        reviewed(assigned(practice))
        with pytest.raises(NotReadyError, match="1 review is missing"):
            make_move(practice, "accept", by=examiner(), note=LETTER)

    def test_reviews_that_diverge_want_one_more(self) -> None:
        practice = taken_in(practice_in(State.DRAFT))
        quorum(practice, 5, 5, 2)
        with pytest.raises(NotReadyError, match="diverge"):
            make_move(practice, "accept", by=examiner(), note=LETTER)
        reviewed(assigned(practice, is_further=True), 4)
        make_move(practice, "accept", by=examiner(), note=LETTER)
        assert practice.state == State.ACCEPTED
