"""What the worker does for publication."""

from celery import shared_task
from django.utils import timezone

from publication.paper.renditions import hand_over_what_waits, make
from publication.searches import tell_what_is_new
from publication.services import release_due


@shared_task(name="publication.release_due")
def release() -> int:
    return release_due(timezone.now())


@shared_task(name="publication.tell_what_is_new")
def tell() -> int:
    return tell_what_is_new(timezone.now())


@shared_task(name="publication.make_rendition")
def make_rendition(pk: int) -> bool:
    return make(pk)


@shared_task(name="publication.make_what_waits")
def make_what_waits() -> int:
    return hand_over_what_waits(timezone.now())
