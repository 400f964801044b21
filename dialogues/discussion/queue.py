"""What waits for a moderator: new and changed contributions, appeals, and what was reported."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from dialogues.choices import PostSource, PostState
from dialogues.discussion.rules import moderates_everywhere
from dialogues.models import Post, Space
from dialogues.querysets import PostQuerySet
from stakeholders.models import User


@dataclass(frozen=True, kw_only=True)
class Waiting:
    new: int = 0
    appeals: int = 0
    reported: int = 0
    oldest: datetime | None = None
    languages: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.appeals or self.reported)


def in_care_of(user: User) -> PostQuerySet:
    """What this person moderates: all of the portal, or the space of a debate; never their own."""
    own = Q(by=user, source=PostSource.PORTAL)
    posts = Post.objects.exclude(own)
    if moderates_everywhere(user):
        return posts
    return posts.filter(space__in=Space.objects.filter(debate__moderators__user=user))


def new_for(user: User) -> PostQuerySet:
    """The longest waiting first: since it was posted, or changed."""
    return in_care_of(user).filter(state=PostState.WAITING).order_by("posted_at", "pk")


def appeals_for(user: User) -> PostQuerySet:
    """Against decisions of others."""
    appeals = in_care_of(user).filter(state=PostState.APPEALED).exclude(decided_by=user)
    return appeals.order_by("appealed_at", "pk")


def reported_for(user: User) -> PostQuerySet:
    published = in_care_of(user).filter(state=PostState.PUBLISHED)
    reported = published.filter(reports__isnull=False, reports__settled_at=None)
    return reported.order_by("posted_at", "pk").distinct()


def waiting_for(user: User) -> Waiting:
    """In three queries."""
    new = list(new_for(user).values_list("language", "posted_at"))
    languages = Counter(language for language, _at in new)
    return Waiting(
        new=len(new),
        appeals=appeals_for(user).count(),
        reported=reported_for(user).count(),
        oldest=min((at for _language, at in new), default=None),
        languages=dict(languages.most_common()),
    )
