"""Every place of a practice where a name stands, told to its author before it is submitted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from practices.choices import ReviewMode
from practices.models import Practice
from practices.models.practices import NARRATIVE
from practices.peer_review.names import ADDRESS, SHORTEST, names_behind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True)
class Place:
    """`field` is that of the form; `label` says where, `name` is what stands there."""

    field: str
    label: "Text"
    name: str


def places_with_names(practice: Practice) -> list[Place]:
    """None where reviewers may know the author."""
    if practice.call.mode != ReviewMode.DOUBLE_BLIND:
        return []
    return [*_in_texts(practice), *_in_files(practice), *_in_links(practice)]


def _in_texts(practice: Practice) -> Iterator[Place]:
    names = sorted({*names_behind(practice)}, key=len, reverse=True)
    for field, label, text in _texts(practice):
        for name in names_in_text(text, names):
            yield Place(field, label, name)


def _texts(practice: Practice) -> "Iterator[tuple[str, Text, str]]":
    for name in ("title", *NARRATIVE):
        label = practice._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        yield name, capfirst(label), getattr(practice, name)
    asked = practice.answers.filter(criterion__calls=practice.call_id)
    for answer in asked.select_related("criterion"):
        yield f"criterion-{answer.criterion.key}", answer.criterion.title, answer.text


def names_in_text(text: str, names: list[str]) -> list[str]:
    """The names and addresses that stand in it, each once."""
    found = [name for name in names if len(name) >= SHORTEST and _stands_in(name, text)]
    return [*found, *dict.fromkeys(ADDRESS.findall(text))]


def _stands_in(name: str, text: str) -> bool:
    before = r"(?<!\w)" if name[0].isascii() else ""
    after = r"(?!\w)" if name[-1].isascii() else ""
    return re.search(f"{before}{re.escape(name)}{after}", text, re.IGNORECASE) is not None


def _in_files(practice: Practice) -> Iterator[Place]:
    names = [*names_behind(practice)]
    for file in practice.files.filter(removed_at=None):
        spoken = re.sub(r"[_.-]+", " ", file.name)
        for name in names_in_text(spoken, names):
            yield Place("files", _("Name of the file “%(file)s”") % {"file": file.name}, name)
        for name in names_in_text(file.alternative_text, names):
            label = _("What “%(file)s” shows") % {"file": file.name}
            yield Place(f"shows-{file.pk}", label, name)
        for part, name in file.names_found:
            yield Place("files", _in_metadata(file.name, part), name)


def _in_metadata(file: str, part: str) -> str:
    if part == "?":
        return _("“%(file)s” cannot be looked through: it may name anybody") % {"file": file}
    return _("Properties of “%(file)s”: %(part)s") % {"file": file, "part": part}


def _in_links(practice: Practice) -> Iterator[Place]:
    for link in practice.links.all():
        yield Place(f"links-{link.order}-address", _("A link leads to a page"), link.address)
