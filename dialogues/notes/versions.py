"""A version of a note beside the one before: which paragraphs are new, and what changed in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from dialogues.notes.content import ReadParagraph, read
from publication.differences import mark_changes


@dataclass(frozen=True)
class ComparedParagraph:
    """`marked` is its text with what was put in and what was taken out."""

    read: ReadParagraph
    marked: SafeString
    is_new: bool
    has_changed: bool


def compared(
    content: Mapping[str, Any], before: Mapping[str, Any] | None
) -> list[ComparedParagraph]:
    """In the order of the newer. What was taken out comes last."""
    earlier = {one["key"]: one for one in before["paragraphs"]} if before else {}
    found = [
        _beside(paragraph, earlier.get(paragraph.key), is_first=before is None)
        for paragraph in read(content).paragraphs
    ]
    kept = {one.read.key for one in found}
    gone = [one for key, one in earlier.items() if key not in kept]
    return [*found, *(_taken_out(one) for one in gone)]


def _beside(
    paragraph: ReadParagraph, earlier: Mapping[str, Any] | None, *, is_first: bool
) -> ComparedParagraph:
    if is_first:
        marked = mark_changes(paragraph.text, paragraph.text)
        return ComparedParagraph(paragraph, marked, is_new=False, has_changed=False)
    text = earlier["text"] if earlier else ""
    marked = mark_changes(text, paragraph.text)
    return ComparedParagraph(paragraph, marked, earlier is None, text != paragraph.text)


def _taken_out(one: Mapping[str, Any]) -> ComparedParagraph:
    gone = ReadParagraph(one["key"], one["kind"], one["text"], 0, ())
    return ComparedParagraph(gone, mark_changes(one["text"], ""), is_new=False, has_changed=True)
