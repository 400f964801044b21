"""How sessions are browsed: what is searched, the facets, the columns of the exports."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from compact.models import Country
from dialogues.choices import Reach
from dialogues.models import Series, Session
from dialogues.models.debates import POLICY_DEBATE
from dialogues.querysets import SessionQuerySet
from dialogues.recordings.reading import recordings_of, words_of
from dialogues.saying import in_every_language
from publication.browsing import labels
from publication.browsing.facets import Facet
from publication.browsing.listed import Entry
from publication.browsing.listing import Column, Listing
from publication.models import ListedItem

TO_COME, PAST = "to-come", "past"
TIMES = {TO_COME: _("To come"), PAST: _("Past")}
RECORDING, TRANSCRIPT, SUMMARY = "recording", "transcript", "summary"
WITH = {RECORDING: _("Recording"), TRANSCRIPT: _("Transcript"), SUMMARY: _("Summary")}
TEXTS = ("about", "summary", "key_messages")
SUMMARY_ON_CARD = 300


def published() -> SessionQuerySet:
    """With all that is listed and exported of each, in a fixed number of queries."""
    return (
        Session.objects.published()
        .select_related("series", "cycle")
        .prefetch_related(
            "objectives",
            "countries__regions",
            "regions",
            "organisers__type",
            "organisers__country",
            "debates__round_table",
            "agenda",
            "speakers",
        )
    )


def entry_of(session: Session) -> Entry:
    """What those who browse may know: never how to join, nor who is registered."""
    published_at = session.published_at or timezone.now()
    titles = in_every_language(session, "title")
    language = session.language if session.language in titles else "en"
    spoken = words_of(session)
    return Entry(
        code=session.code,
        title=titles.get(language, session.code),
        language=language,
        text="\n".join(in_every_language(session, name).get(language, "") for name in TEXTS),
        also="\n".join([*_also(session, language), spoken]),
        facets={**_facets(session), "with": list(_with(session, spoken))},
        card=_card(session, titles),
        published_at=published_at,
        updated_at=max(published_at, session.saved_at),
    )


def _also(session: Session, language: str) -> Iterable[str]:
    """What is searched besides: the other languages, names, and what was said."""
    yield session.code
    yield str(session.series)
    for name in ("title", *TEXTS):
        texts = in_every_language(session, name)
        yield from (text for code, text in texts.items() if code != language)
    for item in session.agenda.all():
        yield from in_every_language(item, "title").values()
    for speaker in session.speakers.all():
        yield f"{speaker.name} {speaker.affiliation}"
    yield from (organisation.name for organisation in session.organisers.all())
    for country in _countries(session):
        yield from country.every_name


def _facets(session: Session) -> dict[str, list[str]]:
    countries = _countries(session)
    regions = [region.pk for region in session.regions.all()]
    regions += [region.pk for country in countries for region in country.regions.all()]
    start = session.starts_at
    return {
        "time": [time_of(session, timezone.now())],
        "series": [session.series.code],
        "reach": [session.series.reach],
        "roundtable": [debate.slug for debate in session.debates.all()],
        "objective": [str(objective.pk) for objective in session.objectives.all()],
        "region": _each(regions),
        "country": [country.pk for country in countries],
        "language": _each([session.language, *session.languages]),
        "cycle": [str(session.cycle_id)],
        # Not a facet: what the list is sorted by.
        "starts": [start.astimezone(UTC).isoformat(timespec="minutes")] if start else [],
    }


def time_of(session: Session, now: datetime) -> str:
    """It changes by itself: see `dialogues.passing`."""
    return PAST if session.is_over(now) else TO_COME


def _with(session: Session, spoken: str) -> Iterable[str]:
    if recordings_of(session):
        yield RECORDING
    if spoken:
        yield TRANSCRIPT
    if in_every_language(session, "summary") or in_every_language(session, "key_messages"):
        yield SUMMARY


def _card(session: Session, titles: Mapping[str, str]) -> dict[str, object]:
    """Texts by language: a reader gets them in the own language where they are."""
    about = in_every_language(session, "about")
    return {
        "titles": titles,
        "about": {code: text[:SUMMARY_ON_CARD] for code, text in about.items()},
        "series": in_every_language(session.series, "title"),
        "starts_at": session.starts_at.isoformat() if session.starts_at else "",
        "ends_at": session.ends_at.isoformat() if session.ends_at else "",
        "time_zone": session.time_zone,
        "registers": session.takes_registrations,
        "demonstration": session.is_demonstration,
    }


def _countries(session: Session) -> list[Country]:
    return list(session.countries.all())


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def title_of(row: ListedItem) -> str:
    """In the reader's language, where the session has a title in it."""
    titles: Mapping[str, str] = row.card.get("titles", {})
    return titles.get(get_language() or "en", row.title)


def _debates() -> Mapping[str, str]:
    return {**labels.round_tables(), POLICY_DEBATE: str(_("Policy debate"))}


def _series() -> Mapping[str, str]:
    """Those with an announced session: what is only planned is nobody's to know."""
    announced = Series.objects.filter(pk__in=Session.objects.published().values("series"))
    return {series.code: str(series) for series in announced}


FACETS = (
    Facet(name="time", legend=_("When"), labels=lambda: {k: str(v) for k, v in TIMES.items()}),
    Facet(name="with", legend=_("With"), labels=lambda: {k: str(v) for k, v in WITH.items()}),
    Facet(name="series", legend=_("Series"), labels=_series, is_long=True),
    Facet(name="reach", legend=_("Reach"), labels=labels.of(Reach)),
    Facet(name="roundtable", legend=_("Round table"), labels=_debates),
    Facet(name="objective", legend=_("Objective"), labels=labels.objectives, is_long=True),
    Facet(name="region", legend=_("Region"), labels=labels.regions),
    Facet(name="country", legend=_("Country"), labels=labels.countries, is_long=True),
    Facet(name="language", legend=_("Language"), labels=labels.languages),
    Facet(name="cycle", legend=_("Forum"), labels=labels.cycles),
)

COLUMNS = (
    Column(name="code", value=lambda s: s.code),
    Column(name="title", value=lambda s: s.title),
    Column(name="series", value=lambda s: s.series.code),
    Column(name="reach", value=lambda s: s.series.reach),
    Column(name="cycle", value=lambda s: s.cycle_id),
    Column(name="starts_at", value=lambda s: s.starts_at.isoformat()),
    Column(name="ends_at", value=lambda s: s.ends_at.isoformat()),
    Column(name="time_zone", value=lambda s: s.time_zone),
    Column(name="place", value=lambda s: s.place),
    Column(name="languages", value=lambda s: " ".join(_each([s.language, *s.languages]))),
    Column(name="organised_by", value=lambda s: "; ".join(map(str, s.organisers.all()))),
    Column(name="round_tables", value=lambda s: " ".join(d.slug for d in s.debates.all())),
    Column(name="objectives", value=lambda s: " ".join(str(o.pk) for o in s.objectives.all())),
    Column(name="countries", value=lambda s: " ".join(c.pk for c in s.countries.all())),
    Column(name="regions", value=lambda s: " ".join(r.pk for r in s.regions.all())),
    Column(name="about", value=lambda s: s.about),
    Column(name="key_messages", value=lambda s: s.key_messages),
    Column(name="published", value=lambda s: s.published_at.date()),
)

LISTING = Listing(
    room="dialogues",
    title=_("Dialogues"),
    published=published,
    entry=entry_of,
    facets=FACETS,
    columns=COLUMNS,
    orderings={
        "-starts": _("Latest session first"),
        "starts": _("Earliest session first"),
        "-updated": _("Latest changes first"),
        "title": _("By title"),
        "code": _("By code"),
    },
    title_of=title_of,
)
