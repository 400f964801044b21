"""The versions of a published pledge, in words, and what changed from one to the next."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from django.conf import settings
from django.db.models import TextChoices
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from compact import dates
from compact.models import Country, GuidingPrinciple, Objective
from pledges.choices import Nature, PledgeKind, Scope, Side
from pledges.models import Pledge
from publication.choices import State
from publication.models import StateChange

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Words, the blanks between them, and each character of scripts that write without blanks.
_PIECE = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|\w+|[^\w\s]")


@dataclass(frozen=True)
class Version:
    """What was published under a number, until it was superseded."""

    number: int
    change: StateChange
    superseded: "Version | None" = None

    @property
    def content(self) -> Mapping[str, Any]:
        return self.change.content or {}

    @property
    def note(self) -> str:
        """What was corrected and why; notes of other moves are for those who wrote the pledge."""
        return self.change.note if self.change.move == "correct" else ""


@dataclass(frozen=True)
class Line:
    """A field of a version in words; `marked` shows what changed since the one before."""

    label: "Text"
    text: str
    marked: SafeString
    has_changed: bool


def versions_of(pledge: Pledge) -> list[Version]:
    """The newest first, each knowing the one that came after it."""
    changes = StateChange.objects.of(pledge).filter(to_state=State.PUBLISHED, content__isnull=False)
    versions: list[Version] = []
    numbered = list(enumerate(changes, 1))
    for number, change in reversed(numbered):
        versions.append(Version(number, change, versions[-1] if versions else None))
    return versions


def lines_of(content: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[Line]:
    """The fields that say something, now or before."""
    now = dict(_in_words(content))
    then = dict(_in_words(before)) if before is not None else now
    return [
        Line(label, now[label], mark_changes(then[label], now[label]), then[label] != now[label])
        for label in now
        if now[label] or then[label]
    ]


def mark_changes(before: str, after: str) -> SafeString:
    """The text with what was taken out and what was put in, by word."""
    a, b = _PIECE.findall(before), _PIECE.findall(after)
    parts: list[str] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(escape("".join(b[b1:b2])))
            continue
        if a1 < a2:
            parts.append(f"<del>{escape(''.join(a[a1:a2]))}</del>")
        if b1 < b2:
            parts.append(f"<ins>{escape(''.join(b[b1:b2]))}</ins>")
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def _in_words(content: Mapping[str, Any]) -> Iterator[tuple["Text", str]]:
    said = content.get
    yield _("Title"), str(said("title", ""))
    yield _("Made by"), str(said("organisation", ""))
    yield _("Partners"), "; ".join(said("partners", []))
    yield _("Description"), str(said("description", ""))
    yield _("Language of the pledge"), dict(settings.LANGUAGES).get(said("language", ""), "")
    yield _("Kind"), _label(PledgeKind, said("kind"))
    yield _("Need or offer"), _label(Side, said("side"))
    yield _("Answers the pledge"), str(said("answers_to", ""))
    yield _("Nature"), "; ".join(_label(Nature, nature) for nature in said("natures", []))
    yield _("Scope"), _label(Scope, said("scope"))
    yield _("Objectives"), _names(Objective, said("objectives", []))
    yield _("Actions"), ", ".join(said("actions", []))
    yield _("Guiding principles"), _names(GuidingPrinciple, said("principles", []))
    yield _("Countries"), _names(Country, said("countries", []))
    yield _("From"), _day(said("starts_on", ""))
    yield _("Until"), _day(said("ends_on", ""))
    yield _("Amount"), f"{_figure(said('amount', ''))} {said('currency', '')}".strip()
    yield _("Parts"), "\n".join(said("commitments", []))
    yield _("Targets"), "\n".join(_target(target) for target in said("targets", []))
    yield _("Files"), "; ".join(file["name"] for file in said("files", []))


def _label(choices: type[TextChoices], value: str | None) -> str:
    labels = {str(code): str(label) for code, label in choices.choices if code}
    return labels.get(value or "", value or "")


def _names(model: Any, keys: list[Any]) -> str:
    found = model.objects.in_bulk(keys)
    return "; ".join(str(found.get(key, key)) for key in keys)


def _target(target: Mapping[str, str]) -> str:
    numbers = {name: _figure(target[name]) for name in ("baseline", "value")}
    words = {**target, **numbers, "due_on": _day(target["due_on"])}
    return "{indicator}: {baseline} → {value} {unit}, {due_on}".format_map(words)


def _figure(number: str) -> str:
    return str(format_decimal(Decimal(number), locale=dates.locale())) if number else ""


def _day(day: str) -> str:
    return dates.day(date.fromisoformat(day)) if day else ""
