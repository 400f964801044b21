"""Pages of the Secretariat: everybody else is told that there is no such page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views import View

from stakeholders.rules import is_secretariat


class SecretariatView(LoginRequiredMixin, View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not is_secretariat(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)
