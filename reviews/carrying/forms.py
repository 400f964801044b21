"""What the forms of a review say of earlier answers: their stamps, and which to take over."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.carrying.sources import Source, label_of
from reviews.choices import Stamp

NOTHING = "nothing"
WAS, STAMP = "was-", "stamp-"
MOST_DIGITS = 18


class BadStampError(BadRequest):
    """The form says what our pages do not send: it was tampered with."""


def stamps_in(form: QueryDict) -> dict[int, Stamp]:
    """The stamps that were changed since the page was made, by the number of the answer.

    The page says which stamp it showed, so that an old page takes none back.
    """
    return dict(_changed(form))


def _changed(form: QueryDict) -> Iterator[tuple[int, Stamp]]:
    for name in form:
        if name.startswith(WAS):
            number = name.removeprefix(WAS)
            stamp = form.get(f"{STAMP}{number}", "")
            if stamp and stamp != form[name]:
                yield _number(number), _stamp(stamp)


def taken_in(form: QueryDict) -> tuple[int, Stamp] | None:
    """The answer that is to be taken over, and with which stamp: “17:updated”."""
    wish = form.get("take")
    if wish is None:
        return None
    number, _colon, stamp = wish.partition(":")
    return _number(number), _stamp(stamp)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise BadStampError(text)
    return int(text)


def _stamp(text: str) -> Stamp:
    if text not in Stamp.values:
        raise BadStampError(text)
    return Stamp(text)


class SourceField(forms.ChoiceField):
    """What a review starts from: nothing, or one of these, by its name in a form."""

    widget = forms.RadioSelect

    def __init__(self, sources: dict[str, Source], *, or_nothing: bool, **options: Any) -> None:
        self.sources = sources
        labels: list[tuple[str, str | Promise]]
        labels = [(name, label_of(source)) for name, source in sources.items()]
        if or_nothing:
            labels.append((NOTHING, _("Nothing: every answer is new")))
        super().__init__(
            label=_("What the review starts from"),
            choices=labels,
            help_text=_(
                "An earlier answer stands beside the new one. You say of each what it is worth "
                "today; the published review shows what changed."
            ),
            **options,
        )

    def clean(self, value: Any) -> Source | None:
        return self.sources.get(super().clean(value))


class SourceForm(forms.Form):
    """Which earlier review, or report, a review that has begun brings up to date."""

    use_required_attribute = False

    def __init__(self, *args: Any, sources: dict[str, Source], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"] = SourceField(sources, or_nothing=False)
