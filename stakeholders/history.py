"""What the record tells of an organisation: who got and left which role, by whom, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from stakeholders.choices import Role, Standing
from stakeholders.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    what: str
    who: str
    note: str = ""


def history_of(organisation: Organisation) -> list[Entry]:
    """The latest first."""
    entries = [*_of_roles(organisation), *_of_the_organisation(organisation)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _of_roles(organisation: Organisation) -> Iterable[Entry]:
    events = Membership.pgh_event_model.objects.filter(organisation=organisation)  # type: ignore[attr-defined]
    people = ("user", "granted_by", "ended_by")
    for event in events.select_related(*people).order_by("pgh_id"):
        began = event.until is None
        words = _("%(person)s: %(role)s") if began else _("%(person)s: no longer %(role)s")
        what = words % {"person": event.user, "role": Role(event.role).label}
        who = event.granted_by if began else event.ended_by
        yield Entry(event.pgh_created_at, what, str(who or _actor(event)), event.note)


def _of_the_organisation(organisation: Organisation) -> Iterable[Entry]:
    events = Organisation.pgh_event_model.objects.filter(pgh_obj=organisation)  # type: ignore[attr-defined]
    for event in events.order_by("pgh_id"):
        what = f"{event.name}: {Standing(event.standing).label}"
        yield Entry(event.pgh_created_at, what, _actor(event))


def _actor(event: Any) -> str:
    """The name as it was when they acted, which outlives the person."""
    return str((event.pgh_context or {}).get("name", ""))
