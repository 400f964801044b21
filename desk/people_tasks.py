"""What waits on a person in people: to answer an invitation, to decide who takes part."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.waiting import Task
from stakeholders.choices import Role
from stakeholders.models import Invitation, JoinRequest, User
from stakeholders.rules import may_decide_some
from stakeholders.tokens import token_of


def people_tasks(user: User) -> Iterator[Task]:
    yield from _to_answer(user)
    if may_decide_some(user):
        yield from _to_decide(user)


def _to_answer(user: User) -> Iterator[Task]:
    mine = Invitation.objects.open(timezone.now()).addressed_to(user)
    for invitation in mine.select_related("organisation__country", "invited_by"):
        names = {"role": Role(invitation.role).label, "organisation": invitation.organisation}
        yield Task(
            title=_("Invitation: %(role)s, %(organisation)s") % names,
            url=reverse("desk:invitation", args=[token_of(invitation)]),
            why=_("%(host)s invited you.") % {"host": invitation.invited_by},
            due=invitation.expires_at,
        )


def _to_decide(user: User) -> Iterator[Task]:
    count = JoinRequest.objects.waiting().decidable_by(user).count()
    if count:
        title = ngettext(
            "%(count)s request to take part", "%(count)s requests to take part", count
        ) % {"count": count}
        yield Task(
            title=title, url=reverse("desk:requests"), why=_("You may decide who takes part.")
        )
