"""Whoever writes in a review: somebody with an account, or through a link."""

from typing import TypedDict

from reviews.models import WritingLink
from stakeholders.models import User

Writer = User | WritingLink


class ByFields(TypedDict):
    by: User | None
    by_link: WritingLink | None


NOBODY: ByFields = {"by": None, "by_link": None}


def by_fields(writer: Writer) -> ByFields:
    """How a row says who wrote it, and how rows of that writer are found."""
    if isinstance(writer, WritingLink):
        return {"by": None, "by_link": writer}
    return {"by": writer, "by_link": None}


def find_by(writer: Writer) -> dict[str, Writer]:
    """The words of a query for what this writer wrote."""
    return {"by_link" if isinstance(writer, WritingLink) else "by": writer}


def key_of(writer: Writer) -> str:
    """Tells one writer from all others: “user-3”, “link-5”."""
    return f"{'link' if isinstance(writer, WritingLink) else 'user'}-{writer.pk}"
