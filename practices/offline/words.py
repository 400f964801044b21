"""Choices in the words of a language: said in one, read in every one."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django.conf import settings
from django.utils import translation

from practices.forms.practice import PracticeForm
from practices.offline.answers import BETWEEN, is_choice

# What people put between names, in whichever script; a comma may stand within a name.
DIVIDERS = re.compile("[;؛；\n]+")


def in_words(form: PracticeForm, key: str, answer: str) -> str:
    """The answer as a person reads it, in the language that is active."""
    if not is_choice(form, key):
        return answer
    labels = dict(_choices(form, key))
    return BETWEEN.join(labels.get(piece, piece) for piece in answer.split(BETWEEN) if piece)


def from_words(form: PracticeForm, key: str, text: str) -> str:
    """The answer in codes, in the order of the form; what is no choice stays as it was typed."""
    if not is_choice(form, key):
        return text
    known = _by_label(form, key)
    pieces = [piece.strip(" \t.-•*") for piece in DIVIDERS.split(text)]
    values = dict.fromkeys(known.get(_folded(piece), piece) for piece in pieces if piece)
    order = {value: place for place, (value, _label) in enumerate(_choices(form, key))}
    return BETWEEN.join(sorted(values, key=lambda value: order.get(value, len(order))))


def _by_label(form: PracticeForm, key: str) -> dict[str, str]:
    """Each choice by its code, its number, and its name in every language of the portal."""
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for value, label in _choices(form, key):
                known[_folded(label)] = known[_folded(value)] = value
    return known


def _choices(form: PracticeForm, key: str) -> list[tuple[str, str]]:
    choices = cast("Iterable[tuple[Any, Any]]", form.fields[key].choices)  # type: ignore[attr-defined]
    return [(str(value), str(label)) for value, label in choices if str(value)]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
