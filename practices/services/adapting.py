"""“Adapted by”: told by who adapted a practice, confirmed by others than they themselves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from compact.models import Country
from notices.services import queue
from practices.choices import AdaptationState
from practices.models import Adaptation, Practice
from practices.rules import may_confirm_adaptation, may_submit_for
from practices.services.errors import NotAllowedError, PracticeError
from practices.workflow import authors, secretariat
from publication.choices import State
from publication.moves import show_as_it_is
from stakeholders.choices import SPEAKERS
from stakeholders.models import Organisation, User
from stakeholders.record import acting

TOLD = "practices.adaptation-told"


class CannotTellError(PracticeError):
    """The practice is not published, or this organisation told of this country already."""


class AlreadyDecidedError(PracticeError):
    """It was confirmed or declined in the meantime."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an organisation tells of its adaptation."""

    organisation: Organisation
    country: Country
    year: int
    note: str = ""
    address: str = ""


@transaction.atomic
def tell_adaptation(*, practice: Practice, told: Told, by: User) -> Adaptation:
    """Tell that an organisation adapted it. The practice's people and the Secretariat learn of it.

    What was declined may be told again, in other words.
    """
    if not may_submit_for(by, told.organisation):
        raise NotAllowedError
    held = Practice.objects.select_for_update(of=["self"]).get(pk=practice.pk)
    if held.state != State.PUBLISHED:
        raise CannotTellError
    with acting(by, "tell"):
        adaptation = _told(held, told, by)
    for person in {*authors(held), *secretariat(held)}:
        if may_confirm_adaptation(person, adaptation):
            _tell(TOLD, adaptation, person, by=str(by))
    return adaptation


def _told(practice: Practice, told: Told, by: User) -> Adaptation:
    now = timezone.now()
    said = {"year": told.year, "note": told.note, "address": told.address, "told_by": by}
    adaptation, is_new = Adaptation.objects.get_or_create(
        practice=practice,
        organisation=told.organisation,
        country=told.country,
        defaults={**said, "told_at": now},
    )
    if is_new:
        return adaptation
    declined = Adaptation.objects.filter(pk=adaptation.pk, state=AdaptationState.DECLINED)
    again = {"state": AdaptationState.TOLD, "decided_at": None, "decided_by": None}
    if declined.update(**said, **again, told_at=now) != 1:
        raise CannotTellError
    adaptation.refresh_from_db()
    return adaptation


@transaction.atomic
def decide_adaptation(*, adaptation: Adaptation, confirm: bool, by: User) -> Adaptation:
    """Confirm it, so that everybody reads it, or decline it. Who told it is told."""
    if not may_confirm_adaptation(by, adaptation):
        raise NotAllowedError
    held = Practice.objects.select_for_update(of=["self"]).get(pk=adaptation.practice_id)
    state = AdaptationState.CONFIRMED if confirm else AdaptationState.DECLINED
    with acting(by, "confirm" if confirm else "decline"):
        waiting = Adaptation.objects.filter(pk=adaptation.pk, state=AdaptationState.TOLD)
        if waiting.update(state=state, decided_at=timezone.now(), decided_by=by) != 1:
            raise AlreadyDecidedError
    adaptation.refresh_from_db()
    show_as_it_is(held)
    for person in User.objects.holding(*SPEAKERS, at=adaptation.organisation):
        _tell(f"practices.adaptation-{state.value}", adaptation, person)
    return adaptation


def _tell(kind: str, adaptation: Adaptation, person: User, **more: str) -> None:
    moment: datetime = adaptation.decided_at or adaptation.told_at
    queue(
        kind=kind,
        key=f"{kind}:{adaptation.pk}:{moment.isoformat()}:{person.pk}",
        recipient=person,
        item=adaptation.practice,
        context={
            "organisation": adaptation.organisation.name,
            "country": adaptation.country_id,
            "year": str(adaptation.year),
            "number": str(adaptation.pk),
            **more,
        },
    )
