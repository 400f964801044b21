"""What everybody may read of a review: the page, and one answer with an address of its own.

One that was withdrawn says so at each of its addresses, and says nothing else.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from publication.choices import State
from publication.models import StateChange
from publication.services import citations_from, citations_of
from publication.versions import Version, versions_of
from reviews.annex_pages import annexes_of
from reviews.models import Review
from reviews.reading import objectives_in, sections_of
from reviews.versions import answers_at

GONE = 410


class PublishedReview(View):
    """A page of one published review. Sets `review`; any other is not there."""

    review: Review

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        once_published = Review.objects.once_published().with_earlier()
        self.review = get_object_or_404(
            once_published.with_names().select_related("questionnaire"), code=kwargs["code"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.review.is_published:
            return self._withdrawn()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def versions(self) -> list[Version]:
        """With their annexes alone; the rest of the content is read when it is asked for."""
        return versions_of(self.review, part=["annexes"])

    def version(self, number: int) -> Version:
        found = [version for version in self.versions if version.number == number]
        if not found:
            raise Http404
        return found[0]

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        shown = {"review": self.review, "address": self.address}
        return render(self.request, template, {**shown, **context}, status=status)

    @property
    def address(self) -> str:
        """Of this page, without anything that somebody added to it."""
        return self.request.build_absolute_uri(self.request.path)

    def _withdrawn(self) -> HttpResponse:
        changes = StateChange.objects.of(self.review).filter(to_state=State.ARCHIVED)
        return self.page(
            "reviews/withdrawn.html",
            status=GONE,
            withdrawal=changes.defer("content").last(),
            versions=self.versions,
        )


class ReviewDetailView(PublishedReview):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        sections, newest = sections_of(self.review), self.versions[0]
        return self.page(
            "reviews/detail.html",
            sections=sections,
            objectives=objectives_in(sections),
            annexes=list(annexes_of(newest)) if newest.part else [],
            cites=citations_from(self.review),
            cited_by=citations_of(self.review),
            version=newest,
            versions=self.versions,
        )


class AnswerDetailView(PublishedReview):
    """One answer, to be linked to and cited."""

    def get(self, _request: HttpRequest, question: str, **_kwargs: str) -> HttpResponse:
        for section in sections_of(self.review):
            for row in section.rows:
                if row.key == question:
                    return self.page(
                        "reviews/answer.html",
                        section=section.section,
                        row=row,
                        answers=answers_at(self.review, question),
                    )
        raise Http404
