"""A published review to take along, as a PDF or a Word file; the worker makes both."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from publication.paper.serving import serve
from publication.paper.ways import PDF
from reviews.views.public import PublishedReview


class PaperView(PublishedReview):
    """The version in force, or that of a number, in the reader's language."""

    what = PDF

    def get(
        self, request: HttpRequest, number: int | None = None, **_kwargs: str
    ) -> HttpResponseBase:
        version = self.version(number) if number else self.versions[0]
        return serve(
            request,
            version.change,
            name=f"{self.review.code}-{version.number}",
            back=self.review.get_absolute_url(),
            language=get_language() or "en",
            what=self.what,
        )
