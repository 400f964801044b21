"""What everybody may read: the list, a review, and one answer with an address of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views import View

from publication.browsing import labels
from publication.browsing.labels import labels_of
from publication.browsing.views import ListingView, Result
from publication.models import ListedItem, StateChange
from publication.services import citations_from, citations_of
from reviews.listing import LISTING, deadlines
from reviews.models import Review
from reviews.reading import objectives_in, sections_of

SOURCE = gettext_lazy("voluntary reviews published in this portal, as Member States wrote them")


@dataclass(frozen=True)
class ReviewResult:
    """A review in the list."""

    row: ListedItem
    title: SafeString
    passage: SafeString

    @property
    def href(self) -> str:
        return reverse("reviews:detail", args=[self.row.code])

    @property
    def objectives(self) -> list[int]:
        return [int(number) for number in self.row.facets.get("objective", [])]

    @property
    def is_late(self) -> bool:
        due = labels_of(deadlines).get(self.row.facets["cycle"][0], "")
        submitted = self.row.card["submitted"]
        return bool(due and submitted) and datetime.fromisoformat(
            submitted
        ) > datetime.fromisoformat(due)

    @property
    def language(self) -> str:
        return labels_of(labels.languages)[self.row.language]


class ReviewListView(ListingView):
    """Published reviews."""

    listing = LISTING
    template = "reviews/list.html"
    card_template = "reviews/card.html"
    charts = ("objective", "region", "language", "cycle")
    source = SOURCE

    def card(self, result: Result) -> ReviewResult:
        return ReviewResult(result.row, result.title, result.passage)


class PublishedReview(View):
    """A page of one published review. Sets `review`; any other review is not there."""

    review: Review

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        published = Review.objects.published().select_related("country", "cycle", "questionnaire")
        self.review = get_object_or_404(published, code=kwargs["code"])


class ReviewDetailView(PublishedReview):
    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        sections = sections_of(self.review)
        context = {
            "review": self.review,
            "sections": sections,
            "objectives": objectives_in(sections),
            "cites": citations_from(self.review),
            "cited_by": citations_of(self.review),
            "published": StateChange.objects.of(self.review)
            .filter(to_state="published")
            .defer("content")
            .last(),
            "address": request.build_absolute_uri(self.review.get_absolute_url()),
        }
        return render(request, "reviews/detail.html", context)


class AnswerDetailView(PublishedReview):
    """One answer, to be linked to and cited."""

    def get(self, request: HttpRequest, question: str, **_kwargs: str) -> HttpResponse:
        for section in sections_of(self.review):
            for row in section.rows:
                if row.key == question:
                    return self._page(request, section.section, row)
        raise Http404

    def _page(self, request: HttpRequest, section: Any, row: Any) -> HttpResponse:
        context = {
            "review": self.review,
            "section": section,
            "row": row,
            "address": request.build_absolute_uri(request.path),
        }
        return render(request, "reviews/answer.html", context)
