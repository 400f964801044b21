"""What the Secretariat and States say to each other: notes at answers, and more time."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from compact.models import Cycle
from imrf_portal.demonstration.histories import History
from imrf_portal.demonstration.setting import Setting
from imrf_portal.demonstration.states import BEING_PREPARED
from imrf_portal.demonstration.times import DAY, HOUR
from imrf_portal.demonstration.words import DIRECTORY
from reviews.choices import QuestionKind
from reviews.models import Extension, Note, Question, Review
from stakeholders.models import User

# Under examination, with a note that the State was not told of yet.
WITH_UNTOLD = "REV-2030-KEN"
# Who asks for more time, which of the reasons is given, and what was answered: how many days.
ASKING: dict[str, tuple[int, int | None]] = {"FJI": (0, 21), "SEN": (1, 0), "PER": (2, None)}
WANTED, ASKED_AFTER, ANSWERED_AFTER = timedelta(days=21), timedelta(days=48), timedelta(days=3)
LAST_MOMENT = time(23, 59, 59)


@cache
def said_in(language: str) -> dict[str, Any]:
    path = DIRECTORY / "examination" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write(setting: Setting, pairs: Iterable[tuple[Review, History]]) -> None:
    pairs = list(pairs)
    Note.objects.bulk_create(note for pair in pairs for note in _notes(setting.secretariat, *pair))
    for review, history in pairs:
        if history.story.year == BEING_PREPARED and history.story.iso3 in ASKING:
            _ask(setting, review, history)


def _notes(secretariat: User, review: Review, history: History) -> Iterator[Note]:
    """Two with each return: both settled where it was submitted again, or else the first alone."""
    said, texts = said_in(history.story.language), _long_answers(history)
    if review.code == WITH_UNTOLD:
        at = history.times.moves[-1] + HOUR
        yield Note(review=review, question=texts[0], text=said["untold"], at=at, by=secretariat)
    for number, name in enumerate(history.story.moves):
        if name != "return":
            continue
        told, later = history.times.moves[number], history.times.moves[number + 1 :]
        for place, text in enumerate(said["notes"]):
            yield Note(
                review=review,
                question=texts[place],
                text=text,
                at=told - (2 - place) * HOUR / 4,
                by=secretariat,
                told_at=told,
                settled_at=told + (later[0] - told) / 2 if later else _settled(told, place),
            )


def _settled(told: datetime, place: int) -> datetime | None:
    """Of a review that the State has not sent back yet."""
    return told + HOUR if place == 0 else None


def _long_answers(history: History) -> list[Question]:
    return [question for question in history.saves if question.kind == QuestionKind.LONG_TEXT]


def _ask(setting: Setting, review: Review, history: History) -> None:
    """As `reviews.services` would have written it on those days."""
    cycle = setting.cycles[BEING_PREPARED]
    if cycle.reviews_open_at is None or cycle.reviews_due_at is None:
        return
    which, days = ASKING[history.story.iso3]
    said, asked_at = said_in(history.story.language), cycle.reviews_open_at + ASKED_AFTER
    answer = {None: "", 0: said["refused"]}.get(days, said["granted"])
    until = _last_moment(cycle, days * DAY) if days else None
    Extension.objects.create(
        country=history.country,
        cycle=cycle,
        wanted_until=_last_moment(cycle, WANTED),
        reason=said["asked"][which],
        asked_at=asked_at,
        asked_by=history.team.focal_point,
        granted_until=until,
        answer=answer,
        decided_at=None if days is None else asked_at + ANSWERED_AFTER,
        decided_by=None if days is None else setting.secretariat,
    )
    Review.objects.filter(pk=review.pk).update(extended_until=until)


def _last_moment(cycle: Cycle, after: timedelta) -> datetime:
    """The end of a day so long after the date, where it is kept."""
    assert cycle.reviews_due_at is not None  # noqa: S101  (asked before)
    day = cycle.reviews_due_at.astimezone(cycle.zone).date() + after
    return datetime.combine(day, LAST_MOMENT, tzinfo=cycle.zone)
