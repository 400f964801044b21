"""Work that is shared out: links, a ladder, comments, sections with a date."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.delegation.commenting import comment
from reviews.delegation.ladder import clear_section, set_ladder
from reviews.delegation.links import make_link
from reviews.delegation.tokens import token_of
from reviews.models import Clearance, Comment, Review, ReviewSection, WritingLink
from reviews.services import hand_over_section
from reviews.writers import Writer
from stakeholders.models import User
from tests.factories.reviews import focal_point_of, question_of, section_of

STEPS = ("Drafted", "Cleared by the ministry", "Cleared")


def link_to(review: Review, *keys: str, **fields: Any) -> WritingLink:
    """A link that opens these sections, open for a month."""
    told: dict[str, Any] = {
        "name": "Ministry of Health",
        "email": "health@example.org",
        "language": "en",
        "expires_at": timezone.now() + timedelta(days=30),
    }
    return make_link(
        review=review,
        sections=[section_of(review, key) for key in keys or ("methodology",)],
        by=focal_point_of(review.country_id),
        **(told | fields),
    )


def ended(link: WritingLink) -> WritingLink:
    """The same, past its end: the moment of making stays, for the token is made of it."""
    end = link.created_at + timedelta(microseconds=1)
    WritingLink.objects.filter(pk=link.pk).update(expires_at=end)
    link.refresh_from_db()
    return link


def at(link: WritingLink, name: str = "tasks", *places: object) -> str:
    """The address of a page that the link opens."""
    return reverse(f"review_desk:link_{name}", args=[token_of(link), *places])


def visited(link: WritingLink, name: str = "tasks", *places: object) -> str:
    return Client().get(at(link, name, *places)).content.decode()


def ladder_of(review: Review, *names: str) -> list[str]:
    set_ladder(review=review, names=names or STEPS, by=focal_point_of(review.country_id))
    return [step.name for step in review.ladder.all()]


def cleared(review: Review, key: str, step: str | None, **more: str) -> Clearance:
    return clear_section(
        section=section_of(review, key),
        step=review.ladder.get(name=step) if step else None,
        by=focal_point_of(review.country_id),
        **more,
    )


def said(
    review: Review, key: str, text: str, by: Writer | None = None, to: Comment | None = None
) -> Comment:
    question = question_of(review, key)
    return comment(
        section=section_of(review, question.section.key),
        question=question,
        text=text,
        by=by or focal_point_of(review.country_id),
        in_reply_to=to,
    )


def due(
    review: Review, key: str, day: date | None, to: User | None = None, ministry: str = ""
) -> ReviewSection:
    """Hand a section over with an internal date."""
    return hand_over_section(
        section=section_of(review, key),
        to=to,
        due_on=day,
        ministry=ministry,
        by=focal_point_of(review.country_id),
    )
