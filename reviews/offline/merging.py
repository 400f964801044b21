"""What came back, set beside what the portal has: answer by answer, in the writer's sections."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.offline import Returned, Unread, merge, previews, read_document
from publication.offline.merging import Merge
from publication.offline.previews import Preview
from reviews.choices import QuestionKind
from reviews.models import Answer, Question, Review
from reviews.offline.copies import answers_of, copy_of, left_with
from reviews.offline.pieces import Piece, pieces_of, texts_in
from reviews.offline.returning import text_from
from reviews.offline.scope import sections_of
from reviews.offline.words import in_words, label_of
from reviews.problems import questions_of
from reviews.writers import Writer

ELSEWHERE = _("This answers a question that is not in your sections. It was left alone.")


@dataclass(frozen=True)
class Standing:
    """The questions that a writer may answer now, with what they say."""

    review: Review
    questions: Sequence[Question]
    answers: Mapping[int, Answer]

    @cached_property
    def pieces(self) -> dict[str, Piece]:
        return {piece.key: piece for question in self.questions for piece in pieces_of(question)}

    @property
    def grids(self) -> set[str]:
        return {
            piece.key
            for piece in self.pieces.values()
            if piece.question.kind == QuestionKind.TABLE and not piece.part
        }

    @cached_property
    def texts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for question in self.questions:
            found |= texts_in(question, self.answers.get(question.pk))
        return found

    def revision(self, question: Question) -> int:
        answer = self.answers.get(question.pk)
        return answer.revision if answer else 0


def standing_of(review: Review, writer: Writer) -> Standing:
    inside = {section.section_id for section in sections_of(review, writer)}
    questions = [one for one in questions_of(review) if one.section_id in inside]
    return Standing(review, questions, answers_of(review))


@dataclass(frozen=True)
class Told:
    """What could not be read, and of which question."""

    label: str
    reason: str | Promise
    text: str


@dataclass(frozen=True)
class Comparison:
    """`returned` has the texts as the portal keeps them, and no more than what is news."""

    standing: Standing
    returned: Returned
    preview: Preview
    unread: Sequence[Told]

    @property
    def questions(self) -> list[Question]:
        """Those of which something is shown to be taken over."""
        keys = [one.key for one in (*self.preview.clean, *self.preview.choices)]
        pieces = self.standing.pieces
        return list(dict.fromkeys(pieces[key].question for key in keys))


def read(standing: Standing, file: IO[bytes]) -> Returned:
    """Raises BadDocumentError."""
    return read_document(file, standing.grids)


def compare(standing: Standing, returned: Returned) -> Comparison:
    """What a document says as it came, beside what the portal has."""
    base = _texts_it_left_with(standing, returned)
    theirs, unread = _read_back(standing, returned, base or {})
    return _comparison(standing, replace(returned, answers=theirs), base, unread)


def compare_again(standing: Standing, returned: Returned) -> Comparison:
    """The same for what a comparison has kept."""
    known = {key: text for key, text in returned.answers.items() if key in standing.pieces}
    base = _texts_it_left_with(standing, returned)
    return _comparison(standing, replace(returned, answers=known), base, [])


def _comparison(
    standing: Standing,
    returned: Returned,
    base: Mapping[str, str] | None,
    unread: Sequence[Unread],
) -> Comparison:
    merged = _merged(standing, returned, base)
    pieces = standing.pieces
    preview = previews.preview_of(
        merged,
        label=lambda key: label_of(pieces[key]),
        words=lambda key, text: in_words(pieces[key], text),
    )
    news = {one.key: one.theirs for one in merged.clean}
    news |= {one.key: one.theirs for one in merged.conflicts}
    told = [
        Told(label_of(pieces[one.key]) if one.key in pieces else "", one.reason, one.text)
        for one in unread
    ]
    return Comparison(standing, replace(returned, answers=news), preview, told)


def _merged(standing: Standing, returned: Returned, base: Mapping[str, str] | None) -> Merge:
    """What a copy of a few sections does not hold is not missed."""
    expected = set(base) if base is not None else set(returned.answers)
    mine = {
        key: text
        for key, text in standing.texts.items()
        if key in expected or key in returned.answers
    }
    return merge(base, mine, returned.answers)


def _texts_it_left_with(standing: Standing, returned: Returned) -> dict[str, str] | None:
    """None where the document does not say, or says what never was."""
    copy = copy_of(standing.review, returned.base)
    if copy is None:
        return None
    left = left_with(copy, standing.questions)
    found: dict[str, str] = {}
    for question in standing.questions:
        if question.pk in left:
            found |= texts_in(question, left[question.pk])
    return found


def _read_back(
    standing: Standing, returned: Returned, base: Mapping[str, str]
) -> tuple[dict[str, str], list[Unread]]:
    texts: dict[str, str] = {}
    unread = list(returned.unread)
    elsewhere = False
    for key, said in returned.answers.items():
        piece = standing.pieces.get(key)
        if piece is None:
            elsewhere = True
            continue
        text, problems = text_from(piece, said, _kept(key, standing, base))
        unread += problems
        if text is not None:
            texts[key] = text
    return texts, [*unread, *([Unread("", ELSEWHERE)] if elsewhere else [])]


def _kept(key: str, standing: Standing, base: Mapping[str, str]) -> Iterable[str]:
    return standing.texts[key], base.get(key, "")
