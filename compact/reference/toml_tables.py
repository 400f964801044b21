"""Reading TOML so that a fault is told with its file and its place."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from compact.reference.files import DataError

Texts = dict[str, str]
Value = TypeVar("Value")


class Table:
    """One table of a file, read key by key, so that a fault is told with its place."""

    def __init__(self, raw: dict[str, Any], place: str) -> None:
        self.raw = dict(raw)
        self.place = place

    def fault(self, words: str) -> DataError:
        return DataError(f"{self.place}: {words}")

    def take(self, key: str, of_type: type[Value]) -> Value:
        value = self.raw.pop(key, None)
        if not isinstance(value, of_type):
            raise self.fault(f"“{key}” must be given as {of_type.__name__}")
        return value

    def take_or(self, key: str, default: Value) -> Value:
        return self.take(key, type(default)) if key in self.raw else default

    def texts(self, key: str) -> Texts:
        """A text in all languages of the portal, in none too many."""
        texts = self.take(key, dict)
        languages = [code for code, _name in settings.LANGUAGES]
        if unknown := set(texts) - set(languages):
            raise self.fault(f"“{key}” is in unknown languages: {', '.join(sorted(unknown))}")
        for code in languages:
            if not (isinstance(texts.get(code), str) and texts[code].strip()):
                raise self.fault(f"“{key}” has no text in “{code}”")
        return texts

    def texts_or_none(self, key: str) -> Texts:
        return self.texts(key) if key in self.raw else {}

    def tables(self, key: str, name: str) -> "list[Table]":
        """The tables of an array, each named by its own key."""
        rows: list[Any] = self.take_or(key, [])
        if not all(isinstance(row, dict) for row in rows):
            raise self.fault(f"“{key}” must be an array of tables")
        return [Table(row, f"{self.place}, {name} “{row.get('key', '?')}”") for row in rows]

    def end(self) -> None:
        if self.raw:
            raise self.fault(f"unknown: {', '.join(sorted(self.raw))}")


def table_of(path: Path) -> Table:
    """The top table of a file."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path.name}: {error}") from error


def in_languages(field: str, texts: Texts) -> dict[str, str]:
    """The text as values of the fields that hold it, one a language."""
    return {build_localized_fieldname(field, language): text for language, text in texts.items()}
