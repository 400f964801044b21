"""When a section or a question is asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from publication import kept_forms
from publication.signed_in import INVALID
from reviews.models import Condition, Question
from reviews.questionnaires.conditions import (
    Asked,
    answers_to,
    can_decide,
    drop_condition,
    set_condition,
)
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.other_forms import ConditionForm
from reviews.views.questionnaires.access import DraftPage


class ConditionsView(DraftPage):
    """The conditions of one thing; and, with `on` in the address, one of them to be written."""

    asked: Asked

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if kwargs["of"] == "section":
            self.asked = Asked(section=self.section(kwargs["key"]))
        else:
            self.asked = Asked(question=self.question(kwargs["key"]))

    def show(self) -> HttpResponse:
        key = self.request.GET.get("on")
        on = self._on(key) if key else None
        if on is None:
            return self._page()
        now = self.asked.conditions.filter(on=on).first()
        form = ConditionForm(self.typed(), on=on, initial={"values": now.values if now else []})
        return self._page(on=on, form=form)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        on = self._on(request.POST.get("drop") or request.POST.get("on", ""))
        if "drop" in request.POST:
            return self._said(lambda: drop_condition(asked=self.asked, on=on, by=self.user))
        form = ConditionForm(request.POST, on=on)
        if not form.is_valid():
            return self._page(INVALID, on=on, form=form)
        values = form.cleaned_data["values"]
        return self._said(
            lambda: set_condition(asked=self.asked, on=on, values=values, by=self.user)
        )

    def _said(self, verb: Any) -> HttpResponse:
        try:
            verb()
        except QuestionnaireError as error:
            problems = [("#conditions", str(words)) for words in error.problems]
            return self._page(INVALID, problems=problems)
        kept_forms.forget(self.request)
        messages.success(self.request, _("Saved."))
        return redirect(self.request.path)

    def _on(self, key: str) -> Question:
        conditions = Condition.objects.filter(**self.asked.fields)
        known = can_decide(self.asked).filter(key=key).first()
        # One that was moved behind since can still be let go of.
        known = known or Question.objects.filter(decides__in=conditions, key=key).first()
        if known is None:
            raise Http404
        return known

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        return self.page(
            "conditions",
            status,
            asked=self.asked,
            conditions=[(one, _words(one)) for one in self.asked.conditions],
            can_decide=can_decide(self.asked),
            **context,
        )


def _words(condition: Condition) -> str:
    """The answers in words; one that cannot be given any more by its key."""
    words = dict(answers_to(condition.on))
    chosen = [words.get(value, value) for value in condition.values]
    return pgettext("between two names", ", ").join(chosen)
