"""The task list of a review, beginning one, handing sections over, and checking the answers."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from compact.models import Country, Cycle
from publication import kept_forms
from publication.choices import State
from publication.models import StateChange
from reviews.carrying.sources import sources_for
from reviews.carrying.standing import besides_in
from reviews.consulting.problems import problems_of_log
from reviews.deadlines import cycles_open_to, due_at
from reviews.delegation.board import board_of
from reviews.forms import BeginForm, HandOverForm
from reviews.models import ReviewSection, Section
from reviews.notes import by_question, counts_of, notes_for
from reviews.receipts import Receipt
from reviews.rows import QuestionRow, all_rows_of
from reviews.rules import is_focal_point, may_begin, may_correct, may_note, may_see_whole
from reviews.services import (
    AlreadyBegunError,
    NotAllowedError,
    begin_review,
    hand_over_section,
)
from reviews.views.access import ReviewView, SectionAccess
from reviews.workflow import WORKFLOW
from stakeholders.rules import is_secretariat


class BeginView(LoginRequiredMixin, View):
    """Begin a State's review for a forum."""

    def get(self, request: HttpRequest, year: int, iso3: str) -> HttpResponse:
        cycle, country = self._find(request, year, iso3)
        form = BeginForm(sources=sources_for(country, cycle), language=request.LANGUAGE_CODE)
        return self._page(request, form, cycle, country)

    def post(self, request: HttpRequest, year: int, iso3: str) -> HttpResponse:
        cycle, country = self._find(request, year, iso3)
        form = BeginForm(request.POST, sources=sources_for(country, cycle))
        if not form.is_valid():
            return self._page(request, form, cycle, country, status=422)
        try:
            review = begin_review(
                country=country,
                cycle=cycle,
                language=form.cleaned_data["language"],
                updates=form.cleaned_data.get("source"),
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
        cycles = cycles_open_to(country, timezone.now())
        return get_object_or_404(cycles, year=year), country

    def _page(
        self,
        request: HttpRequest,
        form: BeginForm,
        cycle: Cycle,
        country: Country,
        status: int = 200,
    ) -> HttpResponse:
        due = due_at(country, cycle)
        context = {"form": form, "cycle": cycle, "country": country, "due_at": due}
        return render(request, "reviews/begin.html", context, status=status)


class TasksView(ReviewView):
    """The board: each section with its state; for the State's own, with all that they agreed."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        is_own = is_focal_point.test(self.user, self.review)
        sees_whole = is_own or may_see_whole.test(self.user, self.review)
        board = board_of(self.review, self._sections(sees_whole))
        history = list(StateChange.objects.of(self.review).defer("content")) if sees_whole else []
        return self.page(
            "reviews/tasks.html",
            board=board,
            complete=sum(1 for row in board if row.section.completed_at),
            is_focal_point=is_own,
            is_own=is_own or not sees_whole,
            has_ladder=is_own and self.review.ladder.exists(),
            today=timezone.localdate(),
            sees_whole=sees_whole,
            moves=WORKFLOW.open_to(self.user, self.review),
            history=history,
            returned=history[-1] if history and history[-1].move == "return" else None,
            receipt=self._receipt(history),
            examines=sees_whole and is_secretariat(self.user),
            may_correct=may_correct(self.user, self.review),
            notes=counts_of([self.review]).get(self.review.pk) if sees_whole else None,
        )

    def _receipt(self, history: list[StateChange]) -> Receipt | None:
        submissions = [change for change in history if change.move == "submit"]
        if self.review.state == State.DRAFT or not submissions:
            return None
        return Receipt(submissions[-1], len(submissions))

    def _sections(self, sees_whole: bool) -> QuerySet[ReviewSection]:
        sections = self.review.sections.asked()
        return sections if sees_whole else sections.filter(assignee=self.user)


class HandOverView(SectionAccess):
    """Say whose a section is, and until when. What was typed is kept while one signs in again."""

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            kept_forms.keep(request, request.path)
        return super().signed_out(request)

    def check_access(self, **kwargs: str) -> None:
        super().check_access(**kwargs)
        if not is_focal_point.test(self.user, self.review):
            raise Http404

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        kept = kept_forms.take(request, request.path)
        return self._form(HandOverForm(kept, instance=self.section, review=self.review))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = HandOverForm(request.POST, instance=self.section, review=self.review)
        if not form.is_valid():
            return self._form(form, status=422)
        try:
            hand_over_section(
                section=self.section,
                to=form.cleaned_data["assignee"],
                due_on=form.cleaned_data["due_on"],
                ministry=form.cleaned_data["ministry"],
                by=self.user,
            )
        except NotAllowedError:
            return self.page("reviews/section_closed.html", 409, section=self.section, rows=[])
        kept_forms.forget(request)
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
        notes = by_question(notes_for(self.review, self.user))
        rows = all_rows_of(self.review, notes)
        self._set_beside(rows)
        return self.page(
            "reviews/check.html",
            waiting=sum(not one.is_stamped for row in rows for one in row.carried),
            sections=[
                CheckedSection(section, list(group))
                for section, group in groupby(rows, lambda row: row.question.section)
            ],
            attention=[row for row in rows if row.problems],
            log_problems=[pair for pair in problems_of_log(self.review) if pair[1]],
            may_submit=self.review.state == State.DRAFT,
            may_note=may_note(self.user, self.review),
            may_correct=may_correct(self.user, self.review),
            open_notes=sum(1 for some in notes.values() for one in some if not one.settled_at),
        )

    def _set_beside(self, rows: list[QuestionRow]) -> None:
        """What was said before, at the questions that are asked."""
        by_number = {row.question.pk: row for row in rows}
        for one in besides_in(self.review, question__in=by_number):
            by_number[one.question.pk].carried.append(one)
