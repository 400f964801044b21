"""What narrows the lists of the rooms to a debate of the forum."""

from dialogues.models import Debate
from publication.browsing.cards import Values


def facets_of(debate: Debate) -> dict[str, Values] | None:
    """By forum and by its objectives; the policy debate is on all that its forum has.

    None for a round table without objectives: nothing is on them.
    """
    forum: dict[str, Values] = {"cycle": str(debate.cycle_id)}
    if debate.round_table is None:
        return forum
    numbers = [str(number) for number in debate.objectives]
    return {**forum, "objective": numbers} if numbers else None
