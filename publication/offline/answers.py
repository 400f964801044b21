"""From lines to answers: what stands in controls, and between marks where controls are lost."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.offline.controls import packed
from publication.offline.grids import rows_among
from publication.offline.lines import TABLE, Box, Line
from publication.offline.marks import Mark, mark_at_end, mark_at_start
from publication.offline.sheets import Unread

TWICE = _("This answer stands in the document twice. The first one was taken; here is the other.")
BESIDE = _("This stands beside the box of the answer. It was left out.")
BESIDE_TABLE = _("This stands beside the table of the answer. It was left out.")
NO_TABLE = _("The table of this answer is not there any more. This stands in its place.")
NO_END = _("The mark at the end of this answer is missing, so it is not known where it ends.")
NO_BEGINNING = _("The mark above this answer is missing, so it is not known where it begins.")


@dataclass
class Found:
    """`grids` names the answers that are tables."""

    grids: Collection[str] = ()
    answers: dict[str, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    marked: set[str] = field(default_factory=set)  # what was found between marks

    def tell(self, key: str, reason: Promise, text: str = "") -> None:
        told = Unread(key, reason, text)
        if told not in self.unread:
            self.unread += (told,)

    def tell_notes(self, key: str, lines: Iterable[Line]) -> None:
        for line in lines:
            for note in line.notes:
                if note is not TABLE or key not in self.grids:
                    self.tell(key, note, line.text)


def answers_in(boxes: Sequence[Box], lines: Sequence[Line], grids: Collection[str] = ()) -> Found:
    found = Found(grids)
    _from_boxes(boxes, lines, found)
    _between_marks([piece for line in lines if line.box is None for piece in _split(line)], found)
    return found


def _split(line: Line) -> list[Line]:
    """A paragraph with line breaks in it, as the lines that one sees."""
    first, *more = line.text.split("\n")
    rest = (Line(text, places=line.places) for text in more)
    return [Line(first, notes=line.notes, places=line.places), *rest]


def _from_boxes(boxes: Sequence[Box], lines: Sequence[Line], found: Found) -> None:
    content: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.box is not None:
            content[id(line.box)].append(line)
    for box in boxes:
        own = content[id(box)]
        if box.key in found.grids:
            _take_table(box.key, own, box.depth, found)
        else:
            text = "" if box.is_hint else _without_marks(box.key, [line.text for line in own])
            if found.answers.setdefault(box.key, text) != text:
                found.tell(box.key, TWICE, text)
        found.tell_notes(box.key, own)


def _take_table(key: str, lines: Sequence[Line], depth: int, found: Found) -> None:
    """Its rows, if they are not known already. Where no table is left, nothing is known of it."""
    rows, beside = rows_among(lines, depth)
    text = _without_marks(key, [line.text for line in beside]).strip()
    if rows and found.answers.setdefault(key, packed(rows)) != packed(rows):
        found.tell(key, TWICE, "\n".join("\t".join(row) for row in rows))
    if text:
        found.tell(key, BESIDE_TABLE if rows else NO_TABLE, text)


def _without_marks(key: str, texts: list[str]) -> str:
    """What stands in a control, without the marks in its first and last line, if they are there."""
    if texts and (opening := mark_at_start(texts[0])) and opening.key == key:
        texts[:1] = [opening.rest] if opening.rest.strip() else []
    if texts and (closing := mark_at_end(texts[-1])) and closing.key == key:
        texts[-1:] = [closing.rest] if closing.rest.strip() else []
    return "\n".join(texts)


def _between_marks(lines: Sequence[Line], found: Found) -> None:
    """An opening mark and the next closing mark of the same key hold an answer."""
    ends: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if closing := mark_at_end(line.text):
            ends[closing.key].append(number)
    number, after_last = 0, 0
    while number < len(lines):
        opening = mark_at_start(lines[number].text)
        end = next((n for n in ends[opening.key] if n >= number), None) if opening else None
        if opening and end is not None:
            _take(opening.key, lines[number : end + 1], found)
            number = after_last = end
        elif opening:
            _tell_no_end(opening, lines[number + 1 :], found)
        elif closing := mark_at_end(lines[number].text):
            _tell_no_beginning(closing.key, lines[after_last:number], found)
            after_last = number
        number += 1


def _take(key: str, lines: Sequence[Line], found: Found) -> None:
    if key in found.grids:
        _take_table(key, lines, len(lines[0].places), found)
        found.tell_notes(key, lines)
        return
    texts = [line.text for line in lines]
    if closing := mark_at_end(texts[-1]):
        texts[-1] = closing.rest
    if opening := mark_at_start(texts[0]):
        texts[0] = opening.rest
    # Marks that stand in lines of their own, as they were written, are no lines of the answer.
    inner = texts[0 if texts[0].strip() else 1 :]
    inner = inner if len(texts) == 1 or texts[-1].strip() else inner[:-1]
    text = "\n".join(inner)
    if key not in found.answers:
        found.answers[key] = text
        found.tell_notes(key, lines)
    elif text.strip():
        found.tell(key, TWICE if key in found.marked else BESIDE, text)
    found.marked.add(key)


def _tell_no_end(opening: Mark, rest: Sequence[Line], found: Found) -> None:
    """A line that begins like “[1]” may be a reference: a mark stands alone, and names a key."""
    if opening.rest.strip() or opening.key.isdecimal() or opening.key in found.answers:
        return
    texts = takewhile(lambda text: not (mark_at_start(text) or mark_at_end(text)), _texts(rest))
    found.tell(opening.key, NO_END, "\n".join(texts).strip("\n"))


def _tell_no_beginning(key: str, before: Sequence[Line], found: Found) -> None:
    if key not in found.answers:
        texts = [text for text in _texts(before) if not mark_at_end(text)]
        found.tell(key, NO_BEGINNING, "\n".join(texts).strip("\n"))


def _texts(lines: Iterable[Line]) -> Iterator[str]:
    return (line.text for line in lines)
