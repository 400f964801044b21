"""The history of one made-up review: every save of every answer, and every move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.utils.translation import override

from compact.models import Country
from imrf_portal.demonstration.answers import (
    EVERY_OBJECTIVE,
    Sketch,
    objectives_addressed,
    steps_of,
)
from imrf_portal.demonstration.progress import Progress, progress_of
from imrf_portal.demonstration.states import WITH_ANNEX, Story
from imrf_portal.demonstration.times import Calendar, Times, between, in_order, times_of
from imrf_portal.demonstration.words import Writer
from reviews.choices import QuestionKind
from reviews.conditions import Conditions
from reviews.entries import Written
from reviews.models import Answer, Question
from stakeholders.models import User

SOME = 0.3
BACK_TO_DRAFT = ("return", "take back")


@dataclass(frozen=True)
class Save:
    written: Written
    at: datetime
    by: User


@dataclass(frozen=True)
class Team:
    """Who writes for a State: its focal point and, where there is one, a contributor.

    The Secretariat corrects what is published.
    """

    focal_point: User
    secretariat: User
    contributor: User | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    story: Story
    country: Country
    team: Team
    times: Times
    progress: Progress
    saves: dict[Question, list[Save]]

    def answers_at(self, moment: datetime) -> dict[str, dict[str, Any]]:
        """What the answers were then, in the shape of `reviews.content`."""
        return {
            question.key: {**made[-1].written.fields, "revision": len(made)}
            for question, saves in self.saves.items()
            if (made := [save for save in saves if save.at <= moment])
        }


@dataclass(frozen=True)
class Asking:
    """The questions in their order, and when each is asked."""

    questions: Sequence[Question]
    conditions: Conditions

    def asks(self, question: Question, history: History) -> bool:
        """What it depends on stands before it, and is answered by now."""
        deciding = [asked for asked in history.saves if asked.pk in self.conditions.deciding]
        said = [
            Answer(question=asked, **history.saves[asked][-1].written.fields) for asked in deciding
        ]
        return self.conditions.given(said).asks(question.pk)


def history_of(
    story: Story, calendar: Calendar, country: Country, team: Team, asking: Asking
) -> History:
    """The same every time: all chance in it is drawn from the code of the review."""
    chance = Random(story.code)  # noqa: S311 - made up, not secret
    times = times_of(story, calendar, chance)
    sections = list(dict.fromkeys(question.section.key for question in asking.questions))
    progress = progress_of(story, sections, chance)
    sketch = _sketch(story, country, Writer(story.language, calendar.years, chance), times)
    history = History(
        story=story, country=country, team=team, times=times, progress=progress, saves={}
    )
    for question in asking.questions:
        if not asking.asks(question, history) or not progress.is_answered(question, chance):
            continue
        if steps := steps_of(question, sketch):
            history.saves[question] = _saves(question, steps, history, chance)
    _correct(history, chance)
    _correct_once_published(history)
    return history


def _sketch(story: Story, country: Country, writer: Writer, times: Times) -> Sketch:
    with override(story.language):
        marker = writer.marker(str(country), story.year)
    return Sketch(
        writer=writer,
        marker=marker,
        objectives=objectives_addressed(writer.chance) if story.moves else EVERY_OBJECTIVE,
        begun_on=times.begun.date(),
        has_annex=story.code in WITH_ANNEX,
    )


def _saves(
    question: Question, steps: list[Written], history: History, chance: Random
) -> list[Save]:
    """In a section that was handed over, contributor and focal point write in turn."""
    writers = [history.team.focal_point]
    if history.team.contributor and question.section.key in history.progress.handed_over:
        writers.insert(0, history.team.contributor)
    moments = in_order(len(steps), *history.times.writing(history.story), chance)
    return [
        Save(written, at, writers[number % len(writers)])
        for number, (written, at) in enumerate(zip(steps, moments, strict=True))
    ]


def _correct(history: History, chance: Random) -> None:
    """After the review came back to the State, it saved some answers once more."""
    back = next((n for n, name in enumerate(history.story.moves) if name in BACK_TO_DRAFT), None)
    if back is None:
        return
    moments = (*history.times.moves, history.times.last)
    rewritten = [question for question, saves in history.saves.items() if len(saves) > 1]
    for question in chance.sample(rewritten, max(1, round(len(rewritten) * SOME))):
        *earlier, last = history.saves[question]
        at = between(moments[back], moments[back + 1], chance)
        history.saves[question] = [*earlier, Save(last.written, at, last.by)]


def _correct_once_published(history: History) -> None:
    """A figure had been copied wrongly: the right one is a revision of the Secretariat's."""
    for name, at in zip(history.story.moves, history.times.moves, strict=True):
        figure = next((q for q in history.saves if q.kind == QuestionKind.NUMBER), None)
        if name != "correct" or figure is None:
            continue
        *earlier, last = history.saves[figure]
        right = Written(str(int(str(last.written.value or 0)) + 2))
        history.saves[figure] = [*earlier, last, Save(right, at, history.team.secretariat)]
