"""What readers ask for: the same mix for both ways, and the same one every time."""

from collections.abc import Iterator
from random import Random
from urllib.parse import urlencode

from benchmarks.browsing.vocabulary import SEED, Words

OBJECTIVES = [str(number) for number in range(1, 24)]
COUNTRIES = ["CRI", "MEX", "KEN", "FRA", "PHL", "MAR", "BRA", "DEU", "IND", "NGA"]
FACETS = {
    "objective": OBJECTIVES,
    "country": COUNTRIES,
    "stage": ["planning", "in-progress", "fulfilled", "discontinued"],
    "region": ["eca", "ece", "eclac", "escap", "escwa"],
    "cycle": ["2022", "2026", "2030"],
    "nature": ["financial", "material", "technical", "policy-legal"],
    "scope": ["local", "national", "regional", "international"],
    "organisation_type": ["member-state", "un-entity", "civil-society", "academia"],
}
ORDERINGS = ["-published", "-published", "-published", "-updated", "title"]


class Reader:
    def __init__(self, seed: int = 7) -> None:
        self.random = Random(seed)  # noqa: S311 - the same every time is what is wanted
        self.words = Words(Random(SEED)).words  # noqa: S311 - those that the pledges are made of

    def facets(self, count: int) -> list[tuple[str, str]]:
        chosen = self.random.sample(sorted(FACETS), count)
        return [(name, self.random.choice(FACETS[name])) for name in chosen]

    def list_queries(self, count: int) -> Iterator[str]:
        """A third as it is, a third by one facet, a third by two or three; most newest first."""
        for number in range(count):
            facets = self.facets((0, 1, self.random.choice((2, 3)))[number % 3])
            ordering = self.random.choice(ORDERINGS)
            yield urlencode(
                [*facets, *([("ordering", ordering)] if ordering != "-published" else [])]
            )

    def search_queries(self, count: int) -> Iterator[str]:
        """One word or two, neither the most frequent nor the rarest; some with a facet."""
        for number in range(count):
            words = self.random.sample(self.words[40:4000], 1 + number % 2)
            yield urlencode([("q", " ".join(words)), *self.facets(1 if number % 3 == 0 else 0)])

    def places(self, count: int, pledges: int) -> list[int]:
        """Numbers of pages far from the first."""
        last = pledges // 20
        return [self.random.randint(last // 4, last - 1) for _ in range(count)]

    def codes(self, count: int, pledges: int) -> list[str]:
        return [f"PLG-2022-{self.random.randint(1, pledges):04}" for _ in range(count)]
