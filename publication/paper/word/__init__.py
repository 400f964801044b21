"""The document as a Word file, to be read and quoted from: real headings, lists, links, tables."""

import io
import zipfile
from itertools import chain

from lxml import etree

from publication.offline.namespaces import w
from publication.paper.documents import Document
from publication.paper.word import around
from publication.paper.word.body import blocks_of
from publication.paper.word.ends import page_of
from publication.paper.word.links import Links
from publication.paper.word.numbering import Numbering

DOCX = "docx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# One moment for all files in the archive: a document always makes the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def docx_of(document: Document) -> bytes:
    links, numbering = Links(), Numbering()
    body = w("body", *chain(blocks_of(document, links, numbering), [page_of(document)]))
    content = {
        **around.parts_of(document, links),
        "word/numbering.xml": numbering.xml(),
        "word/document.xml": etree.tostring(
            w("document", body), xml_declaration=True, encoding="UTF-8", standalone=True
        ),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return file.getvalue()
