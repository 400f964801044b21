"""Two at once on real PostgreSQL: exactly one move is made, and no answer slips in behind it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from notices.models import Notice
from publication.choices import State
from publication.models import StateChange
from publication.moves import AlreadyMovedError, NotReadyError, make_move
from publication.services import release_due
from reviews.content import content_of
from reviews.models import Review
from reviews.saving import NotWritableError, StaleSaveError
from tests.factories.publication import examiner, history, review_in
from tests.factories.reviews import begun, filled, focal_point_of, write
from tests.factories.stakeholders import UserFactory
from tests.races import Attempt, at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def move(review: Review, name: str, by: Any, **said: Any) -> Attempt:
    fresh = Review.objects.get(pk=review.pk)
    return partial(make_move, fresh, name, by=by, declared=True, **said)


def test_the_same_move_by_several_is_made_once() -> None:
    review = filled(begun())
    people = [focal_point_of("CRI"), UserFactory(focal_point_of="CRI")] * 2
    boss = examiner()
    outcomes = at_once(*[move(review, "submit", person) for person in people])

    assert refusals(outcomes) == [AlreadyMovedError] * 3
    change = StateChange.objects.of(review).get()
    assert change.sequence == 1
    assert Notice.objects.filter(recipient=boss).count() == 1
    assert Notice.objects.count() == 3


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        (State.SUBMITTED, "take back", "take up"),
        (State.UNDER_REVIEW, "publish", "return"),
        (State.UNDER_REVIEW, "publish", "schedule"),
    ],
)
def test_of_two_different_moves_exactly_one_is_made(state: State, one: str, other: str) -> None:
    review = review_in(state)
    made = len(history(review))
    said = {"note": "Because.", "publish_at": timezone.now() + timedelta(days=1)}
    by = {"take back": focal_point_of("CRI")}
    outcomes = at_once(
        *[move(review, name, by.get(name, examiner()), **said) for name in (one, other)]
    )

    assert refusals(outcomes) == [AlreadyMovedError]
    [change] = [outcome for outcome in outcomes if isinstance(outcome, StateChange)]
    review.refresh_from_db()
    assert review.state == change.to_state
    assert len(history(review)) == made + 1
    assert (review.publish_at is not None) == (review.state == State.SCHEDULED)


def test_the_time_comes_while_the_secretariat_holds_back() -> None:
    review = review_in(State.SCHEDULED)
    Review.objects.update(publish_at=timezone.now())
    outcomes = at_once(move(review, "hold back", examiner()), lambda: release_due(timezone.now()))
    held_back = isinstance(outcomes[0], StateChange)
    assert outcomes[1] == (0 if held_back else 1)
    review.refresh_from_db()
    assert review.state == (State.UNDER_REVIEW if held_back else State.PUBLISHED)


def test_several_workers_release_what_is_due_once() -> None:
    reviews = [review_in(State.SCHEDULED, iso3) for iso3 in ("CRI", "MEX", "KEN")]
    Review.objects.update(publish_at=timezone.now())
    released = at_once(*[lambda: release_due(timezone.now())] * 4)
    assert sum(count for count in released if isinstance(count, int)) == 3
    assert refusals(released) == []
    for review in reviews:
        assert [name for name, _from, _to in history(review)].count("release") == 1


def test_what_is_taken_away_in_the_last_moment_is_missed() -> None:
    """A submission waits for the save that is under way, and then looks at what is there."""
    review = filled(begun())
    written, submitting = Event(), move(review, "submit", focal_point_of("CRI"))

    def take_an_answer_away() -> None:
        with transaction.atomic():
            write(review, "lead-body", "")
            written.set()
            wait_until(somebody_waits_for_a_lock)

    def submit() -> object:
        written.wait(10)
        return submitting()

    _saved, outcome = at_once(take_an_answer_away, submit)
    assert isinstance(outcome, NotReadyError)
    assert Review.objects.get().state == State.DRAFT


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def wait_until(happens: Callable[[], bool]) -> None:
    pause = Event()
    for _turn in range(500):
        if happens():
            return
        pause.wait(0.02)
    raise TimeoutError


@pytest.mark.parametrize("turn", range(5))
def test_an_answer_is_saved_before_the_submission_or_not_at_all(turn: int) -> None:
    """What the snapshot holds is what stands there: no answer changes behind a submission."""
    review = filled(begun(), o05_progress="First.")
    saves = [partial(write, review, "o05-progress", text) for text in ("Second.", "Third.")]
    outcomes = at_once(*saves, move(review, "submit", focal_point_of("CRI")))

    change = outcomes[-1]
    assert isinstance(change, StateChange)
    review.refresh_from_db()
    assert change.content == content_of(review)
    assert set(refusals(outcomes)) <= {NotWritableError, StaleSaveError}
