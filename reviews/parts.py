"""The answers of published reviews, as parts that can be cited elsewhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import override

from publication.parts import CitedPart, Place
from reviews.conditions import CONDITIONS_OF_ANSWERS, asked_among
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
    parts = _parts(found)
    return {place: parts[place] for place in places if place in parts}


def _parts(reviews: Iterable[Review]) -> Mapping[Place, CitedPart]:
    """What a question asks decides what else is asked, so all answers of a review are read."""
    by_review = {review.pk: review for review in reviews}
    answers = (
        Answer.objects.filter(review__in=by_review)
        .select_related("question__section")
        .prefetch_related(
            "question__options", "question__columns", "question__rows", *CONDITIONS_OF_ANSWERS
        )
    )
    said: dict[int, list[Answer]] = {pk: [] for pk in by_review}
    for answer in answers:
        said[answer.review_id].append(answer)
    return {
        (pk, answer.question.key): _part(by_review[pk], answer)
        for pk, some in said.items()
        for answer in asked_among(some)
        if not answer.not_applicable and answer.value
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
