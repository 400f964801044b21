"""The forms of the roster: what one says of oneself, when one is away, who is invited."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Objective
from practices.choices import Gender
from practices.models import Reviewer
from practices.roster.joining import Profile
from practices.roster.rules import organisations_of
from publication.drafts.fields import PlainDay, PlainText, long_text
from stakeholders.models import Organisation, User
from stakeholders.rules import is_secretariat

MOST_YEARS = 60
MOST_A_SEMESTER = 30


def _number(**options: Any) -> forms.IntegerField:
    attributes = {"inputmode": "numeric", "class": "short", "size": 4}
    return forms.IntegerField(widget=forms.TextInput(attrs=attributes), **options)


class ProfileForm(forms.Form):
    """What a reviewer knows, and how much they take."""

    country = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("Your country"),
        empty_label=_("Choose"),
        help_text=_("Nobody reviews a practice of their own country."),
    )
    objectives = forms.ModelMultipleChoiceField(
        Objective.objects.all(),
        label=_("Objectives that you know"),
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you can read a practice and write on it"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    years = _number(
        label=_("Years of experience with migration"), min_value=0, max_value=MOST_YEARS
    )
    most_a_semester = _number(
        label=_("Most reviews that you take in half a year"),
        min_value=1,
        max_value=MOST_A_SEMESTER,
        initial=4,
        help_text=_("You are never asked for more."),
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=Gender.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Only if you want to say. It serves the balance of the roster, nothing else."),
    )
    about = long_text(
        5,
        label=_("Your experience"),
        max_length=2000,
        help_text=_("What you did, where, and what you know best. The Secretariat reads it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Asked for anew: the order is that of the reader's language.
        self.fields["country"].queryset = Country.objects.in_order()  # type: ignore[attr-defined]

    @property
    def profile(self) -> Profile:
        given = {name: self.cleaned_data[name] for name in ProfileForm.base_fields}
        return Profile(**{**given, "objectives": list(given["objectives"])})


def profile_of(reviewer: Reviewer) -> dict[str, Any]:
    """What the form shows of what is saved."""
    return {
        "country": reviewer.country_id,
        "objectives": [objective.pk for objective in reviewer.objectives.all()],
        "languages": reviewer.languages,
        "years": reviewer.years,
        "most_a_semester": reviewer.most_a_semester,
        "gender": reviewer.gender,
        "about": reviewer.about,
    }


class ApplicationForm(ProfileForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("You review for"),
        help_text=_(
            "Whoever takes part for an entity of the United Nations is a reviewer of the United "
            "Nations; everybody else is an external one."
        ),
    )
    field_order = ("organisation",)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = organisations_of(user)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in mine])
        field.queryset = field.queryset.select_related("country")
        if len(mine) == 1:
            field.empty_label = None


class AbsenceForm(forms.Form):
    starts_on = PlainDay(label=_("Away from"), required=True)
    ends_on = PlainDay(label=_("Until"), required=True)

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is past."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("It ends before it begins."))
        return given


class NoteForm(forms.Form):
    """What goes with a step of the Secretariat."""

    note = PlainText(
        label=_("Note"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It goes into the mail to this person, and stays on the record."),
    )


class LeaveForm(NoteForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].help_text = _("It stays on the record. The Secretariat reads it.")


class InvitationForm(forms.Form):
    """Somebody who is in the portal, found by the address."""

    email = forms.EmailField(label=_("E-mail address of the person"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("For which organisation"),
        required=False,
        empty_label=_("The only one"),
    )
    country = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("Country"),
        required=False,
        empty_label=_("That of the organisation"),
        help_text=_("They can correct it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].queryset = Country.objects.in_order()  # type: ignore[attr-defined]
        self.person = User.objects.filter(email__iexact=self._email(), is_active=True).first()
        self.theirs = organisations_of(self.person) if self.person else []
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in self.theirs])

    def _email(self) -> str:
        return str(self.data.get("email", "")).strip() if self.is_bound else ""

    @property
    def is_ambiguous(self) -> bool:
        """The person takes part for several: the form asks for which."""
        return len(self.theirs) > 1

    def clean_email(self) -> str:
        if self.person is None:
            raise ValidationError(_("Nobody in the portal has this address."), code="unknown")
        if is_secretariat(self.person):
            raise ValidationError(_("The Secretariat decides, so that it does not review."))
        if not self.theirs:
            raise ValidationError(_("This person takes part for no verified organisation."))
        return str(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        if given["organisation"] is None and self.is_ambiguous:
            self.add_error("organisation", _("This person takes part for several: choose one."))
            return given
        given["organisation"] = given["organisation"] or self.theirs[0]
        given["country"] = given["country"] or given["organisation"].country
        if given["country"] is None:
            self.add_error("country", _("The organisation has no country: choose one."))
        return given
