"""Forms around a review: beginning one, handing a section over, narrowing the public list."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.carrying.forms import NOTHING, SourceField
from reviews.carrying.sources import Source
from reviews.models import Review, ReviewSection
from reviews.services import contributors_of
from stakeholders.models import User

FARTHEST = timedelta(days=5 * 365)


class BeginForm(forms.Form):
    """A State that has said something before chooses whether it starts from that."""

    language = forms.ChoiceField(
        label=_("Language of the answers"),
        choices=settings.LANGUAGES,
        help_text=_(
            "The questions can be read in any language; the answers are published in this one."
        ),
    )

    def __init__(
        self, *args: Any, sources: dict[str, Source], language: str = "en", **options: Any
    ) -> None:
        initial = {"language": language, "source": next(iter(sources), NOTHING)}
        options["initial"] = initial
        super().__init__(*args, **options)
        if sources:
            self.fields["source"] = SourceField(sources, or_nothing=True)


class HandOverForm(forms.ModelForm):  # type: ignore[type-arg]
    assignee = forms.ModelChoiceField(
        label=_("Hand over to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody: the focal points write it"),
    )

    class Meta:
        model = ReviewSection
        fields = ["ministry", "assignee", "due_on"]
        widgets = {"due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = contributors_of(review)
        field = self.fields["assignee"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people])

    def clean_due_on(self) -> date | None:
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on is not None and abs(due_on - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("This day lies too far away."))
        return due_on
