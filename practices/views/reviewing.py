"""Writing a review: saved as one writes, over no other tab's words; checked; handed in."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from practices.models import PeerReview
from practices.peer_review.anonymity import points_of, reading_of
from practices.peer_review.changes import changes_of
from practices.peer_review.peers import own_review
from practices.peer_review.review_form import ReviewForm, saved_form, write
from practices.peer_review.rubric import Problem, problems_of_review
from practices.peer_review.writing import FIRST_REVISION, hand_in, may_write, save_review
from practices.views.assignments import AssignmentPage
from publication.drafts.differences import Difference
from publication.drafts.writing import DraftView
from publication.moves import MoveError, NotReadyError
from publication.signed_in import INVALID
from stakeholders.models import User


@dataclass(frozen=True)
class Written:
    """How the page of a draft knows a review: who saved it, when, and where it stands."""

    saved_by: User | None
    saved_at: datetime | None
    desk_address: str


class ReviewView(AssignmentPage, DraftView[ReviewForm]):
    """The rubric on one page."""

    review: PeerReview | None

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.review = PeerReview.objects.filter(assignment=self.assignment).first()

    def is_open(self) -> bool:
        return may_write(self.user, self.assignment)

    def elsewhere(self) -> str:
        return reverse("practice_desk:assignment", args=[self.assignment.pk])

    def revision(self) -> int:
        return self.review.revision if self.review else FIRST_REVISION

    def form_over(self, data: QueryDict) -> ReviewForm:
        return ReviewForm(data, assignment=self.assignment)

    def form_saved(self) -> ReviewForm:
        return saved_form(self.assignment, self.review)

    def save(self, form: ReviewForm, base: int) -> None:
        save_review(assignment=self.assignment, base=base, write=partial(write, form), by=self.user)

    def next_page(self, wish: str) -> HttpResponse | None:
        if wish == "check":
            return redirect("practice_desk:check_review", self.assignment.pk)
        return None

    def show(
        self, form: ReviewForm, status: int, *, conflict: list[Difference], **context: Any
    ) -> HttpResponse:
        return self.page(
            "practices/peer_review/review.html",
            status,
            form=form,
            conflict=conflict,
            over=self.revision(),
            reading=reading_of(self.assignment.practice),
            points=points_of(self.assignment),
            changes=changes_of(self.assignment),
            **context,
        )

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        review = self.review
        item = Written(
            self.user if review else None, review.saved_at if review else None, self.elsewhere()
        )
        return super().page(template, status, item=item, **context)


class CheckReviewView(AssignmentPage):
    """What is missing, and what will be handed in. POST hands in."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not may_write(self.user, self.assignment):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: int) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        try:
            hand_in(assignment=self.assignment, by=self.user)
        except NotReadyError:
            return self._page(INVALID)
        except MoveError:
            return redirect("practice_desk:assignment", self.assignment.pk)
        messages.success(request, _("Your review is handed in. Thank you."))
        return redirect("practice_desk:assignment", self.assignment.pk)

    def _page(self, status: int = 200) -> HttpResponse:
        return self.page(
            "practices/peer_review/check.html",
            status,
            own=own_review(self.assignment),
            problems=self._problems(),
        )

    def _problems(self) -> list[tuple[str, str]]:
        """What is missing, each with the address of its field."""
        review = PeerReview.objects.filter(assignment=self.assignment).first()
        form = reverse("practice_desk:review", args=[self.assignment.pk])
        if review is None:
            return [(form, _("Nothing is written yet."))]
        found: list[Problem] = list(problems_of_review(review))
        return [(f"{form}#id_{name}", str(words)) for name, words in found]
