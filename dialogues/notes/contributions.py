"""What was said to a debate, and what became of it in its note: “you said, we wrote”."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dialogues.models import Debate, Post
from dialogues.notes.content import paragraphs_by_ref
from dialogues.querysets import PostQuerySet


@dataclass(frozen=True)
class Became:
    """A contribution, and the key and number of each paragraph that cites it."""

    post: Post
    paragraphs: list[tuple[str, int]]


@dataclass(frozen=True)
class Tally:
    """How many contributions were published, and how many of them stand behind a paragraph."""

    said: int
    taken: int

    @property
    def left(self) -> int:
        return self.said - self.taken


def posts_for(debate: Debate) -> PostQuerySet:
    """What is published in its own space and in those of the sessions that feed it."""
    in_its_spaces = Q(space__debate=debate) | Q(space__session__debates=debate)
    return Post.objects.published().filter(in_its_spaces).distinct()


def taken_in(content: Mapping[str, Any]) -> Mapping[int, list[tuple[str, int]]]:
    """By the primary key of the contribution where the note cites it."""
    places = paragraphs_by_ref(content)
    return {ref.number: at for ref, at in places.items() if ref.kind == "post"}


def tally(debate: Debate, content: Mapping[str, Any]) -> Tally:
    numbers = set(posts_for(debate).order_by().values_list("pk", flat=True))
    return Tally(len(numbers), len(numbers & taken_in(content).keys()))


def became(posts: Iterable[Post], content: Mapping[str, Any]) -> list[Became]:
    taken = taken_in(content)
    return [Became(post, taken.get(post.pk, [])) for post in posts]
