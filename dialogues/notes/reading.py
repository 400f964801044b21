"""What is read of a note: by the public at the note, and at a contribution that it cites."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dialogues.models import Post


@dataclass(frozen=True)
class CitedAt:
    """A paragraph of a published note that cites a contribution."""

    note: str
    title: str
    language: str
    paragraph: str
    address: str


def cited_posts(posts: Collection[Post]) -> Mapping[int, list[CitedAt]]:
    """By the number of the contribution, where published notes cite it, in one query or two."""
    return {}
