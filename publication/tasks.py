"""What the worker does for publication."""

from celery import shared_task
from django.utils import timezone

from publication.services import release_due


@shared_task(name="publication.release_due")
def release() -> int:
    return release_due(timezone.now())
