"""Pages of the signed-in: what is not theirs is no page at all, and what they typed is kept."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View

from publication import kept_forms
from stakeholders.models import User
from stakeholders.rules import is_secretariat

INVALID = 422
CONFLICT = 409


class SignedInView(LoginRequiredMixin, View):
    """A page of a signed-in person, the `user`. What was typed when the session ran out is kept."""

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

    def typed(self) -> QueryDict | None:
        """What this form is filled with: what was sent, or what was kept while signing in."""
        if self.request.method == "POST":
            return self.request.POST
        return kept_forms.take(self.request, self.request.path)

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, template, context, status=status)


class SecretariatView(SignedInView):
    def find(self, **_kwargs: Any) -> None:
        if not is_secretariat(self.user):
            raise Http404
