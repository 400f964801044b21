"""Whom the made-up reviews consulted, and what was said to their calls for input."""

import json

import pytest
from django.conf import settings
from django.utils import timezone

from imrf_portal.demonstration.society import (
    CALL_IS_OPEN,
    CALL_IS_OVER,
    GROUPS,
    HALF_WRITTEN,
    words_in,
)
from publication.choices import State
from publication.models import StateChange
from reviews.consulting.annex import annex_of
from reviews.consulting.calls import open_calls
from reviews.consulting.naming import names_in
from reviews.consulting.problems import problems_of_log
from reviews.consulting.rules import may_answer, organisations_of
from reviews.models import Consultation, Input, InputCall, Review

pytestmark = pytest.mark.usefixtures("demonstration")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class TestConsultations:
    def test_every_review_has_some_and_all_that_was_handed_in_is_whole(self) -> None:
        for review in Review.objects.filter(is_demonstration=True):
            log = problems_of_log(review)
            assert 3 <= len(log) <= 7
            lacking = [problems for _one, problems in log if problems]
            assert bool(lacking) == (review.code == HALF_WRITTEN), review.code

    def test_they_were_held_while_it_was_written(self) -> None:
        for one in Consultation.objects.select_related("review"):
            assert one.held_on is not None
            assert one.review.created_at.date() <= one.held_on <= timezone.now().date()
            assert one.saved_at.date() >= one.held_on
            submitted = one.review.submitted_at
            assert submitted is None or one.saved_at < submitted

    def test_they_are_in_the_language_of_the_review(self) -> None:
        for one in Consultation.objects.select_related("review"):
            titles = {words_in(one.review.language)[key]["title"] for key in GROUPS}
            assert one.title in titles

    def test_every_group_of_society_was_heard_somewhere(self) -> None:
        heard = set(Consultation.objects.values_list("groups", flat=True))
        assert heard == {group for groups in GROUPS.values() for group in groups}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_language_has_its_own_words_for_everything(self, language: str) -> None:
        here, english = words_in(language), words_in("en")
        assert here.keys() == english.keys()
        for key in GROUPS:
            assert here[key].keys() == english[key].keys()
            assert language == "en" or here[key]["use"] != english[key]["use"]
        assert [len(here["inputs"][name]) for name in ("said", "use")] == [3, 3]


class TestInputs:
    def test_two_calls_are_open_today(self) -> None:
        assert {call.review.code for call in open_calls(timezone.now())} == CALL_IS_OPEN

    def test_the_others_closed_before_the_review_was_submitted(self) -> None:
        calls = InputCall.objects.filter(review__code__in=CALL_IS_OVER).select_related("review")
        assert calls.count() == len(CALL_IS_OVER)
        for call in calls:
            assert call.review.submitted_at is not None
            assert call.opens_at < call.closes_at < call.review.submitted_at

    def test_each_came_while_its_call_was_open_from_who_may(self) -> None:
        given = Input.objects.select_related("call__review", "by", "organisation")
        assert given.count() == 3 * len(CALL_IS_OPEN | CALL_IS_OVER)
        for one in given:
            assert one.call.opens_at <= one.at < one.call.closes_at
            assert may_answer(one.by, one.call.review)
            assert one.organisation in organisations_of(one.by)

    def test_notes_on_their_use_name_nobody_who_does_not_consent(self) -> None:
        for one in Input.objects.select_related("by", "organisation"):
            assert names_in(one.use, one) == []

    def test_on_the_tour_there_is_something_to_note(self) -> None:
        given = Input.objects.filter(call__review__code="REV-2030-CRI")
        assert [bool(one.use) for one in given] == [True, False, False]
        assert "civil@example.org" in {one.by.email for one in given}


class TestTheAnnex:
    def test_it_is_in_every_snapshot_that_was_published(self) -> None:
        changes = StateChange.objects.filter(item_code__startswith="REV", to_state=State.PUBLISHED)
        assert changes.exists()
        for change in changes:
            assert change.content is not None
            annex = annex_of(change.content)
            assert annex is not None
            assert 3 <= len(annex.consultations) <= 6

    def test_it_has_no_words_that_are_the_states_alone(self) -> None:
        secret = {said for code in LANGUAGES for said in words_in(code)["inputs"]["said"]}
        for change in StateChange.objects.filter(item_code__in=CALL_IS_OVER).exclude(content=None):
            kept = json.dumps(change.content, ensure_ascii=False)
            assert not any(words in kept for words in secret)
