"""Verbs of comments at a question: say something, answer it, call it resolved."""

from django.utils import timezone

from reviews.models import Comment, Question, ReviewSection
from reviews.rules import may_write_section
from reviews.saving import NotWritableError
from reviews.services.errors import ReviewError
from reviews.writers import Writer, by_fields

MOST_CHARACTERS = 10_000


class BadCommentError(ReviewError):
    """There is nothing in it, or far too much."""


def comment(
    *,
    section: ReviewSection,
    question: Question,
    text: str,
    by: Writer,
    in_reply_to: Comment | None = None,
) -> Comment:
    """An answer to an answer is one to what began it. What is answered is open again."""
    if not may_write_section(by, section) or question.section_id != section.section_id:
        raise NotWritableError
    text = text.strip()
    if not text or len(text) > MOST_CHARACTERS:
        raise BadCommentError
    first = (in_reply_to.in_reply_to or in_reply_to) if in_reply_to else None
    if first is not None:
        if (first.review_id, first.question_id) != (section.review_id, question.pk):
            raise NotWritableError
        _mark(first, resolved=False, by=by)
    return Comment.objects.create(
        review=section.review, question=question, text=text, in_reply_to=first, **by_fields(by)
    )


def resolve(*, comment: Comment, section: ReviewSection, resolved: bool, by: Writer) -> None:
    """Call a comment resolved with all its answers, or open it again."""
    of_section = comment.review_id == section.review_id and (
        comment.question.section_id == section.section_id
    )
    if not may_write_section(by, section) or not of_section or comment.in_reply_to_id:
        raise NotWritableError
    _mark(comment, resolved=resolved, by=by)


def _mark(comment: Comment, *, resolved: bool, by: Writer) -> None:
    """Who resolved it first stays on it."""
    Comment.objects.filter(pk=comment.pk, resolved_at__isnull=resolved).update(
        resolved_at=timezone.now() if resolved else None,
        resolved_by=str(by) if resolved else "",
    )
