"""A session as a file for calendars (RFC 5545). A newer file takes the place of an older one."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from dialogues.models import Session
from dialogues.saying import said
from publication.choices import State
from publication.models import StateChange

PRODUCT = "-//IMRF Portal//Dialogues//EN"
MEDIA_TYPE = "text/calendar"


def calendar_of(session: Session, *, joining: str = "", is_cancelled: bool = False) -> str:
    """The file of a session that says when it is. How to join is only for the registered."""
    is_off = is_cancelled or session.state == State.ARCHIVED
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    calendar.add_component(_event(session, joining, is_off=is_off))
    return str(calendar.to_ical().decode())


def _event(session: Session, joining: str, *, is_off: bool) -> Event:
    address = f"{settings.PORTAL_ADDRESS}{session.get_absolute_url()}"
    about = said(session, "about", session.language).text
    event = Event()
    event.add("uid", f"{session.code}@{urlsplit(settings.PORTAL_ADDRESS).hostname}")
    event.add("dtstamp", session.saved_at.astimezone(UTC))
    event.add("last-modified", session.saved_at.astimezone(UTC))
    for name, moment in (("dtstart", session.starts_at), ("dtend", session.ends_at)):
        if moment is not None:
            event.add(name, moment.astimezone(UTC))
    event.add("summary", said(session, "title", session.language).text)
    event.add("description", "\n\n".join(filter(None, [about, joining, address])))
    if session.place:
        event.add("location", session.place)
    event.add("url", address)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("sequence", StateChange.objects.of(session).count())
    return event


def name_of(session: Session) -> str:
    return f"{session.code}.ics"
