"""Who gets to the pages around consultations: everybody else is told that there is none."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from publication.signed_in import SignedInView
from reviews.consulting.rules import may_see_inputs, may_see_log, may_write_log
from reviews.models import Review


class LogPage(SignedInView):
    """A page of the log of one review."""

    review: Review

    def find(self, **kwargs: Any) -> None:
        known = Review.objects.select_related("country", "cycle", "questionnaire")
        self.review = get_object_or_404(known, code=kwargs["code"])
        if not may_see_log(self.user, self.review):
            raise Http404

    @property
    def may_write(self) -> bool:
        return may_write_log(self.user, self.review)

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        always = {"review": self.review, "may_write": self.may_write}
        return super().page(template, status, **{**always, **context})


class StatePage(LogPage):
    """A page that only the State's focal points have."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not may_see_inputs(self.user, self.review):
            raise Http404
