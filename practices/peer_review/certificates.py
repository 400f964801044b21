"""The certificate of service: who reviewed, how much, and when. It tells no practices apart.

It counts reviews of rounds that are decided. A practice is named on it only when everybody may know
who reviewed it: it is published, and its review was open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compact.dates import day
from practices.choices import AssignmentState, ReviewMode
from practices.models import Assignment, Reviewer
from publication.choices import State
from publication.paper.documents import Document, Fact, Layout, Part
from stakeholders.models import User

CERTIFICATE = "certificate"


@dataclass(frozen=True)
class Service:
    """What a reviewer has done so far."""

    reviews: int
    since: date
    until: date
    named: Sequence[str]


def service_of(user: User) -> Service | None:
    """None before the first round that the reviewer took part in is decided."""
    counted = _counted(user)
    ended = [moment for moment in counted.values_list("round__ended_at", flat=True) if moment]
    if not ended:
        return None
    return Service(len(ended), _day(min(ended)), _day(max(ended)), _named(counted))


def certificate_of(reviewer: Reviewer, language: str) -> Document:
    """Raises ValueError where there is nothing to certify."""
    service = service_of(reviewer.user)
    if service is None:
        raise ValueError("There is no review to certify.")
    return Document(
        title=_("Certificate of service"),
        language=language,
        day=service.until,
        kicker=_("Peer review of the repository of practices"),
        lead=str(reviewer.user.name),
        facts=[Fact(_("Peer reviews"), str(service.reviews)), Fact(_("Period"), _period(service))],
        parts=_parts(service),
        organisation=_("Secretariat of the United Nations Network on Migration"),
        layout=Layout.CERTIFICATE,
    )


def _parts(service: Service) -> list[Part]:
    words = ngettext(
        "has served the repository of practices as a peer reviewer, with %(count)s review.",
        "has served the repository of practices as a peer reviewer, with %(count)s reviews.",
        service.reviews,
    ) % {"count": service.reviews}
    parts = [Part("", words)]
    if service.named:
        parts.append(
            Part(_("Among them, in open reviews"), "\n".join(f"- {one}" for one in service.named))
        )
    return parts


def _counted(user: User) -> "QuerySet[Assignment]":
    return (
        Assignment.objects.of(user)
        .filter(state=AssignmentState.REVIEWED, round__ended_at__isnull=False)
        .exclude(round__decision="")
    )


def _named(counted: "QuerySet[Assignment]") -> list[str]:
    public = counted.filter(
        round__practice__state__in=[State.PUBLISHED, State.ARCHIVED],
        round__practice__call__mode=ReviewMode.OPEN,
    )
    codes = public.values_list("round__practice__code", flat=True)
    return sorted(set(codes))


def _period(service: Service) -> str:
    if service.since == service.until:
        return day(service.since)
    return f"{day(service.since)} – {day(service.until)}"


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
