"""Forms that say when something is asked, and what became of an earlier question."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.choices import Succession as How
from reviews.models import Question
from reviews.questionnaires.conditions import answers_to
from reviews.questionnaires.following import Fate


class ConditionForm(forms.Form):
    """The answers to one question after which something is asked."""

    values = forms.MultipleChoiceField(
        label=_("It is asked where one of these was answered"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one of its answers.")},
    )

    def __init__(self, *args: Any, on: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["values"].choices = answers_to(on)  # type: ignore[attr-defined]


class FateForm(forms.Form):
    """What became of an earlier question, and which questions follow it."""

    how = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect, required=False)
    later = forms.MultipleChoiceField(
        label=_("It is followed by"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("For several, hold Ctrl or ⌘ while you choose."),
    )

    def __init__(self, typed: Any, *, fate: Fate, questions: list[Question]) -> None:
        told = {"how": fate.how, "later": [str(one.pk) for one in fate.later]}
        super().__init__(typed, initial=told)
        self._questions = {str(question.pk): question for question in questions}
        how: Any = self.fields["how"]
        how.choices = [*([("", _("Continues under its key"))] if fate.by_key else []), *How.choices]
        later: Any = self.fields["later"]
        later.choices = [
            (str(section), [(str(one.pk), _named(one)) for one in group])
            for section, group in groupby(questions, lambda question: question.section)
        ]

    def clean_later(self) -> list[Question]:
        return [self._questions[pk] for pk in self.cleaned_data["later"]]


def _named(question: Question) -> str:
    return f"{question.label} ({question.key})"
