"""The catalogues of the interface's words: where they lie, and how Babel reads and writes them."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

SOURCE_LANGUAGE = "en"


def catalogue_files() -> dict[str, Path]:
    """The file of each language of the interface, there or not."""
    folder = Path(settings.LOCALE_PATHS[0])
    return {
        code: folder / to_locale(code) / "LC_MESSAGES" / "django.po"
        for code, name in settings.LANGUAGES
    }


def read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source)


def compile_changed() -> Iterator[str]:
    """Compile each catalogue that is newer than its compiled form; tell which."""
    for code, file in catalogue_files().items():
        compiled = file.with_suffix(".mo")
        if file.exists() and not is_newer(compiled, file):
            unfinished = compiled.with_suffix(".new")
            with unfinished.open("wb") as target:
                write_mo(target, read(file))
            unfinished.rename(compiled)
            yield code


def is_newer(compiled: Path, file: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime_ns > file.stat().st_mtime_ns
