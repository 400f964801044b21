"""What a round of review looks like: whom it asks, what becomes of them, where the scores lie."""

from collections.abc import Sequence
from random import Random

from imrf_portal.demonstration.practices.scripted import (
    CALLED_OFF,
    EXTERNAL,
    LAPSED,
    OPEN_ROUNDS,
    REFUSED,
    UN,
    Plan,
)
from imrf_portal.demonstration.practices.stories import Story

SIDES = (UN, EXTERNAL, EXTERNAL)
# Between which the scores of a round lie that ended in this way.
LEVELS = {"accept": (3.7, 4.5), "ask to revise": (2.9, 3.6), "decline": (1.6, 2.4)}
DIVERGING = (4.6, 4.3, 2.3)
OFTEN_DIVERGING, OFTEN_REFUSED, OFTEN_LAPSED, OFTEN_CALLED_OFF = 0.13, 0.25, 0.15, 0.1


def plans_of(story: Story, end: str, chance: Random) -> Sequence[Plan]:
    """`end` is the move that ended the round; an open round is set down."""
    if not end:
        return OPEN_ROUNDS[story.text][1]
    if end == "withdraw":
        return [Plan(side=side, state=CALLED_OFF) for side in SIDES]
    lowest, highest = LEVELS[end]
    diverges = end != "decline" and chance.random() < OFTEN_DIVERGING
    levels = (
        chance.sample(DIVERGING, len(DIVERGING))
        if diverges
        else [chance.uniform(lowest, highest) for _side in SIDES]
    )
    reviewed = [Plan(side=side, level=level) for side, level in zip(SIDES, levels, strict=True)]
    return [*_lost(chance), *reviewed, *_more(diverges, chance.uniform(lowest, highest), chance)]


def _lost(chance: Random) -> Sequence[Plan]:
    """Who was asked first, and did not come."""
    lost = []
    if chance.random() < OFTEN_REFUSED:
        lost.append(Plan(side=chance.choice(SIDES), state=REFUSED))
    if chance.random() < OFTEN_LAPSED:
        lost.append(Plan(side=EXTERNAL, state=LAPSED))
    return lost


def _more(diverges: bool, level: float, chance: Random) -> Sequence[Plan]:
    if diverges:
        return [Plan(side=chance.choice(SIDES), level=level, is_further=True)]
    if chance.random() < OFTEN_CALLED_OFF:
        return [Plan(side=EXTERNAL, state=CALLED_OFF)]
    return []
