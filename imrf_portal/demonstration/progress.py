"""How far the sections of a review have come, and which were handed over to a contributor."""

from dataclasses import dataclass
from random import Random

from imrf_portal.demonstration.states import Story
from reviews.choices import SectionState
from reviews.models import Question

HANDED_OVER = frozenset(f"objective-{number}" for number in (6, 7, 15, 16, 18, 22))
HALF = 0.5

# The draft with which the tour begins: nine sections done, and three required answers to give.
DRAFT_OF_THE_TOUR = "REV-2030-CRI"
DONE_ON_THE_TOUR = frozenset(
    {"methodology", "enabling-environment"}
    | {f"objective-{number}" for number in (1, 3, 4, 6, 8, 14, 15)}
)
TO_DO_ON_THE_TOUR = frozenset({"objective-20", "objective-22", "next-steps", "annexes"})


@dataclass(frozen=True)
class Progress:
    """The keys of sections, by how far they have come. The others are in progress."""

    done: frozenset[str]
    not_started: frozenset[str]
    handed_over: frozenset[str]

    def state(self, key: str) -> SectionState:
        if key in self.done:
            return SectionState.COMPLETE
        return SectionState.NOT_STARTED if key in self.not_started else SectionState.IN_PROGRESS

    def is_answered(self, question: Question, chance: Random) -> bool:
        """In a section that is in progress, what is required and about half of the rest."""
        match self.state(question.section.key):
            case SectionState.COMPLETE:
                return True
            case SectionState.NOT_STARTED:
                return False
        return question.required or chance.random() < HALF


def progress_of(story: Story, sections: list[str], chance: Random) -> Progress:
    handed_over = HANDED_OVER if story.is_contributed_to else frozenset()
    if story.code == DRAFT_OF_THE_TOUR:
        return Progress(DONE_ON_THE_TOUR, TO_DO_ON_THE_TOUR, handed_over)
    if story.is_handed_in:
        return Progress(frozenset(sections), frozenset(), handed_over)
    # The first one says which of the others are asked at all.
    first, *others = sections
    order = [first, *chance.sample(others, len(others))]
    done, begun = sorted(chance.sample(range(1, len(sections) + 1), 2))
    return Progress(frozenset(order[:done]), frozenset(order[begun:]), handed_over)
