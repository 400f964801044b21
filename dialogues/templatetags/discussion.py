"""What the pages of sessions and round tables show of a discussion."""

from typing import Any

from django import template
from django.utils import timezone

from dialogues.discussion.reading import latest_of
from dialogues.models import Post, Space

register = template.Library()


@register.simple_tag
def discussion_of(space: Space) -> dict[str, Any]:
    """How it stands, how much was said, and what was said last."""
    now = timezone.now()
    return {
        "is_open": space.is_open(now),
        "is_coming": space.opens_at > now,
        "count": Post.objects.published().filter(space=space).count(),
        "latest": latest_of(space),
    }


@register.filter
def post_kind(state: str) -> str:
    """The look of the tag of a contribution's state."""
    kinds = {"published": "good", "waiting": "sea", "appealed": "sea"}
    return kinds.get(state, "bad" if state in {"declined", "removed"} else "")
