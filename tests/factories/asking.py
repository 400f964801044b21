"""More to ask in a questionnaire, published or not: tables, orders, objectives and conditions.

`table(review, year="number")` adds an open table, `table(review, rows=("stocks",), year="number")`
a fixed one; `when(review, "budget", has_budget=["yes"])` makes a question or a section conditional.
"""

from typing import Any

from django.db.models import Max

from reviews.choices import QuestionKind
from reviews.models import Condition, Option, Question, Review, Section, TableColumn, TableRow
from tests.factories.reviews import not_frozen, question_of


def asked(
    review: Review,
    key: str,
    kind: QuestionKind,
    *,
    section: str = "means",
    options: tuple[str, ...] = (),
    **more: Any,
) -> Question:
    """One more question, the last of its section."""
    place = Section.objects.get(questionnaire=review.questionnaire_id, key=section)
    last = place.questions.aggregate(last=Max("order"))["last"] or 0
    with not_frozen():
        question = Question.objects.create(
            section=place, key=key, order=last + 1, kind=kind, label=f"What of {key}?", **more
        )
        Option.objects.bulk_create(
            Option(question=question, key=option, order=at, label=option.capitalize())
            for at, option in enumerate(options)
        )
    return question


def table(
    review: Review,
    key: str = "support",
    *,
    rows: tuple[str, ...] = (),
    columns: dict[str, QuestionKind | str] | None = None,
    **more: Any,
) -> Question:
    """A table with these columns; open, or with fixed rows."""
    question = asked(review, key, QuestionKind.TABLE, **more)
    kinds = columns or {"from": QuestionKind.SHORT_TEXT, "amount": QuestionKind.NUMBER}
    with not_frozen():
        TableColumn.objects.bulk_create(
            TableColumn(question=question, key=name, order=at, kind=kind, label=name.capitalize())
            for at, (name, kind) in enumerate(kinds.items())
        )
        TableRow.objects.bulk_create(
            TableRow(question=question, key=name, order=at, label=name.capitalize())
            for at, name in enumerate(rows)
        )
    return question


def rank(review: Review, key: str = "needs", **more: Any) -> Question:
    return asked(review, key, QuestionKind.RANK, options=("money", "people", "time"), **more)


def objectives(review: Review, key: str = "chosen", **more: Any) -> Question:
    """The objectives themselves are those of the database."""
    return asked(review, key, QuestionKind.OBJECTIVES, section="methodology", **more)


def when(review: Review, key: str, **on: list[str]) -> None:
    """Asks the question, or else the section, of that key only after such answers."""
    questions = Question.objects.filter(section__questionnaire=review.questionnaire_id, key=key)
    question = questions.first()
    section = Section.objects.filter(questionnaire=review.questionnaire_id, key=key).first()
    with not_frozen():
        for name, values in on.items():
            Condition.objects.create(
                question=question,
                section=None if question else section,
                on=question_of(review, name.replace("_", "-")),
                values=values,
            )
