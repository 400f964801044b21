"""The Secretariat's list of what States asked for: more time, and what was answered."""

from django.http import HttpRequest, HttpResponse

from desk.views.access import SecretariatView
from reviews.models import Extension


class ExtensionsView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        asked = Extension.objects.select_related("country", "cycle", "asked_by", "decided_by")
        return self.page(
            "desk/extensions.html",
            waiting=list(asked.filter(decided_at=None).order_by("asked_at", "pk")),
            decided=list(asked.exclude(decided_at=None).order_by("-decided_at", "-pk")),
        )
