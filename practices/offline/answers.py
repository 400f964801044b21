"""What the form says, as one text a field: choices by their codes, rows as lines."""

import re
from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from practices.forms.practice import PracticeForm
from practices.forms.rows import LinkRow, PartnerRow
from practices.forms.saved import typed_of
from practices.models import Practice
from publication.drafts.saved import put_row

# Which call it answers is chosen in the portal alone.
LEFT_OUT = {"call"}
BETWEEN = "; "
LINK = re.compile(r"(?P<title>.*?)[\s|:–—-]*(?P<address>https?://\S+)", re.IGNORECASE)


def is_choice(form: PracticeForm, name: str) -> bool:
    field = form.fields.get(name)
    return isinstance(field, forms.ChoiceField | forms.ModelChoiceField)


def keys_of(form: PracticeForm) -> list[str]:
    """In the order of the form."""
    return [*(name for name in form.fields if name not in LEFT_OUT), "partners", "links"]


def answers_of(practice: Practice) -> dict[str, str]:
    """As the practice is saved, with what could not be read as it was typed."""
    form = PracticeForm(typed_of(practice), practice=practice)
    return {key: _answer(form, key) for key in keys_of(form)}


def _answer(form: PracticeForm, key: str) -> str:
    if key == "partners":
        return "\n".join(row.typed["name"] for row in form.partners if not row.is_blank)
    if key == "links":
        return "\n".join(_line(row.typed) for row in form.links if not row.is_blank)
    if is_choice(form, key):
        return BETWEEN.join(value for value in form.data.getlist(key) if value)
    return form.data.get(key, "")


def _line(link: Mapping[str, str]) -> str:
    return " | ".join(filter(None, (link["title"].strip(), link["address"].strip())))


def typed_with(practice: Practice, answers: Mapping[str, str]) -> QueryDict:
    """The form as it is saved, with these answers in their fields."""
    typed = typed_of(practice)
    form = PracticeForm(typed, practice=practice)
    for key, text in answers.items():
        if key in {"partners", "links"}:
            _put_rows(typed, key, text)
        elif is_choice(form, key):
            typed.setlist(key, [piece for piece in text.split(BETWEEN) if piece])
        else:
            typed[key] = text
    return typed


def _put_rows(typed: QueryDict, kind: str, text: str) -> None:
    for name in [name for name in typed if name.startswith(f"{kind}-")]:
        del typed[name]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    most = PartnerRow.most if kind == "partners" else LinkRow.most
    # More than there is room for stay together in the last row, which then says so.
    lines[most - 1 :] = [BETWEEN.join(lines[most - 1 :])] if len(lines) >= most else []
    for place, line in enumerate(lines):
        put_row(typed, kind, place, {"name": line} if kind == "partners" else _link(line))


def _link(line: str) -> dict[str, str]:
    found = LINK.fullmatch(line)
    if found is None:
        return {"title": line, "address": ""}
    return {"title": found["title"] or found["address"], "address": found["address"]}
