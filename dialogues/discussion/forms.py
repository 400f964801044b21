"""Forms of those who contribute, of readers who report, and of moderators."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dialogues.choices import PostSource
from dialogues.models import GuidingQuestion, Post, Space
from dialogues.models.posts import MOST_CHARACTERS
from publication.drafts.fields import PlainDay, PlainText, long_text
from stakeholders.models import Organisation, User


def taking_part_for(user: User) -> list[Organisation]:
    """Those for which this person can contribute: any role will do."""
    mine = {organisation for _role, organisation in user.roles_held}
    named = Organisation.objects.verified().select_related("country", "type")
    return list(named.filter(pk__in=mine).order_by("name"))


class Contributing(forms.Form):
    """What a contribution is made of, whoever types it."""

    use_required_attribute = False

    token = forms.UUIDField(widget=forms.HiddenInput)
    answers = forms.ModelChoiceField(Post.objects.none(), required=False, widget=forms.HiddenInput)
    question = forms.ModelChoiceField(
        GuidingQuestion.objects.none(),
        label=_("Guiding question"),
        required=False,
        empty_label=_("None of them"),
    )
    language = forms.ChoiceField(
        label=_("Language in which it is written"), choices=settings.LANGUAGES
    )
    text = long_text(
        10,
        label=_("Contribution"),
        required=True,
        max_length=MOST_CHARACTERS,
        error_messages={"required": _("Write what you want to say.")},
    )

    def __init__(self, *args: Any, space: Space, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("token", uuid4())
        self.initial.setdefault("language", get_language())
        self.offer("question", space.questions.all())
        heads = Post.objects.published().filter(space=space, answers=None)
        self.offer("answers", heads.select_related("space", "organisation__country"))
        if not space.questions.exists():
            del self.fields["question"]

    def offer(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        field.queryset = queryset

    @property
    def is_answer(self) -> bool:
        return bool(self["answers"].value())


class PostForm(Contributing):
    """By somebody who takes part, for one of their organisations."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("You contribute for"),
        help_text=_("It is shown beside your name."),
        error_messages={
            "required": _("Say for which organisation you contribute."),
            "invalid_choice": _("You do not, or no longer, take part for this organisation."),
        },
    )
    follows = forms.BooleanField(
        label=_("Tell me once a day what is new in this discussion"), required=False
    )
    agrees = forms.BooleanField(
        label=_("I have read the rules of the discussion"),
        error_messages={"required": _("Tick that you have read the rules.")},
    )

    field_order = ("organisation", "question", "language", "text", "follows", "agrees")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = taking_part_for(user)
        among = Organisation.objects.filter(pk__in=[one.pk for one in mine])
        self.offer("organisation", among.select_related("country", "type"))
        if len(mine) == 1:
            self.initial.setdefault("organisation", mine[0].pk)
            self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]


class EditForm(forms.Form):
    use_required_attribute = False

    language = forms.ChoiceField(
        label=_("Language in which it is written"), choices=settings.LANGUAGES
    )
    text = long_text(
        10,
        label=_("Contribution"),
        required=True,
        max_length=MOST_CHARACTERS,
        error_messages={"required": _("Write what you want to say.")},
    )


class LetterForm(Contributing):
    """What came by mail or on paper, as a moderator types it."""

    source = forms.ChoiceField(
        label=_("How it came"),
        choices=[(s.value, s.label) for s in PostSource if s != PostSource.PORTAL],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it came.")},
    )
    received_on = PlainDay(
        label=_("Came on"),
        required=True,
        help_text=_("The discussion must have been open on that day."),
        error_messages={"required": _("Say on which day it came.")},
    )
    author_name = PlainText(
        label=_("Name of its author"),
        required=True,
        max_length=200,
        help_text=_("It is shown with the contribution."),
        error_messages={"required": _("Say who wrote it.")},
    )
    affiliation = PlainText(
        label=_("Affiliation"),
        max_length=200,
        required=True,
        help_text=_("The organisation, or as what they write: it is shown beside the name."),
        error_messages={"required": _("Say for whom they write.")},
    )
    author_email = forms.EmailField(
        label=_("E-mail address of its author"),
        required=False,
        help_text=_("To tell what became of it. It is never published."),
    )

    field_order = (
        *("source", "received_on", "author_name", "affiliation", "author_email"),
        *("question", "language", "text"),
    )


class ReportForm(forms.Form):
    use_required_attribute = False

    reason = PlainText(
        label=_("What is wrong with it"),
        required=True,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The moderators read it. Its author does not."),
        error_messages={"required": _("Say what is wrong with it.")},
    )


class AppealForm(forms.Form):
    use_required_attribute = False

    why = long_text(
        5,
        label=_("What was overlooked"),
        required=True,
        max_length=2000,
        help_text=_("Another moderator looks at it, once."),
        error_messages={"required": _("Say what was overlooked.")},
    )


class ReasonForm(forms.Form):
    """The reason of a moderator. Whether it is needed, the table of moves says."""

    use_required_attribute = False

    reason = long_text(
        3, label=_("Reason"), max_length=2000, help_text=_("Its author reads it, without a name.")
    )
