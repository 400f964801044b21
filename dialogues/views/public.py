"""What everybody may read of a session."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from dialogues.models import Session


class ReadableSession(View):
    """A page of one session that was announced. Any other is not there."""

    session: Session

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.session = get_object_or_404(Session.objects.published(), code=kwargs["code"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        shown = {"session": self.session, **context}
        return render(self.request, template, shown, status=status)


class SessionDetailView(ReadableSession):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.page("dialogues/detail.html")
