"""A workbook is an archive of XML: looked through before anything in it is parsed."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from pledges.importing import limits
from pledges.importing.words import BadFileError, bad_file

# A file that begins so is an Office file of the old kind, or one with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ROWS_AND_TEXTS = ("xl/worksheets/", "xl/sharedStrings")
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ROW = re.compile(rb"<(?:\w+:)?row\b")
CHUNK, OVERLAP = 1 << 18, 16


def check(file: IO[bytes]) -> None:
    """Refuse what is no workbook, what would grow too large, and what declares entities."""
    file.seek(0)
    if file.read(len(OLD_OFFICE)) == OLD_OFFICE:
        raise bad_file("protected")
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive)
            _check_text(archive)
    except BadFileError:
        raise
    except Exception as error:  # zipfile raises what its decompressors raise
        raise bad_file("not-a-workbook") from error
    finally:
        file.seek(0)


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise bad_file("not-a-workbook")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise bad_file("macros")
    # What is written there is all that is ever unpacked: zipfile stops where a part says it ends.
    if sum(part.file_size for part in parts) > limits.MOST_UNPACKED:
        raise bad_file("unpacks", limit=limits.MOST_UNPACKED // limits.MEGABYTE)
    beside = (p.file_size for p in parts if not p.filename.startswith(ROWS_AND_TEXTS))
    if len(parts) > limits.MOST_PARTS or sum(beside) > limits.MOST_BESIDE:
        raise bad_file("parts")


def _check_text(archive: zipfile.ZipFile) -> None:
    tags = rows = 0
    for text, is_new in _texts(archive):
        if DECLARATION.search(text):
            raise bad_file("declares")
        rows += len(ROW.findall(text, 0 if is_new else OVERLAP))
        tags += text.count(b"<")
        if rows > limits.MOST_ROWS_OF_A_WORKBOOK:
            raise bad_file("tall", limit=limits.MOST_ROWS_OF_A_WORKBOOK)
        if tags > limits.MOST_TAGS:
            raise bad_file("parts")


def _texts(archive: zipfile.ZipFile) -> Iterator[tuple[bytes, bool]]:
    """Each part in pieces that overlap, and whether it begins there.

    In UTF-16 every letter has a zero beside it: zeros are left out.
    """
    for part in archive.infolist():
        with archive.open(part) as content:
            before = b""
            while chunk := content.read(CHUNK):
                text = before + chunk.replace(b"\0", b"")
                yield text, not before
                before = text[-OVERLAP:]
