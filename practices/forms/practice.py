"""The draft on one page. Nothing is required: what it lacks is asked when it is checked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from compact.models import Country, GuidingPrinciple, Objective
from practices.choices import Progress
from practices.forms.adding import add_answers, add_call, add_image_texts
from practices.forms.rows import LinkRow, PartnerRow
from practices.models import Practice
from publication.choices import Scope
from publication.drafts.fields import PlainDay, PlainNumber, PlainText, currencies, long_text
from publication.drafts.forms import DraftForm, Row, rows_in, with_a_blank_one

OWN, OTHER = "own", "other"
WHOSE = (
    (OWN, _("We implement it ourselves")),
    (OTHER, _("Another organisation implements it, and we submit it on its behalf")),
)


def _any_of(queryset: Any, **options: Any) -> "forms.ModelMultipleChoiceField[Any]":
    return forms.ModelMultipleChoiceField(
        queryset, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


def _one_of(choices: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, **options)


def _line(**options: Any) -> PlainText:
    return PlainText(widget=forms.TextInput(attrs={"dir": "auto"}), **options)


class PracticeForm(DraftForm):
    """Bound to what is sent, or to what is saved (`practices.forms.form_of`).

    Besides what is named here it has a field for each criterion of the call that no other field
    answers, and one for each image, which says what the image shows.
    """

    title = _line(
        label=_("Title"), max_length=200, help_text=_("What is done, for whom, in one line.")
    )
    language = _one_of(settings.LANGUAGES, label=_("Language of the practice"))
    summary = long_text(
        5, label=_("Summary"), help_text=_("In a few sentences, for somebody who reads no further.")
    )
    description = long_text(
        10, label=_("What is done, and how"), help_text=_("The steps, the means, who does what.")
    )
    primary_objective = forms.ModelChoiceField(
        Objective.objects.all(),
        label=_("Primary objective"),
        required=False,
        help_text=_("The one objective of the Compact that it serves most."),
    )
    objectives = _any_of(Objective.objects.all(), label=_("Further objectives"))
    principles = _any_of(
        GuidingPrinciple.objects.all(),
        label=_("Guiding principles"),
        help_text=_("Those that it puts into practice. Reviewers score it by each that you name."),
    )
    countries = _any_of(Country.objects.in_order(), label=_("Countries"))
    scope = _one_of(Scope.choices, label=_("Scope"), widget=forms.RadioSelect)
    starts_on = PlainDay(
        label=_("From"), help_text=_("Ideally after December 2018, when the Compact was adopted.")
    )
    ends_on = PlainDay(label=_("Until"), help_text=_("Leave it empty if it goes on."))
    progress = _one_of(
        Progress.choices,
        label=_("How far it is"),
        widget=forms.RadioSelect,
        help_text=_("The repository takes what is completed, or mostly so, and can show results."),
    )
    is_own = _one_of(WHOSE, label=_("Who implements it"), widget=forms.RadioSelect)
    implementer = _line(label=_("Name of the implementer"), max_length=200)
    implementer_email = PlainText(
        label=_("E-mail address of the implementer"),
        max_length=254,
        help_text=_("To ask for its consent. It is never published."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "email"}),
    )
    beneficiaries = long_text(5, label=_("Who benefits"), help_text=_("Whom it reaches; how many."))
    impact = long_text(7, label=_("Impact"), help_text=_("What is different now, and for whom."))
    evidence = long_text(
        6,
        label=_("Evidence of the impact"),
        help_text=_("What shows it: figures, an evaluation, a source that one can look up."),
    )
    lessons = long_text(6, label=_("Lessons learned"), help_text=_("What went wrong belongs here."))
    replication = long_text(
        6,
        label=_("How to replicate it"),
        help_text=_("What somebody elsewhere needs: the law, the people, the money, the time."),
    )
    innovation = long_text(5, label=_("What is new in it"))
    amount = PlainNumber(label=_("Cost"), required=False)
    currency = _one_of(currencies, label=_("Currency"))
    cost_note = long_text(3, label=_("What it costs"), help_text=_("What the money pays for."))
    also_in = forms.MultipleChoiceField(
        choices=settings.LANGUAGES,
        label=_("Materials exist in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Handbooks, forms, training: whatever others can use."),
    )
    contact = long_text(
        3,
        label=_("Contact"),
        max_length=500,
        help_text=_("For the Secretariat. It is never published, and no reviewer sees it."),
    )

    def __init__(self, data: QueryDict, *, practice: Practice, **options: Any) -> None:
        super().__init__(data, **options)
        self.practice = practice
        self.partners = rows_in(PartnerRow, data)
        self.links = rows_in(LinkRow, data)
        add_call(self, practice)
        self.criteria = add_answers(self, practice)
        self.images = add_image_texts(self, practice)

    def clean_is_own(self) -> str:
        """Unless somebody says otherwise, it is one's own."""
        return self.cleaned_data["is_own"] or OWN

    def clean_implementer_email(self) -> str:
        address: str = self.cleaned_data["implementer_email"]
        if address:
            EmailValidator(_("Write one e-mail address: for example name@example.org."))(address)
        return address

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount < 0:
            raise ValidationError(_("A cost is not less than nothing."))
        return amount

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It ends before it begins."))
        if "call" in self.fields and "call" not in self.errors:
            cleaned["call"] = cleaned.get("call") or self.practice.call
        return cleaned

    @property
    def rows(self) -> Sequence[Row]:
        return (*self.partners, *self.links)

    @property
    def partner_rows(self) -> list[PartnerRow]:
        return with_a_blank_one(PartnerRow, self.partners)

    @property
    def link_rows(self) -> list[LinkRow]:
        return with_a_blank_one(LinkRow, self.links)
