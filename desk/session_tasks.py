"""What waits on a person in dialogues: sessions one is registered for, and what they lack."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.waiting import Task
from dialogues.choices import RegistrationState
from dialogues.models import Captions, Recording, Registration, Session
from publication.choices import State
from stakeholders.models import User
from stakeholders.rules import is_secretariat

# What an older session still lacks waits on nobody any more.
LOOKED_BACK = timedelta(days=120)


def session_tasks(user: User) -> Iterator[Task]:
    now = timezone.now()
    yield from _to_attend(user, now)
    if is_secretariat(user):
        yield from _to_announce()
        yield from _to_complete(now)


def _to_attend(user: User, now: datetime) -> Iterator[Task]:
    mine = Registration.objects.filter(
        Q(user=user) | Q(user=None, email__iexact=user.email),
        state__in=[RegistrationState.PLACED, RegistrationState.WAITING],
        session__state=State.PUBLISHED,
        session__ends_at__gt=now,
    )
    for one in mine.select_related("session").order_by("session__starts_at", "pk"):
        has_place = one.state == RegistrationState.PLACED
        yield Task(
            title=str(one.session),
            url=one.session.get_absolute_url(),
            due=one.session.starts_at,
            why=_("You are registered for this session.")
            if has_place
            else _("You are on the waiting list of this session."),
        )


def _to_announce() -> Iterator[Task]:
    if count := Session.objects.filter(state=State.DRAFT).count():
        words = ngettext("%(count)s session to announce", "%(count)s sessions to announce", count)
        yield _line(words, count, "in-preparation", _("In preparation, and seen by nobody else."))


def _to_complete(now: datetime) -> Iterator[Task]:
    """Of the sessions of the last months."""
    held = Session.objects.published().filter(ends_at__range=(now - LOOKED_BACK, now))
    shown = Recording.objects.filter(removed_at=None)
    published = shown.filter(published_at__isnull=False)
    recorded = held.filter(pk__in=published.values("session"))
    if count := held.exclude(pk__in=recorded).count():
        words = ngettext(
            "%(count)s session without a recording",
            "%(count)s sessions without a recording",
            count,
        )
        yield _line(words, count, "past", _("Held in the last months."))
    if count := held.exclude(summary_en__gt="").count():
        words = ngettext(
            "%(count)s session without a summary", "%(count)s sessions without a summary", count
        )
        yield _line(words, count, "past", _("Held in the last months."))
    yield from _to_caption(published)


def _to_caption(published: "QuerySet[Recording]") -> Iterator[Task]:
    captioned = Captions.objects.filter(removed_at=None).values("recording")
    if count := published.exclude(pk__in=captioned).count():
        words = ngettext(
            "%(count)s recording without captions", "%(count)s recordings without captions", count
        )
        yield _line(words, count, "past", _("Who does not hear learns nothing from it."))


def _line(words: str, count: int, part: str, why: str) -> Task:
    address = f"{reverse('dialogue_desk:sessions')}#{part}"
    return Task(title=words % {"count": count}, url=address, why=why)
