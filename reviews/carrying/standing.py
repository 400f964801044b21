"""An answer of before beside that of today, and whether its stamp is true of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.carrying.sources import Source, label_of, questions_of_source, source_of
from reviews.carrying.statements import Statement
from reviews.carrying.taking import fits
from reviews.choices import QuestionKind, Stamp
from reviews.conditions import Asked, asked_in
from reviews.entries import Written
from reviews.models import Answer, CarriedAnswer, Question, Review, ReviewSection

NOT_STAMPED = _("Say what this earlier answer is worth today.")
NO_ANSWER = _("It is stamped “%(stamp)s”, but there is no answer of today.")
SAYS_OTHER = _("It is stamped “%(stamp)s”, but the answer of today says something else.")
SAYS_SAME = _("It is stamped “%(stamp)s”, but the answer of today says the same.")


@dataclass(frozen=True)
class Beside:
    carried: CarriedAnswer
    then: Statement
    now: Statement
    source: Source
    typed: str = ""  # the stamp of a form that is not saved yet

    @property
    def pk(self) -> int:
        return self.carried.pk

    @property
    def question(self) -> Question:
        return self.carried.question

    @property
    def label(self) -> str:
        return label_of(self.source)

    @property
    def was_asked(self) -> str:
        """The earlier question, where it was another."""
        label = str(self.then.question.label)
        return "" if label == str(self.question.label) else label

    @property
    def fits(self) -> bool:
        """Whether it can be taken over as it is."""
        return fits(self.then.question, self.question, self.carried)

    @property
    def can_be_taken(self) -> bool:
        return self.fits and not self.then.says_the_same_as(self.now)

    @property
    def shown_stamp(self) -> str:
        return self.typed or self.carried.stamp

    @property
    def stamps(self) -> list[tuple[str, str | Promise]]:
        return list(Stamp.choices)

    @property
    def is_stamped(self) -> bool:
        return bool(self.carried.stamp)

    @property
    def problem(self) -> str | Promise | None:
        """What to look at again. Without a stamp the review cannot be submitted.

        A stamp that the two answers speak against is told, and stays the State's to give.
        """
        if not self.carried.stamp:
            return NOT_STAMPED
        stamp = Stamp(self.carried.stamp)
        words = self._contradiction(stamp)
        return words % {"stamp": stamp.label} if words else None

    def _contradiction(self, stamp: Stamp) -> Promise | None:
        if stamp == Stamp.DROPPED or not self.then.is_comparable_with(self.now):
            return NO_ANSWER if stamp != Stamp.DROPPED and self.now.is_blank else None
        if self.now.is_blank:
            return NO_ANSWER
        is_same = self.then.says_the_same_as(self.now)
        if stamp == Stamp.STILL_VALID:
            return None if is_same else SAYS_OTHER
        return SAYS_SAME if is_same else None


def besides_in(review: Review, *, asked: Asked | None = None, **which: Any) -> list[Beside]:
    """The answers carried over into the review, in the order of questions.

    With `asked`, only those at questions that are asked; `which` narrows them further, as in a
    query. No query where nothing was carried over.
    """
    source = source_of(review)
    if source is None:
        return []
    rows = review.carried.select_related("question__section").prefetch_related(
        "question__options", "question__columns", "question__rows"
    )
    carried = [row for row in rows.filter(**which) if asked is None or asked.asks(row.question)]
    then = questions_of_source(source, {row.from_key for row in carried})
    today = _today(review, carried)
    return [
        Beside(
            carried=row,
            then=Statement(then.get(row.from_key, row.question), said_by(row), source.language),
            now=Statement(row.question, today.get(row.question_id, Written()), review.language),
            source=source,
        )
        for row in carried
    ]


def said_by(row: CarriedAnswer | Answer) -> Written:
    return Written(row.value, row.not_applicable, row.reason)


def _today(review: Review, carried: Iterable[CarriedAnswer]) -> Mapping[int, Written]:
    numbers = {row.question_id for row in carried}
    answers = Answer.objects.filter(review=review, question__in=numbers).order_by()
    today = {answer.question_id: said_by(answer) for answer in answers}
    files = review.attachments.filter(
        removed_at=None, question__in=numbers, question__kind=QuestionKind.FILE
    )
    names: dict[int, list[str]] = {}
    for question, name in files.values_list("question", "name"):
        names.setdefault(question, []).append(name)
    return today | {question: Written(value=found) for question, found in names.items()}


def unstamped_in(review: Review) -> int:
    """How many keep the review from being submitted: those at questions that are asked."""
    if review.updates_id is None and review.updates_report_id is None:
        return 0
    waiting = review.carried.filter(stamp="").values_list("question", flat=True)
    asked = asked_in(review) if waiting else None
    return sum(asked is None or number in asked.questions for number in waiting)


def besides_of(section: ReviewSection, kept: QueryDict) -> dict[int, list[Beside]]:
    """Those of a section, by question; the stamps of `kept`, a form not saved yet, go first."""
    found: dict[int, list[Beside]] = {}
    for one in besides_in(section.review, question__section=section.section_id):
        typed = kept.get(f"stamp-{one.pk}", "")
        found.setdefault(one.question.pk, []).append(replace(one, typed=typed))
    return found
