"""Revise and resubmit: the letter, the points with their answers, and what changed by word."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict

from practices.forms.points import PointsForm, points_form_of, revision_of
from practices.models import RevisionPoint
from practices.revising import Revision
from practices.revising import revision_of as what_is_revised
from practices.rules import may_write
from practices.services import answer_points
from practices.views.access import AuthorPage
from practices.views.making import checked
from publication.choices import State
from publication.drafts.saving import ClosedDraftError
from publication.drafts.writing import DraftView


class ReviseView(DraftView[PointsForm], AuthorPage):
    """The answers save as one writes, as a draft does; the text itself is written on its page."""

    points: list[RevisionPoint]
    revised: Revision

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        revised = what_is_revised(self.practice)
        if revised is None:
            raise Http404
        self.revised, self.points = revised, revised.points

    def is_open(self) -> bool:
        return self.practice.state == State.REVISING and may_write(self.user, self.practice)

    def elsewhere(self) -> str:
        return self.practice.desk_address

    def revision(self) -> int:
        return revision_of(self.points)

    def form_over(self, data: QueryDict) -> PointsForm:
        return PointsForm(data, points=self.points)

    def form_saved(self) -> PointsForm:
        return points_form_of(self.points)

    def save(self, form: PointsForm, base: int) -> None:
        try:
            answer_points(practice=self.practice, base=base, answers=form.answers, by=self.user)
        except ClosedDraftError:
            self.practice.refresh_from_db()
            raise

    def show(self, form: PointsForm, status: int, **context: Any) -> HttpResponse:
        pairs = [(point, form[f"point-{point.number}"]) for point in self.points]
        return self.page(
            "practices/revise.html",
            status,
            form=form,
            pairs=pairs,
            revised=self.revised,
            unanswered=sum(1 for point in self.points if not point.answer),
            over=self.revision(),
            **checked(self.practice),
            **context,
        )
