"""What the worker does for reviews."""

from celery import shared_task
from django.utils import timezone

from reviews.delegation.reminders import queue_section_reminders
from reviews.reminders import queue_reminders


@shared_task(name="reviews.remind")
def remind(days_before: list[int]) -> int:
    return queue_reminders(timezone.now(), days_before)


@shared_task(name="reviews.remind_of_sections")
def remind_of_sections(days_before: list[int]) -> int:
    return queue_section_reminders(timezone.now(), days_before)
