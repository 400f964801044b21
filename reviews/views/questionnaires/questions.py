"""A question of a draft: its words, its lines, and taking it out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from publication.signed_in import INVALID
from reviews.choices import QuestionKind
from reviews.models import Question
from reviews.questionnaires.conditions import Asked
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.forms import KindForm, QuestionForm
from reviews.questionnaires.lines import MODELS, lines_asked_of, lines_of
from reviews.questionnaires.questions import remove_question, save_question
from reviews.views.questionnaires.access import DraftPage, OneQuestion, QuestionPage, SectionPage


class NewQuestionView(SectionPage):
    """Asks for the kind first, then for what a question of that kind needs."""

    template = "question"
    made: Question

    def show(self) -> HttpResponse:
        typed = self.typed()
        if typed is None and self.request.GET.get("kind") not in QuestionKind.values:
            form = KindForm(self.request.GET if "kind" in self.request.GET else None)
            return self.page("kind", INVALID if form.errors else 200, form=form)
        return super().show()

    def form(self, typed: Any) -> QuestionForm:
        kind = (typed or self.request.GET).get("kind")
        return QuestionForm(
            typed,
            instance=Question(
                section=self.of_section, kind=kind if kind in QuestionKind.values else ""
            ),
        )

    def save(self, form: QuestionForm, base: str) -> None:
        self.made = save_question(question=form.save(commit=False), base=base, by=self.user)

    def after(self) -> str:
        what = lines_asked_of(self.made)
        if what:
            return self.address("lines", self.made.key, what[0])
        return self.address("question", self.made.key)


class QuestionView(QuestionPage):
    template = "question"

    def rows(self) -> list[Any]:
        questions = Question.objects.select_related("section__questionnaire")
        return [questions.prefetch_related("options").get(pk=self.of_question.pk)]

    def form(self, typed: Any) -> QuestionForm:
        return QuestionForm(typed, instance=self.rows()[0])

    def save(self, form: QuestionForm, base: str) -> None:
        self.of_question = save_question(question=form.save(commit=False), base=base, by=self.user)

    def context(self) -> dict[str, Any]:
        return {
            "section": self.of_question.section,
            "lines": [
                (what, MODELS[what]._meta.verbose_name_plural, lines_of(self.of_question, what))
                for what in lines_asked_of(self.of_question)
            ],
            "conditions": Asked(question=self.of_question).conditions,
        }

    def after(self) -> str:
        return self.address("question", self.of_question.key)


class RemoveQuestionView(OneQuestion, DraftPage):
    def show(self) -> HttpResponse:
        return self.page("remove")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            remove_question(question=self.of_question, by=self.user)
        except QuestionnaireError as error:
            problems = [("#remove", str(words)) for words in error.problems]
            return self.page("remove", INVALID, problems=problems)
        messages.success(request, _("Taken out."))
        return redirect(self.address("section", self.of_question.section.key))
