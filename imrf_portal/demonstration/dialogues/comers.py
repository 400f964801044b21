"""Who is made up to come to the sessions: people of the demonstration, and guests without one."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from dialogues.choices import RegistrationState
from dialogues.models import Registration, Session
from imrf_portal.demonstration.dialogues.planning import ANNOUNCED, Plan
from stakeholders.models import User

# How many wish to come, of a hundred places.
WISH = {25: 130, 60: 80, 120: 20, 300: 30}
WITHOUT_ACCOUNT = 7  # every so many-th


def write(pairs: Sequence[tuple[Session, Plan]], now: datetime) -> None:
    people = list(
        User.objects.filter(is_active=True, memberships__isnull=False)
        .distinct()
        .order_by("pk")
        .prefetch_related("memberships__organisation")
    )
    Registration.objects.bulk_create(
        registration
        for session, plan in pairs
        if plan.fate == ANNOUNCED
        for registration in _of(session, plan, people, now)
    )


def _of(
    session: Session, plan: Plan, people: Sequence[User], now: datetime
) -> Iterator[Registration]:
    chance = Random(plan.code)  # noqa: S311 - made up, not secret
    wish = min(plan.capacity * WISH[plan.capacity] // 100, len(people))
    opened, last = session.published_at or now, min(now, plan.starts_at)
    span = last - opened
    for number, person in enumerate(chance.sample(people, wish)):
        has_place = number < plan.capacity
        at = opened + span * (number + 1) / (wish + 1) - timedelta(seconds=chance.randrange(60))
        membership = next(iter(person.memberships.all()), None)
        is_known = number % WITHOUT_ACCOUNT != 0
        yield Registration(
            session=session,
            user=person if is_known else None,
            name=person.name if is_known else f"Demonstration guest {number}",
            email=person.email if is_known else f"guest{number}@example.org",
            affiliation=membership.organisation.name[:200] if membership and is_known else "",
            language=person.language,
            state=RegistrationState.PLACED if has_place else RegistrationState.WAITING,
            asked_at=at,
            since=at,
            placed_at=at if has_place else None,
        )
