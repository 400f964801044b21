"""What waits on a person in practices that are published: adaptations, and whether it is true."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from compact.dates import years_before
from desk.waiting import Task
from practices.choices import AdaptationState
from practices.models import Adaptation, Practice
from publication.choices import State
from stakeholders.choices import SPEAKERS
from stakeholders.models import User
from stakeholders.rules import is_secretariat

# So long the practice's own people are asked alone.
PATIENCE = timedelta(days=14)


def published_practice_tasks(user: User) -> Iterator[Task]:
    yield from _to_confirm(user)
    yield from _to_say_again(user)


def _to_confirm(user: User) -> Iterator[Task]:
    mine = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
    asked = Q(practice__organisation__in=mine)
    if is_secretariat(user):
        own = Q(organisation=F("practice__organisation"))
        asked |= own | Q(told_at__lte=timezone.now() - PATIENCE)
    told = Adaptation.objects.filter(
        asked, state=AdaptationState.TOLD, practice__state=State.PUBLISHED
    ).exclude(organisation__in=mine)
    for one in told.select_related("practice", "organisation__country", "country"):
        yield Task(
            title=_("Confirm an adaptation of %(practice)s") % {"practice": one.practice},
            url=reverse("practices:adaptation", args=[one.practice.code, one.pk]),
            why=_("%(organisation)s adapted it in %(country)s, %(year)s.")
            % {"organisation": one.organisation, "country": one.country, "year": one.year},
        )


def _to_say_again(user: User) -> Iterator[Task]:
    silent = Practice.objects.submitted_by(user).unconfirmed_since(years_before(timezone.now(), 1))
    for practice in silent.order_by("published_at", "pk"):
        yield Task(
            title=_("Is it still true? %(practice)s") % {"practice": practice},
            url=reverse("practice_desk:say_still_true", args=[practice.code]),
            why=_("Nobody has said so for a year."),
        )
