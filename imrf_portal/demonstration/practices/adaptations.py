"""Where made-up practices were taken up elsewhere: told by some, confirmed by others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from imrf_portal.demonstration import states
from imrf_portal.demonstration.practices.histories import History
from imrf_portal.demonstration.practices.setting import Setting
from imrf_portal.demonstration.practices.times import midnight
from imrf_portal.demonstration.practices.words import words_in
from imrf_portal.demonstration.times import DAY, at_work
from practices.choices import AdaptationState
from practices.models import Adaptation, Practice
from publication.choices import State
from stakeholders.record import acting

OFTEN = 0.4
HOW_MANY = (1, 1, 2, 3)
WAYS = (*[AdaptationState.CONFIRMED] * 7, AdaptationState.TOLD, AdaptationState.DECLINED)
DECIDED = ("state", "decided_at", "decided_by")


@dataclass(frozen=True)
class Taken:
    """By a State, in its own country."""

    iso3: str
    told_at: datetime
    state: AdaptationState
    note: str


def write(setting: Setting, pairs: Sequence[tuple[Practice, History]]) -> None:
    told = [
        (practice, history, taken)
        for practice, history in pairs
        if practice.state == State.PUBLISHED
        for taken in _taken(setting, history)
    ]
    with acting(by=None, verb="load the demonstration"):
        made = Adaptation.objects.bulk_create(
            _adaptation(setting, practice, taken) for practice, _history, taken in told
        )
        decided = []
        for adaptation, (practice, _history, taken) in zip(made, told, strict=True):
            if taken.state != AdaptationState.TOLD:
                adaptation.state = taken.state
                adaptation.decided_at = taken.told_at + 4 * DAY
                adaptation.decided_by = practice.author
                decided.append(adaptation)
        Adaptation.objects.bulk_update(decided, DECIDED)


def _taken(setting: Setting, history: History) -> Iterator[Taken]:
    """A year after it was published at the earliest."""
    published_at = history.last("publish", "release")
    chance = Random(f"{history.story.code} adapted")  # noqa: S311 - made up, not secret
    if published_at is None or chance.random() > OFTEN:
        return
    first = published_at + 200 * DAY
    room = (midnight(setting.today) - 12 * DAY - first).days
    if room < 1:
        return
    abroad = sorted(states.everywhere() - {history.story.maker, *history.body.countries})
    for iso3 in chance.sample(abroad, chance.choice(HOW_MANY)):
        yield Taken(
            iso3=iso3,
            told_at=at_work((first + chance.randint(0, room) * DAY).date(), chance),
            state=chance.choice(WAYS),
            note=chance.choice(words_in(history.story.language)["adapted"]),
        )


def _adaptation(setting: Setting, practice: Practice, taken: Taken) -> Adaptation:
    return Adaptation(
        practice=practice,
        organisation=setting.organisations[taken.iso3],
        country_id=taken.iso3,
        year=taken.told_at.year,
        note=taken.note,
        told_at=taken.told_at,
        told_by=setting.speakers[taken.iso3],
    )
