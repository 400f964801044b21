"""Publishing a draft: what it still lacks is said before, and what comes of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from publication.signed_in import INVALID
from reviews.questionnaires.checking import problems_of_draft, texts_missing
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.publishing import publish
from reviews.views.questionnaires.access import DraftPage


class PublishView(DraftPage):
    def show(self) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        knows = request.POST.get("though_texts_are_missing") == "on"
        try:
            publish(draft=self.questionnaire, though_texts_are_missing=knows, by=self.user)
        except QuestionnaireError as error:
            problems = [("#publish", str(words)) for words in error.problems]
            return self._page(INVALID, problems=problems)
        messages.success(request, _("Published. Reviews that are begun from now on answer it."))
        return redirect(self.address("questionnaire"))

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        languages = dict(settings.LANGUAGES)
        lacking = texts_missing(self.questionnaire)
        return self.page(
            "publish",
            status,
            missing=list(problems_of_draft(self.questionnaire)),
            lacking=[(languages[code], places) for code, places in lacking.items()],
            **context,
        )
