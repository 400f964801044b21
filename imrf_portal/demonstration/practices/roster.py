"""Writes the roster: who is on it, who retired, who applied, was invited or was not taken."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from imrf_portal.demonstration.ledger import sent
from imrf_portal.demonstration.practices.reviewers import OTHERS, ROSTER, SINCE, Entry
from imrf_portal.demonstration.practices.setting import Setting
from imrf_portal.demonstration.practices.times import midnight
from imrf_portal.demonstration.times import DAY, HOUR
from notices.models import Notice
from practices.choices import RosterState
from practices.models import Absence, Reviewer
from practices.roster import kinds
from practices.roster.joining import belonging_of
from stakeholders.models import User
from stakeholders.record import acting

NOTE_OF_DECLINED = "All reviewers of this region are at work already; please apply again next year."
NOTE_OF_RETIRED = "Retired at their own wish, with our thanks."
DECIDED = {RosterState.ACTIVE, RosterState.RETIRED, RosterState.DECLINED}


def write(setting: Setting) -> Mapping[str, Reviewer]:
    """By the address of the account. Whoever is on the roster stays as they have it."""
    present = set(Reviewer.objects.values_list("user__email", flat=True))
    missing = [entry for entry in ROSTER if f"{entry.address}@example.org" not in present]
    with acting(by=None, verb="load the demonstration"):
        made = Reviewer.objects.bulk_create([_reviewer(setting, entry) for entry in missing])
        others = Reviewer.objects.bulk_create(_others(setting, present))
    _write_objectives(missing, made, others)
    Absence.objects.bulk_create(
        absence
        for entry, reviewer in zip(missing, made, strict=True)
        for absence in _absences(setting, entry, reviewer)
    )
    Notice.objects.bulk_create(_notice(setting, r) for r in others if r.state == "applied")
    found = Reviewer.objects.filter(user__in=setting.users.values()).select_related("user")
    return {reviewer.user.email.partition("@")[0]: reviewer for reviewer in found}


def _reviewer(setting: Setting, entry: Entry) -> Reviewer:
    return Reviewer(
        user=setting.users[entry.address],
        organisation=setting.homes[entry.at],
        state=entry.state,
        belonging=entry.belonging,
        country_id=entry.country,
        gender=entry.gender,
        languages=list(entry.languages),
        years=entry.years,
        most_a_semester=entry.most,
        about=_about(entry),
        applied_at=entry.since,
        decided_at=entry.retired_at or entry.decided_at,
        decided_by=setting.secretariat,
        note=NOTE_OF_RETIRED if entry.retired_at else "",
        is_demonstration=True,
    )


def _about(entry: Entry) -> str:
    numbers = ", ".join(str(number) for number in entry.objectives)
    return (
        f"Demonstration: made up, with {entry.years} years of work on migration, "
        f"above all on objectives {numbers}."
    )


def _others(setting: Setting, present: set[str]) -> Iterator[Reviewer]:
    for name, (state, country) in OTHERS.items():
        user = setting.speakers[name]
        if user.email not in present:
            yield Reviewer(
                user=user,
                organisation=setting.organisations[name],
                state=state,
                belonging=belonging_of(setting.organisations[name]),
                country_id=country,
                languages=[user.language],
                years=0 if state == RosterState.INVITED else 5,
                applied_at=_asked_at(setting, state),
                **_decision(setting, user, state),
                is_demonstration=True,
            )


def _asked_at(setting: Setting, state: RosterState) -> datetime:
    """Lately, where it waits for an answer."""
    waits = state in {RosterState.APPLIED, RosterState.INVITED}
    return midnight(setting.today) - 5 * DAY + 9 * HOUR if waits else SINCE + 400 * DAY


def _decision(setting: Setting, user: User, state: RosterState) -> Mapping[str, Any]:
    if state == RosterState.APPLIED:
        return {"about": f"Demonstration: {user} would like to review practices."}
    if state == RosterState.INVITED:
        return {"decided_by": setting.secretariat}
    return {
        "decided_at": SINCE + 409 * DAY,
        "decided_by": setting.secretariat,
        "note": NOTE_OF_DECLINED,
    }


def _write_objectives(entries: list[Entry], made: list[Reviewer], others: list[Reviewer]) -> None:
    between = Reviewer.objectives.through
    named = [(reviewer, entry.objectives) for entry, reviewer in zip(entries, made, strict=True)]
    said = [(reviewer, (3, 17)) for reviewer in others if reviewer.years]
    between.objects.bulk_create(
        between(reviewer=reviewer, objective_id=number)
        for reviewer, numbers in [*named, *said]
        for number in numbers
    )


def _absences(setting: Setting, entry: Entry, reviewer: Reviewer) -> Iterator[Absence]:
    for first, last in entry.away:
        yield Absence(
            reviewer=reviewer,
            starts_on=setting.today + timedelta(days=first),
            ends_on=setting.today + timedelta(days=last),
        )


def _notice(setting: Setting, reviewer: Reviewer) -> Notice:
    """What the Secretariat was told when somebody applied, as sent."""
    person, at = setting.secretariat, reviewer.applied_at
    return Notice(
        key=f"{kinds.APPLIED}:{reviewer.pk}:{at.isoformat()}:{person.pk}",
        kind=kinds.APPLIED,
        recipient=person,
        item_type=ContentType.objects.get_for_model(Reviewer),
        item_id=str(reviewer.pk),
        context={"note": ""},
        **sent(at),
    )
