"""What is told of a discussion: decisions to authors, digests to followers and moderators."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dialogues.discussion.digests import FOLLOWED, MODERATED, what_is_new, what_waits
from dialogues.discussion.spaces import EXTENDED
from dialogues.models import Post, Space
from notices.kinds import Kind
from notices.models import Notice
from publication.kinds import in_words

AS_AUTHOR = _("You get this because you contributed to a discussion.")
ON_BEHALF = _(
    "You get this because the Secretariat received a contribution from you and entered it here."
)


def _said(notice: Notice) -> Mapping[str, object]:
    """The beginning of what was contributed, and the reason; never who decided."""
    post: Post | None = notice.item
    reason = notice.context["reason"]
    return {
        "space": str(post.space) if post else "",
        "words": f"“{Truncator(post.text).words(30, truncate=' …')}”" if post else "",
        "when": in_words(datetime.fromisoformat(notice.context["at"])),
        "said": _now("The reason given:\n\n%(reason)s") % {"reason": reason} if reason else "",
    }


def _own_page(notice: Notice) -> str:
    return reverse("dialogue_desk:contribution", args=[notice.item.pk]) if notice.item else ""


def _public_page(notice: Notice) -> str:
    """Where everybody reads it, for as long as everybody does."""
    post: Post | None = notice.item
    return post.get_absolute_url() if post and post.is_published else ""


# What happened, its subject, its words; and whether one can appeal.
DECISIONS = (
    (
        "published",
        _("Your contribution is published"),
        _(
            "A moderator read what you contributed to “%(space)s” and published it on %(when)s:"
            "\n\n%(words)s"
        ),
        False,
    ),
    (
        "declined",
        _("Your contribution is not published"),
        _(
            "A moderator read what you contributed to “%(space)s” and declined it on %(when)s:"
            "\n\n%(words)s\n\n%(said)s"
        ),
        True,
    ),
    (
        "removed",
        _("Your contribution was removed"),
        _(
            "A moderator removed what you contributed to “%(space)s” on %(when)s:"
            "\n\n%(words)s\n\n%(said)s"
        ),
        True,
    ),
    (
        "upheld",
        _("Your appeal was not granted"),
        _(
            "Another moderator looked at what you contributed to “%(space)s” and upheld the "
            "decision on %(when)s:\n\n%(words)s\n\n%(said)s"
        ),
        False,
    ),
    (
        "granted",
        _("Your appeal was granted"),
        _(
            "Another moderator looked at what you contributed to “%(space)s” and published it on "
            "%(when)s:\n\n%(words)s\n\n%(said)s"
        ),
        False,
    ),
)

OF_DECISIONS = tuple(
    Kind(
        code=f"dialogues.post-{what}",
        subject=subject,
        body=body,
        action=_("Read it, or appeal") if can_appeal else _("See it"),
        why=AS_AUTHOR,
        link=_own_page,
        details=_said,
    )
    for what, subject, body, can_appeal in DECISIONS
)
ON_BEHALF_OF = tuple(
    Kind(
        code=f"dialogues.post-{what}-on-behalf",
        subject=subject,
        body=body,
        action=_("Read it"),
        why=ON_BEHALF,
        link=_public_page,
        details=_said,
    )
    for what, subject, body, _can_appeal in DECISIONS
)


def _until(notice: Notice) -> Mapping[str, object]:
    return {"until": in_words(datetime.fromisoformat(notice.context["until"]))}


def _space_page(notice: Notice) -> str:
    space = Space.objects.public().filter(pk=notice.item_id).first()
    return space.get_absolute_url() if space else ""


KINDS = (
    *OF_DECISIONS,
    *ON_BEHALF_OF,
    Kind(
        code=EXTENDED,
        subject=_("There is more time: “%(item)s”"),
        body=_(
            "The discussion “%(item)s” is open until %(until)s.\n\nThe reason given:\n\n%(reason)s"
        ),
        action=_("Read it"),
        why=_("You get this because you follow the discussion. You can stop it on its page."),
        link=_space_page,
        details=_until,
        optional=True,
    ),
    Kind(
        code=FOLLOWED,
        subject=_("New in the discussion “%(item)s”"),
        body=_("New in “%(item)s” since you were last told:\n\n%(items)s"),
        action=_("Read the discussion"),
        why=_("You get this because you follow the discussion. You can stop it on its page."),
        link=_space_page,
        details=what_is_new,
        optional=True,
    ),
    Kind(
        code=MODERATED,
        subject=_("Contributions wait for a moderator"),
        body=_("What waits for you in the discussions:\n\n%(items)s"),
        action=_("Open the queue"),
        why=_("You get this because you moderate discussions."),
        link=lambda _notice: reverse("dialogue_desk:moderation"),
        details=what_waits,
        optional=True,
    ),
)
