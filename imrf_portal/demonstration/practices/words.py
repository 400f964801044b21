"""The words of made-up practices: texts in seven languages, filled with the figures of each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from imrf_portal.demonstration.practices.stories import Story
from imrf_portal.demonstration.words import DIRECTORY, NO_BREAK_SPACE, THOUSANDS

HERE = DIRECTORY / "practices"


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def texts_in(language: str) -> dict[int, dict[str, Any]]:
    """By their primary objective."""
    return {text["objective"]: text for text in read(language)["practice"]}


def marker_in(language: str) -> str:
    return str(read(language)["marker"])


def words_in(language: str) -> dict[str, Any]:
    """What else is said: answers to criteria, letters, comments of reviewers."""
    words: dict[str, Any] = read(language)["words"]
    return words


@dataclass(frozen=True)
class Figures:
    """The figures of one telling: `n` in hundreds, `m` from 11 to 20, `p` and `q` per cent."""

    n: int
    m: int
    p: int
    q: int
    year: int


class Teller:
    """Tells one practice in its language: the same words every time for the same chance."""

    def __init__(self, story: Story, figures: Figures, chance: Random) -> None:
        self.story = story
        self.text = texts_in(story.language)[story.objective]
        self.figures = figures
        self.chance = chance

    def title(self) -> str:
        return self.filled(self.text["titles"][self.story.telling])

    def of(self, part: str) -> str:
        return self.filled(self.text[part])

    def one_of(self, key: str) -> str:
        return self.filled(self.chance.choice(words_in(self.story.language)[key]))

    def word(self, key: str) -> str:
        return self.filled(words_in(self.story.language)[key])

    def filled(self, sentence: str) -> str:
        figures = self.figures
        thousands = THOUSANDS.get(self.story.language, NO_BREAK_SPACE)
        return sentence.format(
            n=f"{figures.n:,}".replace(",", thousands),
            m=figures.m,
            p=figures.p,
            q=figures.q,
            year=figures.year,
            objective=self.story.objective,
        )
