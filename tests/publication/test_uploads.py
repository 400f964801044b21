"""What may be uploaded is known by its content, whatever its name or the browser says."""

import hashlib
import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publication.uploads import MEDIA_TYPES, BadUploadError, Upload, examine
from tests.factories.reviews import PDF

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(64)
WINDOWS_PROGRAM = b"MZ" + bytes(64)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def png() -> bytes:
    """One black pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


def office(*names: str) -> bytes:
    """An archive with these members, as Word and Excel write them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


WORD = office("[Content_Types].xml", "_rels/.rels", "word/document.xml")
EXCEL = office("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
GOOD = {
    "plan.pdf": PDF,
    "plan.png": png(),
    "plan.jpg": JPEG,
    "plan.jpeg": JPEG,
    "plan.docx": WORD,
    "plan.xlsx": EXCEL,
}


def sent(name: str, content: bytes, content_type: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=content_type)


def under(name: str, content: bytes) -> SimpleUploadedFile:
    """A file with the very name that a client sends, past what Django makes of it."""
    file = sent("x", content)
    setattr(file, "_name", name)  # noqa: B010
    return file


def reason(name: str, content: bytes) -> str:
    with pytest.raises(BadUploadError) as caught:
        examine(sent(name, content))
    return str(caught.value.reason)


def test_every_type_that_is_taken_is_tried_here() -> None:
    assert {name.removeprefix("plan") for name in GOOD} == set(MEDIA_TYPES)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_taken(name: str) -> None:
    content = GOOD[name]
    file = sent(name, content, "text/html")  # the browser's word counts for nothing
    assert examine(file) == Upload(
        name=name,
        media_type=MEDIA_TYPES[name.removeprefix("plan")],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    assert file.read() == content, "the file is left at its beginning, to be saved whole"


@pytest.mark.parametrize("name", ["PLAN.PDF", "Plan.Pdf"])
def test_capitals_in_the_extension_do_not_matter(name: str) -> None:
    assert examine(sent(name, PDF)).media_type == "application/pdf"


def test_a_file_that_came_in_pieces_is_examined_whole() -> None:
    content = PDF + bytes(range(256)) * 4096
    with TemporaryUploadedFile("plan.pdf", "application/pdf", len(content), None) as file:
        file.write(content)
        assert examine(file).sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "name",
    ["", "plan", "plan.", ".pdf", "plan.exe", "plan.svg", "plan.html", "plan.pdf.js", "plan.docm"],
)
def test_other_types_are_refused_by_name(name: str) -> None:
    with pytest.raises(BadUploadError, match="Only PDF, Word, Excel, PNG and JPEG"):
        examine(under(name, PDF))


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize(
    "content", [HTML, SVG, PROGRAM, WINDOWS_PROGRAM, OLD_WORD, b"plain words", b"\0" * 5000, b"%"]
)
def test_a_false_type_is_refused_whatever_its_name(name: str, content: bytes) -> None:
    assert reason(name, content) == "The content of the file is not what its name says."


@pytest.mark.parametrize("name", GOOD)
def test_one_good_type_does_not_pass_for_another(name: str) -> None:
    kinds = {".jpg": ".jpeg"}
    mine = name.removeprefix("plan")
    for other, content in GOOD.items():
        theirs = other.removeprefix("plan")
        if kinds.get(mine, mine) != kinds.get(theirs, theirs):
            assert reason(name, content) == "The content of the file is not what its name says."


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
@pytest.mark.parametrize(
    "members",
    [
        (),
        ("word/document.xml",),
        ("xl/workbook.xml",),
        ("[Content_Types].xml",),
        ("[Content_Types].xml", "ppt/presentation.xml"),
        ("[Content_Types].xml", "swordfish/a.xml"),
    ],
)
def test_an_archive_that_is_no_document_is_refused(name: str, members: tuple[str, ...]) -> None:
    assert reason(name, office(*members)) == "The content of the file is not what its name says."


@pytest.mark.parametrize("macro", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "vbaproject.bin"])
def test_macros_are_refused_and_the_sender_is_told_what_to_do(macro: str) -> None:
    content = office("[Content_Types].xml", "word/document.xml", macro)
    assert reason("plan.docx", content) == "The file contains macros. Save it without them."


@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "plan.exe", ""])
def test_an_empty_file_is_refused(name: str) -> None:
    with pytest.raises(BadUploadError, match=r"The file is empty\."):
        examine(under(name, b""))


def test_a_file_that_is_too_large_is_refused_with_the_limit() -> None:
    file = sent("plan.pdf", PDF)
    file.size = 25 * 1024**2
    assert examine(file).size == 25 * 1024**2
    file.size += 1
    with pytest.raises(BadUploadError, match=r"The file is larger than 25 MB\."):
        examine(file)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("National plan 2030.pdf", "National_plan_2030.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\plan.pdf", "....plan.pdf"),
        ('a"b;c\r\nX: y.pdf', "abcX_y.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("plan.PDF", "plan.pdf"),
        ("план.pdf", "план.pdf"),
        ("国家计划.pdf", "国家计划.pdf"),
        ("خطة.pdf", "خطة.pdf"),
        ("x" * 250 + ".pdf", "x" * 120 + ".pdf"),
        ("!!!.pdf", "file.pdf"),
        ("...pdf", "file.pdf"),
        ("（）.pdf", "file.pdf"),
        (" .pdf", "file.pdf"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(name: str, kept: str) -> None:
    assert examine(under(name, PDF)).name == kept


@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=12),
    st.integers(0, 400),
)
@example("plan.xlsx", [(275, 64)], 0)  # says that it needs a zip of version 6.4
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_taken_or_refused_and_never_fails(
    name: str, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(GOOD[name])
    for place, value in changes:
        content[place % len(content)] = value
    damaged = bytes(content[: len(content) - cut % len(content)])
    with suppress(BadUploadError):
        assert examine(sent(name, damaged)).sha256 == hashlib.sha256(damaged).hexdigest()


@given(st.text(max_size=80), st.sampled_from(sorted(MEDIA_TYPES)))
@settings(max_examples=150, deadline=None)
def test_whatever_the_name_it_is_kept_within_its_field(stem: str, extension: str) -> None:
    try:
        upload = examine(under(stem + extension, GOOD[f"plan{extension}"]))
    except BadUploadError:
        return
    assert upload.name.endswith(extension)
    assert 0 < len(upload.name) <= 150
    assert not set(upload.name) & set('/\\"<>\r\n\0')


class TestPresentations:
    """Taken where a room asks for them, and nowhere else."""

    WHOLE = office("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml")

    def test_one_is_taken_where_it_is_asked_for(self) -> None:
        taken = examine(SimpleUploadedFile("talk.pptx", self.WHOLE), takes_presentations=True)
        assert taken.media_type.endswith("presentationml.presentation")

    def test_and_told_to_be_of_no_use_elsewhere(self) -> None:
        with pytest.raises(BadUploadError, match="Only PDF, Word, Excel, PNG"):
            examine(SimpleUploadedFile("talk.pptx", self.WHOLE))

    @pytest.mark.parametrize("content", [WORD, EXCEL, PDF, HTML, PROGRAM])
    def test_what_is_none_is_refused(self, content: bytes) -> None:
        with pytest.raises(BadUploadError, match="not what its name says"):
            examine(SimpleUploadedFile("talk.pptx", content), takes_presentations=True)

    def test_macros_are_refused_here_too(self) -> None:
        content = office("[Content_Types].xml", "ppt/presentation.xml", "ppt/vbaProject.bin")
        with pytest.raises(BadUploadError, match="macros"):
            examine(SimpleUploadedFile("talk.pptx", content), takes_presentations=True)

    def test_other_types_are_refused_with_the_types_that_are_taken(self) -> None:
        with pytest.raises(BadUploadError, match="PowerPoint"):
            examine(SimpleUploadedFile("a.exe", PROGRAM), takes_presentations=True)
