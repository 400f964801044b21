"""Who gets to a pledge's pages on the desk: everybody else is told that there is no such page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views import View

from pledges.models import Pledge
from pledges.rules import may_see_on_desk
from publication import kept_forms
from stakeholders.models import User

INVALID = 422
CONFLICT = 409


class DeskPage(LoginRequiredMixin, View):
    """A page of a signed-in person, the `user`. What was typed when the session ran out is kept."""

    request: HttpRequest
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return self.signed_out(request)
        self.user = request.user
        self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            kept_forms.keep(request, request.path)
        return self.handle_no_permission()

    def find(self, **_kwargs: Any) -> None:
        """Look up what the page is about, and raise Http404 if this person may not know of it."""

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, template, context, status=status)


class PledgePage(DeskPage):
    """A page of one pledge on the desk. Sets `pledge`; the `user` may see it."""

    pledge: Pledge

    def find(self, **kwargs: Any) -> None:
        with_names = Pledge.objects.select_related("organisation__country", "cycle", "answers_to")
        self.pledge = get_object_or_404(with_names, code=kwargs["code"])
        if not may_see_on_desk.test(self.user, self.pledge):
            raise Http404

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, pledge=self.pledge, **context)
