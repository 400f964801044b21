"""A section of a draft: its words, and taking it out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from publication.signed_in import INVALID
from reviews.models import Section
from reviews.questionnaires.conditions import Asked
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.forms import SectionForm
from reviews.questionnaires.sections import remove_section, save_section
from reviews.views.questionnaires.access import DraftPage, FormPage, SectionPage


class NewSectionView(FormPage):
    template = "section"
    made: Section

    def form(self, typed: Any) -> SectionForm:
        return SectionForm(typed, instance=Section(questionnaire=self.questionnaire))

    def save(self, form: SectionForm, base: str) -> None:
        self.made = save_section(section=form.save(commit=False), base=base, by=self.user)

    def after(self) -> str:
        return self.address("section", self.made.key)


class SectionView(SectionPage):
    """Its words, its questions, and when it is asked."""

    template = "section"

    def rows(self) -> list[Any]:
        return [Section.objects.select_related("questionnaire").get(pk=self.of_section.pk)]

    def form(self, typed: Any) -> SectionForm:
        return SectionForm(typed, instance=self.rows()[0])

    def save(self, form: SectionForm, base: str) -> None:
        self.of_section = save_section(section=form.save(commit=False), base=base, by=self.user)

    def context(self) -> dict[str, Any]:
        return {
            "questions": self.of_section.questions.order_by("order"),
            "conditions": Asked(section=self.of_section).conditions,
        }

    def after(self) -> str:
        return self.address("section", self.of_section.key)


class RemoveSectionView(DraftPage):
    section_out: Section

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.section_out = self.section(kwargs["key"])

    def show(self) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            remove_section(section=self.section_out, by=self.user)
        except QuestionnaireError as error:
            problems = [("#remove", str(words)) for words in error.problems]
            return self._page(INVALID, problems=problems)
        messages.success(request, _("Taken out."))
        return redirect(self.address("questionnaire"))

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        questions = self.section_out.questions.order_by("order")
        return self.page("remove", status, section=self.section_out, questions=questions, **context)
