"""What the Secretariat and States said to each other in the demonstration."""

import pytest
from django.conf import settings
from django.db.models import F

from imrf_portal.demonstration.examination import ASKING, WITH_UNTOLD, said_in
from imrf_portal.demonstration.states import CORRECTED, RESTORED, WITHDRAWN, stories
from publication.choices import State
from publication.models import StateChange
from reviews.models import AnswerRevision, Extension, Note, Review
from reviews.receipts import receipts_of
from tests.imrf_portal.demonstration import NOW

pytestmark = pytest.mark.usefixtures("demonstration")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def codes(moves: tuple[str, ...]) -> set[str]:
    return {story.code for story in stories() if story.moves == moves}


class TestNotes:
    def test_every_return_told_two_at_the_moment_of_the_return(self) -> None:
        returns = StateChange.objects.filter(item_code__startswith="REV-", move="return")
        for change in returns:
            told = Note.objects.filter(review__code=change.item_code)
            assert [note.told_at for note in told] == [change.at] * 2, change.item_code

    def test_what_was_submitted_again_has_settled_them_all(self) -> None:
        for note in Note.objects.exclude(told_at=None).select_related("review"):
            submitted = note.review.submitted_at
            assert submitted is not None
            if note.review.state != State.DRAFT:
                assert note.settled_at is not None
                assert note.told_at is not None
                assert note.told_at < note.settled_at < submitted

    def test_what_waits_for_the_state_has_one_that_is_open(self) -> None:
        drafts = Note.objects.filter(review__state=State.DRAFT)
        assert drafts.values("review").distinct().count() == 2
        assert drafts.filter(settled_at=None).count() == 2

    def test_one_under_examination_has_one_that_was_not_told(self) -> None:
        note = Note.objects.get(told_at=None)
        assert note.review.code == WITH_UNTOLD
        assert note.review.state == State.UNDER_REVIEW

    def test_they_stand_at_questions_that_were_answered(self) -> None:
        for note in Note.objects.select_related("review"):
            assert note.review.answers.filter(question=note.question_id).exists()
            assert note.at < NOW


class TestMoreTime:
    def test_one_was_granted_one_was_not_and_one_waits(self) -> None:
        asked = {one.country_id: one for one in Extension.objects.select_related("cycle")}
        assert set(asked) == set(ASKING)
        granted, refused, waiting = (asked[iso3] for iso3 in ("FJI", "SEN", "PER"))
        assert granted.granted_until
        assert granted.cycle.reviews_due_at
        assert granted.granted_until > granted.cycle.reviews_due_at
        assert refused.decided_at
        assert refused.granted_until is None
        assert refused.answer
        assert waiting.decided_at is None
        assert all(one.asked_at < (one.decided_at or NOW) <= NOW for one in asked.values())

    def test_what_was_granted_holds_for_the_review(self) -> None:
        extended = Review.objects.exclude(extended_until=None).get()
        granted = Extension.objects.exclude(granted_until=None).get()
        assert (extended.country_id, extended.due_at) == ("FJI", granted.granted_until)


class TestOncePublished:
    def test_a_correction_is_a_revision_of_the_secretariat_and_a_new_version(self) -> None:
        for code in codes(CORRECTED):
            review = Review.objects.get(code=code)
            change = StateChange.objects.of(review).get(move="correct")
            revision = AnswerRevision.objects.get(
                answer__review=review, by__email="secretariat@example.org"
            )
            assert revision.at == change.at
            before = StateChange.objects.of(review).get(move="publish")
            assert change.content
            assert before.content
            key = revision.answer.question.key
            assert change.content["answers"][key] != before.content["answers"][key]
            assert [one.version for one in receipts_of(review)][-1] == "Published version 2"

    def test_the_public_reads_what_was_restored_and_not_what_was_withdrawn(self) -> None:
        published = set(Review.objects.published().values_list("code", flat=True))
        assert codes(RESTORED) <= published
        assert codes(WITHDRAWN)
        assert not codes(WITHDRAWN) & published

    def test_what_was_published_first_is_kept(self) -> None:
        corrected = Review.objects.filter(code__in=codes(CORRECTED))
        assert not corrected.filter(published_at__lt=F("submitted_at")).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_own_words(language: str) -> None:
    here, english = said_in(language), said_in("en")
    assert here.keys() == english.keys()
    assert [len(here[key]) for key in ("notes", "asked")] == [2, 3]
    assert language == "en" or all(here[key] != english[key] for key in english)
