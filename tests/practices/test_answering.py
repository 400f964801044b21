"""Who is lost is replaced, silence ends by itself, and scores that diverge call for one more."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from notices.choices import NoticeState
from notices.models import Notice
from practices.choices import AssignmentState, Belonging, Recommendation
from practices.models import Assignment, PeerReview, Practice, Reviewer, Round
from practices.peer_review import kinds
from practices.peer_review.answering import accept, lapse_unanswered, refuse, step_down
from practices.peer_review.further import call_all_further, call_further
from practices.peer_review.inviting import call_off, invite
from practices.peer_review.moves import move_assignment
from practices.peer_review.writing import hand_in, save_review
from publication.choices import State
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.moves import AlreadyMovedError, NotReadyError, make_move
from tests.factories.practices import (
    LETTER,
    assigned,
    open_round,
    practice_in,
    quorum,
    reviewed,
    reviewer,
)
from tests.factories.publication import examiner
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db

UN, EXTERNAL = Belonging.UN, Belonging.EXTERNAL


@pytest.fixture
def practice() -> Practice:
    examiner()
    return practice_in(State.UNDER_REVIEW)


def now(assignment: Assignment) -> Assignment:
    return Assignment.objects.with_names().get(pk=assignment.pk)


def asked_now(practice: Practice) -> list[Reviewer]:
    open_ones = Assignment.objects.with_names().filter(round__practice=practice).open()
    return [one.reviewer for one in open_ones]


def written(assignment: Assignment, score: int = 4, **fields: Any) -> Assignment:
    """Accepted and complete, and not handed in."""
    done = reviewed(assignment, score, **fields)
    return move_assignment(done, "give back", by=examiner())


class TestReplacing:
    def test_a_refusal_asks_another_of_the_same_side(self, practice: Practice) -> None:
        asked = assigned(practice, by=reviewer(UN))
        reviewer(EXTERNAL)
        spare = reviewer(UN, objectives=[9])
        refuse(assignment=asked, by=asked.reviewer.user)
        assert asked_now(practice) == [spare]
        told = Notice.objects.get(kind=kinds.LOST)
        assert told.context["next"] == str(spare)
        assert Notice.objects.filter(kind=kinds.INVITED, recipient=spare.user).exists()

    def test_so_does_stepping_down(self, practice: Practice) -> None:
        at_work = assigned(practice, AssignmentState.ACCEPTED, by=reviewer(EXTERNAL))
        spare = reviewer(EXTERNAL)
        step_down(assignment=at_work, by=at_work.reviewer.user, reason="I fell ill.")
        assert asked_now(practice) == [spare]
        assert Notice.objects.get(kind=kinds.LOST).context["note"] == "I fell ill."

    def test_nobody_is_asked_where_enough_are_at_it(self, practice: Practice) -> None:
        one, two, _three = (assigned(practice, by=reviewer(EXTERNAL)) for _n in range(3))
        reviewer(EXTERNAL)
        refuse(assignment=one, by=one.reviewer.user)
        assert len(asked_now(practice)) == 2
        refuse(assignment=two, by=two.reviewer.user)
        assert len(asked_now(practice)) == 2

    def test_where_nobody_fits_the_secretariat_is_told(self, practice: Practice) -> None:
        asked = assigned(practice, by=reviewer(UN))
        refuse(assignment=asked, by=asked.reviewer.user)
        assert asked_now(practice) == []
        assert Notice.objects.get(kind=kinds.LOST).context["next"] == ""

    def test_who_refused_is_not_asked_again(self, practice: Practice) -> None:
        asked = assigned(practice, by=reviewer(UN))
        spare = reviewer(UN)
        refuse(assignment=asked, by=asked.reviewer.user)
        second = Assignment.objects.get(reviewer=spare)
        refuse(assignment=second, by=spare.user)
        assert asked_now(practice) == []

    def test_a_further_reviewer_is_replaced_by_a_further_one(self, practice: Practice) -> None:
        quorum(practice, 5, 5, 1)
        asked = assigned(practice, by=reviewer(UN), is_further=True)
        spare = reviewer(EXTERNAL)
        refuse(assignment=asked, by=asked.reviewer.user)
        second = Assignment.objects.get(reviewer=spare)
        assert second.is_further

    def test_what_is_called_off_is_not_replaced(self, practice: Practice) -> None:
        asked = assigned(practice, by=reviewer(UN))
        reviewer(UN)
        call_off(asked, examiner())
        assert asked_now(practice) == []


class TestLapsing:
    def late(self, assignment: Assignment) -> "time_machine.travel":
        return time_machine.travel(assignment.answer_due_at + timedelta(hours=1), tick=False)

    def test_silence_ends_the_invitation_and_asks_another(self, practice: Practice) -> None:
        asked = invite(practice, reviewer(UN), examiner())
        Notice.objects.filter(kind=kinds.INVITED).update(
            state=NoticeState.SENT, sent_at=timezone.now()
        )
        spare = reviewer(UN)
        assert lapse_unanswered(timezone.now()) == 0
        with self.late(asked):
            assert lapse_unanswered(timezone.now()) == 1
            assert lapse_unanswered(timezone.now()) == 0
        assert now(asked).state == AssignmentState.LAPSED
        assert asked_now(practice) == [spare]
        assert Notice.objects.filter(kind=kinds.LAPSED, recipient=asked.reviewer.user).exists()

    def test_whom_the_mail_never_reached_is_not_told_to_be_late(self, practice: Practice) -> None:
        asked = invite(practice, reviewer(UN), examiner())
        with self.late(asked):
            assert lapse_unanswered(timezone.now()) == 1
        assert not Notice.objects.filter(kind=kinds.LAPSED).exists()

    def test_who_accepted_does_not_lapse(self, practice: Practice) -> None:
        at_work = assigned(practice, AssignmentState.ACCEPTED)
        with self.late(at_work):
            assert lapse_unanswered(timezone.now()) == 0


class TestFurther:
    def last_of(self, practice: Practice, *scores: int) -> Assignment:
        """The review that completes the quorum, written and not handed in."""
        first, second, third = scores
        reviewed(assigned(practice, by=reviewer(UN)), first)
        reviewed(assigned(practice, by=reviewer(EXTERNAL)), second)
        return written(assigned(practice, by=reviewer(EXTERNAL)), third)

    def test_diverging_scores_call_one_more(self, practice: Practice) -> None:
        last = self.last_of(practice, 5, 5, 2)
        spare = reviewer()
        hand_in(assignment=last, by=last.reviewer.user)
        called = Assignment.objects.get(reviewer=spare)
        assert (called.is_further, called.invited_by) == (True, None)
        assert open_round(practice).further_called_at is not None
        assert Notice.objects.get(kind=kinds.FURTHER).context["next"] == str(spare)

    def test_so_does_advice_that_is_opposed(self, practice: Practice) -> None:
        reviewed(assigned(practice, by=reviewer(UN)))
        reviewed(assigned(practice, by=reviewer(EXTERNAL)))
        last = written(assigned(practice), recommendation=Recommendation.DECLINE)
        spare = reviewer()
        hand_in(assignment=last, by=last.reviewer.user)
        assert Assignment.objects.get(reviewer=spare).is_further

    def test_scores_that_agree_call_nobody(self, practice: Practice) -> None:
        last = self.last_of(practice, 4, 5, 4)
        reviewer()
        hand_in(assignment=last, by=last.reviewer.user)
        assert asked_now(practice) == []
        assert open_round(practice).further_called_at is None

    def test_nobody_is_called_before_the_quorum(self, practice: Practice) -> None:
        reviewed(assigned(practice, by=reviewer(EXTERNAL)), 5)
        last = written(assigned(practice, by=reviewer(EXTERNAL)), 1)
        reviewer()
        hand_in(assignment=last, by=last.reviewer.user)
        assert asked_now(practice) == []

    def test_one_is_called_however_often_one_asks(self, practice: Practice) -> None:
        quorum(practice, 5, 5, 1)
        for _n in range(3):
            reviewer()
        assert call_further(open_round(practice)) is not None
        assert call_further(open_round(practice)) is None
        assert call_all_further() == 0
        assert len(asked_now(practice)) == 1

    def test_where_nobody_fits_it_is_told_once_and_made_up_for(self, practice: Practice) -> None:
        quorum(practice, 5, 5, 1)
        assert call_all_further() == 0
        assert call_all_further() == 0
        assert Notice.objects.filter(kind=kinds.WANTED).count() == 1
        reviewer()
        assert call_all_further() == 1

    def test_once_the_further_review_is_in_it_can_be_decided(self, practice: Practice) -> None:
        quorum(practice, 5, 5, 1)
        reviewer()
        called = call_further(open_round(practice))
        assert called is not None
        with pytest.raises(NotReadyError, match="diverge"):
            make_move(practice, "accept", by=examiner(), note=LETTER)
        reviewed(called, 4)
        assert call_further(open_round(practice)) is None
        make_move(practice, "accept", by=examiner(), note=LETTER)
        assert call_all_further() == 0


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_reviews_handed_in_at_once_call_one_further_reviewer(self) -> None:
        examiner()
        practice = practice_in(State.UNDER_REVIEW)
        sides = (UN, EXTERNAL, EXTERNAL, EXTERNAL)
        given = [
            written(assigned(practice, by=reviewer(side)), score)
            for side, score in zip(sides, (5, 5, 1, 1), strict=True)
        ]
        for _n in range(3):
            reviewer()
        outcomes = at_once(*(partial(hand_in, assignment=g, by=g.reviewer.user) for g in given))
        assert refusals(outcomes) == []
        assert Assignment.objects.filter(is_further=True).count() == 1
        assert Notice.objects.filter(kind=kinds.FURTHER).count() == 1

    def test_jobs_at_once_call_one(self) -> None:
        examiner()
        practice = practice_in(State.UNDER_REVIEW)
        quorum(practice, 5, 5, 1)
        for _n in range(3):
            reviewer()
        outcomes = at_once(*[call_all_further] * 3)
        assert refusals(outcomes) == []
        assert sorted(map(str, outcomes)) == ["0", "0", "1"]

    def test_a_review_is_handed_in_once_and_a_save_does_not_slip_in_behind(self) -> None:
        mine = written(assigned(practice_in(State.UNDER_REVIEW)))
        by = mine.reviewer.user

        def late(review: PeerReview) -> None:
            review.for_author = "Changed late."
            review.save()

        outcomes = at_once(
            partial(hand_in, assignment=mine, by=by),
            partial(hand_in, assignment=mine, by=by),
            partial(save_review, assignment=mine, base=1, write=late, by=by),
        )
        refused = refusals(outcomes)
        assert refused.count(AlreadyMovedError) == 1
        assert set(refused) <= {AlreadyMovedError, ClosedDraftError}
        assert now(mine).state == AssignmentState.REVIEWED

    def test_of_two_tabs_one_is_told(self) -> None:
        mine = assigned(practice_in(State.UNDER_REVIEW), AssignmentState.ACCEPTED)

        def write(review: PeerReview) -> None:
            review.save()

        save = partial(save_review, assignment=mine, base=1, write=write, by=mine.reviewer.user)
        assert refusals(at_once(save, save, save)) == [StaleSaveError] * 2
        assert PeerReview.objects.get().revision == 2

    def test_an_answer_and_its_lapse_do_not_mix(self) -> None:
        examiner()
        asked = assigned(practice_in(State.UNDER_REVIEW))
        Assignment.objects.filter(pk=asked.pk).update(answer_due_at=timezone.now())
        later = timezone.now() + timedelta(minutes=1)
        outcomes = at_once(
            partial(accept, assignment=asked, by=asked.reviewer.user, declared=True),
            partial(lapse_unanswered, later),
        )
        ended = now(asked).state
        if ended == AssignmentState.ACCEPTED:
            assert refusals(outcomes) == []
        else:
            assert (ended, refusals(outcomes)) == (AssignmentState.LAPSED, [AlreadyMovedError])

    def test_a_decision_and_a_last_review_wait_for_each_other(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        quorum(practice)
        secretariat = examiner()
        late = written(assigned(practice))
        outcomes = at_once(
            partial(make_move, practice, "accept", by=secretariat, note=LETTER),
            partial(hand_in, assignment=late, by=late.reviewer.user),
        )
        assert set(refusals(outcomes)) <= {AlreadyMovedError}
        assert Round.objects.get().ended_at is not None
        assert now(late).state in {AssignmentState.REVIEWED, AssignmentState.CALLED_OFF}
