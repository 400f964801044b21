"""Writes the made-up series and sessions that are missing, with their record."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from compact.models import Cycle, Region
from compact.reference.toml_tables import in_languages
from dialogues.choices import MaterialKind
from dialogues.listing import LISTING
from dialogues.models import AgendaItem, Debate, Material, Series, Session, Speaker
from imrf_portal.demonstration.dialogues import comers
from imrf_portal.demonstration.dialogues.past import Past
from imrf_portal.demonstration.dialogues.planning import Plan, plans
from imrf_portal.demonstration.dialogues.words import read
from imrf_portal.demonstration.organisations import SECRETARIAT
from imrf_portal.demonstration.people import OF_THE_SECRETARIAT
from publication.browsing.listed import show_all
from stakeholders.models import Organisation, User

REGIONAL_OFFICE = "Demonstration Regional Office of the United Nations"
ANNOUNCED_BEFORE, WEEK = timedelta(days=21), timedelta(days=7)
JOINING = "https://meeting.example.org/{code}\nThe word to enter is “pathways”."
CONCEPT_NOTE = "https://migrationnetwork.un.org/"


def load(now: datetime) -> None:
    """Write each session that is not there yet. One that exists is left as people have it.

    To be called when the debates of the forums are there: each session feeds one.
    """
    present = set(Session.objects.values_list("code", flat=True))
    missing = [plan for plan in plans(now.date()) if plan.code not in present]
    words = read("sessions")
    forums = {row["cycle"] for row in words["series"]}
    if not missing or Cycle.objects.filter(pk__in=forums).count() < len(forums):
        return
    series = _series(words)
    by = User.objects.get(email=OF_THE_SECRETARIAT.email)
    sessions = [_session(plan, words, series, by, now) for plan in missing]
    comers.write([one for one in zip(sessions, missing, strict=True) if one[1].capacity], now)
    show_all(LISTING)


def _series(words: Mapping[str, Any]) -> Mapping[str, Series]:
    for row in words["series"]:
        about = in_languages("description", words["marker"])
        Series.objects.get_or_create(
            code=row["code"],
            defaults={
                "cycle_id": row["cycle"],
                "reach": row["reach"],
                "is_demonstration": True,
                **in_languages("title", row["title"]),
                **about,
            },
        )
    return {series.code: series for series in Series.objects.select_related("cycle")}


def _session(
    plan: Plan, words: Mapping[str, Any], series: Mapping[str, Series], by: User, now: datetime
) -> Session:
    theme = words["theme"][plan.theme - 1]
    announced_at = min(plan.starts_at - ANNOUNCED_BEFORE, now - timedelta(days=9))
    of = series[plan.series]
    session = Session.objects.create(
        code=plan.code,
        series=of,
        cycle=of.cycle,
        language=plan.language,
        languages=[] if plan.language == "en" else ["en"],
        starts_at=plan.starts_at.astimezone(UTC),
        ends_at=plan.ends_at.astimezone(UTC),
        time_zone=plan.zone,
        place="Online",
        joining=JOINING.format(code=plan.code.lower()) if plan.capacity else "",
        takes_registrations=bool(plan.capacity),
        capacity=plan.capacity or None,
        created_at=announced_at - WEEK,
        saved_at=announced_at,
        saved_by=by,
        is_demonstration=True,
        **_texts(plan, theme, words),
    )
    _parts(session, plan, theme, words, by)
    Past(session, plan, theme, by, now).write(announced_at)
    return session


def _texts(plan: Plan, theme: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, str]:
    kind, region = words["kinds"][plan.kind], words["regions"].get(plan.region, {})
    titles = {
        language: kind[language].format(
            number=plan.number, theme=text, region=region.get(language, "")
        )
        for language, text in theme["title"].items()
    }
    organised, marker = words["organised"].get(plan.organised, {}), words["marker"]
    about = {
        language: "\n\n".join(filter(None, [text, organised.get(language), marker[language]]))
        for language, text in theme["about"].items()
    }
    return {**in_languages("title", titles), **in_languages("about", about)}


def _parts(
    session: Session, plan: Plan, theme: Mapping[str, Any], words: Mapping[str, Any], by: User
) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session=session,
            order=order,
            minutes=item["minutes"],
            **in_languages("title", item["title"]),
        )
        for order, item in enumerate(words["agenda"])
    )
    Speaker.objects.bulk_create(
        Speaker(session=session, order=order, **speaker)
        for order, speaker in enumerate(words["speaker"])
    )
    session.objectives.set(theme["objectives"])
    session.debates.set(
        Debate.objects.filter(cycle=session.cycle_id, round_table__number=plan.theme)
    )
    session.regions.set(Region.objects.filter(pk=plan.region))
    office = REGIONAL_OFFICE if plan.region else SECRETARIAT
    session.organisers.set(Organisation.objects.filter(name=office))
    Material.objects.create(
        session=session,
        kind=MaterialKind.CONCEPT_NOTE,
        title="Concept note (demonstration: it leads to the page of the Network)",
        language="en",
        address=CONCEPT_NOTE,
        at=session.created_at,
        by=by,
    )
