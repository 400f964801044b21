"""The content of a pledge in words, and what changed from one version to the next."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from compact import dates
from compact.models import Country, GuidingPrinciple, Objective
from pledges.choices import Nature, PledgeKind, Side
from publication.choices import Scope
from publication.differences import Line, lines_between

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


def lines_of(content: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[Line]:
    """The fields that say something, now or before."""
    now = dict(_in_words(content))
    then = dict(_in_words(before)) if before is not None else now
    return lines_between(now, then)


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
