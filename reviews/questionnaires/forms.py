"""Forms of a draft: its facts, its sections and its questions. Verbs decide what may be saved."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from publication.translated import Translated, in_languages
from reviews.choices import QuestionKind
from reviews.models import Question, Questionnaire, Section
from reviews.questionnaires.measuring import measures_of

KEY_HELP = _(
    "A short name in small letters: data-protection. Answers of one forum are compared with "
    "those of the next by it. Left blank, it is made from the English text."
)


class BeginForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new draft: for which forum and region, and from which version, if any."""

    use_required_attribute = False

    class Meta:
        model = Questionnaire
        fields = ("cycle", "region", "made_from")
        labels: ClassVar[dict[str, Any]] = {
            "cycle": _("Forum"),
            "region": _("Region"),
            "made_from": _("Begin from"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "region": _("With a region it is for the States of that region alone."),
            "made_from": _(
                "Everything is taken over, and each of its questions is followed: its answers "
                "carry over. With none, the draft is blank."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = Questionnaire.objects.filter(published_at__isnull=False)
        field: Any = self.fields["made_from"]
        field.queryset = published.select_related("region").order_by("-cycle", "-version")
        field.label_from_instance = name_of
        field.empty_label = _("Nothing: a blank questionnaire")
        self.fields["region"].empty_label = _("All regions")  # type: ignore[attr-defined]


def name_of(questionnaire: Questionnaire) -> str:
    """Its forum, its region if it has one, and its version."""
    where = f"{questionnaire.cycle_id}, {questionnaire.region}"
    of = where if questionnaire.region_id else f"{questionnaire.cycle_id}"
    return _("%(of)s, version %(version)s") % {"of": of, "version": questionnaire.version}


class QuestionnaireForm(Translated):
    translated = ("title",)
    use_required_attribute = False

    class Meta:
        model = Questionnaire
        fields = (*in_languages("title"), "cycle", "region")
        labels: ClassVar[dict[str, Any]] = {"cycle": _("Forum"), "region": _("Region")}
        help_texts: ClassVar[dict[str, Any]] = {
            "region": _("With a region it is for the States of that region alone."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].empty_label = _("All regions")  # type: ignore[attr-defined]


class Keyed(Translated):
    """A form whose key is made from the English text where nobody wrote one."""

    key_from: ClassVar[str]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False
        self.fields["key"].help_text = KEY_HELP

    def clean_key(self) -> str:
        typed = str(self.cleaned_data.get("key") or "")
        # One that was brought in may have capitals: it stays what it is until somebody changes it.
        key = typed if typed == self.initial.get("key") else typed.lower()
        longest = self._meta.model._meta.get_field("key").max_length or 0
        return key or slugify(self.cleaned_data.get(self.key_from) or "")[:longest].strip("-")

    def _get_validation_exclusions(self) -> set[str]:
        """Whether the key is free is for the verb to say, which looks at the whole draft."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"key"}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("key") and "key" not in self.errors and not self.errors:
            self.add_error("key", _("Write a key: none can be made from this text."))
        return values


class SectionForm(Keyed):
    translated = ("title", "introduction")
    key_from = "title_en"

    class Meta:
        model = Section
        fields = (*in_languages("title", "introduction"), "key", "objective")
        labels: ClassVar[dict[str, Any]] = {"objective": _("On the objective")}
        help_texts: ClassVar[dict[str, Any]] = {
            "objective": _("Whatever is written in this section counts as said on the objective."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].empty_label = _("On none")  # type: ignore[attr-defined]
        for name in in_languages("introduction"):
            self.fields[name].widget.attrs["rows"] = 4


class QuestionForm(Keyed):
    """Only what a question of its kind can have is on the form."""

    translated: tuple[str, ...] = ("label", "help", "unit")
    key_from = "label_en"

    class Meta:
        model = Question
        fields = (
            *in_languages("label", "help", "unit"),
            *("key", "section", "kind", "required", "may_not_apply"),
            *("word_limit", "minimum", "maximum"),
        )
        labels: ClassVar[dict[str, Any]] = {"section": _("Section")}
        help_texts: ClassVar[dict[str, Any]] = {
            "kind": _("After a change of the kind, save: what goes with it is asked then."),
            "required": _("A draft may leave it out; a review cannot be submitted without it."),
            "may_not_apply": _("With the reason why."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section: Any = self.fields["section"]
        of_draft = Section.objects.filter(questionnaire=self.instance.section.questionnaire_id)
        section.queryset, section.empty_label = of_draft.order_by("order"), None
        for name in in_languages("label", "help"):
            self.fields[name].widget.attrs["rows"] = 3
        self._leave_out_what_does_not_fit()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        least, most = values.get("minimum"), values.get("maximum")
        if least is not None and most is not None and most < least:
            self.add_error("maximum", _("This is less than the least."))
        return values

    def _leave_out_what_does_not_fit(self) -> None:
        measures = measures_of(self.instance.kind)
        if self.instance.kind != QuestionKind.NUMBER:
            self.translated = ("label", "help")
        unfit = {
            "word_limit": measures.words,
            "minimum": measures.limits,
            "maximum": measures.limits,
            **dict.fromkeys(in_languages("unit"), self.instance.kind == QuestionKind.NUMBER),
        }
        for name, fits in unfit.items():
            if not fits:
                del self.fields[name]
        if measures.counts:
            self.fields["minimum"].label = _("How many at least")
            self.fields["maximum"].label = _("How many at most")


class KindForm(forms.Form):
    """What kind of question is to be added, asked first."""

    kind = forms.ChoiceField(
        label=_("What kind of answer do you ask for?"),
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind.")},
    )
