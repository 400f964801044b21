"""Finds the words of the interface in Python and in templates, without GNU gettext."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
TEMPLATES = (".html", ".txt")


def extracted() -> Catalog:
    """Every message of the portal, with the files where it stands."""
    catalogue = Catalog()
    for file in sources():
        name = str(file.relative_to(settings.BASE_DIR))
        for _line, message, comments, context in messages_of(file):
            catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def sources() -> Iterator[Path]:
    """The Python of our own apps, and the templates, in a settled order."""
    folders = [Path(config.path) for config in apps.get_app_configs()]
    for folder in sorted(folder for folder in folders if folder.parent == settings.BASE_DIR):
        python = folder.rglob("*.py")
        yield from sorted(file for file in python if "migrations" not in file.parts)
    templates = (settings.BASE_DIR / "templates").rglob("*.*")
    yield from sorted(file for file in templates if file.suffix in TEMPLATES)


def messages_of(file: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = file.read_text()
    if file.suffix in TEMPLATES:
        # It reads as Python then, but for the indentation of HTML.
        python = templatize(text, origin=str(file))
        text = "\n".join(line.lstrip() for line in python.split("\n"))
    source = BytesIO(text.encode())
    yield from extract("python", source, KEYWORDS, comment_tags=["Translators:"])
