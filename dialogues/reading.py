"""All that a session says, read for a page: its texts, its agenda by the clock, who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from babel.dates import format_time
from django.conf import settings

from compact import dates
from dialogues.models import Material, Session, Speaker
from dialogues.saying import Said, said
from dialogues.timing import timing_of


@dataclass(frozen=True)
class AgendaLine:
    """`clock` is blank where the item names no minute."""

    clock: str
    title: Said


def whole(session: Session) -> dict[str, Any]:
    """For the templates of its content."""
    language = session.language
    return {
        "session": session,
        "timing": timing_of(session),
        "title": said(session, "title", language),
        "about": said(session, "about", language),
        "summary": said(session, "summary", language),
        "key_messages": said(session, "key_messages", language),
        "agenda": agenda_of(session),
        "speakers": list[Speaker](session.speakers.all()),
        "materials": materials_of(session),
        "organisers": list(session.organisers.select_related("country", "type").order_by("pk")),
        "objectives": [objective.pk for objective in session.objectives.all()],
        "countries": list(session.countries.all()),
        "regions": list(session.regions.all()),
        "debates": list(session.debates.with_names()),
        "spoken": languages_of(session),
    }


def agenda_of(session: Session) -> list[AgendaLine]:
    """The items by the clock of the session's own zone."""
    return [
        AgendaLine(_clock(session, item.minutes), said(item, "title", session.language))
        for item in session.agenda.all()
    ]


def _clock(session: Session, minutes: int | None) -> str:
    if minutes is None or session.starts_at is None:
        return ""
    # Across a change of the clock minutes are counted as they pass.
    moment = (session.starts_at + timedelta(minutes=minutes)).astimezone(session.zone)
    return format_time(moment.time(), "HH:mm", locale=dates.locale())


def materials_of(session: Session) -> Sequence[Material]:
    return list(session.materials.filter(removed_at=None))


def languages_of(session: Session) -> list[str]:
    """The main language first, then those into which it is interpreted."""
    names = dict(settings.LANGUAGES)
    codes = dict.fromkeys([session.language, *session.languages])
    return [str(names[code]) for code in codes if code in names]
