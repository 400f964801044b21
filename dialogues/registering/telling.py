"""Telling those who are registered. What each is told stands in `registering.kinds`."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from dialogues.choices import RegistrationState
from dialogues.models import Registration, Session
from notices.models import Notice
from notices.services import queue_all

CONFIRM = "dialogues.registration-confirm"
ALREADY = "dialogues.registration-known"
PLACED = "dialogues.registration-placed"
WAITING = "dialogues.registration-waiting"
MOVED_UP = "dialogues.registration-moved-up"
CANCELLED = "dialogues.registration-cancelled"
CHANGED = "dialogues.registration-changed"
JOINING = "dialogues.registration-joining"
CALLED_OFF = "dialogues.registration-called-off"
ON_AGAIN = "dialogues.registration-on-again"
DAY_BEFORE = "dialogues.registration-day-before"
HOUR_BEFORE = "dialogues.registration-hour-before"

COMING = (RegistrationState.PLACED,)
CONCERNED = (RegistrationState.PLACED, RegistrationState.WAITING)
AT_ONCE = 500


def tell(registration: Registration, kind: str, occasion: str, note: str = "") -> None:
    queue_all([notice_to(registration, kind, occasion, note)])


def tell_all(
    session: Session, kind: str, occasion: str, *, states: Iterable[str] = CONCERNED, note: str = ""
) -> int:
    """Each of them once for the occasion."""
    concerned = session.registrations.filter(state__in=list(states)).select_related("user")
    return queue_all(
        notice_to(one, kind, occasion, note) for one in _with_session(concerned, session)
    )


def tell_how_to_join(session: Session, at: datetime) -> None:
    """Another link, say: only those who have a place learn it."""
    tell_all(session, JOINING, at.isoformat(), states=COMING)


def _with_session(found: Iterable[Registration], session: Session) -> Iterator[Registration]:
    for registration in found:
        registration.session = session
        yield registration


def notice_to(registration: Registration, kind: str, occasion: str, note: str = "") -> Notice:
    """To the account where there is one, else to the address that was confirmed."""
    has_account = registration.user_id is not None
    return Notice(
        key=f"{kind}:{registration.pk}:{occasion}",
        kind=kind,
        recipient=registration.user,
        email="" if has_account else registration.email,
        language="" if has_account else registration.language,
        item_type=ContentType.objects.get_for_model(Session),
        item_id=str(registration.session_id),
        context={"registration": str(registration.pk), "note": note},
    )
