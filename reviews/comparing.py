"""What changed from one version of a State's review to another, within a forum or between two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.utils.safestring import SafeString

from publication.differences import mark_changes
from reviews.editions import Edition
from reviews.lineage import Lineage, lineage
from reviews.models import Question, Section
from reviews.versions import VersionRow, rows_at


class Fate(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ANSWERED = "answered"
    ASKED = "asked"
    SILENT = "silent"
    RETIRED = "retired"


@dataclass(frozen=True)
class Line:
    """A question of the newer version, or one that is asked no longer, and what became of it."""

    question: Question
    now: VersionRow | None
    then: Sequence[VersionRow]
    fate: Fate
    is_part: bool = False
    is_comparable: bool = True

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def text(self) -> str:
        return self.now.text if self.now else ""

    @property
    def before(self) -> str:
        return _joined(self.then)

    @property
    def marked(self) -> SafeString:
        return mark_changes(self.before, self.text)

    @property
    def is_by_word(self) -> bool:
        """Else the two stand one below the other: a part goes on from something longer."""
        return self.is_comparable and not self.is_part

    @property
    def in_its_language(self) -> bool:
        """Whether it is as the State wrote it; else it is in the reader's language."""
        return any(row.is_in_its_language for row in (self.now, *self.then) if row)

    @property
    def earlier(self) -> list[Question]:
        """The earlier questions, where they are called otherwise."""
        others = [row.question for row in self.then]
        return [one for one in others if str(one.label) != str(self.question.label)]


@dataclass(frozen=True)
class Part:
    """What is told of one section; without a section, of what is asked no longer."""

    section: Section | None
    told: list[Line]
    same: list[Line]


@dataclass(frozen=True)
class Comparison:
    now: Edition
    then: Edition
    parts: Sequence[Part]

    @property
    def told(self) -> int:
        """How many answers are not the same."""
        return sum(len(part.told) for part in self.parts)

    @property
    def same(self) -> int:
        return sum(len(part.same) for part in self.parts)


def compare(now: Edition, then: Edition) -> Comparison:
    """By section of the newer one, in its order; what is asked no longer comes last."""
    ties = lineage(then.review.questionnaire_id, now.review.questionnaire_id)
    earlier = {
        row.key: row for row in rows_at(then.review, then.version.content) if not row.is_blank
    }
    comparing = _Comparing(ties, earlier, now.review.language == then.review.language)
    rows = rows_at(now.review, now.version.content)
    parts = [
        _part(section, [line for row in some if (line := comparing.line(row))])
        for section, some in groupby(rows, lambda row: row.question.section)
    ]
    parts.append(_part(None, list(comparing.retired())))
    return Comparison(now, then, [part for part in parts if part.told or part.same])


def _part(section: Section | None, lines: Sequence[Line]) -> Part:
    told = [line for line in lines if line.fate != Fate.SAME]
    return Part(section, told, [line for line in lines if line.fate == Fate.SAME])


@dataclass(frozen=True)
class _Comparing:
    ties: Lineage
    earlier: Mapping[str, VersionRow]
    is_one_language: bool

    def line(self, row: VersionRow) -> Line | None:
        """None where neither version has an answer."""
        sources = self.ties.before(row.key)
        then = [self.earlier[key] for key in sources if key in self.earlier]
        now = None if row.is_blank else row
        if now is None and not then:
            return None
        fate = _fate(now, then, was_asked=bool(sources))
        is_part = bool(then) and self.ties.is_part(row.key)
        return Line(row.question, now, then, fate, is_part, self._is_comparable(now, then))

    def _is_comparable(self, now: VersionRow | None, then: Sequence[VersionRow]) -> bool:
        """By word: not if the two texts are in two languages."""
        if self.is_one_language or now is None or not then:
            return True
        return not any(row.is_in_its_language for row in (now, *then))

    def retired(self) -> Iterator[Line]:
        for key in self.ties.retired:
            if key in self.earlier:
                row = self.earlier[key]
                yield Line(row.question, None, [row], Fate.RETIRED)


def _fate(now: VersionRow | None, then: Sequence[VersionRow], *, was_asked: bool) -> Fate:
    if now is None:
        return Fate.SILENT
    if not then:
        return Fate.ANSWERED if was_asked else Fate.ASKED
    return Fate.SAME if now.text == _joined(then) else Fate.CHANGED


def _joined(rows: Sequence[VersionRow]) -> str:
    return "\n\n".join(row.text for row in rows)
