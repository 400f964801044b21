"""A debate by its address, and who sits at it."""

from dataclasses import dataclass

from compact.models import Cycle, Objective
from dialogues.models import Debate
from dialogues.models.debates import POLICY_DEBATE
from dialogues.querysets import DebateQuerySet


@dataclass(frozen=True, slots=True)
class Taken:
    """An objective at a debate; it cuts across where it is carried there, not listed."""

    objective: Objective
    cross_cutting: bool


def debates_of(year: int) -> DebateQuerySet:
    """Of one forum, in their order; of none for a year without a forum, whatever its size."""
    forum = Cycle.objects.filter(year=year)
    return Debate.objects.with_objectives().filter(cycle__in=forum)


def find_debate(year: int, slug: str) -> Debate | None:
    if slug == POLICY_DEBATE:
        return debates_of(year).filter(round_table__isnull=True).first()
    if not (slug.isascii() and slug.isdecimal() and len(slug) == 1):
        return None
    return debates_of(year).filter(round_table__number=int(slug)).first()


def taken_up(debate: Debate) -> list[Taken]:
    """What a round table is about, in the order of the Compact; the policy debate is on all."""
    if debate.round_table is None:
        return []
    links = debate.round_table.objective_links.all()
    return [Taken(link.objective, link.cross_cutting) for link in links]
