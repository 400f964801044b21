"""Items that have come a part of the way, by the moves that lead there and by no other means."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from publication import rooms
from publication.choices import AUTHOR, State
from publication.models import Publishable, StateChange
from publication.moves import make_move
from reviews.models import Review
from stakeholders.models import User
from tests.factories.reviews import begun, filled
from tests.factories.stakeholders import UserFactory

Item = TypeVar("Item", bound=Publishable)

WAYS: dict[State, tuple[str, ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: ("submit",),
    State.UNDER_REVIEW: ("submit", "take up"),
    State.SCHEDULED: ("submit", "take up", "schedule"),
    State.PUBLISHED: ("submit", "take up", "publish"),
}
# Where a review can go besides, and other rooms can not.
WITHDRAWN = (*WAYS[State.PUBLISHED], "withdraw")


def examiner() -> User:
    """Somebody of the Secretariat: whoever is there already, or a new one."""
    found = User.objects.filter(memberships__role="secretariat").first()
    return found or UserFactory(secretariat=True)


def moved(item: Item, *, to: State, publish_at: datetime | None = None) -> Item:
    """Make every move that leads from a complete draft to the state."""
    author = rooms.of(item).audiences[AUTHOR](item).order_by("pk").first()
    for name in WITHDRAWN if to == State.ARCHIVED else WAYS[to]:
        is_submission = name == "submit"
        make_move(
            item,
            name,
            by=author if is_submission else examiner(),
            declared=is_submission,
            note="It was the wrong file." if name == "withdraw" else "",
            publish_at=(publish_at or timezone.now() + timedelta(hours=1))
            if name == "schedule"
            else None,
        )
    return item


def review_in(state: State, iso3: str = "CRI", **answers: str | list[str]) -> Review:
    return moved(filled(begun(iso3), **answers), to=state)


def published(iso3: str = "CRI", **answers: str | list[str]) -> Review:
    return review_in(State.PUBLISHED, iso3, **answers)


def history(item: Publishable) -> list[tuple[str, str, str]]:
    """The record of an item: move, from, to."""
    return list(StateChange.objects.of(item).values_list("move", "from_state", "to_state"))
