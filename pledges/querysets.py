"""Reads over pledges."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce

from pledges.choices import PartnerState, Stage
from publication.querysets import PublishableQuerySet
from stakeholders.choices import SPEAKERS
from stakeholders.models import User

if TYPE_CHECKING:
    from pledges.models import Pledge  # noqa: F401 - named in the bases


class PledgeQuerySet(PublishableQuerySet["Pledge"]):
    def made_by(self, user: User) -> "PledgeQuerySet":
        """Of the organisations for which this person speaks."""
        return self.filter(organisation__in=_speaks_for(user))

    def inviting(self, user: User) -> "PledgeQuerySet":
        """Pledges that ask an organisation for which this person speaks to join in."""
        return self._with_partner(user, PartnerState.INVITED)

    def joined_by(self, user: User) -> "PledgeQuerySet":
        """Pledges that an organisation for which this person speaks has joined."""
        return self._with_partner(user, PartnerState.ACCEPTED)

    def _with_partner(self, user: User, state: PartnerState) -> "PledgeQuerySet":
        mine = {"partners__organisation__in": _speaks_for(user), "partners__state": state}
        return self.filter(**mine).distinct()

    def silent_since(self, moment: datetime) -> "PledgeQuerySet":
        """Published, not at its end, and without news since then."""
        under_way = self.published().filter(stage__in=[Stage.PLANNING, Stage.IN_PROGRESS])
        return under_way.alias(heard_at=Coalesce("news_at", "published_at")).filter(
            heard_at__lte=moment
        )


def _speaks_for(user: User) -> list[int]:
    return [organisation for role, organisation in user.roles_held if role in SPEAKERS]
