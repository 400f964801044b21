"""Reads over pledges."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Coalesce

from pledges.choices import PartnerState, Stage
from publication.choices import State
from publication.querysets import PublishableQuerySet
from stakeholders.choices import SPEAKERS, Role
from stakeholders.models import User

if TYPE_CHECKING:
    from pledges.models import Pledge  # noqa: F401 - named in the bases


class PledgeQuerySet(PublishableQuerySet["Pledge"]):
    def with_names(self) -> "PledgeQuerySet":
        """With all that a card shows, in a fixed number of queries."""
        return self.select_related(
            "organisation__country", "organisation__type", "cycle"
        ).prefetch_related(
            "objectives", "countries", "partners__organisation__country", "targets__reports"
        )

    def made_by(self, user: User) -> "PledgeQuerySet":
        """Of the organisations for which this person speaks."""
        mine = [org for role, org in user.roles_held if role in SPEAKERS]
        return self.filter(organisation__in=mine)

    def inviting(self, user: User) -> "PledgeQuerySet":
        """Pledges that ask an organisation for which this person speaks to join in."""
        mine = [org for role, org in user.roles_held if role in SPEAKERS]
        return self.filter(
            partners__organisation__in=mine, partners__state=PartnerState.INVITED
        ).distinct()

    def seen_on_desk_by(self, user: User) -> "PledgeQuerySet":
        mine = [org for role, org in user.roles_held if role in SPEAKERS]
        visible = Q(organisation__in=mine) | Q(
            partners__organisation__in=mine,
            partners__state__in=[PartnerState.INVITED, PartnerState.ACCEPTED],
        )
        if any(role == Role.SECRETARIAT for role, _organisation in user.roles_held):
            visible |= ~Q(state=State.DRAFT)
        return self.filter(visible).distinct()

    def silent_since(self, moment: datetime) -> "PledgeQuerySet":
        """Published, not at its end, and without news since then."""
        under_way = self.published().filter(stage__in=[Stage.PLANNING, Stage.IN_PROGRESS])
        return under_way.alias(heard_at=Coalesce("news_at", "published_at")).filter(
            heard_at__lte=moment
        )
