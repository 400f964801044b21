"""Reports of regional rounds: listed, entered answer by answer, or attached as a document."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from compact.models import Country
from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID, SignedInView
from reviews import entries
from reviews.carrying.rules import may_see_report
from reviews.carrying.sources import questionnaire_of, reports_with_counts
from reviews.choices import QuestionKind
from reviews.entries import Written
from reviews.models import EarlierAnswer, EarlierReport, Question, Section
from reviews.report_forms import ReportForm
from reviews.rows import QuestionRow
from reviews.services.reporting import Typed, mark_of, save_report, save_report_answers
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from stakeholders.rules import is_secretariat


def countries_of(user: User) -> list[Country]:
    """For which this person enters reports: all for the Secretariat, else their own."""
    if is_secretariat(user):
        return list(Country.objects.in_order())
    focal = Membership.objects.in_states().filter(user=user, role=Role.FOCAL_POINT)
    return list(Country.objects.filter(organisations__in=focal.values("organisation")).distinct())


class OfStatesView(SignedInView):
    """A page for those who enter reports; for everybody else there is none."""

    countries: list[Country]

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.countries = countries_of(self.user)
        if not self.countries:
            raise Http404


class ReportsView(OfStatesView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        reports = reports_with_counts(EarlierReport.objects.filter(country__in=self.countries))
        return self.page(
            "reviews/reports/list.html",
            reports=list(reports.order_by("-year", "country__sort_key", "title")),
        )


class NewReportView(OfStatesView):
    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {"country": self.countries[0].pk} if len(self.countries) == 1 else {}
        initial["language"] = request.LANGUAGE_CODE
        return self._page(ReportForm(self.typed(), countries=self.countries, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ReportForm(request.POST, request.FILES, countries=self.countries)
        if not form.is_valid():
            return self._page(form, INVALID)
        report = save_report(
            report=form.save(commit=False), file=form.cleaned_data["file"], by=self.user
        )
        kept_forms.forget(request)
        messages.success(request, _("Saved. Now its answers can be entered, section by section."))
        return redirect("review_desk:report", number=report.pk)

    def _page(self, form: ReportForm, status: int = 200) -> HttpResponse:
        return self.page("reviews/reports/write.html", status, form=form)


class ReportPage(SignedInView):
    """A page of one report, for the State whose it is and the Secretariat."""

    report: EarlierReport

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        reports = reports_with_counts(EarlierReport.objects.select_related("entered_by"))
        self.report = get_object_or_404(reports, pk=kwargs["number"])
        if not may_see_report(self.user, self.report):
            raise Http404

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, report=self.report, **context)

    @cached_property
    def sections(self) -> list[Section]:
        """Of the questionnaire to which its answers are put; files are attached as a whole."""
        questions = Question.objects.exclude(kind=QuestionKind.FILE).order_by("order")
        sections = (
            Section.objects.filter(questionnaire=questionnaire_of(self.report))
            .select_related("objective")
            .prefetch_related(
                Prefetch("questions", questions.prefetch_related("options", "columns", "rows"))
            )
            .order_by("order")
        )
        return [section for section in sections if section.questions.all()]


@dataclass(frozen=True)
class EnteredSection:
    section: Section
    answered: int


class ReportView(ReportPage):
    """Its facts, and how much of each section is entered."""

    def get(self, _request: HttpRequest, **_kwargs: int) -> HttpResponse:
        answered = set(self.report.answers.values_list("question", flat=True))
        return self.page(
            "reviews/reports/report.html",
            sections=[
                EnteredSection(section, sum(q.pk in answered for q in section.questions.all()))
                for section in self.sections
            ],
        )


class ReportFactsView(ReportPage):
    def get(self, _request: HttpRequest, **_kwargs: int) -> HttpResponse:
        return self._page(self._form(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        form = self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, INVALID)
        save_report(report=form.save(commit=False), file=form.cleaned_data["file"], by=self.user)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect("review_desk:report", number=self.report.pk)

    def _form(self, *typed: Any) -> ReportForm:
        # Another copy, so that what is not valid does not show around the form.
        fresh = EarlierReport.objects.get(pk=self.report.pk)
        return ReportForm(*typed, instance=fresh, countries=[self.report.country])

    def _page(self, form: ReportForm, status: int = 200) -> HttpResponse:
        return self.page("reviews/reports/write.html", status, form=form)


class ReportFileView(ReportPage):
    """The document, always as a download."""

    def get(self, _request: HttpRequest, **_kwargs: int) -> FileResponse:
        if not self.report.file:
            raise Http404
        return FileResponse(
            self.report.file.open("rb"),
            as_attachment=True,
            filename=self.report.name,
            content_type=self.report.media_type,
        )


class ReportSectionView(ReportPage):
    """The answers of one section. What another changed meanwhile is shown beside what was typed."""

    section: Section

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        named = [section for section in self.sections if section.key == kwargs["key"]]
        if not named:
            raise Http404
        self.section = named[0]

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        return self._page(self._read(kept) if kept is not None else {}, {})

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        typed = self._read(request.POST)
        conflicts = save_report_answers(report=self.report, typed=typed, by=self.user)
        kept_forms.forget(request)
        if conflicts:
            return self._page(typed, conflicts, CONFLICT)
        messages.success(request, _("Saved."))
        return redirect("review_desk:report", number=self.report.pk)

    def _read(self, form: Any) -> Typed:
        read = {question: entries.read(form, question) for question in self.section.questions.all()}
        return {question: typed for question, typed in read.items() if typed is not None}

    def _page(
        self, typed: Typed, conflicts: dict[int, EarlierAnswer | None], status: int = 200
    ) -> HttpResponse:
        answers = {
            answer.question_id: answer
            for answer in self.report.answers.filter(question__section=self.section)
        }
        return self.page(
            "reviews/reports/section.html",
            status,
            section=self.section,
            rows=[
                EnteredRow(
                    _row(question, answers.get(question.pk), typed.get(question)),
                    answers.get(question.pk),
                    question.pk in conflicts,
                )
                for question in self.section.questions.all()
            ],
            has_conflicts=bool(conflicts),
        )


@dataclass(frozen=True)
class EnteredRow:
    """A question; `stands` is what is saved, and `has_changed` that another saved it meanwhile."""

    row: QuestionRow
    stands: EarlierAnswer | None
    has_changed: bool

    @property
    def base(self) -> int:
        """Whoever sees both texts goes on from the one that stands."""
        return mark_of(self.stands) if self.has_changed else self.row.base


def _row(
    question: Question, answer: EarlierAnswer | None, typed: tuple[Written, int] | None
) -> QuestionRow:
    saved = Written(answer.value, answer.not_applicable, answer.reason) if answer else Written()
    shown, base = typed or (saved, mark_of(answer))
    return QuestionRow(question=question, answer=None, shown=shown, base=base)
