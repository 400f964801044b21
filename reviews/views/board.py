"""The task list of a review, beginning one, handing sections over, and checking the answers."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from compact.models import Country, Cycle
from publication.choices import State
from publication.models import StateChange
from reviews.forms import BeginForm, HandOverForm
from reviews.models import ReviewSection, Section
from reviews.rows import QuestionRow, all_rows_of
from reviews.rules import is_focal_point, may_begin, may_see_whole
from reviews.services import (
    AlreadyBegunError,
    NotAllowedError,
    begin_review,
    hand_over_section,
)
from reviews.views.access import ReviewView, SectionAccess
from reviews.workflow import WORKFLOW


class BeginView(LoginRequiredMixin, View):
    """Begin a State's review for a forum."""

    def get(self, request: HttpRequest, year: int, iso3: str) -> HttpResponse:
        cycle, country = self._find(request, year, iso3)
        form = BeginForm(initial={"language": request.LANGUAGE_CODE})
        return self._page(request, form, cycle, country)

    def post(self, request: HttpRequest, year: int, iso3: str) -> HttpResponse:
        cycle, country = self._find(request, year, iso3)
        form = BeginForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, cycle, country, status=422)
        try:
            review = begin_review(
                country=country,
                cycle=cycle,
                language=form.cleaned_data["language"],
                by=request.user,  # type: ignore[arg-type]
            )
        except AlreadyBegunError as begun:
            messages.info(request, _("The review had been begun already. Here it is."))
            return redirect(begun.review.desk_address)
        return redirect(review.desk_address)

    def _find(self, request: HttpRequest, year: int, iso3: str) -> tuple[Cycle, Country]:
        country = get_object_or_404(Country, iso3=iso3)
        if not may_begin(request.user, country.pk):  # type: ignore[arg-type]
            raise Http404
        cycles = Cycle.objects.open_for_reviews(timezone.now())
        return get_object_or_404(cycles, year=year), country

    def _page(
        self,
        request: HttpRequest,
        form: BeginForm,
        cycle: Cycle,
        country: Country,
        status: int = 200,
    ) -> HttpResponse:
        context = {"form": form, "cycle": cycle, "country": country}
        return render(request, "reviews/begin.html", context, status=status)


class TasksView(ReviewView):
    """Each section with its state, its owner and its internal due date."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        sees_whole = may_see_whole.test(self.user, self.review)
        sections = self._sections(sees_whole)
        history = list(StateChange.objects.of(self.review).defer("content")) if sees_whole else []
        return self.page(
            "reviews/tasks.html",
            sections=sections,
            complete=sum(1 for section in sections if section.completed_at),
            is_focal_point=is_focal_point.test(self.user, self.review),
            sees_whole=sees_whole,
            moves=WORKFLOW.open_to(self.user, self.review),
            history=history,
            returned=history[-1] if history and history[-1].move == "return" else None,
            receipt=self._receipt(history),
        )

    def _receipt(self, history: list[StateChange]) -> StateChange | None:
        if self.review.state == State.DRAFT:
            return None
        return next((change for change in reversed(history) if change.move == "submit"), None)

    def _sections(self, sees_whole: bool) -> list[ReviewSection]:
        sections = self.review.sections.select_related("section__objective", "assignee")
        return list(sections if sees_whole else sections.filter(assignee=self.user))


class HandOverView(SectionAccess):
    """Hand a section to a contributor, with an internal due date."""

    def check_access(self, **kwargs: str) -> None:
        super().check_access(**kwargs)
        if not is_focal_point.test(self.user, self.review):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._form(HandOverForm(instance=self.section, review=self.review))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = HandOverForm(request.POST, instance=self.section, review=self.review)
        if not form.is_valid():
            return self._form(form, status=422)
        try:
            hand_over_section(
                section=self.section,
                to=form.cleaned_data["assignee"],
                due_on=form.cleaned_data["due_on"],
                by=self.user,
            )
        except NotAllowedError:
            return self.page("reviews/section_closed.html", 409, section=self.section, rows=[])
        messages.success(request, _("Saved."))
        return redirect(self.review.desk_address)

    def _form(self, form: HandOverForm, status: int = 200) -> HttpResponse:
        return self.page("reviews/hand_over.html", status, section=self.section, form=form)


@dataclass(frozen=True)
class CheckedSection:
    """A section on the page that checks: what is shown, and what was left out and may be."""

    section: Section
    rows: list[QuestionRow]

    @property
    def shown(self) -> list[QuestionRow]:
        return [row for row in self.rows if row.problems or not row.is_blank]

    @property
    def left_out(self) -> list[QuestionRow]:
        return [row for row in self.rows if row.is_blank and not row.problems]


class CheckView(ReviewView):
    """All answers on one page, with what still needs attention first.

    A contributor sees the sections that were handed over, and so not this page.
    """

    def check_access(self, **_kwargs: str) -> None:
        if not may_see_whole.test(self.user, self.review):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        rows = all_rows_of(self.review)
        return self.page(
            "reviews/check.html",
            sections=[
                CheckedSection(section, list(group))
                for section, group in groupby(rows, lambda row: row.question.section)
            ],
            attention=[row for row in rows if row.problems],
            may_submit=self.review.state == State.DRAFT,
        )
