"""The places of a session: the one writer of the state of a registration.

Whoever takes, gives back or moves up holds the session's row meanwhile, so that there are never
more people than places.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dialogues.choices import RegistrationState
from dialogues.models import Registration, Session
from dialogues.registering.telling import (
    ALREADY,
    CANCELLED,
    CONFIRM,
    MOVED_UP,
    PLACED,
    WAITING,
    tell,
)
from dialogues.rules import is_open_for_registration
from dialogues.services.errors import DialogueError
from stakeholders.models import User

# Who asks again sooner gets no second mail: an address is not to be flooded.
AGAIN_AFTER = timedelta(minutes=10)
STANDING = (RegistrationState.ASKED, RegistrationState.PLACED, RegistrationState.WAITING)


class NotOpenError(DialogueError):
    """The session takes no registrations, or no more."""


def standing(session: Session, user: User) -> Registration | None:
    """The registration of a person with an account: theirs, or one of their address."""
    found = session.registrations.filter(
        Q(user=user) | Q(email__iexact=user.email), state__in=STANDING
    )
    # One of another's account that had this address before is not theirs.
    own = [one for one in found if one.user_id in {None, user.pk}]
    return min(own, key=lambda one: (one.user_id is None, one.pk), default=None)


@transaction.atomic
def register(*, session: Session, by: User) -> Registration:
    """With an account, at once: a place, or one on the waiting list. Twice is once."""
    held = _hold(session)
    known = standing(held, by)
    if known is not None and known.state != RegistrationState.ASKED:
        if known.user_id is None:
            known.user = by
            known.save(update_fields=["user"])
        return known
    now = timezone.now()
    _check_open(held, now)
    place = known or Registration(session=held, email=by.email.lower())
    place.user, place.name, place.language = by, by.name, by.language
    place.affiliation = place.affiliation or _affiliation_of(by)
    _hand_over_address(held, by)
    return _seat(held, place, now)


@transaction.atomic
def ask(*, session: Session, name: str, email: str, affiliation: str, language: str) -> None:
    """Without an account: a mail with a link goes to the address.

    Who has a place, or waits for one, is told so. The page says the same in every case, so that
    nobody learns who is registered.
    """
    held, now = _hold(session), timezone.now()
    _check_open(held, now)
    known = held.registrations.filter(email__iexact=email, state__in=STANDING).first()
    if known is not None and known.state != RegistrationState.ASKED:
        waits = known.state == RegistrationState.WAITING
        tell(known, WAITING if waits else ALREADY, f"{now:%Y-%m-%d-%H}")
        return
    if known is not None and now - known.asked_at < AGAIN_AFTER:
        return
    place = known or Registration(session=held, email=email.lower())
    place.name, place.affiliation, place.language = name, affiliation, language
    place.asked_at = now
    place.save()
    tell(place, CONFIRM, now.isoformat())


@transaction.atomic
def confirm(registration: Registration) -> Registration:
    """The address is theirs: now it counts. A second click changes nothing."""
    held = _hold(registration.session)
    current = Registration.objects.get(pk=registration.pk)
    if current.state != RegistrationState.ASKED:
        return current
    now = timezone.now()
    _check_open(held, now)
    return _seat(held, current, now)


@transaction.atomic
def cancel(registration: Registration) -> Registration:
    """Give the place back; who waits the longest moves up.

    An address that nobody confirmed is forgotten at once: what comes back is in no table.
    """
    held = _hold(registration.session)
    current = held.registrations.filter(pk=registration.pk, state__in=STANDING).first()
    if current is None:
        registration.state = RegistrationState.CANCELLED
        return registration
    if current.state == RegistrationState.ASKED:
        current.delete()
        current.state = RegistrationState.CANCELLED
        return current
    current.state = RegistrationState.CANCELLED
    current.cancelled_at = timezone.now()
    current.save(update_fields=["state", "cancelled_at"])
    tell(current, CANCELLED, "")
    move_up(held, current.cancelled_at)
    return current


def move_up(held: Session, now: datetime) -> int:
    """Give the free places to those who wait, in their order. Call it with the session held."""
    if not held.is_published or held.is_over(now):
        return 0
    waiting = held.registrations.filter(state=RegistrationState.WAITING).order_by("since", "pk")
    free = _free(held)
    moved = list(waiting if free is None else waiting[:free])
    for one in moved:
        one.state, one.placed_at = RegistrationState.PLACED, now
        one.save(update_fields=["state", "placed_at"])
        tell(one, MOVED_UP, "")
    return len(moved)


def _seat(held: Session, place: Registration, now: datetime) -> Registration:
    """Who waits already comes first."""
    move_up(held, now)
    free = _free(held)
    has_place = free is None or free > 0
    place.session = held
    place.state = RegistrationState.PLACED if has_place else RegistrationState.WAITING
    place.since, place.placed_at = now, now if has_place else None
    place.save()
    tell(place, PLACED if has_place else WAITING, "")
    return place


def _free(held: Session) -> int | None:
    """None where there is no limit."""
    if held.capacity is None:
        return None
    taken = held.registrations.filter(state=RegistrationState.PLACED).count()
    return max(held.capacity - taken, 0)


def _hold(session: Session) -> Session:
    return Session.objects.select_for_update().get(pk=session.pk)


def _check_open(session: Session, now: datetime) -> None:
    if not is_open_for_registration(session, now):
        raise NotOpenError


def _hand_over_address(held: Session, by: User) -> None:
    """Another account registered with this address when it was still theirs: it has a new one."""
    others = held.registrations.filter(
        email__iexact=by.email, state__in=STANDING, user__isnull=False
    )
    for other in others.exclude(user=by).select_related("user"):
        assert other.user is not None  # noqa: S101  (asked for by the query)
        other.email = other.user.email
        other.save(update_fields=["email"])


def _affiliation_of(user: User) -> str:
    membership = user.memberships.in_force().select_related("organisation").first()
    return membership.organisation.name[:200] if membership else ""
