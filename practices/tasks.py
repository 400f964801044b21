"""What the worker does for practices."""

from celery import shared_task
from django.utils import timezone

from practices.asking import ask_whether_still_true
from practices.peer_review.reminders import keep_reviews_going


@shared_task(name="practices.ask_whether_still_true")
def ask() -> int:
    return ask_whether_still_true(timezone.now())


@shared_task(name="practices.keep_reviews_going")
def keep_going() -> int:
    return keep_reviews_going(timezone.now())
