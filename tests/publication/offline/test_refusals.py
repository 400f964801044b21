"""What is refused whole, each with words that tell its sender what to do."""

import io
import struct
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publication.offline import BadDocumentError, write_docx
from publication.offline.archives import MOST_BYTES
from tests.publication.offline.documents import (
    DOCUMENT,
    RELATIONS,
    mangled,
    packed,
    parts_of,
    read,
    sheet,
    with_parts,
)

FORM = write_docx(sheet(a="An answer", b="Another"))
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DTD = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refused(content: bytes) -> str:
    with pytest.raises(BadDocumentError) as caught:
        read(content)
    return str(caught.value.reason)


def related(what: str, target: str, mode: str = "External") -> bytes:
    """The form, with one relation more."""
    relations = parts_of(FORM)[RELATIONS].decode()
    one = f'<Relationship Id="x" Type="{TYPE}{what}" Target="{target}" TargetMode="{mode}"/>'
    return with_parts(FORM, {RELATIONS: relations.replace("</Rel", one + "</Rel")})


class TestNoDocument:
    @pytest.mark.parametrize(
        "content",
        [b"PK", b"%PDF-1.7", b"plain words", b"\0" * 4000, b"PK\x05\x06" + bytes(18),
         packed({"a.txt": b"x"}), packed({"[Content_Types].xml": b"<Types/>"})],
    )  # fmt: skip
    def test_what_is_none_is_told(self, content: bytes) -> None:
        assert refused(content) == "This is no Word document (.docx), whatever its name says."

    def test_an_empty_file(self) -> None:
        assert refused(b"") == "The file is empty."

    def test_the_old_kind_and_one_with_a_password(self) -> None:
        assert "of the old kind" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
        encrypted = bytearray(FORM)
        for place in range(len(encrypted) - 46):
            if encrypted[place : place + 4] == b"PK\x01\x02":
                encrypted[place + 8] |= 1
        assert "protected by a password" in refused(bytes(encrypted))

    @pytest.mark.parametrize("main", ["", "<x", "<x/>", "<w:document/>", "not XML", "\0"])
    def test_a_damaged_one(self, main: str) -> None:
        assert "damaged" in refused(with_parts(FORM, {DOCUMENT: main}))

    def test_one_without_its_text(self) -> None:
        parts = parts_of(FORM)
        del parts[DOCUMENT]
        assert "damaged" in refused(packed(parts))

    def test_deeper_than_any_document(self) -> None:
        deep = "<w:sdt><w:sdtContent>" * 2000 + "</w:sdtContent></w:sdt>" * 2000
        assert "damaged" in refused(
            mangled(FORM, lambda text: text.replace("<w:body>", "<w:body>" + deep))
        )

    def test_names_that_lead_out_of_the_archive_are_never_followed(self) -> None:
        relations = parts_of(FORM)["_rels/.rels"].decode()
        outside = relations.replace("word/document.xml", "../../../etc/passwd")
        assert "damaged" in refused(with_parts(FORM, {"_rels/.rels": outside}))


class TestMacros:
    @pytest.mark.parametrize(
        "name", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml",
                 "word/activeX/activeX1.bin"]
    )  # fmt: skip
    def test_they_are_refused_by_their_part(self, name: str) -> None:
        assert "contains macros" in refused(packed({**parts_of(FORM), name: b"<x/>"}))

    def test_by_the_type_of_the_document(self) -> None:
        types = parts_of(FORM)["[Content_Types].xml"].decode()
        changed = types.replace(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        )
        assert changed != types
        assert "contains macros" in refused(with_parts(FORM, {"[Content_Types].xml": changed}))

    def test_by_a_relation_under_another_name(self) -> None:
        assert "contains macros" in refused(related("vbaProject", "innocent.bin", "Internal"))


class TestOutside:
    def test_links_of_the_text_are_taken(self) -> None:
        assert read(related("hyperlink", "https://example.org/")).answers["a"] == "An answer"

    @pytest.mark.parametrize("what", ["image", "oleObject", "frame", "subDocument", "aFChunk"])
    @pytest.mark.parametrize("mode", ["External", "external"])
    def test_other_relations_to_the_outside_are_refused(self, what: str, mode: str) -> None:
        reason = refused(related(what, "http://127.0.0.1/x", mode))
        assert f"refers to something outside itself ({what})" in reason

    def test_a_template_elsewhere_is_told_with_what_to_do(self) -> None:
        reason = refused(related("attachedTemplate", "file:///C:/T.dotm"))
        assert "choose the template “Normal”" in reason

    def test_in_whichever_part_they_stand(self) -> None:
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{TYPE}image" Target="//x/y" TargetMode="External"/>'
            "</Relationships>"
        )
        for name in ("word/_rels/settings.xml.rels", "word/_rels/header1.xml.rels", "odd/x.rels"):
            assert "outside itself" in refused(with_parts(FORM, {name: relations}))


class TestEntities:
    @pytest.mark.parametrize("name", [DOCUMENT, RELATIONS, "docProps/custom.xml", "word/x.xml"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32-be"])
    def test_they_are_refused_in_every_part_and_encoding(self, name: str, encoding: str) -> None:
        part = f"<?xml version='1.0'?>{DTD}<d>&b;</d>".encode(encoding)
        assert "entities" in refused(packed({**parts_of(FORM), name: part}))

    @pytest.mark.parametrize(
        "declaration",
        ['<!DOCTYPE d SYSTEM "http://127.0.0.1/x.dtd">', "<!doctype d>", "<! DOCTYPE d>",
         '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    )  # fmt: skip
    def test_each_way_of_declaring(self, declaration: str) -> None:
        content = mangled(
            FORM, lambda text: text.replace("<w:document", declaration + "<w:document", 1)
        )
        assert "entities" in refused(content)

    def test_one_that_is_hidden_in_another_alphabet(self) -> None:
        part = f'<?xml version="1.0" encoding="UTF-7"?>{DTD}<d/>'.replace("<!", "+ADwAIQ-")
        assert refused(with_parts(FORM, {DOCUMENT: part}))

    def test_the_words_in_an_answer_are_only_words(self) -> None:
        content = write_docx(sheet(a="<!DOCTYPE html> <!ENTITY x>", b=""))
        assert read(content).answers["a"] == "<!DOCTYPE html> <!ENTITY x>"


class TestBombs:
    def test_zeros_that_were_packed(self) -> None:
        bomb = packed({**parts_of(FORM), "word/media/a.bin": bytes(30_000_000)})
        assert len(bomb) < 100_000
        assert "unpacks to far more" in refused(bomb)

    def test_more_than_any_form_holds(self) -> None:
        noise = b"".join(struct.pack(">I", n * 2654435761 % 2**32) for n in range(200_000))
        large = packed({**parts_of(FORM), **{f"x{n}.bin": noise * 4 for n in range(20)}})
        assert len(large) < MOST_BYTES or "larger than" in refused(large)
        assert refused(large)

    def test_thousands_of_parts(self) -> None:
        assert "unpacks to far more" in refused(
            packed({**parts_of(FORM), **{f"word/{n}.xml": b"<x/>" for n in range(1200)}})
        )

    def test_a_part_that_lies_about_its_size_is_not_unpacked_further(self) -> None:
        content = bytearray(packed({**parts_of(FORM), "word/a.xml": b"<x>" + b"a" * 5_000_000}))
        place = content.rindex(b"PK\x01\x02")
        content[place + 24 : place + 28] = struct.pack("<I", 10)
        begin = time.monotonic()
        assert refused(bytes(content))
        assert time.monotonic() - begin < 5

    def test_the_same_name_twice(self) -> None:
        file = io.BytesIO(FORM)
        with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(DOCUMENT, "<x/>")
        assert "damaged" in refused(file.getvalue())

    def test_a_file_that_is_too_large_is_not_opened(self) -> None:
        assert "larger than 10 MB" in refused(FORM + bytes(MOST_BYTES))


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8),
    st.integers(0, 4000),
)
@settings(max_examples=100)
def test_a_damaged_document_is_read_or_refused_and_never_fails(
    changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(FORM)
    for place, value in changes:
        content[place % len(content)] = value
    _read_or_refuse(bytes(content[: len(content) - cut % len(content)]))


PIECES = st.text("<>/&;wpdts:=\" x'", max_size=6)


@given(st.lists(st.tuples(st.integers(0, 100_000), PIECES), max_size=6))
@settings(max_examples=100)
def test_so_is_one_with_damaged_text(changes: list[tuple[int, str]]) -> None:
    parts = parts_of(FORM)
    text = parts[DOCUMENT].decode()
    for number, value in changes:
        place = number % len(text)
        text = text[:place] + value + text[place + len(value) :]
    _read_or_refuse(packed({**parts, DOCUMENT: text.encode()}))


def _read_or_refuse(content: bytes) -> None:
    with suppress(BadDocumentError):
        assert set(map(type, read(content).answers.values())) <= {str}
