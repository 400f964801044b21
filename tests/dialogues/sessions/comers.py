"""Sessions that take registrations, those who come, and what they are told."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.choices import RegistrationState
from dialogues.models import Registration, Session
from dialogues.registering.places import ask, confirm, register
from dialogues.services.sessions import change_session
from notices.models import Notice
from publication.choices import State
from publication.moves import make_move
from stakeholders.models import User
from tests.factories.dialogues import announced, session
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

JOINING = "Dial 555 and say the word of the day."


def open_session(capacity: int | None = None, **fields: Any) -> Session:
    """Announced, to come in three days, and taking registrations."""
    starts_at = fields.pop("starts_at", None) or timezone.now() + timedelta(days=3)
    values = {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "takes_registrations": True,
        "capacity": capacity,
        "joining": JOINING,
        "place": "Online",
        **fields,
    }
    return announced(**values)


def in_state(state: State) -> Session:
    """A session of the workflow in this state, by the moves that lead there."""
    one = session(takes_registrations=True)
    at = timezone.now() + timedelta(hours=1)
    if state == State.SCHEDULED:
        make_move(one, "schedule", by=examiner(), publish_at=at)
    if state in {State.PUBLISHED, State.ARCHIVED}:
        make_move(one, "publish", by=examiner())
    if state == State.ARCHIVED:
        make_move(one, "call off", by=examiner(), note="The host is ill.")
    return one


def anew(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def comer(of: Session, by: User | None = None) -> Registration:
    return register(session=of, by=by or UserFactory())


def asked(of: Session, email: str = "amara@example.com", **said: str) -> Registration:
    values = {"name": "Amara", "affiliation": "A network", "language": "fr", **said}
    ask(session=of, email=email, **values)
    return of.registrations.get(email__iexact=email, state=RegistrationState.ASKED)


def confirmed(of: Session, email: str = "amara@example.com", **said: str) -> Registration:
    return confirm(asked(of, email, **said))


def changed(of: Session, note: str = "As the hosts asked.", **values: Any) -> Session:
    def write(current: Session) -> None:
        for name, value in values.items():
            setattr(current, name, value)
        current.save()

    fresh = anew(of)
    return change_session(
        session=fresh, base_revision=fresh.revision, write=write, note=note, by=examiner()
    )


def told(registration: Registration) -> list[str]:
    """The last words of the kinds of what this one was told, in their order."""
    notices = Notice.objects.filter(context__registration=str(registration.pk)).order_by("pk")
    return [notice.kind.removeprefix("dialogues.registration-") for notice in notices]


def notice_of(registration: Registration, kind: str) -> Notice:
    return Notice.objects.get(
        kind=f"dialogues.registration-{kind}", context__registration=str(registration.pk)
    )


def state_of(registration: Registration) -> str:
    return str(anew(registration).state)
