"""The draft on one page. Nothing is required: what it lacks is asked when it is checked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compact.models import Action, Country, GuidingPrinciple, Objective
from pledges.choices import Nature, PledgeKind, Side
from pledges.forms.targets import TargetForm
from pledges.matching import BadMatchError, match
from pledges.models import Pledge
from publication.choices import Scope
from publication.drafts.fields import (
    BLANKS,
    PlainDay,
    PlainNumber,
    PlainText,
    currencies,
    long_text,
)
from publication.drafts.forms import DraftForm, Row, rows_in, with_a_blank_one

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

MOST_COMMITMENTS = 26


def _any_of(queryset: "QuerySet[Any]", **options: Any) -> "forms.ModelMultipleChoiceField[Any]":
    return forms.ModelMultipleChoiceField(
        queryset, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


def _one_of(choices: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, **options)


class PledgeForm(DraftForm):
    """Bound to what is sent, or to what is saved (`pledges.forms.form_of`)."""

    title = PlainText(
        label=_("Title"),
        max_length=200,
        help_text=_("What will be done, for whom, in one line."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    description = long_text(
        12,
        label=_("Description"),
        help_text=_("What you will do, with whom, and what will be different then."),
    )
    language = _one_of(settings.LANGUAGES, label=_("Language of the pledge"))
    kind = _one_of(PledgeKind.choices, label=_("Kind"), widget=forms.RadioSelect)
    side = _one_of(Side.choices, label=_("Need or offer"), widget=forms.RadioSelect)
    answers_to = PlainText(
        label=_("Code of the pledge that it answers"),
        help_text=_("Of a published pledge: for example PLG-2022-0147."),
        widget=forms.TextInput(attrs={"class": "short", "size": 16}),
    )
    natures = forms.MultipleChoiceField(
        label=_("Nature"),
        choices=Nature.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scope = _one_of(Scope.choices, label=_("Scope"), widget=forms.RadioSelect)
    is_about_refugees = forms.BooleanField(
        label=_("This pledge is mainly about refugees"), required=False
    )
    objectives = _any_of(Objective.objects.all(), label=_("Objectives"))
    actions = _any_of(Action.objects.all(), label=_("Actions"))
    principles = _any_of(GuidingPrinciple.objects.all(), label=_("Guiding principles"))
    countries = _any_of(Country.objects.in_order(), label=_("Countries"))
    starts_on = PlainDay(label=_("From"))
    ends_on = PlainDay(label=_("Until"))
    amount = PlainNumber(label=_("Amount"), required=False)
    currency = _one_of(currencies, label=_("Currency"))
    contact = long_text(3, label=_("Contact"), max_length=500)

    def __init__(self, data: QueryDict, *, pledge: Pledge, **options: Any) -> None:
        super().__init__(data, **options)
        self.pledge = pledge
        self.targets = rows_in(TargetForm, data)
        typed = (text.replace("\r\n", "\n").strip(BLANKS) for text in data.getlist("commitments"))
        self.commitments = [text for text in typed if text]

    def clean_answers_to(self) -> Pledge | None:
        try:
            return match(pledge=self.pledge, code=self.cleaned_data["answers_to"])
        except BadMatchError as error:
            raise ValidationError(
                _("No other pledge of this code is published. Look at the code again.")
            ) from error

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount < 0:
            raise ValidationError(_("An amount is not less than nothing."))
        return amount

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It ends before it begins."))
        return cleaned

    @property
    def rows(self) -> Sequence[Row]:
        return self.targets

    @property
    def rough(self) -> dict[str, Any]:
        kept = super().rough
        if len(self.commitments) > MOST_COMMITMENTS:
            kept["commitments"] = self.commitments[MOST_COMMITMENTS:]
        return kept

    @property
    def said(self) -> Mapping[str, Any]:
        parts = {f"commitments-{place}": text for place, text in enumerate(self.commitments)}
        return {**super().said, **parts}

    def label_of(self, name: str) -> "Text":
        kind, _dash, place = name.partition("-")
        if kind == "commitments":
            return gettext("Part %(letter)s") % {"letter": chr(ord("a") + int(place))}
        return super().label_of(name)

    @property
    def commitment_rows(self) -> list[str]:
        """What was typed, and room for two more."""
        return [*self.commitments, "", ""][: max(MOST_COMMITMENTS, len(self.commitments))]

    @property
    def target_rows(self) -> list[TargetForm]:
        return with_a_blank_one(TargetForm, self.targets)
