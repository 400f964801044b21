"""What the board and the lists around it ask of their rows."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template

from reviews.delegation.board import BoardRow
from reviews.delegation.threads import Thread
from reviews.models import ReviewSection, WritingLink

register = template.Library()


@register.filter
def is_late(row: BoardRow, today: date) -> bool:
    return row.is_late(today)


@register.filter
def is_overdue(section: ReviewSection, today: date) -> bool:
    return section.due_on is not None and section.due_on < today


@register.filter
def is_open_at(link: WritingLink, now: datetime) -> bool:
    return link.is_open(now)


@register.filter
def resolved(threads: Iterable[Thread]) -> list[Thread]:
    return [thread for thread in threads if not thread.is_open]
