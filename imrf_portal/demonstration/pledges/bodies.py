"""What a made-up pledge promises: its text, its targets and what it belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from imrf_portal.demonstration import states
from imrf_portal.demonstration.organisations import ORGANISATIONS
from imrf_portal.demonstration.pledges import makers
from imrf_portal.demonstration.pledges.stories import Story
from imrf_portal.demonstration.pledges.words import Figures, Teller, texts_of_their_own
from pledges.choices import Nature, PledgeKind
from publication.choices import Scope

CENT = Decimal("0.01")
# With which other objectives an objective is named.
RELATED: Mapping[int, tuple[int, ...]] = {
    1: (3, 17), 2: (19, 23), 3: (5, 14), 4: (12, 15), 5: (18, 12), 6: (22, 16), 7: (8, 15),
    8: (7, 9), 9: (10, 11), 10: (7, 9), 11: (4, 23), 12: (4, 7), 13: (7, 12), 14: (4, 6),
    15: (16, 4), 16: (17, 15), 17: (16, 1), 18: (5, 6), 19: (20, 2), 20: (19, 6), 21: (18, 23),
    22: (6, 5), 23: (2, 21),
}  # fmt: skip
# Where less is better: weeks until a decision, days until an interview.
DOWNWARDS = {(5, 1), (12, 1)}
HORIZON = {2022: (2024, 2027), 2026: (2028, 2030), states.BEING_PREPARED: (2031, 2034)}
CURRENCIES = {
    "BRL": "BRA", "CAD": "CAN", "CNY": "CHN", "MAD": "MAR", "MXN": "MEX", "KES": "KEN",
    "EUR": "BEL DEU ESP FRA IRL PRT",
}  # fmt: skip
SCOPES = {
    "member-state": (Scope.NATIONAL, Scope.NATIONAL, Scope.NATIONAL, Scope.REGIONAL),
    "un-entity": (Scope.REGIONAL, Scope.INTERNATIONAL),
    "local-authority": (Scope.LOCAL,),
}
MOSTLY, ABOUT_HALF = 0.7, 0.55
ANY_SCOPE = (Scope.LOCAL, Scope.NATIONAL, Scope.REGIONAL, Scope.INTERNATIONAL)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A target. `told` are values with their evidence, the latest last, where they are set down."""

    indicator: str
    baseline: Decimal
    value: Decimal
    unit: str
    due_on: date
    told: Sequence[tuple[Decimal, str]] | None = None


@dataclass(frozen=True, kw_only=True)
class Body:
    title: str
    description: str
    commitments: Sequence[str]
    goals: Sequence[Goal]
    objectives: Sequence[int]
    actions: Sequence[str]
    principles: Sequence[int]
    countries: Sequence[str]
    natures: Sequence[str]
    scope: str
    starts_on: date
    ends_on: date
    amount: Decimal | None = None
    currency: str = ""


def body_of(story: Story, begun: date, actions: Mapping[int, Sequence[str]]) -> Body:
    """The same every time: all chance in it is drawn from the code of the pledge."""
    chance = Random(f"{story.code} body")  # noqa: S311 - made up, not secret
    if story.text:
        return _set_down(texts_of_their_own()[story.text], story, begun)
    figures = _figures(story, chance)
    teller = Teller(story.language, story.theme, figures, chance)
    goals = list(_goals(story, teller, chance))
    # One more at least where it is corrected: that is what was missing before.
    more = chance.randint(1 if story.is_corrected else 0, 2)
    objectives = [story.theme, *chance.sample(RELATED[story.theme], more)]
    amount, currency = _money(story, chance)
    return Body(
        title=teller.title(),
        description=teller.description(),
        commitments=[teller.filled(s) for s in teller.theme["commitments"]],
        goals=goals,
        objectives=sorted(objectives),
        actions=sorted(_actions(objectives, actions, chance), key=_in_the_compact),
        principles=sorted(chance.sample(range(1, 11), chance.randint(1, 4))),
        countries=sorted(_countries(story, chance)),
        natures=_natures(bool(amount), chance),
        scope=chance.choice(SCOPES.get(makers.type_of(story.maker), ANY_SCOPE)),
        starts_on=date(begun.year, begun.month, 1),
        ends_on=max(goal.due_on for goal in goals),
        amount=amount,
        currency=currency,
    )


def _set_down(text: Mapping[str, Any], story: Story, begun: date) -> Body:
    goals = [
        Goal(
            indicator=goal["indicator"],
            baseline=_figure(goal["baseline"]),
            value=_figure(goal["value"]),
            unit=goal["unit"],
            due_on=goal["due-on"],
            told=[(_figure(value), evidence) for value, evidence in goal["reports"]],
        )
        for goal in text["target"]
    ]
    return Body(
        title=text["title"],
        description=text["description"].strip(),
        commitments=text["commitments"],
        goals=goals,
        objectives=text["objectives"],
        actions=text["actions"],
        principles=text["principles"],
        countries=sorted(text["countries"]),
        natures=text["natures"],
        scope=text["scope"],
        starts_on=text.get("starts-on", begun),
        ends_on=text.get("ends-on", max(goal.due_on for goal in goals)),
        amount=_figure(text["amount"]) if "amount" in text else None,
        currency=text.get("currency", ""),
    )


def _figure(value: object) -> Decimal:
    return Decimal(str(value)).quantize(CENT)


def _figures(story: Story, chance: Random) -> Figures:
    return Figures(
        n=chance.randint(12, 480) * 100,
        m=chance.randint(11, 20),
        p=chance.randint(45, 90),
        later=chance.randint(*HORIZON[story.year]),
    )


def _goals(story: Story, teller: Teller, chance: Random) -> Iterator[Goal]:
    figures = teller.figures
    count = chance.choice((1, 2, 2, 3, 3))
    places = sorted(chance.sample(range(3), count))
    for place in places:
        value = (figures.n, figures.m, figures.p)[place]
        yield Goal(
            indicator=teller.theme["indicators"][place],
            baseline=_figure(_baseline(story.theme, place, value, chance)),
            value=_figure(value),
            unit=teller.unit(place),
            due_on=date(figures.later, chance.choice((6, 12)), 30),
        )


def _baseline(theme: int, place: int, value: int, chance: Random) -> int:
    if (theme, place) in DOWNWARDS:
        return value * chance.randint(2, 4)
    return int(value * chance.choice((0, 0.1, 0.2, 0.3)))


def _actions(
    objectives: Sequence[int], actions: Mapping[int, Sequence[str]], chance: Random
) -> Iterator[str]:
    for objective in objectives:
        known = actions[objective]
        yield from chance.sample(known, min(len(known), chance.randint(0, 2)))


def _in_the_compact(action: str) -> tuple[int, str]:
    """The place of `12(a)`: after `7(d)`."""
    number, letter = action.split("(")
    return int(number), letter


def _countries(story: Story, chance: Random) -> set[str]:
    everywhere = sorted(states.everywhere())
    if not makers.is_state(story.maker):
        home = ORGANISATIONS[story.maker].country
        return {home or chance.choice(everywhere), *chance.sample(everywhere, chance.randint(0, 3))}
    alone = story.kind is PledgeKind.INDIVIDUAL and chance.random() < MOSTLY
    return {story.maker, *chance.sample(everywhere, 0 if alone else chance.randint(1, 3))}


def _natures(with_money: bool, chance: Random) -> list[str]:
    others = [Nature.MATERIAL, Nature.TECHNICAL, Nature.POLICY_OR_LEGAL]
    chosen = {*chance.sample(others, chance.choice((1, 1, 2))), *([Nature.FINANCIAL] * with_money)}
    return [nature.value for nature in Nature if nature in chosen]


def _money(story: Story, chance: Random) -> tuple[Decimal | None, str]:
    if chance.random() < ABOUT_HALF:  # promise no money
        return None, ""
    own = next((code for code, named in CURRENCIES.items() if story.maker in named.split()), "USD")
    thousands = chance.choice((50, 120, 250, 400, 750, 1_200, 2_500, 4_800, 9_000, 15_000))
    return _figure(thousands * 1000), own
