"""Which made-up pledges there are: by whom, of which kind, and how far each has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

from imrf_portal.demonstration.pledges import makers
from imrf_portal.demonstration.pledges.scripted import QUEUE, SCRIPTED, Part, Partners
from imrf_portal.demonstration.states import (
    AT_A_SET_TIME,
    BEING_PREPARED,
    HELD_BACK,
    RETURNED,
    STRAIGHT,
    TAKEN_BACK,
)
from pledges.choices import PartnerState, PledgeKind, Side, Stage

HOW_MANY = {2022: 240, 2026: 120, BEING_PREPARED: 30}
THEMES = 23
CORRECT = ("correct",)
SINGLY = {PledgeKind.INDIVIDUAL, PledgeKind.MATCHING}

# What happened, with how often it did. The way to publication, of the forums that are over:
WAYS = {
    STRAIGHT: 57,
    (*STRAIGHT, *CORRECT): 3,
    RETURNED: 14,
    (*RETURNED, *CORRECT): 2,
    AT_A_SET_TIME: 12,
    TAKEN_BACK: 7,
    HELD_BACK: 5,
}
STAGES = {
    2022: {
        Stage.IN_PROGRESS: 52,
        Stage.FULFILLED: 25,
        Stage.PLANNING: 15,
        Stage.DISCONTINUED: 8,
    },
    2026: {Stage.PLANNING: 50, Stage.IN_PROGRESS: 46, Stage.FULFILLED: 2, Stage.DISCONTINUED: 2},
    BEING_PREPARED: {Stage.PLANNING: 1},
}
# For how many months nothing has been heard.
SILENCE: dict[int, dict[range, int]] = {
    2022: {range(12): 45, range(12, 24): 30, range(24, 40): 25},
    2026: {range(5): 75, range(5, 18): 25},
    BEING_PREPARED: {range(1): 1},
}
ANSWERS = {
    PartnerState.ACCEPTED: 78,
    PartnerState.DECLINED: 12,
    PartnerState.LEFT: 10,
}
MORE_PARTNERS = {1: 45, 2: 35, 3: 15, 4: 5}

Choice = TypeVar("Choice")


@dataclass(frozen=True, kw_only=True)
class Story:
    """One pledge. Its maker and partners are named by ISO3 code, or by the organisation's name."""

    year: int
    number: int
    maker: str
    language: str
    theme: int
    kind: PledgeKind
    side: Side
    moves: tuple[str, ...]
    stage: Stage
    silent: int
    partners: Partners = ()
    answers: str = ""
    text: str = ""  # the key of a text of its own

    @property
    def code(self) -> str:
        return f"PLG-{self.year}-{self.number:04}"

    @property
    def is_published(self) -> bool:
        return not {"publish", "release"}.isdisjoint(self.moves)

    @property
    def is_corrected(self) -> bool:
        return "correct" in self.moves


@cache
def stories() -> Mapping[str, Story]:
    """By code, in the order of the codes. Each depends on its code, and on those before it."""
    told: dict[str, Story] = {}
    for year, number in _numbers():
        story = _story(year, number, told)
        told[story.code] = story
    return told


def _numbers() -> Iterator[tuple[int, int]]:
    for year, count in HOW_MANY.items():
        for number in range(1, count + 1):
            yield year, number


def _story(year: int, number: int, told: Mapping[str, Story]) -> Story:
    code = f"PLG-{year}-{number:04}"
    part = SCRIPTED.get(code, Part())
    chance = Random(code)  # noqa: S311 - made up, not secret
    maker = part.maker or _picked(makers.weights(), chance)
    language = part.language or makers.language_of(maker)
    need = _last_need(told) if number % 20 == 0 and not part.maker else None
    kind = part.kind or (PledgeKind.MATCHING if need else _kind(number))
    return Story(
        year=year,
        number=number,
        maker=maker,
        language=language,
        theme=need.theme if need else part.theme or _theme(year, number, language),
        kind=kind,
        side=_side(number) if kind is PledgeKind.INDIVIDUAL and not part.text else Side.NONE,
        moves=_picked(WAYS, chance) if part.moves is None else part.moves,
        stage=part.stage or _picked(STAGES[year], chance),
        silent=_silence(year, chance) if part.silent is None else part.silent,
        partners=part.partners or (() if kind in SINGLY else _partners(maker, kind, chance)),
        answers=need.code if need else "",
        text=part.text,
    )


def _picked(weights: Mapping[Choice, int], chance: Random) -> Choice:
    return chance.choices(list(weights), list(weights.values()))[0]


def _silence(year: int, chance: Random) -> int:
    months: range = _picked(SILENCE[year], chance)
    return chance.choice(months)


def _kind(number: int) -> PledgeKind:
    if number % 15 == 7:  # noqa: PLR2004 - any one of fifteen
        return PledgeKind.COMMON
    return PledgeKind.PARTNERSHIP if number % 8 == 3 else PledgeKind.INDIVIDUAL  # noqa: PLR2004


def _side(number: int) -> Side:
    return {1: Side.NEED, 4: Side.OFFER}.get(number % 6, Side.NONE)


def _theme(year: int, number: int, language: str) -> int:
    """Every theme equally often, save those that this language keeps for what is examined."""
    kept = _kept_for_the_queue()
    theme = (year + number * 7) % THEMES + 1
    while (language, theme) in kept:
        theme = theme % THEMES + 1
    return theme


@cache
def _kept_for_the_queue() -> frozenset[tuple[str, int]]:
    """Else all that is examined would look like a duplicate of something published."""
    return frozenset((makers.language_of(part.maker), part.theme) for part in QUEUE)


def _last_need(told: Mapping[str, Story]) -> Story | None:
    """The last need that was published, for a matching pledge to answer."""
    needs = (s for s in reversed([*told.values()]) if s.side is Side.NEED and s.is_published)
    return next(needs, None)


def _partners(maker: str, kind: PledgeKind, chance: Random) -> Partners:
    """Of a common pledge, States with a State and others with others; at least one accepted."""
    weights = makers.weights()
    del weights[maker]
    if kind is PledgeKind.COMMON:
        alike = makers.is_state(maker)
        weights = {name: w for name, w in weights.items() if makers.is_state(name) is alike}
    count = 1 + _picked(MORE_PARTNERS, chance)
    found = dict.fromkeys(_picked(weights, chance) for _number in range(count))
    first, *others = found
    return (
        (first, PartnerState.ACCEPTED),
        *((name, _picked(ANSWERS, chance)) for name in others),
    )
