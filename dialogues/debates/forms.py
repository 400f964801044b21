"""The forms of a debate: its objectives, its texts, who chairs and who moderates it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from compact.models import Objective
from dialogues.models import Debate
from publication.drafts.fields import PlainText
from publication.translated import Translated, in_languages
from stakeholders.models import Organisation, User
from stakeholders.querysets import here


def _objectives(**options: Any) -> "forms.ModelMultipleChoiceField[Objective]":
    return forms.ModelMultipleChoiceField(
        Objective.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("The objectives are numbered 1 to 23.")},
        **options,
    )


class SeatingForm(forms.Form):
    use_required_attribute = False

    listed = _objectives(
        label=_("Objectives that it takes up"),
        help_text=_("Each objective is listed at one round table of a forum."),
    )
    carried = _objectives(
        label=_("Objectives that cut across it"),
        help_text=_("Carried here too, though another round table may list them."),
    )

    @classmethod
    def of(cls, debate: Debate, data: Any = None) -> "SeatingForm":
        links = list(debate.round_table.objective_links.all()) if debate.round_table else []
        initial = {
            "listed": [link.objective_id for link in links if not link.cross_cutting],
            "carried": [link.objective_id for link in links if link.cross_cutting],
        }
        return cls(data, initial=initial, prefix="seats")

    @property
    def seats(self) -> dict[str, list[int]]:
        return {
            name: [objective.pk for objective in self.cleaned_data[name]]
            for name in ("listed", "carried")
        }


class DescriptionForm(Translated):
    translated = ("description",)
    use_required_attribute = False

    class Meta:
        model = Debate
        fields = (*in_languages("description"),)


class CoChairForm(forms.Form):
    use_required_attribute = False

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Member State or organisation"),
        empty_label=_("Choose"),
        help_text=_("Its focal points or representatives clear the background note."),
    )
    name = PlainText(
        label=_("Name of the person, where it is known"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        everyone = Organisation.objects.verified().select_related("country", "type")
        # Member States first, as the reader's language sorts them; each other kind by its name.
        field.queryset = everyone.order_by(
            "type__order", f"country__{here('sort_key')}", "name", "pk"
        )


class ModeratorForm(forms.Form):
    use_required_attribute = False

    name = PlainText(
        label=_("Name"),
        required=True,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    affiliation = PlainText(
        label=_("Function and organisation"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail address of their account"),
        required=False,
        help_text=_("With it they also moderate the discussion space of this debate."),
    )

    def clean_email(self) -> User | None:
        email = self.cleaned_data["email"]
        if not email:
            return None
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise ValidationError(_("Nobody in the portal has this address."), code="unknown")
        return user

    @property
    def named(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "name": given["name"],
            "affiliation": given["affiliation"],
            "user": given["email"],
        }
