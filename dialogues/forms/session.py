"""The session on one page. Nothing is required: what it lacks is asked when it is checked."""

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.validators import MinValueValidator
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compact.models import Country, Objective, Region
from dialogues.forms.fields import PlainMoment, add_texts, english_of, others_of
from dialogues.forms.rows import AgendaRow, OrganiserRow, SpeakerRow
from dialogues.models import Debate, Session
from publication.drafts.fields import PlainText, long_text
from publication.drafts.forms import DraftForm, Row, rows_in, with_a_blank_one
from stakeholders.forms import zones
from stakeholders.models import Organisation

MOST_PLACES = 1_000_000
BEFORE, AFTER = ("title", "about"), ("summary", "key_messages")


def _any_of(queryset: Any, **options: Any) -> "forms.ModelMultipleChoiceField[Any]":
    return forms.ModelMultipleChoiceField(
        queryset, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


def known_organisations() -> dict[str, Organisation]:
    """Those that take part, by the name that they gave and by that in the reader's language."""
    found = Organisation.objects.verified().select_related("country", "type").order_by("name")
    names = [(name, one) for one in found for name in (one.name, str(one))]
    return {name.casefold(): one for name, one in reversed(names)}


class SessionForm(DraftForm):
    """Bound to what is sent, or to what is saved (`dialogues.forms.saved`).

    Besides what is named here it has its texts in every language of the portal.
    """

    language = forms.ChoiceField(
        label=_("Main language"), choices=settings.LANGUAGES, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Interpretation in"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        required=False,
        help_text=_("From where it is held. The times below are those of its clock."),
    )
    starts_at = PlainMoment(label=_("Starts"))
    ends_at = PlainMoment(label=_("Ends"))
    place = PlainText(
        label=_("Place"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("A city and a building, or that it is held online."),
    )
    joining = long_text(
        4,
        label=_("How to join"),
        max_length=2000,
        help_text=_("A link, a number to call. Only those who are registered read it."),
    )
    objectives = _any_of(Objective.objects.all(), label=_("Objectives"))
    debates = _any_of(Debate.objects.none(), label=_("Feeds the debates of the forum"))
    regions = _any_of(Region.objects.all(), label=_("Regions"))
    countries = _any_of(Country.objects.in_order(), label=_("Countries"))
    takes_registrations = forms.BooleanField(
        label=_("Takes registrations in the portal"), required=False
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        required=False,
        validators=[MinValueValidator(1)],
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("Leave it blank where there is no limit."),
        error_messages={"invalid": _("Write the number in digits: for example 300.")},
    )
    registration_closes_at = PlainMoment(
        label=_("Registration closes"), help_text=_("Left blank, it closes when the session ends.")
    )

    def __init__(self, data: QueryDict, *, session: Session, **options: Any) -> None:
        super().__init__(data, **options)
        self.session = session
        add_texts(self, "title", _("Title"), max_length=200)
        add_texts(self, "about", pgettext_lazy("session", "What it is about"), rows=6)
        add_texts(self, "summary", _("Summary"), rows=6)
        add_texts(self, "key_messages", _("Key messages"), rows=6)
        debates = Debate.objects.filter(cycle=session.cycle_id).with_names()
        self.fields["debates"].queryset = debates  # type: ignore[attr-defined]
        self.known = known_organisations()
        self.organisers = [
            OrganiserRow(data, row.place, known=self.known) for row in rows_in(OrganiserRow, data)
        ]
        self.agenda = rows_in(AgendaRow, data)
        self.speakers = rows_in(SpeakerRow, data)

    def full_clean(self) -> None:
        """Times are read on the clock of the zone that is chosen on the same form."""
        chosen = self.data.get("time_zone", "")
        known = {zone for _area, places in zones() for zone, _name in places}
        zone = ZoneInfo(chosen) if chosen in known else self.session.zone
        with timezone.override(zone):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        closes = cleaned.get("registration_closes_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It ends before it begins."))
        if closes and ends and closes > ends:
            self.add_error("registration_closes_at", _("It closes after the session is over."))
        return cleaned

    @property
    def rows(self) -> Sequence[Row]:
        return (*self.organisers, *self.agenda, *self.speakers)

    @property
    def organiser_rows(self) -> list[OrganiserRow]:
        return with_a_blank_one(OrganiserRow, self.organisers)

    @property
    def agenda_rows(self) -> list[AgendaRow]:
        return with_a_blank_one(AgendaRow, self.agenda)

    @property
    def speaker_rows(self) -> list[SpeakerRow]:
        return with_a_blank_one(SpeakerRow, self.speakers)

    @property
    def names_of_organisations(self) -> list[str]:
        """To be chosen from while one types."""
        return sorted({str(one) for one in self.known.values()})

    @property
    def before(self) -> list[BoundField]:
        """What it says beforehand, in English."""
        return english_of(self, *BEFORE)

    @property
    def before_elsewhere(self) -> Iterator[tuple[str, list[BoundField]]]:
        return others_of(self, *BEFORE)

    @property
    def after(self) -> list[BoundField]:
        """What came of it, in English."""
        return english_of(self, *AFTER)

    @property
    def after_elsewhere(self) -> Iterator[tuple[str, list[BoundField]]]:
        return others_of(self, *AFTER)


def _note(**options: Any) -> PlainText:
    return long_text(
        3, required=True, max_length=2000, help_text=_("Everybody reads it."), **options
    )


class CorrectionForm(SessionForm):
    """The same form over what is announced: here all must be readable, and say why."""

    note = _note(label=_("What was changed, and why"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("title_en", "starts_at", "ends_at"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("What is announced says this: it cannot be left out."))
        return cleaned


class OutcomeForm(DraftForm):
    """What came of a session, once it is over."""

    note = _note(label=_("What was changed, and why"))

    def __init__(self, data: QueryDict, **options: Any) -> None:
        super().__init__(data, **options)
        add_texts(self, "summary", _("Summary"), rows=8)
        add_texts(self, "key_messages", _("Key messages"), rows=8)

    @property
    def after(self) -> list[BoundField]:
        return english_of(self, *AFTER)

    @property
    def after_elsewhere(self) -> Iterator[tuple[str, list[BoundField]]]:
        return others_of(self, *AFTER)
