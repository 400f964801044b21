"""The Secretariat's queue of reviews: what was handed in, longest waiting first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from desk.views.access import SecretariatView
from publication.choices import State
from reviews.models import Review

ORDER = [State.SUBMITTED, State.UNDER_REVIEW, State.SCHEDULED]


class ReviewQueueView(SecretariatView):
    def get(self, request: HttpRequest) -> HttpResponse:
        reviews = list(
            Review.objects.waiting_on_secretariat().with_names().order_by("submitted_at", "code")
        )
        groups = [(state, [r for r in reviews if r.state == state]) for state in ORDER]
        return render(request, "desk/review_queue.html", {"groups": groups, "total": len(reviews)})
