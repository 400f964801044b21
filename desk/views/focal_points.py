"""Who speaks for each State."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from desk.views.access import SecretariatView
from stakeholders.choices import MOST_FOCAL_POINTS, Role
from stakeholders.models import Invitation, Membership, Organisation


@dataclass(frozen=True, slots=True)
class Row:
    """A State, its focal points, and the invitations by which it may get another."""

    state: Organisation
    held: list[Membership]
    awaited: list[Invitation]

    @property
    def has_room(self) -> bool:
        return len(self.held) + len(self.awaited) < MOST_FOCAL_POINTS


class FocalPointsView(SecretariatView):
    """Every Member State, and where there is nobody."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.GET.get("q", "").strip()[:200]
        only_missing = request.GET.get("missing") == "yes"
        rows = [_row(state) for state in _states(query)]
        return self.page(
            "desk/focal_points.html",
            rows=[row for row in rows if not (only_missing and row.held)],
            query=query,
            only_missing=only_missing,
            without=sum(not row.held for row in rows),
        )


def _states(query: str) -> QuerySet[Organisation]:
    held = Membership.objects.active().filter(role=Role.FOCAL_POINT).select_related("user")
    awaited = Invitation.objects.open(timezone.now()).filter(role=Role.FOCAL_POINT)
    states = Organisation.objects.member_states().named_like(query)
    return states.prefetch_related(Prefetch("memberships", held), Prefetch("invitations", awaited))


def _row(state: Organisation) -> Row:
    return Row(state, list(state.memberships.all()), list(state.invitations.all()))
