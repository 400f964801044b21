"""The forms of a reviewer's answers: to an invitation, and when they step down."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.drafts.fields import PlainText

# The column holds a little more, for what the portal puts before it.
MOST_CHARACTERS = 900


class Answer(models.TextChoices):
    ACCEPT = "accept", _("I have no conflict of interest, and I accept")
    CONFLICT = "conflict", _("I have a conflict of interest")
    REFUSE = "refuse", _("I cannot review it now")


def _reason(**options: object) -> PlainText:
    return PlainText(
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        **options,
    )


class AnswerForm(forms.Form):
    """Each answer is a button, so that one click is enough."""

    answer = forms.ChoiceField(
        choices=Answer.choices,
        error_messages={
            "required": _("Choose an answer."),
            "invalid_choice": _("Choose an answer."),
        },
        widget=forms.HiddenInput,
    )
    reason = _reason(
        label=_("If you refuse: what is the conflict, or why?"),
        help_text=_("Only the Secretariat reads it. You need not say anything."),
    )


class StepDownForm(forms.Form):
    reason = _reason(
        required=True,
        label=_("Why do you step down?"),
        help_text=_("Only the Secretariat reads it."),
        error_messages={"required": _("Say why, so that the Secretariat can help.")},
    )
