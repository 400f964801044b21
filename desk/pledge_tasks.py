"""What waits on a person in pledges: to finish one, to answer, to say what is new, to examine."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compact.dates import years_before
from desk.waiting import Task
from pledges.models import Pledge
from publication.choices import State
from stakeholders.models import User
from stakeholders.rules import is_secretariat


def pledge_tasks(user: User) -> Iterator[Task]:
    yield from _to_answer(user)
    yield from _to_finish(user)
    yield from _to_report(user)
    if is_secretariat(user):
        yield from _to_examine()


def _to_answer(user: User) -> Iterator[Task]:
    for pledge in _named(Pledge.objects.inviting(user)):
        yield Task(
            title=_("Join in: %(pledge)s") % {"pledge": pledge},
            url=pledge.desk_address,
            why=_("%(organisation)s asks you to join in its pledge.")
            % {"organisation": pledge.organisation},
        )


def _to_finish(user: User) -> Iterator[Task]:
    drafts = Pledge.objects.made_by(user).filter(state=State.DRAFT)
    for pledge in _named(drafts):
        returned = pledge.submitted_at is not None
        yield Task(
            title=str(pledge),
            url=pledge.desk_address,
            why=_("Submitted once, and to be finished again")
            if returned
            else _("Not submitted yet"),
        )


def _to_report(user: User) -> Iterator[Task]:
    silent = Pledge.objects.made_by(user).silent_since(years_before(timezone.now(), 1))
    for pledge in _named(silent):
        yield Task(
            title=_("What is new of %(pledge)s?") % {"pledge": pledge},
            url=reverse("pledge_desk:progress", args=[pledge.code]),
            why=_("There has been no news for a year."),
        )


def _to_examine() -> Iterator[Task]:
    """One line for all of them: in the weeks of a forum there are hundreds."""
    waiting = Pledge.objects.filter(state__in=[State.SUBMITTED, State.UNDER_REVIEW])
    states = list(waiting.values_list("state", flat=True))
    if states:
        count = len(states)
        title = ngettext("%(count)s pledge to examine", "%(count)s pledges to examine", count) % {
            "count": count
        }
        why = _("%(count)s to be taken up") % {"count": states.count(State.SUBMITTED)}
        yield Task(title=title, url=reverse("desk:pledge_queue"), why=why)


def _named(pledges: "QuerySet[Pledge]") -> "QuerySet[Pledge]":
    return pledges.select_related("organisation__country").order_by("created_at", "pk")
