"""Pages of discussions, being laid out."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from publication.signed_in import SignedInView


class MineView(SignedInView):
    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page("dialogues/spaces/list.html")
