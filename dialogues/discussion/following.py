"""Following a discussion: a digest a day at most of what is new."""

from django.db import transaction
from django.utils import timezone

from dialogues.models import Following, Space
from stakeholders.models import User


@transaction.atomic
def follow(*, space: Space, by: User) -> Following:
    """From now on. Following twice changes nothing."""
    now = timezone.now()
    begun = {"since": now, "told_until": now}
    return Following.objects.get_or_create(space=space, user=by, defaults=begun)[0]


def stop_following(*, space: Space, by: User) -> None:
    Following.objects.filter(space=space, user=by).delete()
