"""The history of one made-up practice: its moves with their times, and its text at each of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from imrf_portal.demonstration.practices.bodies import Body, body_of
from imrf_portal.demonstration.practices.stories import Story
from imrf_portal.demonstration.practices.times import Times, times_of
from practices.workflow import WORKFLOW
from publication.choices import State
from publication.workflow import Move

# After each of these moves a sentence was added to the text before it was handed in again.
ADDED_AFTER = {
    "return": ["impact"],
    "withdraw": ["evidence"],
    "ask to revise": ["lessons", "replication"],
}
SENTENCE = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？])")


@dataclass(frozen=True, kw_only=True)
class History:
    story: Story
    body: Body
    path: tuple[Move, ...]
    times: Times

    @property
    def made(self) -> Sequence[tuple[Move, datetime]]:
        """The rows of the table that the practice went through, and when."""
        return list(zip(self.path, self.times.moves, strict=True))

    @property
    def state(self) -> str:
        return self.path[-1].target if self.path else State.DRAFT

    def last(self, *names: str) -> datetime | None:
        """When one of these moves was made last."""
        return max((at for move, at in self.made if move.name in names), default=None)

    def texts_at(self, place: int) -> Mapping[str, str]:
        """The texts as they were when the move of this place was made."""
        texts = dict(self.body.texts)
        for name, fields in ADDED_AFTER.items():
            later = sum(1 for move in self.path[place + 1 :] if move.name == name)
            for field in fields[: max(0, later)]:
                texts[field] = without_last_sentence(texts[field])
        return texts

    def principles_at(self, place: int) -> Sequence[int]:
        """A correction adds the last one."""
        is_to_come = any(move.name == "correct" for move in self.path[place + 1 :])
        return self.body.principles[:-1] if is_to_come else self.body.principles


def history_of(story: Story, today: date) -> History:
    """The same every time: all chance in it is drawn from the code of the practice."""
    chance = Random(f"{story.code} history")  # noqa: S311 - made up, not secret
    path = tuple(path_of(story))
    times = times_of(story, path, today, chance)
    body = body_of(story, times.begun.date())
    return History(story=story, body=body, path=path, times=times)


def path_of(story: Story) -> Iterator[Move]:
    """The rows of the table, one for each of its moves."""
    state: str = State.DRAFT
    for name in story.moves:
        move = WORKFLOW.find(name, state)
        state = move.target
        yield move


def without_last_sentence(text: str) -> str:
    """What was there before the last sentence was written; a text of one sentence stays."""
    kept = [sentence for sentence in SENTENCE.split(text.strip()) if sentence]
    return text[: text.rindex(kept[-1])].rstrip() if len(kept) > 1 else text
