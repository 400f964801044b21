"""The form by which a stakeholder answers a call for input."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from publication.drafts.fields import long_text
from reviews.consulting.inputs import Said
from reviews.consulting.rules import organisations_of
from reviews.models import Review, ReviewSection
from stakeholders.models import Organisation, User

MOST_CHARACTERS = 10_000


class InputForm(forms.Form):
    use_required_attribute = False

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("For whom you speak"),
        required=False,
        empty_label=_("For myself"),
    )
    section = forms.ModelChoiceField(
        ReviewSection.objects.none(),
        label=_("What it is about"),
        required=False,
        empty_label=_("The review as a whole"),
    )
    language = forms.ChoiceField(label=_("Language of your input"), choices=settings.LANGUAGES)
    text = long_text(
        10,
        label=_("Your input"),
        required=True,
        max_length=MOST_CHARACTERS,
        help_text=_("The Government of this State reads it. It is not published."),
        error_messages={"required": _("Write what you wish to say.")},
    )
    consents_to_be_named = forms.BooleanField(
        label=_("I consent to be named in the annex of the review"),
        required=False,
        help_text=_(
            "Then the annex names your organisation, or you where you speak for yourself. "
            "Otherwise it says only from which group the input came."
        ),
    )

    def __init__(self, *args: Any, user: User, review: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = organisations_of(user)
        organisation, section = self.fields["organisation"], self.fields["section"]
        assert isinstance(organisation, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        assert isinstance(section, forms.ModelChoiceField)  # noqa: S101
        numbers = [one.pk for one in mine]
        organisation.queryset = Organisation.objects.filter(pk__in=numbers)
        section.queryset = review.sections.select_related("section")
        if len(mine) == 1:
            organisation.initial = mine[0].pk
        if not mine:
            del self.fields["organisation"]

    @property
    def said(self) -> Said:
        """Of a form that is valid."""
        return Said(**self.cleaned_data)
