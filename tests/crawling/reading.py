"""What an answer says in any of its parts: headers, page, spreadsheet, document, PDF, archive."""

import io
import zipfile
from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from openpyxl import load_workbook
from pypdf import PdfReader

ZIP = b"PK\x03\x04"
PDF = b"%PDF"


def said_in(response: HttpResponseBase) -> str:
    """All text of an answer, its headers too (a file's name stands in one)."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return "\n".join([headers, *_texts(_body(response))])


def text_of_file(content: bytes) -> str:
    return "\n".join(_texts(content))


def _body(response: HttpResponseBase) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        return bytes(response.getvalue())
    assert isinstance(response, HttpResponse)
    return response.content


def _texts(content: bytes) -> Iterator[str]:
    if content.startswith(PDF):
        yield from _in_pdf(content)
    elif content.startswith(ZIP):
        yield from _in_archive(content)
    else:
        yield content.decode("utf-8", errors="replace")


def _in_pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content))
    yield str(dict(reader.metadata or {}))
    if reader.xmp_metadata is not None:
        yield str(reader.xmp_metadata.stream.get_data().decode("utf-8", errors="replace"))
    yield from (page.extract_text() for page in reader.pages)


def _in_archive(content: bytes) -> Iterator[str]:
    """Every part of an Office file, its properties too; cells as they are read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        yield from (archive.read(name).decode("utf-8", errors="replace") for name in names)
    if "xl/workbook.xml" in names:
        book = load_workbook(io.BytesIO(content), read_only=True)
        yield str(
            [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        )
