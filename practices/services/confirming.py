"""The consent of an implementer that is not the organisation that submits: asked, and given."""

from django.db import transaction
from django.utils import timezone

from notices.services import queue
from practices.choices import ConfirmationState
from practices.models import Confirmation, Practice
from practices.rules import is_author
from practices.services.errors import AlreadyAnsweredError, NotAllowedError, NotAskedError
from stakeholders.choices import SPEAKERS
from stakeholders.models import User
from stakeholders.record import acting

ASKED_KIND = "practices.implementer-asked"


@transaction.atomic
def ask_implementer(*, practice: Practice, by: User) -> Confirmation:
    """Ask by mail; once more if it was asked before and has not confirmed. Raises NotAskedError."""
    if not is_author.test(by, practice):
        raise NotAllowedError
    return _ask(practice, by)


def ask_if_needed(practice: Practice, by: User | None) -> None:
    """On submission: who was not asked at this address is asked now."""
    if not practice.is_own and not asked_of(practice):
        _ask(practice, by)


def asked_of(practice: Practice) -> Confirmation | None:
    """Whether the implementer was asked, at the address that the practice has now."""
    return practice.confirmations.filter(email__iexact=practice.implementer_email).first()


def _ask(practice: Practice, by: User | None) -> Confirmation:
    if practice.is_own or not practice.implementer_email:
        raise NotAskedError
    # Held, so that two who ask at once make one row and one mail.
    Practice.objects.select_for_update(of=["self"]).get(pk=practice.pk)
    asked = asked_of(practice) or Confirmation(practice=practice, email=practice.implementer_email)
    if asked.state == ConfirmationState.CONFIRMED:
        raise NotAskedError
    asked.state = ConfirmationState.ASKED
    asked.asked_at, asked.decided_at, asked.note = timezone.now(), None, ""
    with acting(by, "ask the implementer"):
        asked.save()
    queue(
        kind=ASKED_KIND,
        key=f"{ASKED_KIND}:{asked.pk}:{asked.asked_at.isoformat()}",
        email=asked.email,
        language=practice.language,
        item=practice,
        context={
            "confirmation": str(asked.pk),
            "organisation": practice.organisation.name,
            "implementer": practice.implementer,
        },
    )
    return asked


@transaction.atomic
def answer_for_implementer(*, confirmation: Confirmation, agrees: bool, note: str = "") -> None:
    """Once. Those who submit the practice are told. Raises AlreadyAnsweredError."""
    state = ConfirmationState.CONFIRMED if agrees else ConfirmationState.REFUSED
    asked = Confirmation.objects.filter(
        pk=confirmation.pk, state=ConfirmationState.ASKED, asked_at=confirmation.asked_at
    )
    now = timezone.now()
    with acting(None, f"the implementer: {state.value}"):
        if asked.update(state=state, decided_at=now, note=note.strip()[:500]) != 1:
            raise AlreadyAnsweredError
    kind = f"practices.implementer-{state.value}"
    practice = confirmation.practice
    for person in User.objects.holding(*SPEAKERS, at=practice.organisation):
        queue(
            kind=kind,
            key=f"{kind}:{confirmation.pk}:{now.isoformat()}:{person.pk}",
            recipient=person,
            item=practice,
            context={"implementer": practice.implementer, "note": note.strip()[:500]},
        )
