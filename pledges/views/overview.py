"""Where one's pledges stand, and what can be done with each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pledges.choices import PartnerState
from pledges.forms.others import organisations_of
from pledges.freshness import freshness_of
from pledges.likeness import suspects
from pledges.models import Pledge
from pledges.reading import read_targets, with_everything
from pledges.record import partners_record
from pledges.refugees import ADDRESS, is_about_refugees
from pledges.rules import is_author, may_answer
from pledges.views.access import PledgePage
from pledges.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.services import citations_from
from publication.signed_in import SignedInView
from publication.workflow import Move
from stakeholders.rules import is_secretariat

# These have pages of their own, or are made by the portal alone.
NOT_BUTTONS = {"submit", "correct", "bring in", "release"}


class MineView(SignedInView):
    """The pledges of the organisations that one speaks for, and those that they are to join."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.page(
            "pledges/mine.html",
            pledges=list(_newest(Pledge.objects.made_by(self.user))),
            invitations=list(_newest(Pledge.objects.inviting(self.user))),
            joined=list(_newest(Pledge.objects.joined_by(self.user))),
            may_begin=bool(organisations_of(self.user)),
        )


def _newest(pledges: Any) -> Any:
    return pledges.select_related("organisation__country", "cycle").order_by("-created_at", "-pk")


class PledgeView(PledgePage):
    """Where a pledge stands: what waits, what it says, who joins in, what happened to it."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        self.pledge = with_everything(Pledge.objects.all()).get(pk=self.pledge.pk)
        makes = is_author.test(self.user, self.pledge)
        examines = is_secretariat.test(self.user, self.pledge)
        history = list(StateChange.objects.of(self.pledge).defer("content"))
        citations = citations_from(self.pledge)
        return self.page(
            "pledges/pledge.html",
            makes=makes,
            examines=examines,
            sees_all=makes or examines,
            moves=self._buttons(),
            history=history if makes or examines else [],
            returned=history[-1] if history and history[-1].move == "return" else None,
            receipt=self._receipt(history) if makes else None,
            targets=read_targets(self.pledge, citations),
            files=self.pledge.files.filter(removed_at=None),
            freshness=freshness_of(self.pledge, timezone.now()),
            suspects=suspects(self.pledge) if examines and not self.pledge.is_published else [],
            about_refugees=examines and is_about_refugees(self.pledge),
            refugees_address=ADDRESS,
            **self._partners(makes or examines),
        )

    def _buttons(self) -> list[Move]:
        moves = WORKFLOW.open_to(self.user, self.pledge)
        return [move for move in moves if move.name not in NOT_BUTTONS]

    def _receipt(self, history: list[StateChange]) -> StateChange | None:
        if self.pledge.state == State.DRAFT:
            return None
        return next((change for change in reversed(history) if change.move == "submit"), None)

    def _partners(self, sees_all: bool) -> dict[str, Any]:
        """All of them for who makes or examines it; else one's own, beside those that are named."""
        partners = list(self.pledge.partners.select_related("organisation__country"))
        mine = [partner for partner in partners if may_answer(self.user, partner)]
        if not sees_all:
            partners = [p for p in partners if p.state == PartnerState.ACCEPTED or p in mine]
        return {
            "partners": partners,
            "asked": [partner for partner in mine if partner.state == PartnerState.INVITED],
            "in_it": [partner for partner in mine if partner.state == PartnerState.ACCEPTED],
            "record": partners_record(self.pledge) if sees_all else [],
        }
