"""The canonical content of a review: what a snapshot keeps and a digest is taken of."""

from typing import Any

from reviews.carrying.content import carried_in
from reviews.conditions import conditions_of
from reviews.consulting.content import consulted_in
from reviews.models import Review


def content_of(review: Review) -> dict[str, Any]:
    """Answers by question key, with the files' digests: the same JSON for the same words.

    What is not asked is not in it.

    What belongs to a review beside its answers is told by `annexes`, where there is any.
    """
    answers: dict[str, dict[str, Any]] = {}
    said = list(review.answers.select_related("question"))
    decision = conditions_of(review.questionnaire_id).given(said)
    for answer in said:
        if not answer.is_blank and decision.asks(answer.question_id):
            answers[answer.question.key] = {
                "value": answer.value,
                "not_applicable": answer.not_applicable,
                "reason": answer.reason,
                "revision": answer.revision,
            }
    for file in review.attachments.filter(removed_at=None).select_related("question"):
        if not decision.asks(file.question_id):
            continue
        of_question = answers.setdefault(file.question.key, {})
        of_question.setdefault("files", []).append({"name": file.name, "sha256": file.sha256})
    content: dict[str, Any] = {
        "code": review.code,
        "country": review.country_id,
        "cycle": review.cycle_id,
        "questionnaire": review.questionnaire.version,
        "language": review.language,
        "answers": answers,
    }
    annexes: dict[str, Any] = {**consulted_in(review), **carried_in(review)}
    return {**content, "annexes": annexes} if annexes else content
