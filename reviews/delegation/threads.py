"""Comments as they are read: each with its answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict

from reviews.models import Comment, Review, ReviewSection
from reviews.rules import may_see_history
from reviews.writers import Writer


@dataclass
class Thread:
    """A comment and what was answered to it."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)
    typed: str = ""  # an answer that is not kept yet

    @property
    def number(self) -> str:
        """As the names of its fields have it."""
        return str(self.comment.pk)

    @property
    def is_open(self) -> bool:
        return self.comment.resolved_at is None


def threads_at(
    section: ReviewSection, reader: Writer, typed: QueryDict | None = None
) -> dict[int, list[Thread]]:
    """By question: of the State's own people alone, and of those who have this section.

    `typed` is a form that is not saved yet: its answers stand in their fields again.
    """
    if not may_see_history(reader, section):
        return {}
    comments = Comment.objects.filter(
        review=section.review_id, question__section=section.section_id
    )
    threads = threads_of(comments.select_related("by", "by_link"))
    for thread in threads:
        thread.typed = str(typed.get(f"reply-{thread.number}", "")) if typed else ""
    return _by_question(threads)


def threads_in(review: Review) -> list[Thread]:
    """All of a review, in the order of its questions."""
    comments = Comment.objects.filter(review=review).select_related(
        "by", "by_link", "question__section__objective"
    )
    return threads_of(comments.order_by("question__section__order", "question__order", "at", "pk"))


def threads_of(comments: Iterable[Comment]) -> list[Thread]:
    """Of comments in an order in which an answer comes after what it answers."""
    threads: dict[int, Thread] = {}
    for comment in comments:
        if comment.in_reply_to_id is None:
            threads[comment.pk] = Thread(comment)
        elif comment.in_reply_to_id in threads:
            threads[comment.in_reply_to_id].replies.append(comment)
    return list(threads.values())


def _by_question(threads: Iterable[Thread]) -> dict[int, list[Thread]]:
    by_question: dict[int, list[Thread]] = {}
    for thread in threads:
        by_question.setdefault(thread.comment.question_id, []).append(thread)
    return by_question
