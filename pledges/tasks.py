"""What the worker does for pledges."""

from celery import shared_task
from django.utils import timezone

from pledges.lights import relight
from pledges.news import ask_for_news


@shared_task(name="pledges.ask_for_news")
def ask() -> int:
    return ask_for_news(timezone.now())


@shared_task(name="pledges.relight")
def change_lights() -> int:
    return relight(timezone.now())
