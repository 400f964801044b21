"""Reads over practices, calls, reviewers and assignments."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from practices.choices import AssignmentState, RosterState
from publication.choices import State
from publication.querysets import PublishableQuerySet
from stakeholders.choices import SPEAKERS, Role
from stakeholders.models import Membership, User

if TYPE_CHECKING:
    from practices.models import (  # noqa: F401 - named in the bases
        Assignment,
        Call,
        Practice,
        Reviewer,
    )

OPEN = (AssignmentState.INVITED, AssignmentState.ACCEPTED)
TAKEN = (*OPEN, AssignmentState.REVIEWED)


class PracticeQuerySet(PublishableQuerySet["Practice"]):
    def with_names(self) -> "PracticeQuerySet":
        return self.select_related("organisation__country", "organisation__type")

    def readable(self) -> "PracticeQuerySet":
        """By everybody: published, or archived since."""
        return self.filter(state__in=[State.PUBLISHED, State.ARCHIVED])

    def submitted_by(self, user: User) -> "PracticeQuerySet":
        """Of the organisations for which this person speaks."""
        mine = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
        return self.filter(organisation__in=mine)

    def examined_by(self, user: User) -> "PracticeQuerySet":
        """Those on which this member of the Secretariat decides: none of their own organisation."""
        own = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
        return self.exclude(organisation__in=own)

    def waiting_on_secretariat(self) -> "PracticeQuerySet":
        """What only the Secretariat can move on; whether a review waits, the round says."""
        waiting = [State.SUBMITTED, State.UNDER_REVIEW, State.ACCEPTED, State.SCHEDULED]
        return self.filter(state__in=[*waiting, State.APPEALED])

    def unconfirmed_since(self, moment: datetime) -> "PracticeQuerySet":
        """Published, and not said to be still true since then."""
        heard = self.published().alias(heard_at=Coalesce("confirmed_at", "published_at"))
        return heard.filter(heard_at__lte=moment)


class CallQuerySet(models.QuerySet["Call"]):
    def public(self) -> "CallQuerySet":
        return self.filter(published_at__isnull=False)

    def open(self, now: datetime) -> "CallQuerySet":
        """What can be submitted to at this moment."""
        in_time = Q(due_at__isnull=True) | Q(due_at__gte=now)
        return self.public().filter(in_time, closed_at__isnull=True, opens_at__lte=now)


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    def active(self) -> "ReviewerQuerySet":
        """On the roster, and a reviewer still: the role can end, and the account with it."""
        held = Membership.objects.in_force().filter(role=Role.REVIEWER, user=OuterRef("user"))
        return self.filter(Exists(held), state=RosterState.ACTIVE, user__is_active=True)

    def with_names(self) -> "ReviewerQuerySet":
        return self.select_related(
            "user", "country", "organisation__country", "organisation__type"
        ).prefetch_related("objectives", "absences", "country__regions")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def of(self, user: User) -> "AssignmentQuerySet":
        return self.filter(reviewer__user=user)

    def open(self) -> "AssignmentQuerySet":
        """Asked or accepted, and not handed in."""
        return self.filter(state__in=OPEN)

    def taken(self) -> "AssignmentQuerySet":
        """What counts against a reviewer's number: open or handed in."""
        return self.filter(state__in=TAKEN)

    def unanswered(self, now: datetime) -> "AssignmentQuerySet":
        """Invitations whose time to answer has passed."""
        return self.filter(state=AssignmentState.INVITED, answer_due_at__lte=now)

    def with_names(self) -> "AssignmentQuerySet":
        return self.select_related(
            "round__practice__organisation__country",
            "round__practice__call",
            "reviewer__user",
            "reviewer__organisation__country",
            "reviewer__country",
        )
