"""What the reviewers of a round wrote, and the letter of the decision that starts from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from imrf_portal.demonstration.practices.panels import Panel
from imrf_portal.demonstration.practices.scripted import REVIEWED
from imrf_portal.demonstration.practices.stories import Story
from imrf_portal.demonstration.practices.words import words_in
from practices.choices import Recommendation
from practices.peer_review.rounds import DECISIONS

# From which mean a reviewer advises to accept, and to revise.
GOOD, FAIR = 3.6, 2.7
SELDOM_SILENT = 0.4
FEWEST_POINTS, MOST_POINTS = 2, 3


@dataclass(frozen=True)
class Said:
    recommendation: Recommendation
    for_author: str
    for_secretariat: str


def advice(level: float) -> Recommendation:
    if level >= GOOD:
        return Recommendation.ACCEPT
    return Recommendation.REVISE if level >= FAIR else Recommendation.DECLINE


def said_in(story: Story, panel: Panel) -> Mapping[str, Said]:
    """By the address of the reviewer; no two write the same to the author."""
    chance = _chance(story, panel, "said")
    words = words_in(story.language)
    kind: list[str] = chance.sample(words["for-author"], len(words["for-author"]))
    critical: list[str] = chance.sample(words["critical"], len(words["critical"]))
    found = {}
    for seat in panel.seats:
        if seat.plan.state != REVIEWED:
            continue
        pool = critical if seat.plan.level < FAIR and critical else kind
        is_silent = chance.random() < SELDOM_SILENT
        found[seat.entry.address] = Said(
            advice(seat.plan.level),
            pool.pop(),
            "" if is_silent else chance.choice(words["for-secretariat"]),
        )
    return found


def letter(story: Story, panel: Panel) -> str:
    """It names no reviewer, and says nothing of what is meant for the Secretariat alone."""
    if panel.end not in DECISIONS:
        return ""
    chance = _chance(story, panel, "letter")
    opening = chance.choice(words_in(story.language)[panel.end.replace(" ", "-")])
    comments = [f"– {said.for_author}" for said in said_in(story, panel).values()]
    return "\n\n".join([opening, *comments])


def points(story: Story, panel: Panel) -> Sequence[tuple[str, str]]:
    """What is to be revised, and what those who submit it answer."""
    if panel.end != "ask to revise":
        return []
    chance = _chance(story, panel, "points")
    known = words_in(story.language)["points"]
    chosen = chance.sample(known, chance.randint(FEWEST_POINTS, MOST_POINTS))
    return [(text, answer) for text, answer in chosen]


def _chance(story: Story, panel: Panel, what: str) -> Random:
    return Random(f"{story.code} {panel.number} {what}")  # noqa: S311 - made up, not secret
