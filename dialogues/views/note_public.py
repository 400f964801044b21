"""What everybody may read of a background note."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views import View


class NoteView(View):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        raise Http404
