"""What a snapshot keeps of the answers carried over: what was said, and what it is worth today."""

from typing import Any

from reviews.carrying.sources import Source, source_of
from reviews.conditions import asked_in
from reviews.models import CarriedAnswer, Review


def carried_in(review: Review) -> dict[str, dict[str, Any]]:
    """For `content["annexes"]`: nothing where the review brings nothing up to date.

    Who stamped stays with the State.
    """
    source = source_of(review)
    if source is None:
        return {}
    asked = asked_in(review)
    carried = review.carried.select_related("question")
    return {"carried": content_with(source, [row for row in carried if asked.asks(row.question)])}


def content_with(source: Source, carried: list[CarriedAnswer]) -> dict[str, Any]:
    return {"from": _about(source), "answers": [_answer(row) for row in carried]}


def _about(source: Source) -> dict[str, Any]:
    if isinstance(source, Review):
        return {"code": source.code, "year": source.cycle_id, "language": source.language}
    return {
        "title": source.title,
        "year": source.year,
        "language": source.language,
        "address": source.address,
    }


def _answer(row: CarriedAnswer) -> dict[str, Any]:
    return {
        "question": row.question.key,
        "from": row.from_key,
        "asked": row.from_label,
        "stamp": row.stamp,
        "value": row.value,
        "not_applicable": row.not_applicable,
        "reason": row.reason,
    }
