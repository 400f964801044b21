"""What the worker does for pledges."""

from celery import shared_task
from django.utils import timezone

from pledges.asking import ask_for_news
from pledges.importing.runs import hand_over_all
from pledges.importing.work import work_on
from pledges.lights import relight


@shared_task(name="pledges.ask_for_news")
def ask() -> int:
    return ask_for_news(timezone.now())


@shared_task(name="pledges.relight")
def change_lights() -> int:
    return relight(timezone.now())


@shared_task(name="pledges.work_on_import")
def work_on_import(pk: int) -> bool:
    return work_on(pk)


@shared_task(name="pledges.go_on_with_imports")
def go_on_with_imports() -> int:
    return hand_over_all()
