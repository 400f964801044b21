"""Who gets to a review's pages: everybody else is told that there is no such page."""

from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from publication import kept_forms
from reviews.models import Question, Review, ReviewSection
from reviews.problems import with_lists
from reviews.rules import is_focal_point, may_see_on_desk, may_see_section
from reviews.writers import Writer
from stakeholders.models import User

MOST_DIGITS = 18


def number_in(text: str) -> int:
    """The number of a row, as our own pages send it. Anything else is not there."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Http404
    return int(text)


class ReviewView(AccessMixin, View):
    """A page of one review on the desk. Sets `review`, and the `writer` who may see it.

    A writer with an account is the `user` too; views/links.py lets in those without.
    """

    request: HttpRequest
    user: User
    writer: Writer
    review: Review
    token = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refused = self.enter(request, **kwargs)
        if refused is not None:
            return refused
        self.check_access(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def enter(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        """Find out who comes to which review; an answer, if it ends here."""
        if not request.user.is_authenticated:
            return self.signed_out(request)
        self.user = self.writer = request.user
        self.review = get_object_or_404(
            Review.objects.select_related("country", "cycle", "questionnaire"), code=kwargs["code"]
        )
        return None

    def signed_out(self, _request: HttpRequest) -> HttpResponseBase:
        return self.handle_no_permission()

    def check_access(self, **_kwargs: Any) -> None:
        if not may_see_on_desk.test(self.user, self.review):
            raise Http404

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        always = {"review": self.review, "writer": self.writer, "token": self.token}
        return render(self.request, template, {**always, **context}, status=status)

    def address(self, name: str, *places: object) -> str:
        """Of another page of the review, as this writer comes to it."""
        if self.token:
            return reverse(f"review_desk:link_{name}", args=[self.token, *places])
        return reverse(f"review_desk:{name}", args=[self.review.code, *places])


class FocalPointPage(ReviewView):
    """Only for the State's focal points. What was typed in its form is kept while signing in."""

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            kept_forms.keep(request, request.path)
        return super().signed_out(request)

    def check_access(self, **_kwargs: Any) -> None:
        if not is_focal_point.test(self.user, self.review):
            raise Http404

    def typed(self) -> QueryDict | None:
        """What this form is filled with: what was sent, or what was kept while signing in."""
        if self.request.method == "POST":
            return self.request.POST
        return kept_forms.take(self.request, self.request.path)


class SectionAccess(ReviewView):
    """A page of one section. Sets `section` besides."""

    section: ReviewSection

    def check_access(self, **kwargs: Any) -> None:
        self.section = get_object_or_404(
            ReviewSection.objects.select_related("section__objective", "assignee"),
            review=self.review,
            section__key=kwargs["key"],
        )
        self.section.review = self.review
        if not may_see_section(self.writer, self.section):
            raise Http404


class QuestionAccess(SectionAccess):
    """A page of one question. Sets `question` besides."""

    question: Question

    def check_access(self, **kwargs: Any) -> None:
        super().check_access(**kwargs)
        question = get_object_or_404(
            Question, section=self.section.section_id, key=kwargs["question"]
        )
        self.question = with_lists(question)
