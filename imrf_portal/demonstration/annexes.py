"""Files of made-up reviews: a small table each."""

import hashlib
from collections.abc import Iterable
from random import Random

from django.core.files.base import ContentFile

from imrf_portal.demonstration.histories import History
from reviews.models import Attachment, Question, Review

KEY = "annex-statistics"
NAME = "demonstration-statistics.csv"


def attach(review: Review, history: History, question: Question) -> Attachment:
    table = _table(history)
    return Attachment.objects.create(
        review=review,
        question=question,
        file=ContentFile(table, name=f"{review.code}.csv"),
        name=NAME,
        media_type="text/csv",
        size=len(table),
        sha256=hashlib.sha256(table).hexdigest(),
        at=history.times.begun,
        by=history.team.focal_point,
    )


def by_review(files: Iterable[Attachment]) -> dict[str, dict[str, list[dict[str, str]]]]:
    """What a snapshot of each review, by its code, keeps of its files."""
    return {file.review.code: {KEY: [{"name": file.name, "sha256": file.sha256}]} for file in files}


def _table(history: History) -> bytes:
    """Figures by objective. They are made up, and the file says so in its first column."""
    review = history.story.code
    chance = Random(f"{review} {KEY}")  # noqa: S311 - made up, not secret
    lines = [
        f"made up,{review},{number},{chance.randint(100, 9_000)},{chance.randint(30, 60)}"
        for number in range(1, 24)
    ]
    heading = "demonstration,review,objective,persons reached,per cent women"
    return "\n".join([heading, *lines, ""]).encode()
