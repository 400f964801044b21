"""What a made-up practice tells: its text, its figures, and what it belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.conf import settings

from imrf_portal.demonstration import states
from imrf_portal.demonstration.organisations import ORGANISATIONS, SECRETARIAT
from imrf_portal.demonstration.pledges import makers
from imrf_portal.demonstration.pledges.bodies import ANY_SCOPE, CURRENCIES, SCOPES
from imrf_portal.demonstration.practices.stories import Story
from imrf_portal.demonstration.practices.words import Figures, Teller, marker_in
from practices.choices import Progress
from publication.choices import Scope

NARRATIVE = {
    "summary": "summary", "beneficiaries": "beneficiaries", "impact": "impact",
    "evidence": "evidence", "lessons": "lessons", "replication": "replication",
    "innovation": "innovation", "cost_note": "cost",
}  # fmt: skip
# The criteria that have an answer of their own.
ANSWERED = ("relevance", "rights", "sustainability", "partnership", "gender-and-children")
BEGAN = {2022: range(2017, 2020), 2026: range(2019, 2022), states.BEING_PREPARED: range(2020, 2024)}
PRINCIPLES = range(1, 11)
MOSTLY, OFTEN, ABOUT_HALF, SELDOM = 0.8, 0.6, 0.5, 0.15
DAY = timedelta(days=1)
SOME_TIME = 45 * DAY


@dataclass(frozen=True, kw_only=True)
class Body:
    """A draft that was never handed in has a beginning alone: `is_whole` is false."""

    is_whole: bool
    figures: Figures
    title: str
    texts: Mapping[str, str]
    answers: Mapping[str, str]
    objectives: Sequence[int]
    principles: Sequence[int]
    countries: Sequence[str]
    scope: str
    starts_on: date
    ends_on: date | None
    progress: str
    also_in: Sequence[str]
    partners: Sequence[str]
    link: str
    image: str
    implementer: str = ""
    amount: Decimal | None = None
    currency: str = ""


def body_of(story: Story, begun: date) -> Body:
    """The same every time: all chance in it is drawn from the code of the practice."""
    chance = Random(f"{story.code} body")  # noqa: S311 - made up, not secret
    figures = _figures(story, chance)
    teller = Teller(story, figures, chance)
    amount, currency = _money(story, chance)
    progress = chance.choice([Progress.COMPLETED, Progress.COMPLETED, Progress.MOSTLY_COMPLETED])
    if chance.random() < SELDOM:
        progress = Progress.UNDER_WAY
    starts_on = date(figures.year, chance.choice((1, 3, 4, 6, 9)), 1)
    return Body(
        is_whole=story.is_handed_in,
        figures=figures,
        title=teller.title(),
        texts=_texts(story, teller),
        answers={key: teller.one_of(key) for key in ANSWERED},
        objectives=teller.text["also"][: chance.randint(1, 2)],
        principles=_principles(story, teller, chance),
        countries=sorted(_countries(story, chance)),
        scope=_scope(story, chance),
        starts_on=starts_on,
        ends_on=_end(starts_on, begun, chance) if progress == Progress.COMPLETED else None,
        progress=progress,
        also_in=_other_languages(story, chance),
        partners=_partners(story, chance),
        link=teller.word("link") if chance.random() < MOSTLY else "",
        image=teller.word("image") if chance.random() < SELDOM else "",
        implementer=teller.word("implementer") if chance.random() < SELDOM else "",
        amount=amount,
        currency=currency,
    )


def _figures(story: Story, chance: Random) -> Figures:
    return Figures(
        n=chance.randint(12, 480) * 100,
        m=chance.randint(11, 20),
        p=chance.randint(61, 92),
        q=chance.randint(21, 45),
        year=chance.choice(BEGAN[story.year]),
    )


def _texts(story: Story, teller: Teller) -> Mapping[str, str]:
    description = f"{teller.of('description')}\n\n{marker_in(story.language)}"
    if not story.is_handed_in:
        return {"summary": teller.of("summary"), "description": description}
    told = {field: teller.of(part) for field, part in NARRATIVE.items()}
    return {**told, "description": description}


def _principles(story: Story, teller: Teller, chance: Random) -> Sequence[int]:
    """Those of the text, two at least; where it is corrected, the last was missing before."""
    own: list[int] = teller.text["principles"]
    more = chance.sample([n for n in PRINCIPLES if n not in own], chance.randint(0, 1))
    return sorted({*own, *more})


def _countries(story: Story, chance: Random) -> set[str]:
    everywhere = sorted(states.everywhere())
    more = chance.sample(everywhere, chance.choice((0, 0, 1, 2)))
    if makers.is_state(story.maker):
        return {story.maker, *more}
    home = ORGANISATIONS[story.maker].country
    return {home or chance.choice(everywhere), *more}


def _scope(story: Story, chance: Random) -> Scope:
    return chance.choice(SCOPES.get(makers.type_of(story.maker), ANY_SCOPE))


def _end(starts_on: date, begun: date, chance: Random) -> date:
    """Before it was written down here."""
    last = begun - SOME_TIME
    return last - chance.randint(0, max(0, (last - starts_on).days // 4)) * DAY


def _other_languages(story: Story, chance: Random) -> Sequence[str]:
    others = [code for code, _name in settings.LANGUAGES if code != story.language]
    return sorted(chance.sample(others, chance.choice((0, 0, 1, 2))))


def _partners(story: Story, chance: Random) -> Sequence[str]:
    """Organisations of the portal by their names, States by their code."""
    pool = [name for name in _possible_partners() if name != story.maker]
    return chance.sample(pool, chance.choice((0, 1, 1, 2)))


def _possible_partners() -> Iterator[str]:
    yield from sorted(states.everywhere())
    yield from (name for name in ORGANISATIONS if name != SECRETARIAT)


def _money(story: Story, chance: Random) -> tuple[Decimal | None, str]:
    if chance.random() > OFTEN:
        return None, ""
    own = next((code for code, named in CURRENCIES.items() if story.maker in named.split()), "USD")
    thousands = chance.choice((45, 90, 180, 260, 420, 780, 1_300, 2_600, 5_200))
    return Decimal(thousands * 1000).quantize(Decimal("0.01")), own
