"""What the record tells of the partners: asked, joined, declined, left, by whom and when."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from pledges.choices import PartnerState
from pledges.models import Partner, Pledge
from stakeholders.history import Entry


def partners_record(pledge: Pledge) -> list[Entry]:
    """The latest first. For those who make the pledge and the Secretariat: it names all."""
    return list(_entries(pledge))[::-1]


def _entries(pledge: Pledge) -> Iterator[Entry]:
    events = Partner.pgh_event_model.objects.filter(pledge=pledge.pk)  # type: ignore[attr-defined]
    names = ("organisation__country", "invited_by", "decided_by")
    for event in events.select_related(*names).order_by("pgh_id"):
        who = event.decided_by or event.invited_by
        if event.pgh_label == "delete":
            who = (event.pgh_context or {}).get("name", "")
        words = _words(event) % {"organisation": event.organisation}
        yield Entry(event.pgh_created_at, words, str(who), event.note)


def _words(event: Any) -> str:
    if event.pgh_label == "delete":
        return _("The invitation of %(organisation)s was taken back")
    return {
        PartnerState.INVITED: _("%(organisation)s was asked to join in"),
        PartnerState.ACCEPTED: _("%(organisation)s joined in"),
        PartnerState.DECLINED: _("%(organisation)s declined"),
        PartnerState.LEFT: _("%(organisation)s left"),
    }[PartnerState(event.state)]
