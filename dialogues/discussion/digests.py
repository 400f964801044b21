"""Digests instead of a mail a contribution: for followers, and for moderators of what waits.

Safe to run at any time: each has its key, and a run that was missed is made up by the next.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.discussion.queue import Waiting, waiting_for
from dialogues.models import Following, Post, Space
from notices.models import Notice
from notices.services import queue
from publication.kinds import in_words
from stakeholders.choices import Role
from stakeholders.models import User

FOLLOWED = "dialogues.discussion-digest"
MODERATED = "dialogues.moderators-digest"
DAY = timedelta(days=1)
# What was decided within this time before may not be committed yet: it is told the next time.
SETTLED = timedelta(minutes=10)
MOST_TOLD = 20
MORNING = time(7)


def tell_followers(now: datetime) -> int:
    """Queue the digest of each follower who was last told a day ago. Nothing new, nothing sent."""
    due = Following.objects.filter(told_until__lte=now - DAY - SETTLED, user__is_active=True)
    found = due.select_related("user", "space").order_by("pk")
    return sum(_tell(following, now - SETTLED) for following in found)


def _tell(following: Following, until: datetime) -> bool:
    numbers = list(_new(following, until))
    with transaction.atomic():
        claimed = Following.objects.filter(pk=following.pk, told_until=following.told_until)
        if claimed.update(told_until=until) != 1 or not numbers:
            return False
        queue(
            kind=FOLLOWED,
            key=f"{FOLLOWED}:{following.pk}:{following.told_until.isoformat()}",
            recipient=following.user,
            item=following.space,
            context={
                "numbers": " ".join(str(number) for number in numbers[:MOST_TOLD]),
                "count": str(len(numbers)),
            },
        )
    return True


def _new(following: Following, until: datetime) -> list[int]:
    """What others contributed and moderators published since."""
    published = Post.objects.published().filter(
        space=following.space, decided_at__gt=following.told_until, decided_at__lte=until
    )
    others = published.exclude(by=following.user, source="portal")
    return list(others.order_by("decided_at", "pk").values_list("pk", flat=True))


def what_is_new(notice: Notice) -> Mapping[str, object]:
    """As far as everybody can still read it when the mail is written."""
    numbers = [int(number) for number in notice.context["numbers"].split()]
    posts = Post.objects.published().with_names().filter(pk__in=numbers).order_by("decided_at")
    items = [_line(post) for post in posts]
    more = int(notice.context["count"]) - len(numbers)
    if more > 0:
        items.append(ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more})
    return {"items": "\n\n".join(items) or _("It was taken back in the meantime.")}


def _line(post: Post) -> str:
    words = Truncator(post.text.replace("\n", " ")).words(25, truncate=" …")
    address = f"{settings.PORTAL_ADDRESS}{post.get_absolute_url()}"
    return f"{post.author_name}, {post.shown_affiliation}: “{words}”\n{address}"


def tell_moderators(now: datetime) -> int:
    """Once a day, on the morning of each: what waits, if anything does."""
    return sum(_tell_moderator(person, now) for person in moderators())


def moderators() -> list[User]:
    """Of the portal and of debates; while the portal has none, the Secretariat as well."""
    portal = User.objects.holding(Role.MODERATOR)
    if not portal.exists():
        portal = User.objects.holding(Role.SECRETARIAT)
    named = Space.objects.filter(debate__moderators__user__isnull=False)
    of_debates = named.values_list("debate__moderators__user", flat=True)
    found = {*portal.values_list("pk", flat=True), *of_debates}
    return list(User.objects.filter(pk__in=found, is_active=True).order_by("pk"))


def _tell_moderator(person: User, now: datetime) -> bool:
    local = now.astimezone(person.zone)
    if local.time() < MORNING:
        return False
    key = f"{MODERATED}:{person.pk}:{local.date().isoformat()}"
    if Notice.objects.filter(key=key).exists() or not waiting_for(person):
        return False
    queue(kind=MODERATED, key=key, recipient=person)
    return True


def what_waits(notice: Notice) -> Mapping[str, object]:
    """As it is when the mail is written."""
    found = waiting_for(notice.recipient) if notice.recipient else Waiting()
    return {"items": "\n\n".join(_counts(found)) or _("It was done in the meantime.")}


def _counts(found: Waiting) -> list[str]:
    lines = []
    if count := found.new:
        words = ngettext("%(count)s contribution waits", "%(count)s contributions wait", count)
        lines.append(words % {"count": count})
    if count := found.appeals:
        words = ngettext("%(count)s appeal waits", "%(count)s appeals wait", count)
        lines.append(words % {"count": count})
    if count := found.reported:
        words = ngettext(
            "%(count)s published contribution was reported",
            "%(count)s published contributions were reported",
            count,
        )
        lines.append(words % {"count": count})
    if found.oldest is not None:
        lines.append(_("The oldest waits since %(when)s.") % {"when": in_words(found.oldest)})
    if found.languages:
        languages = dict(settings.LANGUAGES)
        named = ", ".join(f"{languages[code]} {n}" for code, n in found.languages.items())
        lines.append(_("By language: %(languages)s") % {"languages": named})
    return lines
