"""The letter starts from what was written for the author, and never carries what was not."""

import pytest

from practices.letters import letter_for, points_for
from practices.models import PeerReview, Practice
from practices.peer_review.confidence import breaches_of_confidence
from practices.peer_review.quorum import standing_of
from publication.choices import State
from publication.moves import NotReadyError, make_move
from tests.factories.practices import (
    SECRET_NOTE,
    assigned,
    open_round,
    practice_in,
    quorum,
    reviewed,
    reviewer,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def breaches(practice: Practice, text: str) -> list[str]:
    return [str(problem) for problem in breaches_of_confidence(practice, text)]


@pytest.fixture
def practice(db: None) -> Practice:
    under_review = practice_in(State.UNDER_REVIEW)
    quorum(under_review)
    return under_review


class TestConfidence:
    def test_what_was_written_for_the_author_may_be_said(self, practice: Practice) -> None:
        letter = letter_for(practice, standing_of(open_round(practice)).reviewed)
        assert breaches(practice, letter) == []

    def test_what_was_said_in_confidence_may_not(self, practice: Practice) -> None:
        told = breaches(practice, f"Dear colleagues, {SECRET_NOTE}")
        assert len(told) == 3  # each of the three said so
        assert "to the Secretariat alone" in told[0]

    @pytest.mark.parametrize(
        "text",
        [
            "BETWEEN US: THE FIGURES LOOK COPIED FROM ELSEWHERE.",
            "between us:   the figures\nlook copied from elsewhere.",
        ],
    )
    def test_not_in_other_letters_or_lines_either(self, practice: Practice, text: str) -> None:
        assert breaches(practice, text)

    def test_one_sentence_of_several_is_enough(self, practice: Practice) -> None:
        PeerReview.objects.update(for_secretariat="I know them. They never pay their staff. Sorry.")
        assert breaches(practice, "We hear that they never pay their staff.")
        assert not breaches(practice, "We hear that they pay their staff.")

    def test_what_a_reviewer_said_to_both_is_no_secret(self, practice: Practice) -> None:
        both = "The cost is not told anywhere."
        PeerReview.objects.update(for_author=f"Well done. {both}", for_secretariat=both)
        assert breaches(practice, both) == []

    def test_short_pieces_are_said_by_everybody(self, practice: Practice) -> None:
        PeerReview.objects.update(for_secretariat="I agree.")
        assert breaches(practice, "I agree. Thank you.") == []

    def test_in_chinese_a_sentence_is_short(self, practice: Practice) -> None:
        PeerReview.objects.update(for_secretariat="数据可能是抄来的。请核实。")
        assert breaches(practice, "我们认为数据可能是抄来的。")

    def test_no_reviewer_is_named_asked_or_at_work_or_done(self, practice: Practice) -> None:
        for name in ("Amina Okoye", "José García", "张伟丽"):
            asked = assigned(practice, by=reviewer(user=UserFactory(name=name)))
            assert breaches(practice, f"As {name} says, the cost is missing."), name
            assert breaches(practice, f"Write to {asked.reviewer.user.email.upper()}.")
        assert breaches(practice, "As jose\u0301 GARCÍA says.")
        assert breaches(practice, "Amina\nOkoye")

    def test_a_part_of_another_word_is_no_name(self, practice: Practice) -> None:
        assigned(practice, by=reviewer(user=UserFactory(name="Grace")))
        assert breaches(practice, "There is a grace period, and Graceful words.") == []
        assert breaches(practice, "Thank you, Grace.")

    def test_reviewers_of_other_practices_are_nobody_s_secret(self, practice: Practice) -> None:
        assigned(practice_in(State.UNDER_REVIEW), by=reviewer(user=UserFactory(name="Ann Other")))
        assert breaches(practice, "Ann Other wrote the handbook.") == []


class TestMoves:
    """From whichever page: the table of moves holds it."""

    @pytest.mark.parametrize("move", ["accept", "decline", "ask to revise"])
    def test_no_decision_goes_out_with_a_secret(self, practice: Practice, move: str) -> None:
        open_round(practice).points.create(number=1, text="The cost.")
        with pytest.raises(NotReadyError, match="Secretariat alone"):
            make_move(practice, move, by=examiner(), note=f"Sorry. {SECRET_NOTE}")

    def test_nor_in_a_point(self, practice: Practice) -> None:
        open_round(practice).points.create(number=1, text=SECRET_NOTE)
        with pytest.raises(NotReadyError, match="Secretariat alone"):
            make_move(practice, "ask to revise", by=examiner(), note="Please revise.")

    @pytest.mark.parametrize("move", ["uphold", "reopen"])
    def test_nor_in_the_answer_to_an_appeal(self, move: str) -> None:
        appealed = practice_in(State.APPEALED)
        with pytest.raises(NotReadyError, match="Secretariat alone"):
            make_move(appealed, move, by=examiner(), note=SECRET_NOTE)


class TestLetter:
    def test_it_has_each_review_in_order_without_a_name(self, practice: Practice) -> None:
        done = standing_of(open_round(practice)).reviewed
        letter = letter_for(practice, done)
        places = [letter.index(one.review.for_author) for one in done]
        assert places == sorted(places)
        assert practice.title in letter
        assert practice.code in letter
        for number, one in enumerate(done, 1):
            assert f"Reviewer {number}" in letter
            assert one.reviewer.user.name not in letter
            assert str(one.reviewer.organisation) not in letter
        assert SECRET_NOTE not in letter

    def test_without_reviews_it_is_a_frame(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        assert "Reviewer" not in letter_for(practice, [])

    def test_points_are_paragraphs_and_items_of_lists(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        text = (
            "The evidence is thin:\r\n- name the source\r\n- say who counted\r\n\r\n"
            "1. Say what it costs.\r\n2) Say who pays.\r\n\r\n\r\n  Well written.\r\nThank you.  "
        )
        done = reviewed(assigned(practice), for_author=text)
        assert points_for([done]) == [
            "The evidence is thin:",
            "name the source",
            "say who counted",
            "Say what it costs.",
            "Say who pays.",
            "Well written.\nThank you.",
        ]

    def test_a_number_in_a_sentence_begins_no_point(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        done = reviewed(assigned(practice), for_author="In\n2019 it began.\n5 vans went out.")
        assert points_for([done]) == ["In\n2019 it began.\n5 vans went out."]
