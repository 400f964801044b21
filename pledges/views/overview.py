"""Where one's pledges stand, and what can be done with each."""

from django.http import HttpRequest, HttpResponse

from pledges.models import Pledge
from pledges.views.access import PledgePage
from pledges.workflow import WORKFLOW
from publication.models import StateChange
from publication.signed_in import SignedInView


class MineView(SignedInView):
    """The pledges of the organisations that one speaks for."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        pledges = Pledge.objects.made_by(self.user).with_names().order_by("-created_at")
        return self.page("pledges/mine.html", pledges=list(pledges))


class PledgeView(PledgePage):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.page(
            "pledges/pledge.html",
            moves=WORKFLOW.open_to(self.user, self.pledge),
            history=list(StateChange.objects.of(self.pledge).defer("content")),
        )
