"""The words of made-up pledges: sentences in seven languages, filled with the figures of each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from imrf_portal.demonstration.words import DIRECTORY, NO_BREAK_SPACE, THOUSANDS
from pledges.models.pledges import FEWEST_CHARACTERS
from publication.text import count_characters

HERE = DIRECTORY / "pledges"
FEWEST_GENERAL = 2


@cache
def sentences_in(language: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def texts_of_their_own() -> dict[str, Any]:
    return tomllib.loads((HERE / "own.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Figures:
    """The figures that text and targets share: `n` in hundreds, `m` from 11 to 20, `p` per cent."""

    n: int
    m: int
    p: int
    later: int


class Teller:
    """Tells one pledge in one language: the same words every time for the same chance."""

    def __init__(self, language: str, theme: int, figures: Figures, chance: Random) -> None:
        self.sentences = sentences_in(language)
        self.theme: dict[str, list[str]] = self.sentences["theme"][str(theme)]
        self.language = language
        self.figures = figures
        self.chance = chance

    @property
    def marker(self) -> str:
        return str(self.sentences["marker"])

    def title(self) -> str:
        return self.filled(self.chance.choice(self.theme["titles"]))

    def description(self) -> str:
        """What is meant, how it is done, and that all of it is made up."""
        general = self.sentences["general"]
        order = self.chance.sample(general, len(general))
        own = [self.filled(sentence) for sentence in self.theme["text"]]
        for count in range(FEWEST_GENERAL, len(order) + 1):
            more = [self.filled(sentence) for sentence in order[:count]]
            text = "\n\n".join([self._joined(own), self._joined(more), self.marker])
            if count_characters(text) >= FEWEST_CHARACTERS:
                return text
        raise ValueError(f"There are too few sentences in {self.language}.")

    def one_of(self, key: str) -> str:
        return str(self.chance.choice(self.sentences[key]))

    def unit(self, place: int) -> str:
        """Of people or things, of places; the last target is a share of a hundred."""
        return str([*self.theme["units"], self.sentences["per-cent"]][place])

    def filled(self, sentence: str) -> str:
        figures = self.figures
        thousands = THOUSANDS.get(self.language, NO_BREAK_SPACE)
        n = f"{figures.n:,}".replace(",", thousands)
        return sentence.format(n=n, m=figures.m, p=figures.p, later=figures.later)

    def _joined(self, sentences: list[str]) -> str:
        return ("" if self.language == "zh-hans" else " ").join(sentences)
