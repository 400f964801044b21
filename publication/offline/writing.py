"""A sheet as a Word document: each answer in a control of its own, between two small marks."""

import io
import zipfile

from lxml import etree

from publication.offline import parts
from publication.offline.body import body_of
from publication.offline.namespaces import document
from publication.offline.sheets import Sheet

# One moment for all files in the archive: a sheet always makes the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(sheet: Sheet) -> bytes:
    """The document, with what is answered so far in it. It names nobody as its author.

    A character that XML cannot hold (a control character, say) goes out as “�”, and `merge`
    takes that for the same text.
    """
    keys = [entry.key for entry in sheet.entries]
    if len(keys) != len(set(keys)):
        raise ValueError("Two entries of a sheet have the same key")
    content: dict[str, str | bytes] = {**parts.around(sheet), "word/document.xml": _document(sheet)}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return file.getvalue()


def _document(sheet: Sheet) -> bytes:
    root = document(body_of(sheet))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
