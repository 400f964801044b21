"""An Office document is an archive of XML: looked through before anything in it is parsed."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lxml import etree

from publication.offline.errors import BadDocumentError
from publication.offline.namespaces import attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEGABYTE = 1024**2
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 60 * MEGABYTE
MOST_PARTS = 1000
# Text in XML packs to a tenth or a thirtieth. What is small may pack as well as it likes.
MOST_RATIO, RATIO_FROM = 150, 2 * MEGABYTE

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
MACROS = re.compile(r"vbaproject|vbadata|activex|macrosheets|dialogsheets", re.IGNORECASE)
ELSEWHERE = re.compile(r"xl/(?:externallinks|querytables|connections\.xml)", re.IGNORECASE)
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
DAMAGED = _("The document is damaged. Open it in Word and save it anew.")


@dataclass(frozen=True)
class Expected:
    """What its sender is told to send, where this is something else."""

    not_one: Promise
    old: Promise
    macros: Promise


WORD = Expected(
    not_one=_("This is no Word document (.docx), whatever its name says."),
    old=_("The document has a password, or is of the old kind (.doc). Save it as .docx."),
    macros=_("The document contains macros. Save it as .docx, without them."),
)
WORD_OR_EXCEL = Expected(
    not_one=_(
        "This is neither a Word document (.docx) nor an Excel workbook (.xlsx), whatever its "
        "name says."
    ),
    old=_(
        "The file has a password, or is of an old kind (.doc, .xls). Save it as .docx or .xlsx, "
        "without a password."
    ),
    macros=_("The file contains macros. Save it as .docx or .xlsx, without them."),
)


class Archive:
    """The parts of a document that passed. Raises BadDocumentError, here and when a part is read.

    Links of the text to web pages are the one thing outside that a document may refer to.
    """

    def __init__(self, file: IO[bytes], expected: Expected = WORD) -> None:
        self._expected = expected
        _check_outside(file, expected)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise BadDocumentError(expected.not_one) from error
        _check_parts(self._zip.infolist(), expected)
        self._names = {info.filename for info in self._zip.infolist()}
        for name in sorted(self._names):
            if name.endswith((".xml", ".rels")):
                self._check_declarations(name)
        self._check_relations()

    def tree(self, name: str) -> "Element | None":
        """The root of a part, or None if there is no such part."""
        return _parsed(self._read(name)) if name in self._names else None

    @property
    def main(self) -> str:
        """The name of the part with the text: `word/document.xml`, or what the archive calls it."""
        for relation in self._relations("_rels/.rels"):
            if attribute(relation, "Type").endswith("/officeDocument"):
                return posixpath.normpath(attribute(relation, "Target").lstrip("/"))
        raise BadDocumentError(self._expected.not_one)

    def targets(self, name: str) -> dict[str, str]:
        """What a part refers to inside the archive: the parts by the names it has for them."""
        folder, base = posixpath.split(name)
        return {
            attribute(one, "Id"): posixpath.normpath(
                posixpath.join("/", folder, attribute(one, "Target"))
            ).lstrip("/")
            for one in self._relations(f"{folder}/_rels/{base}.rels")
            if attribute(one, "TargetMode").lower() != "external"
        }

    def _read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except Exception as error:  # zipfile raises what its decompressors raise
            raise BadDocumentError(DAMAGED) from error

    def _check_declarations(self, name: str) -> None:
        """In UTF-16 every letter has a zero beside it: zeros are left out."""
        if DECLARATION.search(self._read(name).replace(b"\0", b"")):
            raise BadDocumentError(
                _("The document declares its own XML entities, which Word never does.")
            )

    def _check_relations(self) -> None:
        types = self.tree("[Content_Types].xml")
        if types is None:
            raise BadDocumentError(self._expected.not_one)
        if any("macroenabled" in attribute(one, "ContentType").lower() for one in types):
            raise BadDocumentError(self._expected.macros)
        for name in sorted(self._names):
            for relation in self._relations(name) if name.endswith(".rels") else ():
                _check_relation(relation, self._expected)

    def _relations(self, name: str) -> "Iterator[Element]":
        root = self.tree(name)
        return iter(()) if root is None else (one for one in root if local(one) == "Relationship")


def _check_outside(file: IO[bytes], expected: Expected) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise BadDocumentError(_("The file is empty."))
    if size > MOST_BYTES:
        raise BadDocumentError(
            _("The file is larger than %(limit)s MB. Take the pictures out of it.")
            % {"limit": MOST_BYTES // MEGABYTE}
        )
    if file.read(len(OLD_OFFICE)) == OLD_OFFICE:
        raise BadDocumentError(expected.old)
    file.seek(0)


def _check_parts(parts: list[zipfile.ZipInfo], expected: Expected) -> None:
    if any(MACROS.search(part.filename) for part in parts):
        raise BadDocumentError(expected.macros)
    if any(ELSEWHERE.match(part.filename) for part in parts):
        raise BadDocumentError(
            _(
                "The workbook takes values from another file or a data base. In Excel, break the "
                "links (Data, Edit Links) and save it again."
            )
        )
    # What is written there is all that is ever unpacked: zipfile stops where a part says it ends.
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or is_bomb:
        raise BadDocumentError(
            _("The document unpacks to far more than a form holds, so it was not opened.")
        )
    if len({part.filename for part in parts}) != len(parts):
        raise BadDocumentError(DAMAGED)
    if any(part.flag_bits & 0x1 for part in parts):
        raise BadDocumentError(_("The document is protected by a password. Save it without one."))


def _check_relation(relation: "Element", expected: Expected) -> None:
    what = attribute(relation, "Type").rsplit("/", maxsplit=1)[-1]
    if what.lower() in {"vbaproject", "wordvbadata"}:
        raise BadDocumentError(expected.macros)
    if attribute(relation, "TargetMode").lower() != "external" or what == "hyperlink":
        return
    if what == "attachedTemplate":
        raise BadDocumentError(
            _(
                "The document is tied to a template on somebody's computer. In Word, choose the "
                "template “Normal” for it (Developer, Document Template) and save it again."
            )
        )
    raise BadDocumentError(
        _(
            "The document refers to something outside itself (%(what)s). Only links in the text "
            "are taken: put the thing itself into the document, or take it out."
        )
        % {"what": what[:40]}
    )


def _parsed(content: bytes) -> "Element":
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadDocumentError(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadDocumentError(
            _("The document declares its own XML entities, which Word never does.")
        )
    return root
