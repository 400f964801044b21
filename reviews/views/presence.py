"""“Ana is writing here”: told by each page that has a section open, and asked again and again."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from reviews.delegation.presence import Present, others, tell
from reviews.rules import may_write_section
from reviews.views.access import SectionAccess

NOTHING_NEW, ASK_NO_MORE = 204, 286


class PresenceView(SectionAccess):
    """Answers only where something has changed since `seen`."""

    http_method_names = ["post"]

    def signed_out(self, _request: HttpRequest) -> HttpResponseBase:
        return HttpResponse(status=ASK_NO_MORE)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if not may_write_section(self.writer, self.section):
            return HttpResponse(status=ASK_NO_MORE)
        now = timezone.now()
        tell(self.section, self.writer, now)
        present = others(self.section, self.writer, now)
        if request.POST.get("seen", "") == (seen := seen_of(present)):
            return HttpResponse(status=NOTHING_NEW)
        questions = self.section.section.questions.order_by("order").values_list("key", flat=True)
        return self.page(
            "reviews/parts/presence.html",
            present=present,
            writing={key: [p.name for p in present if p.question == key] for key in questions},
            seen=seen,
        )


def seen_of(present: list[Present]) -> str:
    if not present:
        return ""
    return hashlib.sha256(repr(present).encode()).hexdigest()[:16]
