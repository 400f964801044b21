"""Forms around a review's delegation: a link, the ladder, a clearance."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.delegation.ladder import MOST_STEPS
from reviews.delegation.links import LONGEST
from reviews.models import Clearance, ClearanceStep, Review, ReviewSection, WritingLink

USUAL = timedelta(days=30)
MOST_CHARACTERS = ClearanceStep._meta.get_field("name").max_length or 0


def calendar(**attributes: str) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attributes}, format="%Y-%m-%d")


class EndForm(forms.Form):
    """Until the end of which day a link is open, on the clock of the forum."""

    until = forms.DateField(label=_("Open until the end of"), widget=calendar())

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        self.initial.setdefault("until", self._usual_end())

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        today = timezone.localdate(timezone=self.review.cycle.zone)
        if not today <= until < today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return until

    @property
    def expires_at(self) -> datetime:
        day = self.cleaned_data["until"] + timedelta(days=1)
        return datetime.combine(day, time(), tzinfo=self.review.cycle.zone)

    def _usual_end(self) -> date:
        """The day the review is due, if that is not too soon; else in a month."""
        soonest = timezone.localdate() + timedelta(days=7)
        due_at = self.review.due_at
        due_on = due_at.astimezone(self.review.cycle.zone).date() if due_at else None
        return due_on if due_on and due_on > soonest else timezone.localdate() + USUAL


class LinkForm(EndForm, forms.ModelForm):  # type: ignore[type-arg]
    sections = forms.ModelMultipleChoiceField(
        label=_("Sections"),
        queryset=ReviewSection.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The link opens these sections and nothing else."),
    )
    field_order = ("name", "email", "language", "until", "sections")

    class Meta:
        model = WritingLink
        fields = ("name", "email", "language")
        labels = {
            "name": _("Whom it is for"),
            "language": _("Language of the mail and of the questions"),
        }
        help_texts = {
            "name": _("A person or an office. What is written through the link carries this name."),
            "email": _("The link is sent there, and shown nowhere."),
        }

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, review=review, **kwargs)
        field = self.fields["sections"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  (narrows the type)
        field.queryset = review.sections.select_related("section__objective")


class LadderForm(forms.Form):
    steps = forms.CharField(
        label=_("Steps, from the first to the last"),
        help_text=_(
            "One a line, in the words of your Government. A step renamed in its place stays "
            "the same step; a section that stood on a step you take away goes one lower."
        ),
        widget=forms.Textarea(attrs={"rows": "6"}),
        required=False,
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [step.name for step in review.ladder.all()]
        self.initial["steps"] = "\n".join(names or self._usual())

    @staticmethod
    def _usual() -> list[str]:
        return [gettext("Drafted"), gettext("Cleared by the ministry"), gettext("Cleared")]

    def clean_steps(self) -> list[str]:
        lines = self.cleaned_data["steps"].splitlines()
        names = [name for name in (" ".join(line.split()) for line in lines) if name]
        if any(len(name) > MOST_CHARACTERS for name in names):
            raise forms.ValidationError(_("A step has at most 120 characters."))
        if len(names) > MOST_STEPS:
            raise forms.ValidationError(_("A ladder has at most 12 steps."))
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("Two steps have the same name."))
        return names


class ClearanceForm(forms.ModelForm):  # type: ignore[type-arg]
    """`step` is the key of a step of the ladder, or blank for below the first."""

    step = forms.ChoiceField(label=_("It stands now at"), required=False, widget=forms.RadioSelect)

    class Meta:
        model = Clearance
        fields = ("step", "on_behalf_of", "note")
        labels = {"on_behalf_of": _("Cleared by"), "note": _("Note")}
        help_texts = {
            "on_behalf_of": _("Who decided it: say, the Minister of Labour. No account is needed.")
        }
        widgets = {"note": forms.Textarea(attrs={"rows": "3"})}

    def __init__(self, *args: Any, section: ReviewSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ladder = {str(step.pk): step for step in section.review.ladder.all()}
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (narrows the type)
        field.choices = list(self._choices())
        self.initial.setdefault("step", str(section.cleared_id or ""))

    def _choices(self) -> Iterator[tuple[str, str]]:
        yield "", gettext("Not yet on the first step")
        yield from ((key, step.name) for key, step in self.ladder.items())

    @property
    def chosen(self) -> ClearanceStep | None:
        return self.ladder.get(self.cleaned_data["step"])
