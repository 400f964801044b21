"""Pages of one questionnaire: for the Secretariat alone. A form there is saved by a verb."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID, SecretariatView
from reviews.models import Question, Questionnaire, Section
from reviews.questionnaires.errors import QuestionnaireError, StaleError
from reviews.questionnaires.holding import digest_of
from reviews.questionnaires.questions import questions_of_draft


class QuestionnairePage(SecretariatView):
    """A page of one version, the `questionnaire`."""

    questionnaire: Questionnaire

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        versions = Questionnaire.objects.select_related("cycle", "region", "made_from__region")
        self.questionnaire = get_object_or_404(versions, pk=kwargs["pk"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        always = {"questionnaire": self.questionnaire}
        return super().page(f"reviews/questionnaires/{template}.html", status, **always, **context)

    def address(self, name: str, *places: object) -> str:
        return reverse(f"questionnaire_desk:{name}", args=[self.questionnaire.pk, *places])

    def section(self, key: str) -> Section:
        sections = self.questionnaire.sections.select_related("questionnaire", "objective")
        found: Section = get_object_or_404(sections, key=key)
        return found

    def question(self, key: str) -> Question:
        questions = questions_of_draft(self.questionnaire).select_related("section__questionnaire")
        return get_object_or_404(questions.prefetch_related("options"), key=key)


class DraftPage(QuestionnairePage, ABC):
    """A page on which a draft is changed. A published version only has pages to be read."""

    def dispatch_published(self) -> HttpResponse:
        messages.info(
            self.request,
            _("This version is published and never changes. Write the next version instead."),
        )
        return redirect(self.address("questionnaire"))

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.questionnaire.published_at is not None:
            return self.dispatch_published()
        return self.show()

    @abstractmethod
    def show(self) -> HttpResponse: ...


class FormPage(DraftPage):
    """A form over one row or several: what another saved in between is not overwritten."""

    template: str

    def rows(self) -> list[Model]:
        """What the form is written over; none if it makes something new."""
        return []

    @abstractmethod
    def form(self, typed: Any) -> Any: ...

    @abstractmethod
    def save(self, form: Any, base: str) -> None: ...

    def after(self) -> str:
        """Where one goes on when it is saved."""
        return self.address("questionnaire")

    def context(self) -> dict[str, Any]:
        return {}

    def show(self) -> HttpResponse:
        typed = self.typed()
        base = typed.get("base", "") if typed is not None else digest_of(*self.rows())
        return self.form_page(self.form(typed), base)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form, base = self.form(request.POST), request.POST.get("base", "")
        if not form.is_valid():
            return self.form_page(form, base, INVALID)
        try:
            self.save(form, base)
        except StaleError as stale:
            # To save again, over what stands there now and is shown, is a choice.
            return self.refused(form, stale, digest_of(*self.rows()), CONFLICT)
        except QuestionnaireError as error:
            return self.refused(form, error, base, INVALID)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect(self.after())

    def refused(self, form: Any, error: QuestionnaireError, base: str, status: int) -> HttpResponse:
        if isinstance(form, BaseForm):
            for problem in error.problems:
                form.add_error(None, str(problem))
        now = self.form(None) if isinstance(error, StaleError) else None
        problems = [str(problem) for problem in error.problems]
        return self.form_page(form, base, status, problems=problems, now=now)

    def form_page(self, form: Any, base: str, status: int = 200, **context: Any) -> HttpResponse:
        return self.page(self.template, status, form=form, base=base, **self.context(), **context)


class SectionPage(FormPage):
    """A page of one section. Sets `of_section` besides."""

    of_section: Section

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.of_section = self.section(kwargs["key"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, **{"section": self.of_section, **context})


class OneQuestion(QuestionnairePage):
    """A page of one question. Sets `of_question` besides."""

    of_question: Question

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.of_question = self.question(kwargs["key"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, **{"question": self.of_question, **context})


class QuestionPage(OneQuestion, FormPage):
    """A form over one question."""
