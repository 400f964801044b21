"""Who gets to a session's pages on the desk: everybody else is told that there is no such page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dialogues.models import Session
from publication.signed_in import CONFLICT, INVALID, SecretariatView

__all__ = ["CONFLICT", "INVALID", "SessionPage"]


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

    def to_session(self) -> HttpResponse:
        return redirect(self.session.desk_address)
