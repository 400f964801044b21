"""The catalogues of the interface's words: compiled, brought up to date, and looked over."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale

from imrf_portal.extraction import extracted

# English is the language of the messages themselves; these others are complete.
COMPLETE = ("ar", "zh-hans", "fr", "ru", "es", "pt")
# The lines of a catalogue's head that would name one person; the history of the project names all.
NOBODY = {
    "header_comment": "# Translation of the IMRF Portal.",
    "version": "1",
    "msgid_bugs_address": "see CONTRIBUTING.md",
    "last_translator": "see the history of this file",
    "language_team": "IMRF Portal",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z]+")


def files() -> dict[str, Path]:
    """The file of each language of the interface, there or not."""
    folder = Path(settings.LOCALE_PATHS[0])
    return {
        code: folder / to_locale(code) / "LC_MESSAGES" / "django.po"
        for code, _name in settings.LANGUAGES
    }


def read(code: str, file: Path) -> Catalog:
    if not file.exists():
        return Catalog(to_locale(code), project="IMRF Portal", fuzzy=False, **NOBODY)
    with file.open("rb") as source:
        return read_po(source, locale=to_locale(code))


def compile_changed() -> Iterator[str]:
    """Compile each catalogue that is newer than its compiled form; tell which."""
    for code, file in files().items():
        compiled = file.with_suffix(".mo")
        if file.exists() and not is_newer(compiled, file):
            unfinished = compiled.with_suffix(".new")
            with unfinished.open("wb") as target:
                write_mo(target, read(code, file))
            unfinished.rename(compiled)
            yield code


def is_newer(compiled: Path, file: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime_ns > file.stat().st_mtime_ns


def update_all() -> Iterator[str]:
    """Bring each catalogue up to date with the code. What is no longer said is dropped."""
    found = extracted()
    for code, file in files().items():
        catalogue = read(code, file)
        begun = catalogue.creation_date
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.creation_date = begun
        catalogue.obsolete.clear()
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as target:
            # Without line numbers and dates, it changes only when the portal says something new.
            write_po(target, catalogue, width=100, include_lineno=False, sort_by_file=True)
        yield code


def faults() -> Iterator[str]:
    """What is wrong with the catalogues, each in one line."""
    said = {key(message) for message in extracted() if message.id}
    for code, file in files().items():
        catalogue = read(code, file)
        known = {key(message) for message in catalogue if message.id}
        for name in sorted(said - known, key=str):
            yield f"{code}: {name[0]!r} is missing; run make messages"
        for name in sorted(known - said, key=str):
            yield f"{code}: {name[0]!r} is no longer said; run make messages"
        for message in catalogue:
            yield from (f"{code}: {fault}" for fault in faults_of(message, code) if message.id)


def faults_of(message: Message, code: str) -> Iterator[str]:
    translated = [text for text in as_tuple(message.string) if text]
    if message.fuzzy:
        yield f"{message.id!r} is fuzzy"
    if code in COMPLETE and len(translated) < len(as_tuple(message.string)):
        yield f"{message.id!r} is not translated"
    for form, text in enumerate(as_tuple(message.string)):
        if text and placeholders(text) not in allowed(message, form, code):
            yield f"{text!r} has other placeholders or tags than {message.id!r}"


def allowed(message: Message, form: int, code: str) -> set[tuple[str, ...]]:
    """What a translation may hold; a form for one number alone may say it in words: “two days”."""
    said = {placeholders(text) for text in as_tuple(message.id)}
    if not message.pluralizable or form not in lone_forms(code):
        return said
    # “%d” must stay: Python refuses a number that finds no place.
    return said | {
        tuple(name for name in names if name != number)
        for names in said
        for number in names
        if number.startswith("%(")
    }


@cache
def lone_forms(code: str) -> frozenset[int]:
    """The plural forms that stand for one number each, as for 0, 1 and 2 in Arabic."""
    form_of = c2py(get_plural(to_locale(code)).plural_expr)
    numbers = Counter(form_of(number) for number in range(1000))
    return frozenset(form for form, count in numbers.items() if count == 1)


def key(message: Message) -> tuple[str, str]:
    return as_tuple(message.id)[0], message.context or ""


def as_tuple(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> tuple[str, ...]:
    return tuple(sorted(PLACEHOLDER.findall(text)))
