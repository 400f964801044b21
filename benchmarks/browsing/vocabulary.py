"""The words that the pledges are made of, and that readers search for."""

from itertools import accumulate
from random import Random

SEED = 2030
SYLLABLES = [
    c + v
    for c in ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v"]
    for v in ["a", "e", "i", "o", "u"]
]
ENDINGS = ["", "s", "tion", "tions", "ment", "ing", "ed", "al", "er", "ers", "able", "ity"]


class Words:
    """A vocabulary in which, as in any language, few words are frequent and most are rare."""

    def __init__(self, random: Random, size: int = 8000) -> None:
        self.random = random
        stems = ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(size)]
        self.words = [stem + random.choice(ENDINGS) for stem in stems]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(size)))

    def some(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count))

    def sentences(self, count: int) -> str:
        return " ".join(
            f"{self.some(self.random.randint(8, 18)).capitalize()}." for _ in range(count)
        )
