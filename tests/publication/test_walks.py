"""Random people try random moves at random times. Whatever they do, the record is unbroken."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from notices.models import Notice
from publication.choices import State
from publication.models import StateChange
from publication.moves import MoveError, digest_of, make_move
from publication.services import release_due
from reviews.models import Review
from reviews.saving import NotWritableError
from reviews.workflow import WORKFLOW
from stakeholders.models import User
from tests.factories.reviews import begun, filled, people_around, write

pytestmark = pytest.mark.django_db

ONCE_PUBLISHED = {State.PUBLISHED, State.ARCHIVED}
MOVES = sorted({move.name for move in WORKFLOW})
ACTORS = [
    "focal point",
    "second focal point",
    "secretariat",
    "contributor with a section",
    "foreign focal point",
    "outsider",
    "portal",
]


class Walk(RuleBasedStateMachine):
    """One review and everybody around it. What an example writes is undone at its end."""

    review: Review
    people: dict[str, User | None]

    def __init__(self) -> None:
        super().__init__()
        self.now = timezone.now()
        self.seen = State(State.DRAFT)
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @property
    def item(self) -> Review:
        return Review.objects.get(pk=self.review.pk)

    @property
    def record(self) -> list[StateChange]:
        return list(StateChange.objects.of(self.review))

    @rule(
        name=st.sampled_from(MOVES),
        actor=st.sampled_from(ACTORS),
        note=st.sampled_from(["", "  ", "Because."]),
        hours=st.sampled_from([None, -1, 0, 1, 48]),
        declared=st.booleans(),
    )
    def attempt(self, name: str, actor: str, note: str, hours: int | None, declared: bool) -> None:
        before = self.item.state, len(self.record), Notice.objects.count()
        with time_machine.travel(self.now, tick=False):
            try:
                make_move(
                    self.item,
                    name,
                    by=self.people.get(actor),
                    note=note,
                    publish_at=None if hours is None else self.now + timedelta(hours=hours),
                    declared=declared,
                )
            except MoveError:
                assert before == (self.item.state, len(self.record), Notice.objects.count())
            else:
                assert len(self.record) == before[1] + 1
                assert Notice.objects.count() > before[2]

    @rule(hours=st.integers(1, 72))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def release(self) -> None:
        with time_machine.travel(self.now, tick=False):
            released = release_due(self.now)
            assert release_due(self.now) == 0
        if released:
            assert self.item.state == State.PUBLISHED

    @rule(text=st.sampled_from(["The Ministry", "The Office", ""]))
    def save_an_answer(self, text: str) -> None:
        is_draft = self.item.state == State.DRAFT
        try:
            write(self.item, "lead-body", text)
        except NotWritableError:
            assert not is_draft
        else:
            assert is_draft

    @invariant()
    def the_chain_is_unbroken(self) -> None:
        record = self.record
        assert [change.sequence for change in record] == list(range(1, len(record) + 1))
        states = [State.DRAFT, *(change.to_state for change in record)]
        assert [change.from_state for change in record] == states[:-1]
        assert self.item.state == states[-1]
        assert all(one.at <= other.at for one, other in pairwise(record))

    @invariant()
    def every_link_stands_in_the_table(self) -> None:
        table = {(move.name, move.source, move.target) for move in WORKFLOW}
        assert {(c.move, c.from_state, c.to_state) for c in self.record} <= table

    @invariant()
    def the_dates_fit_the_state(self) -> None:
        item = self.item
        assert (item.published_at is not None) == (item.state in ONCE_PUBLISHED)
        assert (item.publish_at is not None) == (item.state == State.SCHEDULED)
        submissions = [c.at for c in self.record if c.to_state == State.SUBMITTED]
        assert item.submitted_at == (submissions[-1] if submissions else None)

    @invariant()
    def what_was_published_stays_published(self) -> None:
        """It leaves the public pages by being withdrawn alone, and nobody writes in it again."""
        if self.seen in ONCE_PUBLISHED:
            assert self.item.state in ONCE_PUBLISHED
        self.seen = State(self.item.state)

    @invariant()
    def each_snapshot_fits_its_digest(self) -> None:
        for change in self.record:
            keeps = change.to_state in {State.SUBMITTED, State.PUBLISHED}
            assert (change.content is not None) == bool(change.digest) == keeps
            assert change.content is None or digest_of(change.content) == change.digest


@pytest.fixture
def walk() -> type[Walk]:
    review = filled(begun())
    return type("WalkOfOne", (Walk,), {"review": review, "people": people_around(review)})


def test_a_random_walk_leaves_an_unbroken_chain(walk: type[Walk]) -> None:
    run_state_machine_as_test(
        walk, settings=settings(max_examples=15, stateful_step_count=25, deadline=None)
    )


def steps() -> Iterator[tuple[str, str]]:
    """A walk through every row of the table, there and back, up to publication and beyond."""
    yield from [("focal point", "submit"), ("second focal point", "take back")]
    yield from [("second focal point", "submit"), ("secretariat", "take up")]
    yield from [("secretariat", "return"), ("focal point", "submit")]
    yield from [("secretariat", "take up"), ("secretariat", "schedule")]
    yield from [("secretariat", "hold back"), ("secretariat", "schedule"), ("portal", "release")]
    yield from [("secretariat", name) for name in ("correct", "withdraw", "restore")]


def test_the_longest_way_leads_through_every_row_but_one(walk: type[Walk]) -> None:
    now: datetime = timezone.now()
    for actor, name in steps():
        now += timedelta(hours=2)
        with time_machine.travel(now, tick=False):
            make_move(
                walk.review,
                name,
                by=walk.people.get(actor),
                note="Because.",
                declared=True,
                publish_at=now + timedelta(hours=1),
            )
    taken = {change.move for change in StateChange.objects.of(walk.review)}
    assert taken == set(MOVES) - {"publish"}
    assert walk.review.state == State.PUBLISHED
