"""What became of each question of the version before."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from publication import kept_forms
from publication.signed_in import INVALID
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.following import Fate, fates_in, new_in, settle
from reviews.questionnaires.other_forms import FateForm
from reviews.questionnaires.questions import questions_of_draft
from reviews.views.questionnaires.access import DraftPage, QuestionnairePage


class FollowingView(QuestionnairePage):
    """All earlier questions at a glance; of a published version, what was said then."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if self.questionnaire.made_from_id is None:
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        fates = fates_in(self.questionnaire)
        return self.page(
            "following",
            fates=fates,
            is_draft=self.questionnaire.published_at is None,
            open_fates=sum(1 for fate in fates if fate.is_open),
            new=new_in(self.questionnaire, fates),
        )


class FateView(DraftPage):
    """One earlier question."""

    fate: Fate

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        fates = fates_in(self.questionnaire)
        found = next((fate for fate in fates if fate.earlier.key == kwargs["key"]), None)
        if found is None:
            raise Http404
        self.fate = found

    def show(self) -> HttpResponse:
        return self._page(self._form(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            settle(
                draft=self.questionnaire,
                earlier=self.fate.earlier,
                how=form.cleaned_data["how"],
                later=form.cleaned_data["later"],
                by=self.user,
            )
        except QuestionnaireError as error:
            for words in error.problems:
                form.add_error("later", str(words))
            return self._page(form, INVALID)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect(f"{self.address('following')}#earlier-{self.fate.earlier.key}")

    def _form(self, typed: Any) -> FateForm:
        questions = list(questions_of_draft(self.questionnaire))
        return FateForm(typed, fate=self.fate, questions=questions)

    def _page(self, form: FateForm, status: int = 200) -> HttpResponse:
        return self.page("fate", status, form=form, fate=self.fate)
