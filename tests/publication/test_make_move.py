"""One move: what it checks, what it writes, and that it writes all of it or nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from notices.models import Notice
from publication import moves
from publication.choices import State
from publication.models import StateChange
from publication.moves import (
    PORTAL,
    AlreadyMovedError,
    NotAllowedError,
    NotReadyError,
    make_move,
)
from publication.workflow import UnknownMoveError
from reviews.models import Review
from tests.factories.publication import examiner, history, review_in
from tests.factories.reviews import begun, filled, focal_point_of
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def submit(review: Review, **said: Any) -> StateChange:
    by = focal_point_of(review.country_id)
    return make_move(review, "submit", by=by, **{"declared": True, **said})


def rows_written() -> tuple[int, int]:
    return StateChange.objects.count(), Notice.objects.count()


def test_it_moves_and_says_who_did_what_when_and_why() -> None:
    review = filled(begun())
    focal_point = focal_point_of("CRI")
    before = timezone.now()
    change = submit(review, note="  At last. \n")

    assert review.state == State.SUBMITTED
    assert Review.objects.get().state == State.SUBMITTED
    assert (change.item_code, change.move, change.sequence) == ("REV-2030-CRI", "submit", 1)
    assert (change.from_state, change.to_state) == (State.DRAFT, State.SUBMITTED)
    assert (change.by, change.by_name, change.note) == (focal_point, focal_point.name, "At last.")
    assert before <= change.at <= timezone.now()
    assert review.submitted_at == change.at


def test_a_move_of_the_portal_is_the_portals() -> None:
    review = review_in(State.SCHEDULED)
    Review.objects.update(publish_at=timezone.now())
    change = make_move(review, "release", by=None)
    assert (change.by, change.by_name) == (None, PORTAL)


def test_the_moves_are_numbered_in_their_order() -> None:
    review = review_in(State.UNDER_REVIEW)
    make_move(review, "return", by=examiner(), note="Say more.")
    submit(review)
    assert history(review) == [
        ("submit", "draft", "submitted"),
        ("take up", "submitted", "under-review"),
        ("return", "under-review", "draft"),
        ("submit", "draft", "submitted"),
    ]
    assert list(StateChange.objects.of(review).values_list("sequence", flat=True)) == [1, 2, 3, 4]


def test_items_are_numbered_apart() -> None:
    mexico, costa_rica = filled(begun("MEX")), filled(begun("CRI"))
    assert [submit(mexico).sequence, submit(costa_rica).sequence] == [1, 1]


def test_submitted_at_is_the_last_submission_and_not_the_draft_or_the_return() -> None:
    review = review_in(State.UNDER_REVIEW)
    first = review.submitted_at
    make_move(review, "return", by=examiner(), note="Say more.")
    assert review.submitted_at == first
    second = submit(review).at
    assert first
    assert review.submitted_at == second > first > review.created_at


def test_a_time_of_publication_lasts_as_long_as_the_schedule() -> None:
    review = review_in(State.UNDER_REVIEW)
    tomorrow = timezone.now() + timedelta(days=1)
    make_move(review, "schedule", by=examiner(), publish_at=tomorrow)
    assert (review.publish_at, review.published_at) == (tomorrow, None)
    make_move(review, "hold back", by=examiner())
    assert review.publish_at is None


def test_published_at_is_the_moment_of_publication() -> None:
    review = review_in(State.UNDER_REVIEW)
    assert review.published_at is None
    assert make_move(review, "publish", by=examiner()).at == review.published_at


def test_another_person_may_not_and_nothing_is_written() -> None:
    review = filled(begun())
    written = rows_written()
    for person in (UserFactory(focal_point_of="MEX"), UserFactory(contributor_of="CRI"), None):
        with pytest.raises(NotAllowedError):
            make_move(review, "submit", by=person, declared=True)
    assert Review.objects.get().state == State.DRAFT
    assert rows_written() == written


def test_an_inactive_person_may_not() -> None:
    review = filled(begun())
    person = focal_point_of("CRI")
    person.is_active = False
    person.save()
    with pytest.raises(NotAllowedError):
        submit(review)


def test_from_another_state_it_is_too_late_and_the_last_move_is_told() -> None:
    review = review_in(State.SUBMITTED)
    written = rows_written()
    with pytest.raises(AlreadyMovedError) as caught:
        submit(review)
    assert caught.value.last == StateChange.objects.get()
    assert rows_written() == written


def test_before_the_first_move_there_is_no_last_one() -> None:
    with pytest.raises(AlreadyMovedError) as caught:
        make_move(begun(), "take up", by=examiner())
    assert caught.value.last is None


def test_a_stale_object_does_not_move_what_has_moved() -> None:
    review = filled(begun())
    stale = Review.objects.get()
    submit(review)
    with pytest.raises(AlreadyMovedError):
        submit(stale)
    assert StateChange.objects.count() == 1


def test_an_object_that_pretends_another_state_deceives_nobody() -> None:
    review = filled(begun())
    setattr(review, "state", State.UNDER_REVIEW)  # noqa: B010 - as an intruder would
    with pytest.raises(AlreadyMovedError):
        make_move(review, "publish", by=examiner())
    assert Review.objects.get().state == State.DRAFT


def test_what_is_missing_is_told_all_at_once_and_nothing_is_written() -> None:
    review = begun()
    written = rows_written()
    with pytest.raises(NotReadyError) as caught:
        submit(review, declared=False)
    assert caught.value.problems == [
        "Tick the declaration.",
        "2 answers need your attention: see “Check answers”.",
    ]
    assert Review.objects.get().state == State.DRAFT
    assert rows_written() == written


def test_a_return_says_why() -> None:
    review = review_in(State.UNDER_REVIEW)
    for note in ("", "  \n "):
        with pytest.raises(NotReadyError, match="Say why"):
            make_move(review, "return", by=examiner(), note=note)


def test_an_unknown_move_is_told() -> None:
    with pytest.raises(UnknownMoveError):
        make_move(begun(), "burn", by=examiner())


@pytest.mark.parametrize("broken", ["queue_all", "_record"])
def test_if_a_later_step_fails_nothing_of_it_remains(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = filled(begun())
    written = rows_written()

    def fail(*_arguments: Any) -> None:
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(moves, broken, fail)
    with pytest.raises(RuntimeError):
        submit(review)
    review.refresh_from_db()
    assert (review.state, review.submitted_at) == (State.DRAFT, None)
    assert rows_written() == written


def notices_of(change: StateChange) -> set[tuple[str, str]]:
    queued = Notice.objects.filter(key__contains=f":{change.pk}:").select_related("recipient")
    return {(notice.kind, str(notice.recipient)) for notice in queued}


def test_each_audience_is_told_once_in_the_same_transaction() -> None:
    review = filled(begun())
    second, boss = UserFactory(focal_point_of="CRI"), UserFactory(secretariat=True)
    UserFactory(secretariat=True, is_active=False)
    UserFactory(focal_point_of="MEX")
    UserFactory(contributor_of="CRI")

    assert notices_of(submit(review)) == {
        ("reviews.submit.secretariat", boss.name),
        ("reviews.submit.author", focal_point_of("CRI").name),
        ("reviews.submit.author", second.name),
    }
    assert notices_of(make_move(review, "take up", by=boss)) == {
        ("reviews.take-up.author", focal_point_of("CRI").name),
        ("reviews.take-up.author", second.name),
    }


def test_a_notice_carries_the_words_of_the_move_and_leads_to_the_item() -> None:
    review = review_in(State.UNDER_REVIEW)
    change = make_move(review, "return", by=examiner(), note="Say more on objective 5.")
    notice = Notice.objects.get(kind="reviews.return.author")
    assert notice.item == review
    assert notice.context == {
        "by": examiner().name,
        "note": "Say more on objective 5.",
        "at": change.at.isoformat(),
    }


def test_the_mails_leave_after_commit_and_not_before(
    django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    review = filled(begun())
    with django_capture_on_commit_callbacks() as callbacks:
        submit(review)
    assert len(callbacks) == 1
    assert mailoutbox == []
    assert {notice.state for notice in Notice.objects.all()} == {"queued"}
