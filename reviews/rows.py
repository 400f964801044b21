"""A section as its page shows it: one row a question, with what is written and what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import QuerySet
from django.http import QueryDict

from reviews import answer_kinds, entries
from reviews.answer_kinds.tables import ROW, Line, lines_to_fill
from reviews.answer_kinds.values import keys_in
from reviews.carrying.standing import Beside, besides_of
from reviews.choices import QuestionKind
from reviews.conditions import asked_in
from reviews.delegation.threads import Thread, threads_at
from reviews.entries import Written
from reviews.models import Answer, Attachment, Note, Question, Review, ReviewSection, UnmergedText
from reviews.notes import Notes, by_question, notes_for
from reviews.problems import Problem, asked_questions_of, problems_with, questions_of
from reviews.writers import Writer, find_by

Row = TypeVar("Row", Answer, UnmergedText)


@dataclass
class QuestionRow:
    """`shown` is what stands in the fields; `conflict` is what another saved in between.

    A question that is not asked has no problems; its fields are on the page, hidden.
    """

    question: Question
    answer: Answer | None
    shown: Written
    base: int
    attachments: list[Attachment] = field(default_factory=list)
    unmerged: UnmergedText | None = None
    conflict: Answer | None = None
    is_asked: bool = True
    notes: list[Note] = field(default_factory=list)
    carried: list[Beside] = field(default_factory=list)
    comments: list[Thread] = field(default_factory=list)
    comment: str = ""

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def problems(self) -> list[Problem]:
        if not self.is_asked:
            return []
        return problems_with(self.question, self.answer, has_files=bool(self.attachments))

    @property
    def words(self) -> str:
        """The saved answer in words, as a reader sees it."""
        return words_of(self.question, self.answer)

    @property
    def is_text(self) -> bool:
        return self.question.kind in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}

    @property
    def is_written(self) -> bool:
        """A text that is there, and was not called not applicable since."""
        answer = self.answer
        return self.is_text and bool(answer and answer.value and not answer.not_applicable)

    @property
    def chosen(self) -> list[str]:
        return keys_in(self.shown.value)

    @property
    def as_typed(self) -> str:
        """What stands in the fields, to be copied from."""
        if self.question.kind == QuestionKind.TABLE:
            return answer_kinds.of(self.question).words(self.question, self.shown.value)
        return ", ".join(self.chosen)

    @property
    def parameters(self) -> str:
        """The names of all its fields, for a save of this one answer."""
        names = [f"answer-{self.key}"]
        if self.question.kind == QuestionKind.TABLE:
            columns = [column.key for column in self.question.columns.all()]
            names = [f"answer-{self.key}.{name}" for name in (ROW, *columns)]
        stamps = [f"{name}-{one.pk}" for one in self.carried for name in ("was", "stamp")]
        own = (f"base-{self.key}", f"na-{self.key}", f"reason-{self.key}")
        return ",".join([*own, *names, *stamps])

    @property
    def offered(self) -> list[tuple[str, str]]:
        """What can be chosen, and how it is called."""
        return list(answer_kinds.offered(self.question).items())

    @property
    def places(self) -> list[str]:
        """What stands at each place of an order, those that are still free included."""
        question, most = self.question, len(self.offered)
        count = min(int(question.maximum), most) if question.maximum is not None else most
        return [*self.chosen, *[""] * (count - len(self.chosen))]

    @property
    def lines(self) -> list[Line]:
        """The rows of a table as they stand in the fields, free ones of an open table included."""
        return lines_to_fill(self.question, self.shown.value)

    @property
    def is_blank(self) -> bool:
        return not self.attachments and (self.answer is None or self.answer.is_blank)


def words_of(question: Question, answer: Answer | None) -> str:
    if answer is None or not answer.value:
        return ""
    return answer_kinds.of(question).words(question, answer.value)


def rows_of(
    section: ReviewSection,
    writer: Writer,
    *,
    kept: QueryDict | None = None,
    conflicts: Mapping[int, Answer] | None = None,
) -> list[QuestionRow]:
    """The rows of a section. The words of `kept`, a form not saved yet, go before the saved."""
    review = section.review
    asked = asked_in(review)
    answers = _by_question(
        review.answers.filter(question__section=section.section_id).select_related("by", "by_link")
    )
    unmerged = _unmerged_of(section, writer)
    files = _files(review.attachments.filter(question__section=section.section_id))
    carried = besides_of(section, kept or QueryDict())
    comments = threads_at(section, writer, kept)
    notes = by_question(notes_for(review, writer).filter(question__section=section.section_id))
    rows = []
    for question in questions_of(review, section.section):
        answer = answers.get(question.pk)
        shown, base = _shown(question, answer, kept)
        rows.append(
            QuestionRow(
                question=question,
                answer=answer,
                shown=shown,
                base=base,
                attachments=files.get(question.pk, []),
                unmerged=unmerged.get(question.pk),
                conflict=(conflicts or {}).get(question.pk),
                is_asked=asked.asks(question),
                notes=notes.get(question.pk, []),
                carried=carried.get(question.pk, []),
                comments=comments.get(question.pk, []),
                comment=str(kept.get(f"comment-{question.key}", "")) if kept else "",
            )
        )
    return rows


def _unmerged_of(section: ReviewSection, writer: Writer) -> dict[int, UnmergedText]:
    waiting = UnmergedText.objects.filter(
        review=section.review, question__section=section.section_id, settled_at=None
    )
    return _by_question(waiting.filter(**find_by(writer)))


def all_rows_of(review: Review, notes: Notes | None = None) -> list[QuestionRow]:
    """Every question that is asked, with what is saved, for pages on which nothing is typed."""
    notes = notes or {}
    answers = _by_question(review.answers.all())
    files = _files(review.attachments.all())
    return [
        QuestionRow(
            question=question,
            answer=answers.get(question.pk),
            shown=Written(),
            base=0,
            attachments=files.get(question.pk, []),
            notes=notes.get(question.pk, []),
        )
        for question in asked_questions_of(review, answers.values())
    ]


def _files(attachments: QuerySet[Attachment]) -> dict[int, list[Attachment]]:
    files: dict[int, list[Attachment]] = {}
    for file in attachments.filter(removed_at=None):
        files.setdefault(file.question_id, []).append(file)
    return files


def _shown(
    question: Question, answer: Answer | None, kept: QueryDict | None
) -> tuple[Written, int]:
    typed = entries.read(kept, question) if kept is not None else None
    if typed is not None:
        return typed
    if answer is None:
        return Written(), 0
    return Written(answer.value, answer.not_applicable, answer.reason), answer.revision


def _by_question(rows: Iterable[Row]) -> dict[int, Row]:
    return {row.question_id: row for row in rows}
