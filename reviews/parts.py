"""The answers of published reviews, as parts that can be cited elsewhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import override

from publication.parts import CitedPart, Place
from reviews.conditions import decisions_of
from reviews.models import Answer, Review
from reviews.rows import words_of


def parts_of(reviews: Collection[Review]) -> Mapping[int, Sequence[CitedPart]]:
    """The answers in the order of the questionnaire; what is not asked, or not said, is none."""
    published = [review for review in reviews if review.is_published]
    parts: dict[int, list[CitedPart]] = {review.pk: [] for review in published}
    for (pk, _key), part in _parts(published).items():
        parts[pk].append(part)
    return parts


def parts_at(places: Collection[Place]) -> Mapping[Place, CitedPart]:
    found = Review.objects.published().filter(pk__in={pk for pk, _key in places})
    parts = _parts(found, {key for _pk, key in places})
    return {place: parts[place] for place in places if place in parts}


def _parts(reviews: Iterable[Review], keys: Collection[str] = ()) -> Mapping[Place, CitedPart]:
    """Of these questions, or of all."""
    by_pk = {review.pk: review for review in reviews}
    decisions = decisions_of(list(by_pk.values()))
    answers = Answer.objects.filter(review__in=by_pk, not_applicable=False).exclude(value="")
    if keys:
        answers = answers.filter(question__key__in=keys)
    with_names = answers.select_related("question__section").prefetch_related(
        "question__options", "question__columns", "question__rows"
    )
    return {
        (answer.review_id, answer.question.key): _part(by_pk[answer.review_id], answer)
        for answer in with_names
        if answer.value and decisions[answer.review_id].asks(answer.question_id)
    }


def _part(review: Review, answer: Answer) -> CitedPart:
    question = answer.question
    with override(review.language):
        text = words_of(question, answer)
    return CitedPart(
        key=question.key,
        heading=str(question),
        text=text,
        address=reverse("reviews:answer", args=[review.code, question.key]),
        language=review.language,
    )
