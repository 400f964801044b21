"""What the worker does for the outbox."""

from celery import shared_task
from django.utils import timezone

from notices import delivery


@shared_task(name="notices.deliver")
def deliver(pk: int) -> bool:
    return delivery.deliver_one(pk)


@shared_task(name="notices.sweep")
def sweep() -> tuple[int, int]:
    return delivery.sweep(timezone.now())
