"""The background notes on the desk: the list of a forum's notes, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse

from publication.signed_in import SignedInView


class NotesView(SignedInView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        raise Http404


class NoteOnDeskView(SignedInView):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        raise Http404
