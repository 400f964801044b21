"""Items that have come a part of the way, by the moves that lead there and by no other means."""

from datetime import datetime, timedelta

from django.utils import timezone

from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from reviews.models import Review
from stakeholders.models import User
from tests.factories.reviews import begun, filled, focal_point_of
from tests.factories.stakeholders import UserFactory

WAYS: dict[State, tuple[str, ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: ("submit",),
    State.UNDER_REVIEW: ("submit", "take up"),
    State.SCHEDULED: ("submit", "take up", "schedule"),
    State.PUBLISHED: ("submit", "take up", "publish"),
}


def examiner() -> User:
    """Somebody of the Secretariat: whoever is there already, or a new one."""
    found = User.objects.filter(memberships__role="secretariat").first()
    return found or UserFactory(secretariat=True)


def moved(review: Review, *, to: State, publish_at: datetime | None = None) -> Review:
    """Make every move that leads from a complete draft to the state."""
    for name in WAYS[to]:
        is_submission = name == "submit"
        make_move(
            review,
            name,
            by=focal_point_of(review.country_id) if is_submission else examiner(),
            declared=is_submission,
            publish_at=(publish_at or timezone.now() + timedelta(hours=1))
            if name == "schedule"
            else None,
        )
    return review


def review_in(state: State, iso3: str = "CRI", **answers: str | list[str]) -> Review:
    return moved(filled(begun(iso3), **answers), to=state)


def published(iso3: str = "CRI", **answers: str | list[str]) -> Review:
    return review_in(State.PUBLISHED, iso3, **answers)


def history(review: Review) -> list[tuple[str, str, str]]:
    """The record of an item: move, from, to."""
    return list(StateChange.objects.of(review).values_list("move", "from_state", "to_state"))
