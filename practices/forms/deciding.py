"""Forms of the Secretariat's decisions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.choices import Recommendation
from practices.services.deciding import DECISIONS, ON_APPEAL
from publication.drafts.fields import PlainText

LONGEST_LETTER = 30_000
LABELS = dict(zip(DECISIONS, Recommendation.labels, strict=True))


class DecisionForm(forms.Form):
    use_required_attribute = False

    move = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    letter = PlainText(
        label=_("Letter to the author"),
        required=True,
        max_length=LONGEST_LETTER,
        help_text=_(
            "It starts from what the reviewers wrote for the author, without their names. Change "
            "it as you see fit. It goes out by mail and stays on the page of the practice."
        ),
        widget=forms.Textarea(attrs={"rows": 22, "dir": "auto"}),
        error_messages={"required": _("Write the letter to the author.")},
    )

    def __init__(self, *args: Any, may_revise: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(move, LABELS[move]) for move in DECISIONS]
        if not may_revise:
            choices = [(move, label) for move, label in choices if move != "ask to revise"]
            self.fields["move"].help_text = _("The call allows no further round.")
        self.fields["move"].choices = choices  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    use_required_attribute = False

    move = forms.ChoiceField(choices=[(move, move) for move in ON_APPEAL])
    note = PlainText(
        label=_("Reason"),
        required=True,
        max_length=LONGEST_LETTER,
        help_text=_("Those who appealed read it."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": _("Say why.")},
    )
