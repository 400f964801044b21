"""Sentences in seven languages, from which the texts of made-up reviews are put together."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DIRECTORY = Path(__file__).resolve().parent.parent / "data" / "demonstration"
THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
THOUSANDS = {"en": ",", "zh-hans": "", "fr": THIN_SPACE}


@cache
def sentences_in(language: str) -> dict[str, Any]:
    return tomllib.loads((DIRECTORY / f"{language}.toml").read_text(encoding="utf-8"))


class Writer:
    """Writes in one language, for one review: the same words every time for the same seed."""

    def __init__(self, language: str, years: range, chance: Random) -> None:
        self.language = language
        self.years = years
        self.chance = chance
        self.sentences = sentences_in(language)

    def marker(self, country: str, year: int) -> str:
        return str(self.sentences["marker"]).format(country=country, forum=year)

    def one_of(self, key: str) -> str:
        """One of the short texts under the key."""
        return str(self.chance.choice(self.sentences[key]))

    def answer(self, key: str) -> list[str]:
        """Most of the sentences that answer a question of this key, in their order."""
        written = self.sentences["answers"][key]
        kept = max(1, len(written) - self.chance.randint(0, 2))
        places = sorted(self.chance.sample(range(len(written)), kept))
        return [self._filled(written[place]) for place in places]

    def on_objective(self, number: int, part: str) -> list[str]:
        """What is said of an objective, then what could be said of any."""
        own = self.sentences["objective"][str(number)][part]
        own = [own] if isinstance(own, str) else own
        pool = self.sentences["general"][part]
        general = self.chance.sample(pool, self.chance.randint(1, 3 if part == "progress" else 2))
        return [self._filled(sentence) for sentence in (*own, *general)]

    def joined(self, sentences: list[str]) -> str:
        return ("" if self.language == "zh-hans" else " ").join(sentences)

    def _filled(self, sentence: str) -> str:
        # Hundreds and teens, whose grammar is the same in Russian and Arabic whatever the figure.
        return sentence.format(
            n=self._number(self.chance.randint(12, 480) * 100),
            m=self.chance.randint(11, 20),
            p=self.chance.randint(21, 79),
            year=self.chance.choice(self.years),
            later=self.years.stop + self.chance.randint(0, 2),
        )

    def _number(self, number: int) -> str:
        return f"{number:,}".replace(",", THOUSANDS.get(self.language, NO_BREAK_SPACE))
