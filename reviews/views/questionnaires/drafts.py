"""All versions; one of them; a new draft; its title, forum and region; throwing it away."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from compact.models import Cycle
from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID, SecretariatView
from reviews.models import Question, Questionnaire, Section
from reviews.questionnaires.checking import problems_of_draft, sections_with_all
from reviews.questionnaires.copying import titles_of
from reviews.questionnaires.drafts import begin_draft, discard_draft, save_draft
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.following import fates_in
from reviews.questionnaires.forms import BeginForm, QuestionnaireForm
from reviews.questionnaires.places import DOWN, UP
from reviews.questionnaires.questions import move_question
from reviews.questionnaires.sections import move_section
from reviews.views.questionnaires.access import DraftPage, FormPage, QuestionnairePage


def with_counts(versions: "QuerySet[Questionnaire]") -> "QuerySet[Questionnaire]":
    return versions.select_related("cycle", "region").annotate(
        questions=Count("sections__questions", distinct=True),
        begun=Count("reviews", distinct=True),
    )


class QuestionnairesView(SecretariatView):
    """Every version of every forum, the newest first."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        versions = with_counts(Questionnaire.objects.all())
        return self.page(
            "reviews/questionnaires/list.html",
            questionnaires=list(versions.order_by("-cycle", "region__order", "-version")),
        )


class NewView(SecretariatView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(BeginForm(self.typed(), initial=self._initial(request)))

    def _initial(self, request: HttpRequest) -> dict[str, Any]:
        """What one would take: the latest forum, from its present version or the one asked for."""
        published = Questionnaire.objects.filter(published_at__isnull=False)
        asked = request.GET.get("from", "")
        source = published.filter(pk=asked).first() if asked.isdecimal() else None
        source = source or published.filter(region=None).order_by("-cycle", "-version").first()
        cycle = source.cycle_id if source else Cycle.objects.order_by("-year").first()
        return {"made_from": source, "cycle": cycle, "region": source and source.region_id}

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BeginForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        draft = form.save(commit=False)
        titles = titles_of(draft.made_from) if draft.made_from else {"title_en": _("Questionnaire")}
        for name, title in titles.items():
            setattr(draft, name, title)
        begin_draft(draft=draft, by=self.user)
        kept_forms.forget(request)
        messages.success(
            request, _("The draft is begun. Nobody else sees it until it is published.")
        )
        return redirect("questionnaire_desk:questionnaire", pk=draft.pk)

    def _page(self, form: BeginForm, status: int = 200) -> HttpResponse:
        return self.page("reviews/questionnaires/new.html", status, form=form)


class QuestionnaireView(QuestionnairePage):
    """One version: its sections and questions, and what a draft still lacks."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Move a section or a question one place up or down."""
        way, what, _colon, key = (*_split(request.POST.get("move", "")),)
        try:
            anchor = self._move(what, key, way)
        except QuestionnaireError as error:
            problems = [("#questionnaire", str(words)) for words in error.problems]
            return self._page(CONFLICT, problems=problems)
        return redirect(f"{request.path}#{anchor}")

    def _move(self, what: str, key: str, way: str) -> str:
        if way not in {UP, DOWN}:
            raise Http404
        if what == "section":
            move_section(section=self.section(key), way=way, by=self.user)
            return f"section-{key}"
        move_question(question=self.question(key), way=way, by=self.user)
        return f"question-{key}"

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        is_draft = self.questionnaire.published_at is None
        fates = fates_in(self.questionnaire)
        return self.page(
            "questionnaire",
            status,
            is_draft=is_draft,
            sections=sections_with_all(self.questionnaire),
            missing=list(problems_of_draft(self.questionnaire)) if is_draft else [],
            fates=fates,
            open_fates=sum(1 for fate in fates if fate.is_open),
            begun=self.questionnaire.reviews.count(),
            **context,
        )


def _split(move: str) -> tuple[str, str, str, str]:
    """`up section:means` as the buttons of the page send it."""
    way, _space, rest = move.partition(" ")
    return (way, *rest.partition(":"))


class EditView(FormPage):
    template = "edit"

    def rows(self) -> list[Any]:
        return [get_object_or_404(Questionnaire, pk=self.questionnaire.pk)]

    def form(self, typed: Any) -> QuestionnaireForm:
        return QuestionnaireForm(typed, instance=self.rows()[0])

    def save(self, form: QuestionnaireForm, base: str) -> None:
        save_draft(draft=form.save(commit=False), base=base, by=self.user)


class DiscardView(DraftPage):
    def show(self) -> HttpResponse:
        questions = Question.objects.filter(section__questionnaire=self.questionnaire).count()
        sections = Section.objects.filter(questionnaire=self.questionnaire).count()
        return self.page("discard", questions=questions, sections=sections)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            discard_draft(draft=self.questionnaire, by=self.user)
        except QuestionnaireError as error:
            messages.error(request, " ".join(map(str, error.problems)))
            return redirect(self.address("questionnaire"))
        messages.success(request, _("The draft is thrown away."))
        return redirect("questionnaire_desk:list")
