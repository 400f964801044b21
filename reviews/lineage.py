"""How the questions of a questionnaire follow those of an earlier one, through all in between.

Each version says what became of the questions of the version that it was made from; where it says
nothing, the question of the same key continues. So do questions of two that have no such tie.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviews import choices
from reviews.models import Question, Questionnaire, Succession

CONTINUES, SPLITS = choices.Succession.CONTINUES, choices.Succession.SPLITS
# By the key of an earlier question: the keys of those that it became, and how.
Became = Mapping[str, Mapping[str, choices.Succession]]


@dataclass(frozen=True)
class Lineage:
    """What became of each question of the earlier questionnaire; nothing, if it was retired."""

    became: Became

    @property
    def retired(self) -> list[str]:
        """The earlier questions that are asked no longer."""
        return [key for key, later in self.became.items() if not later]

    def before(self, key: str) -> list[str]:
        """The earlier questions that this one comes from, in their order."""
        return [earlier for earlier, later in self.became.items() if key in later]

    def is_part(self, key: str) -> bool:
        """Whether an earlier question was split, and this is a part of it."""
        return any(later.get(key) == SPLITS for later in self.became.values())


def lineage(earlier: int, later: int) -> Lineage:
    """Between two questionnaires, by their primary keys: three queries."""
    chain = _chain(earlier, later)
    keys = _keys(chain)
    became: dict[str, dict[str, choices.Succession]] = {
        key: {key: CONTINUES} for key in keys[chain[0]]
    }
    successions = _successions(chain)
    for one, following in pairwise(chain):
        step = _step(keys[one], keys[following], successions.get((one, following), {}))
        became = {key: _onwards(now, step) for key, now in became.items()}
    return Lineage(became)


def _chain(earlier: int, later: int) -> list[int]:
    """From the earlier to the later; these two alone if none was made from the other."""
    made_from = dict(Questionnaire.objects.order_by().values_list("pk", "made_from"))
    back = [later]
    while back[-1] != earlier:
        before = made_from.get(back[-1])
        if before is None or before in back:
            return [earlier, later]
        back.append(before)
    return back[::-1]


def _keys(chain: Sequence[int]) -> Mapping[int, list[str]]:
    keys: dict[int, list[str]] = {pk: [] for pk in chain}
    questions = Question.objects.filter(section__questionnaire__in=chain)
    for pk, key in questions.values_list("section__questionnaire", "key"):
        keys[pk].append(key)
    return keys


# By the key of an earlier question: what is said of it.
Said = Mapping[str, list[tuple[str | None, str]]]


def _successions(chain: Sequence[int]) -> Mapping[tuple[int, int], Said]:
    """What is said of each step of the chain."""
    said: dict[tuple[int, int], dict[str, list[tuple[str | None, str]]]]
    said = defaultdict(lambda: defaultdict(list))
    rows = Succession.objects.filter(questionnaire__in=chain).values_list(
        "earlier__section__questionnaire", "questionnaire", "earlier__key", "later__key", "how"
    )
    for earlier, later, key, became, how in rows:
        said[earlier, later][key].append((became, how))
    return said


def _step(keys: Sequence[str], following: Sequence[str], said: Said) -> Became:
    """What became of each question from one version to the next."""
    asked = set(following)
    return {key: dict(_became(key, asked, said)) for key in keys}


def _became(key: str, asked: set[str], said: Said) -> Iterator[tuple[str, choices.Succession]]:
    if key in said:
        yield from ((later, choices.Succession(how)) for later, how in said[key] if later)
    elif key in asked:
        yield key, CONTINUES


def _onwards(now: Mapping[str, choices.Succession], step: Became) -> dict[str, choices.Succession]:
    """One step further. What was split once stays a part."""
    return {
        later: SPLITS if SPLITS in (how, so_far) else CONTINUES
        for key, so_far in now.items()
        for later, how in step.get(key, {}).items()
    }
