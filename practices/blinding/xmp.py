"""Adobe's XMP, which PDF files and images carry alike."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PACKET = re.compile(
    rb"<(?:x:)?xmpmeta[\s>].*?</(?:x:)?xmpmeta>|<rdf:RDF[\s>].*?</rdf:RDF>", re.DOTALL
)
NAMING = {
    "creator", "contributor", "publisher", "rights", "Author", "Authors", "Owner", "Credit",
    "AuthorsPosition", "CaptionWriter", "Manager", "Company", "OwnerName", "Artist",
    "CreatorContactInfo", "CiEmailWork", "CiUrlWork", "LastModifiedBy", "SourceModifiedBy",
}  # fmt: skip


def names_in_xmp(content: bytes) -> Iterator[tuple[str, str]]:
    for packet in PACKET.findall(content):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        yield from _names(etree.fromstring(packet, parser))


def _names(root: "Element") -> Iterator[tuple[str, str]]:
    for element in root.iter("{*}*"):
        for name, value in element.attrib.items():
            if _local(str(name)) in NAMING:
                yield f"XMP {_local(str(name))}", str(value)
        if _local(str(element.tag)) in NAMING:
            for text in element.itertext():
                yield f"XMP {_local(str(element.tag))}", str(text)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
