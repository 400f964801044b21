"""What leaves in a document: sections of a review, with what is answered so far."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from publication.offline import Choices, Entry, Grid, GridRow, Option, Section, Sheet, Way
from publication.offline.controls import Control
from reviews.answer_kinds import lines_of, offered
from reviews.answer_kinds.limits import limits_of
from reviews.answer_kinds.tables import MOST_ROWS, Cell
from reviews.answer_kinds.values import keys_in
from reviews.choices import QuestionKind
from reviews.models import Answer, Question, Review, ReviewSection
from reviews.offline.conditions import When
from reviews.offline.pieces import NOT_APPLICABLE, REASON, Piece, pieces_of, texts_in
from reviews.offline.texts import in_order

WAYS = {
    QuestionKind.ONE_OF: Way.ONE,
    QuestionKind.YES_NO: Way.ONE,
    QuestionKind.ANY_OF: Way.ANY,
    QuestionKind.OBJECTIVES: Way.ANY,
    QuestionKind.RANK: Way.ORDER,
}
FREE_ROWS = 3


def sheet_of(
    review: Review,
    sections: Sequence[ReviewSection],
    language: str,
    *,
    questions: list[Question],
    answers: Mapping[int, Answer],
    base: int,
) -> Sheet:
    """With the labels in this language. `questions` are all of the questionnaire, with lists."""
    with translation.override(language):
        when = When(review, questions)
        return Sheet(
            title=str(review),
            language=language,
            answers_language=review.language,
            code=review.code,
            base=base,
            introduction=_introduction(review),
            sections=[
                _section(section, [q for q in questions if q.section_id == section.section_id],
                         answers, when)
                for section in sections
            ],
        )  # fmt: skip


def _introduction(review: Review) -> str:
    return _(
        "%(code)s. Send the document back where it was downloaded: what changed is shown before "
        "anything is taken over. Files stay in the portal."
    ) % {"code": review.code}


def _section(
    section: ReviewSection, questions: list[Question], answers: Mapping[int, Answer], when: When
) -> Section:
    introduction = section.section.introduction
    return Section(
        title=str(section.section.title),
        help="\n".join(filter(None, [introduction, *when.of_section(section.section_id)])),
        entries=[
            entry
            for question in questions
            for entry in _entries(question, answers.get(question.pk), when)
        ],
    )


def _entries(question: Question, answer: Answer | None, when: When) -> Iterator[Entry]:
    texts = texts_in(question, answer)
    for piece in pieces_of(question):
        if piece.part == NOT_APPLICABLE:
            yield _box(piece, texts[piece.key])
        elif piece.part == REASON:
            label = _("Why it does not apply")
            yield Entry(piece.key, label, text=texts[piece.key], is_aside=True)
        else:
            yield Entry(
                piece.key,
                _label(question),
                "\n".join(_help(question, when)),
                texts[piece.key],
                _control(question, answer),
            )


def _box(piece: Piece, text: str) -> Entry:
    """To tick. Of a file the question itself is not in the document, and so is named here."""
    question = piece.question
    is_alone = question.kind == QuestionKind.FILE
    label = _("This does not apply to us")
    if is_alone:
        label = f"{question.label} – {label}"
    choices = Choices([Option("na", label, int(bool(text)))], Way.ANY)
    return Entry(piece.key, label, control=choices, is_aside=True)


def _label(question: Question) -> str:
    return f"{question.label} ({question.unit})" if question.unit else str(question.label)


def _help(question: Question, when: When) -> Iterator[str]:
    """What is to be known about a question, a line each."""
    if question.required:
        yield _("Needed before the review is submitted.")
    yield from when.of_question(question)
    if question.help:
        yield question.help
    if question.word_limit:
        yield _("At most %(words)s words") % {"words": question.word_limit}
    if limits := limits_of(question):
        yield limits
    yield from _how(question)


def _how(question: Question) -> Iterator[str]:
    match question.kind:
        case QuestionKind.NUMBER:
            yield _("Write a number in digits, with a point before decimals: for example 1250.5.")
        case QuestionKind.DATE:
            yield _("Write a date as year, month, day: for example 2026-03-31.")
        case QuestionKind.RANK:
            names = "; ".join(offered(question).values())
            yield _("Out of these, one a line, the most important first: %(names)s.") % {
                "names": names
            }
        case QuestionKind.TABLE if not question.rows.all():
            yield _("Add as many rows as you need. A row that you empty is left out.")


def _control(question: Question, answer: Answer | None) -> Control | None:
    value = answer.value if answer is not None else ""
    kind = QuestionKind(question.kind)
    if kind == QuestionKind.TABLE:
        return _grid(question, value)
    if kind not in WAYS:
        return None
    labels, chosen = offered(question), in_order(question, keys_in(value))
    places = {key: place for place, key in enumerate(filter(None, chosen), 1)}
    keys = dict.fromkeys([*labels, *places])  # what was kept and is no choice goes along
    options = [Option(key, labels.get(key, key), places.get(key, 0)) for key in keys]
    return Choices(options, WAYS[kind])


def _grid(question: Question, value: object) -> Grid:
    columns = [str(column.label) for column in question.columns.all()]
    lines = lines_of(question, value)  # type: ignore[arg-type]
    rows = [GridRow(line.label, [_in_a_cell(cell) for cell in line.cells]) for line in lines]
    if question.rows.all():
        return Grid(columns, rows)
    wanted = min(int(question.minimum or 0), MOST_ROWS)
    free = max(FREE_ROWS, wanted - len(rows))
    empty = [GridRow(str(len(rows) + at), [""] * len(columns)) for at in range(1, free + 1)]
    return Grid(columns, [*rows, *empty], is_open=True)


def _in_a_cell(cell: Cell) -> str:
    return cell.words if cell.kind == QuestionKind.YES_NO else cell.typed
