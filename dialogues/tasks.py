"""What the worker does for dialogues."""

from celery import shared_task
from django.utils import timezone

from dialogues.discussion.digests import tell_followers, tell_moderators


@shared_task(name="dialogues.tell_followers")
def tell_those_who_follow() -> int:
    return tell_followers(timezone.now())


@shared_task(name="dialogues.tell_moderators")
def tell_those_who_moderate() -> int:
    return tell_moderators(timezone.now())
