"""What the worker does for dialogues."""

from celery import shared_task
from django.utils import timezone

from dialogues.discussion.digests import tell_followers, tell_moderators
from dialogues.passing import list_what_has_passed
from dialogues.recordings.cleaning import clear_uploads, delete_removed, sum_up
from dialogues.registering.reminders import forget_unconfirmed, remind


@shared_task(name="dialogues.tell_followers")
def tell_those_who_follow() -> int:
    return tell_followers(timezone.now())


@shared_task(name="dialogues.tell_moderators")
def tell_those_who_moderate() -> int:
    return tell_moderators(timezone.now())


@shared_task(name="dialogues.remind")
def remind_who_comes() -> int:
    return remind(timezone.now())


@shared_task(name="dialogues.pass_by")
def pass_by() -> int:
    return list_what_has_passed(timezone.now())


@shared_task(name="dialogues.forget_unconfirmed")
def forget() -> int:
    return forget_unconfirmed(timezone.now())


@shared_task(name="dialogues.tidy_recordings")
def tidy_recordings() -> int:
    now = timezone.now()
    return clear_uploads(now) + delete_removed(now) + sum_up()
