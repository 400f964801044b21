"""Which earlier answers become answers beside new ones, and which can be taken over as they are."""

from collections.abc import Iterable, Iterator

from django.utils.translation import override

from reviews.carrying.sources import Said, Source, questionnaire_of, said_in
from reviews.carrying.statements import TEXTS
from reviews.choices import QuestionKind
from reviews.lineage import lineage
from reviews.models import CarriedAnswer, Question, Review
from reviews.models.answers import Entry

CHOICES = {QuestionKind.ONE_OF, QuestionKind.ANY_OF, QuestionKind.RANK}


def carried_from(source: Source, review: Review) -> list[CarriedAnswer]:
    """The rows to be made: what the source said, at each question that goes on from its own."""
    questionnaire = questionnaire_of(source)
    if questionnaire is None:
        return []
    return carried_of(said_in(source), questionnaire.pk, review)


def carried_of(said: Iterable[Said], questionnaire: int, review: Review) -> list[CarriedAnswer]:
    became = lineage(questionnaire, review.questionnaire_id).became
    asked = Question.objects.filter(section__questionnaire=review.questionnaire_id)
    questions = {question.key: question for question in asked.select_related("section")}
    with override(review.language):
        rows = [
            _row(review, questions[key], one)
            for one in said
            for key in became.get(one.question.key, {})
            if key in questions
        ]
    return sorted(rows, key=lambda row: (row.question.section.order, row.question.order))


def _row(review: Review, question: Question, said: Said) -> CarriedAnswer:
    return CarriedAnswer(
        review=review,
        question=question,
        from_key=said.question.key,
        from_label=str(said.question.label),
        value=said.value,
        not_applicable=said.not_applicable,
        reason=said.reason,
    )


def left_behind(source: Source, review: Review) -> list[Said]:
    """What was said before and is asked no longer: it stays where it was."""
    carried = set(review.carried.values_list("from_key", flat=True))
    return [said for said in said_in(source) if said.question.key not in carried]


def fits(then: Question, now: Question, entry: Entry) -> bool:
    """Whether the earlier answer can stand as the answer to the new question, as it is."""
    if entry.not_applicable:
        return now.may_not_apply
    if {then.kind, now.kind} <= TEXTS:
        return True
    return then.kind == now.kind and set(_keys_in(then, entry)) <= set(_keys_of(now))


def _keys_in(question: Question, entry: Entry) -> Iterator[str]:
    """What the answer chose or filled in, of what there was."""
    value = entry.value
    if question.kind in CHOICES:
        yield from [value] if isinstance(value, str) else value
    if question.kind == QuestionKind.TABLE:
        yield from (name for row in value for name in row if name != "row")
        yield from (row["row"] for row in value if "row" in row)


def _keys_of(question: Question) -> Iterator[str]:
    if question.kind in CHOICES:
        yield from (option.key for option in question.options.all())
    if question.kind == QuestionKind.TABLE:
        yield from (column.key for column in question.columns.all())
        yield from (row.key for row in question.rows.all())
