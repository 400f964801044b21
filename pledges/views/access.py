"""Who gets to a pledge's pages on the desk: everybody else is told that there is no such page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from pledges.models import Pledge
from pledges.rules import may_see_on_desk
from publication.signed_in import CONFLICT, INVALID, SignedInView

__all__ = ["CONFLICT", "INVALID", "PledgePage"]


class PledgePage(SignedInView):
    """A page of one pledge on the desk. Sets `pledge`; the `user` may see it."""

    pledge: Pledge

    def find(self, **kwargs: Any) -> None:
        with_names = Pledge.objects.select_related(
            "organisation__country", "organisation__type", "cycle", "answers_to", "saved_by"
        )
        self.pledge = get_object_or_404(with_names, code=kwargs["code"])
        if not may_see_on_desk.test(self.user, self.pledge):
            raise Http404

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, pledge=self.pledge, item=self.pledge, **context)
