"""Word and Excel: properties, the authors of comments and changes, and the images inside."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

from practices.blinding import jpeg, png

CORE = {"creator": "Author", "lastModifiedBy": "Last modified by"}
APP = {"Company": "Company", "Manager": "Manager"}
MOST_BYTES = 30 * 1024**2
IMAGES = {".jpg": jpeg.names_in, ".jpeg": jpeg.names_in, ".png": png.names_in}


class TooLargeError(ValueError):
    """A part unpacks to more than any document holds."""


def names_in(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > 4 * MOST_BYTES:
            raise TooLargeError
        for part in archive.namelist():
            yield from _in_part(part, archive)


def _in_part(name: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    image = next((read for suffix, read in IMAGES.items() if name.lower().endswith(suffix)), None)
    if image is not None:
        yield from image(io.BytesIO(archive.read(name)))
    elif name == "docProps/core.xml":
        yield from _properties(archive.read(name), CORE)
    elif name == "docProps/app.xml":
        yield from _properties(archive.read(name), APP)
    elif name.endswith(".xml") and name.startswith(("word/", "xl/")):
        yield from _people(archive.read(name))


def _properties(content: bytes, wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    for element in _parsed(content).iter("{*}*"):
        label = wanted.get(_local(str(element.tag)))
        if label and element.text:
            yield label, element.text


def _people(content: bytes) -> Iterator[tuple[str, str]]:
    """Who wrote a comment or a change: in Word an attribute, in Excel an element of its own."""
    if b"author" not in content and b"displayName" not in content:
        return
    for element in _parsed(content).iter("{*}*"):
        tag = _local(str(element.tag))
        if tag == "author" and element.text:
            yield "Author of a comment", element.text
        for name, value in element.attrib.items():
            is_author = _local(str(name)) == "author" and tag in {"comment", "ins", "del"}
            is_author |= _local(str(name)) == "author" and tag.endswith(("Change", "person"))
            if is_author or (tag == "person" and _local(str(name)) == "displayName"):
                yield "Author of a comment or change", str(value)


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
