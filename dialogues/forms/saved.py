"""Between the form and the session: what is saved as it would be typed, and the other way."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone

from dialogues.forms.fields import TYPED, in_languages
from dialogues.forms.session import AFTER, BEFORE, OutcomeForm, SessionForm
from dialogues.models import AgendaItem, Session
from publication.drafts.saved import put_rough, put_row

TEXTS = (*BEFORE, *AFTER)
MOMENTS = ("starts_at", "ends_at", "registration_closes_at")
MANY = ("objectives", "debates", "regions", "countries")
TITLES = in_languages("title")


def form_of(session: Session) -> SessionForm:
    """The form as it was left, with what could not be read and why."""
    return SessionForm(typed_of(session), session=session)


def typed_of(session: Session) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name in TEXTS:
        for _code, field in in_languages(name):
            typed[field] = getattr(session, field) or ""
    for name in ("language", "time_zone", "place", "joining"):
        typed[name] = getattr(session, name)
    for name in MOMENTS:
        typed[name] = _on_its_clock(getattr(session, name), session.zone)
    for name in MANY:
        typed.setlist(name, [str(item.pk) for item in getattr(session, name).all()])
    typed.setlist("languages", list(session.languages))
    typed["capacity"] = str(session.capacity or "")
    if session.takes_registrations:
        typed["takes_registrations"] = "on"
    _put_rows(typed, session)
    put_rough(typed, session.rough)
    return typed


def _put_rows(typed: QueryDict, session: Session) -> None:
    organisers = session.organisers.select_related("country", "type").order_by("pk")
    for place, organisation in enumerate(organisers):
        put_row(typed, "organisers", place, {"name": str(organisation)})
    for item in session.agenda.all():
        minutes = {"minutes": "" if item.minutes is None else str(item.minutes)}
        titles = {field: getattr(item, field) or "" for _code, field in TITLES}
        put_row(typed, "agenda", item.order, minutes | titles)
    for speaker in session.speakers.all():
        row = {"name": speaker.name, "affiliation": speaker.affiliation, "role": speaker.role}
        put_row(typed, "speakers", speaker.order, row)


def _on_its_clock(moment: datetime | None, zone: ZoneInfo) -> str:
    return timezone.localtime(moment, zone).strftime(TYPED) if moment else ""


def write(form: SessionForm, session: Session) -> None:
    """Put what could be read into the session and its parts, and keep the rest as it was typed."""
    form.full_clean()
    read = form.cleaned_data
    _write_texts(form, session, TEXTS)
    for name in ("place", "joining"):
        setattr(session, name, read.get(name, ""))
    for name in (*MOMENTS, "capacity"):
        setattr(session, name, read.get(name))
    session.language = read.get("language") or session.language
    session.time_zone = read.get("time_zone") or session.time_zone
    session.languages = read.get("languages", [])
    session.takes_registrations = bool(read.get("takes_registrations"))
    session.rough = form.rough
    session.save()
    for name in MANY:
        getattr(session, name).set(read.get(name, []))
    _write_rows(form, session)


def write_outcome(form: OutcomeForm, session: Session) -> None:
    form.full_clean()
    _write_texts(form, session, AFTER)
    session.save()


def _write_texts(form: SessionForm | OutcomeForm, session: Session, names: tuple[str, ...]) -> None:
    for name in names:
        for _code, field in in_languages(name):
            setattr(session, field, form.cleaned_data.get(field, ""))


def _write_rows(form: SessionForm, session: Session) -> None:
    organisers = [row for row in form.organisers if not row.errors and not row.is_blank]
    session.organisers.set([row.organisation for row in organisers])
    items = [row for row in form.agenda if not row.errors and not row.is_blank]
    session.agenda.exclude(order__in=[row.place for row in items]).delete()
    for row in items:
        AgendaItem.objects.update_or_create(
            session=session, order=row.place, defaults=row.cleaned_data
        )
    speakers = [row for row in form.speakers if not row.errors and not row.is_blank]
    session.speakers.exclude(order__in=[row.place for row in speakers]).delete()
    for speaker in speakers:
        session.speakers.update_or_create(order=speaker.place, defaults=speaker.cleaned_data)
