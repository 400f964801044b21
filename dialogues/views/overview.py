"""Sessions on the desk: all of them, and one with what can be done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from dialogues.models import Session
from publication.signed_in import SecretariatView


class SessionsView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.page("dialogues/desk/sessions.html", sessions=Session.objects.with_names())


class SessionPage(SecretariatView):
    """A page of one session on the desk."""

    session: Session

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        with_names = Session.objects.select_related("series", "cycle", "saved_by")
        self.session = get_object_or_404(with_names, code=kwargs["code"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        both = {"session": self.session, "item": self.session}
        return super().page(template, status, **{**both, **context})


class SessionView(SessionPage):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.page("dialogues/desk/session.html")
