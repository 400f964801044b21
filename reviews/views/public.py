"""What everybody may read: the list, a review, and one answer with an address of its own."""

from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views import View

from publication.models import StateChange
from publication.services import citations_from, citations_of
from reviews.filters import Narrowing, UnknownValueError
from reviews.models import Review
from reviews.reading import objectives_in, sections_of, with_objectives

PER_PAGE = 20


class ReviewListView(View):
    """Published reviews, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            narrowing = Narrowing(request.GET)
        except UnknownValueError as error:
            return self._unknown(request, error)
        results = narrowing.results.with_names().order_by("-published_at", "code")
        try:
            page = Paginator(results, PER_PAGE).page(request.GET.get("page", "1"))
        except (EmptyPage, InvalidPage) as error:
            raise Http404(_("There is no such page.")) from error
        reviews = list(page.object_list)
        objectives = with_objectives(reviews)
        context = {
            "narrowing": narrowing,
            "page": page,
            "cards": [(review, objectives[review.pk]) for review in reviews],
        }
        return render(request, "reviews/list.html", context)

    def _unknown(self, request: HttpRequest, error: UnknownValueError) -> HttpResponse:
        context = {
            "legend": error.facet.legend,
            "value": error.value,
            "known": list(error.facet.labels().items())[:300],
        }
        return render(request, "reviews/unknown_value.html", context, status=400)


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
