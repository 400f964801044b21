"""The content of a practice in words, and what changed from one version to the next."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from compact import dates
from compact.models import Country, GuidingPrinciple, Objective
from practices.choices import Progress
from practices.models import Call, Criterion, Practice
from practices.models.practices import NARRATIVE
from publication.amounts import amount_in_words
from publication.choices import Scope
from publication.differences import Line, lines_between

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

Content = Mapping[str, Any]


def lines_of(content: Content, before: Content | None) -> list[Line]:
    """The fields that say something, now or before."""
    keys = list(dict.fromkeys(key for one in (content, before or {}) for key in _answers(one)))
    titles = Criterion.objects.in_bulk(keys, field_name="key")
    now = dict(_in_words(content, keys, titles))
    then = dict(_in_words(before, keys, titles)) if before is not None else now
    return lines_between(now, then)


def _answers(content: Content) -> Mapping[str, str]:
    answers: Mapping[str, str] = content.get("answers", {})
    return answers


def _in_words(
    content: Content, keys: list[str], titles: Mapping[str, Criterion]
) -> Iterator[tuple["Text", str]]:
    said = content.get
    yield _("Title"), str(said("title", ""))
    yield _("Submitted by"), str(said("organisation", ""))
    yield _("Implemented by"), str(said("implementer", ""))
    yield _("Partners"), "; ".join(said("partners", []))
    for name in NARRATIVE:
        label = Practice._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        yield capfirst(label), str(said(name, ""))
    for key in keys:
        title = str(titles[key]) if key in titles else key
        yield title, str(_answers(content).get(key, ""))
    yield from _classification(content)
    yield from _attached(content)


def _classification(content: Content) -> Iterator[tuple["Text", str]]:
    said = content.get
    primary = said("primary_objective")
    yield _("Primary objective"), _names(Objective, [primary] if primary else [])
    yield _("Further objectives"), _names(Objective, said("objectives", []))
    yield _("Guiding principles"), _names(GuidingPrinciple, said("principles", []))
    yield _("Countries"), _names(Country, said("countries", []))
    yield _("Scope"), _label(Scope, said("scope"))
    yield _("How far it is"), _label(Progress, said("progress"))
    yield _("From"), _day(said("starts_on", ""))
    yield _("Until"), _day(said("ends_on", ""))
    yield _("Cost"), _amount(said("amount", ""), said("currency", ""))
    yield _("Call for practices"), _call(said("call", ""))


def _attached(content: Content) -> Iterator[tuple["Text", str]]:
    said, languages = content.get, dict(settings.LANGUAGES)
    yield _("Language of the practice"), languages.get(said("language", ""), "")
    yield _("Materials exist in"), "; ".join(languages.get(c, c) for c in said("also_in", []))
    yield _("Links"), "\n".join(f"{link['title']}: {link['address']}" for link in said("links", []))
    yield _("Files"), "\n".join(_file(file) for file in said("files", []))


def _file(file: Mapping[str, str]) -> str:
    shown = file.get("alternative_text", "")
    return f"{file['name']}: {shown}" if shown else file["name"]


def _call(code: str) -> str:
    return str(Call.objects.filter(code=code).first() or code) if code else ""


def _label(choices: type[TextChoices], value: str | None) -> str:
    labels = {str(code): str(label) for code, label in choices.choices if code}
    return labels.get(value or "", value or "")


def _names(model: Any, keys: list[Any]) -> str:
    found = model.objects.in_bulk(keys)
    return "; ".join(str(found.get(key, key)) for key in keys)


def _amount(amount: str, currency: str) -> str:
    try:
        return amount_in_words(Decimal(amount) if amount else None, currency)
    except InvalidOperation:
        return f"{amount} {currency}".strip()


def _day(day: str) -> str:
    return dates.day(date.fromisoformat(day)) if day else ""
