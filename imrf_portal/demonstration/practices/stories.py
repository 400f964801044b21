"""Which made-up practices there are: by whom, in which words, and how far each has come."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from imrf_portal.demonstration import states
from imrf_portal.demonstration.organisations import ORGANISATIONS, SECRETARIAT
from imrf_portal.demonstration.practices.scripted import CALLS, MAKERS
from imrf_portal.demonstration.practices.ways import STORIES

LANGUAGES = {"zh": "zh-hans"}
STANDING = "standing"
FEWEST_STATES = 4
# Practices by these objectives are carried out by authorities of a State, as their texts tell.
OF_STATES = frozenset({4, 5, 6, 9, 11, 12, 13, 14, 22})


@dataclass(frozen=True, kw_only=True)
class Story:
    """One practice. Its maker is named by ISO3 code, or by the organisation's name.

    `telling` is 0 where its text is told for the first time, and 1 the second time.
    """

    year: int
    number: int
    text: str
    telling: int
    maker: str
    call: str
    moves: tuple[str, ...]

    @property
    def code(self) -> str:
        return f"PRA-{self.year}-{self.number:04}"

    @property
    def language(self) -> str:
        short = self.text.rstrip("0123456789")
        return LANGUAGES.get(short, short)

    @property
    def objective(self) -> int:
        return int(self.text.lstrip("abcdefghijklmnopqrstuvwxyz"))

    @property
    def is_handed_in(self) -> bool:
        return bool(self.moves)

    @property
    def is_published(self) -> bool:
        """Now, or before it was archived."""
        return not {"publish", "release"}.isdisjoint(self.moves)


@cache
def stories() -> Mapping[str, Story]:
    """By code, in the order of the codes."""
    told: Counter[str] = Counter()
    makers = Makers()
    found: dict[str, Story] = {}
    for year, by_moves in STORIES.items():
        texts = _mixed(year, by_moves)
        for number, (text, moves) in enumerate(texts, 1):
            story = Story(
                year=year,
                number=number,
                text=text,
                telling=told[text],
                maker=makers.of(year, text),
                call=CALLS.get((year, text), STANDING),
                moves=moves,
            )
            told[text] += 1
            found[story.code] = story
    return found


def _mixed(
    year: int, by_moves: Mapping[tuple[str, ...], str]
) -> Sequence[tuple[str, tuple[str, ...]]]:
    """In an order of chance, so that not all of one way or language come together."""
    rows = [(text, moves) for moves, named in by_moves.items() for text in named.split()]
    return Random(f"practices of {year}").sample(rows, len(rows))  # noqa: S311 - made up


class Makers:
    """Chooses who makes a practice in a language: whoever has made the fewest so far."""

    def __init__(self) -> None:
        self.made = Counter(MAKERS.values())

    def of(self, year: int, text: str) -> str:
        scripted = MAKERS.get((year, text))
        if scripted is not None:
            return scripted
        chance = Random(f"{year} {text} maker")  # noqa: S311 - made up, not secret
        short = text.rstrip("0123456789")
        pool = _pool(LANGUAGES.get(short, short), int(text.removeprefix(short)))
        fewest = min(self.made[name] for name in pool)
        maker = chance.choice([name for name in pool if self.made[name] == fewest])
        self.made[maker] += 1
        return maker


def _pool(language: str, objective: int) -> Sequence[str]:
    """States by their code; others where the text is not of a State's authorities."""
    found = [iso3 for iso3 in sorted(states.everywhere()) if states.language_of(iso3) == language]
    others = [
        name
        for name, made in ORGANISATIONS.items()
        if made.language == language and name != SECRETARIAT
    ]
    if objective in OF_STATES:
        return found
    # About as many States as others, and some where a language has few others.
    step = max(1, len(found) // max(FEWEST_STATES, len(others)))
    return [*found[::step], *others]
