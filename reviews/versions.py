"""A version of a review: what its snapshot says, in the rows and words of a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from publication.versions import Version, versions_of
from reviews.choices import QuestionKind
from reviews.entries import Written
from reviews.models import Answer, Attachment, Question, Review
from reviews.problems import questions_of
from reviews.reading import ReadSection
from reviews.rows import QuestionRow, words_of

Content = Mapping[str, Any]


@dataclass
class VersionRow(QuestionRow):
    """A question with what a version answered; `gone` names files that were taken back since."""

    gone: list[str] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not self.gone and super().is_blank

    @property
    def text(self) -> str:
        """The answer as plain text, to be compared."""
        answer = self.answer
        if answer is not None and answer.not_applicable:
            return "\n".join(filter(None, [_("Not applicable"), answer.reason]))
        files = [*(file.name for file in self.attachments), *self.gone]
        return "\n".join(filter(None, [words_of(self.question, answer), *files]))

    @property
    def is_in_its_language(self) -> bool:
        """Whether the text is as the State wrote it; else it is in the reader's language."""
        is_written = self.is_text or self.question.kind == QuestionKind.TABLE
        return is_written or bool(self.answer and self.answer.not_applicable)


def rows_at(review: Review, content: Content) -> list[VersionRow]:
    """Every question in its order, with what the version answered."""
    said: Content = content.get("answers", {})
    files = _files(review)
    return [_row(question, said.get(question.key, {}), files) for question in questions_of(review)]


def sections_at(review: Review, content: Content) -> list[ReadSection]:
    """The sections that said something."""
    rows = [row for row in rows_at(review, content) if not row.is_blank]
    return [
        ReadSection(section, list(group))
        for section, group in groupby(rows, lambda row: row.question.section)
    ]


@dataclass(frozen=True)
class VersionAnswer:
    """What a version says to one question; `said` is None where that is nothing."""

    version: Version
    said: Content | None
    superseded: "VersionAnswer | None"
    is_as_before: bool

    @property
    def replaced_by(self) -> "VersionAnswer | None":
        """The first later version that says something else."""
        later = self.superseded
        while later is not None and _is_same(later.said, self.said):
            later = later.superseded
        return later


def _is_same(one: Content | None, other: Content | None) -> bool:
    return _without_number(one) == _without_number(other)


def _without_number(said: Content | None) -> Content | None:
    """The revision counts saves, also of those that came back to the same words."""
    return said and {key: value for key, value in said.items() if key != "revision"}


def answers_at(review: Review, question: str) -> list[VersionAnswer]:
    """What each version said to a question, the newest first. One query."""
    versions = versions_of(review, part=["answers", question])
    answers: list[VersionAnswer] = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        is_as_before = before is not None and _is_same(version.part, before.part)
        newer = answers[-1] if answers else None
        answers.append(VersionAnswer(version, version.part, newer, is_as_before))
    return answers


# By question and digest.
Files = Mapping[tuple[int, str], Attachment]


def _files(review: Review) -> Files:
    present = review.attachments.filter(removed_at=None)
    return {(file.question_id, file.sha256): file for file in present}


def _row(question: Question, said: Content, files: Files) -> VersionRow:
    answer = Answer(
        question=question,
        value=said.get("value", ""),
        not_applicable=said.get("not_applicable", False),
        reason=said.get("reason", ""),
    )
    row = VersionRow(question, answer if "value" in said else None, Written(), 0)
    for one in said.get("files", []):
        file = files.get((question.pk, one["sha256"]))
        if file is None:
            row.gone.append(one["name"])
        else:
            row.attachments.append(file)
    return row
