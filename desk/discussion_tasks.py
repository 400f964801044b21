"""What waits on a moderator in discussions."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.waiting import Task
from dialogues.discussion.queue import waiting_for
from dialogues.discussion.rules import moderates_something
from stakeholders.models import User


def discussion_tasks(user: User) -> Iterator[Task]:
    """One line for each kind of work, however many there are."""
    if not moderates_something(user):
        return
    queue, waiting = reverse("dialogue_desk:moderation"), waiting_for(user)
    if count := waiting.new:
        words = ngettext(
            "%(count)s contribution to moderate", "%(count)s contributions to moderate", count
        )
        yield _line(words, count, f"{queue}#queue", _("Nobody reads it before a moderator has."))
    if count := waiting.appeals:
        words = ngettext("%(count)s appeal to hear", "%(count)s appeals to hear", count)
        yield _line(words, count, f"{queue}#appeals", _("Against a decision of another moderator"))
    if count := waiting.reported:
        words = ngettext(
            "%(count)s contribution that readers reported",
            "%(count)s contributions that readers reported",
            count,
        )
        yield _line(words, count, f"{queue}#reported", _("It stays until somebody looks at it."))


def _line(words: str, count: int, url: str, why: str) -> Task:
    return Task(title=words % {"count": count}, url=url, why=why)
