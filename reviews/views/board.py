"""The task list of a review, beginning one, handing sections over, and checking the answers."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from compact.models import Country, Cycle
from publication.models import StateChange
from reviews.entries import Written
from reviews.forms import BeginForm, HandOverForm
from reviews.models import Answer, Attachment, ReviewSection
from reviews.problems import questions_of
from reviews.rows import QuestionRow
from reviews.rules import is_focal_point, may_begin
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
        leads = is_focal_point.test(self.user, self.review)
        sections = self._sections()
        history = list(StateChange.objects.of(self.review).defer("content"))
        return self.page(
            "reviews/tasks.html",
            sections=sections,
            complete=sum(1 for section in sections if section.completed_at),
            is_focal_point=leads,
            moves=WORKFLOW.open_to(self.user, self.review),
            returned=history[-1] if history and history[-1].move == "return" else None,
            history=history if leads or self._is_handed_in else [],
            receipt=next((c for c in reversed(history) if c.move == "submit"), None)
            if self._is_handed_in
            else None,
        )

    @property
    def _is_handed_in(self) -> bool:
        return self.review.state != "draft"

    def _sections(self) -> list[ReviewSection]:
        sections = self.review.sections.select_related("section__objective", "assignee")
        if not is_focal_point.test(self.user, self.review) and not self._is_handed_in:
            sections = sections.filter(assignee=self.user)
        return list(sections)


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


class CheckView(ReviewView):
    """All answers on one page, with what still needs attention first.

    For the focal point and, once it is submitted, everybody who sees it on the desk.
    """

    def check_access(self, **kwargs: str) -> None:
        super().check_access(**kwargs)
        if not is_focal_point.test(self.user, self.review) and self.review.state == "draft":
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        rows = self._rows()
        sections = [
            (section, list(group)) for section, group in groupby(rows, lambda r: r.question.section)
        ]
        return self.page(
            "reviews/check.html",
            sections=sections,
            attention=[row for row in rows if row.problems],
            may_submit=self.review.state == "draft",
        )

    def _rows(self) -> list[QuestionRow]:
        answers = {a.question_id: a for a in Answer.objects.filter(review=self.review)}
        files: dict[int, list[Attachment]] = {}
        for file in self.review.attachments.filter(removed_at=None):
            files.setdefault(file.question_id, []).append(file)
        return [
            QuestionRow(
                question=question,
                answer=answers.get(question.pk),
                shown=Written(),
                base=0,
                attachments=files.get(question.pk, []),
            )
            for question in questions_of(self.review)
        ]
