"""Whatever is written goes out and comes back without a changed character."""

import io
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publication.offline import Entry, Returned, Section, Sheet, merge, write_docx
from publication.offline.characters import carried, is_same
from tests.publication.offline.documents import (
    in_a_table,
    in_pieces,
    mangled,
    parts_of,
    read,
    sheet,
    strict,
    without_controls,
    without_formats,
    without_tags,
)

LETTERS = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F),
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF),
    st.sampled_from("\t\n\n  \u00a0\u200b\u200d\u2028\u2029\u0085\u2011\u00ad\u200f\u202e\ufeff"),
    st.sampled_from("😀🇨🇷👩🏽‍🏫é́[]/&<>\"'_*#-1."),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
)
TEXTS = st.text(LETTERS, max_size=60)
LANGUAGES = ["en", "ar", "zh-hans", "es"]
EVERY_WAY = {
    "in pieces": in_pieces,
    "without formats": without_formats,
    "strict": strict,
    "in a table": in_a_table,
}


@given(st.lists(TEXTS, min_size=2, max_size=4), st.sampled_from(LANGUAGES))
@settings(max_examples=150)
def test_a_text_survives_whatever_it_is(texts: list[str], language: str) -> None:
    answers = {f"key-{number}": text for number, text in enumerate(texts)}
    returned = read(write_docx(sheet(language, **answers)))
    assert returned == Returned("PRA-2022-0031", 4, answers, ())


@given(st.lists(TEXTS, min_size=2, max_size=3), st.sampled_from(LANGUAGES), st.booleans())
@settings(max_examples=75)
def test_it_survives_the_loss_of_every_control(
    texts: list[str], language: str, loses_tags_only: bool
) -> None:
    answers = {f"key-{number}": text for number, text in enumerate(texts)}
    lose = without_tags if loses_tags_only else without_controls
    returned = read(mangled(write_docx(sheet(language, **answers)), lose))
    assert dict(returned.answers) == answers
    assert returned.code == "PRA-2022-0031"


@given(st.text(max_size=40))
@settings(max_examples=150)
def test_control_characters_are_carried_as_a_sign_for_the_unknown(text: str) -> None:
    text = text.encode("utf-16", "replace").decode("utf-16")  # the database takes no surrogates
    returned = read(write_docx(sheet(a=text, b="x")))
    assert returned.answers["a"] == carried(text)
    assert merge({"a": text}, {"a": text}, returned.answers).untouched == ["a"]


@pytest.mark.parametrize(
    ("text", "as_carried"),
    [
        ("a\x00b\x0bc\x1fd", "a\ufffdb\ufffdc\ufffdd"),
        ("a\ufffeb\uffff", "a\ufffdb\ufffd"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\ttab and\u0085line\u2028ends\u2029stay", "\ttab and\u0085line\u2028ends\u2029stay"),
    ],
)
def test_what_a_document_cannot_hold_is_told_by_a_sign(text: str, as_carried: str) -> None:
    assert carried(text) == as_carried
    assert is_same(text, as_carried)
    assert read(write_docx(sheet(a=text, b=""))).answers["a"] == as_carried


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\n\n\n",
        "  two blanks before\n\n   and three\n",
        "\t",
        "a\tb\t\tc",
        "[a]",
        "[/a]",
        "[b]\n[/b]",
        "[1] a source\n[2]\n[portal PRA-2022-0031 9]",
        "- one\n- two\n  1. deep",
        "**bold** <w:p/> &amp; ]]> <!-- -->",
        "مرحبا [a] بالعالم 123",
        "中文。\n“引号”",
        "👩🏽‍🏫🇨🇷",
        "e\u0301 and é are not the same",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_that_are_awkward(text: str, language: str) -> None:
    assert dict(read(write_docx(sheet(language, a=text, b=text))).answers) == {"a": text, "b": text}


@pytest.mark.parametrize("way", EVERY_WAY)
@pytest.mark.parametrize("text", ["Words, and\n\n\tmore 中文 words ", "مرحبا بالعالم", ""])
def test_a_document_that_was_saved_elsewhere_still_reads(way: str, text: str) -> None:
    content = mangled(write_docx(sheet(a=text, b="b")), EVERY_WAY[way])
    assert dict(read(content).answers) == {"a": text, "b": "b"}
    content = mangled(content, without_controls)
    assert dict(read(content).answers) == {"a": text, "b": "b"}


class TestDocument:
    def test_the_same_sheet_makes_the_same_bytes(self) -> None:
        assert write_docx(sheet(a="x")) == write_docx(sheet(a="x"))

    def test_another_library_reads_it(self) -> None:
        content = write_docx(sheet(a="one\ntwo", b="three"))
        document = docx.Document(io.BytesIO(content))
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert texts[:2] == ["[portal PRA-2022-0031 4]", "A practice <of> Costa Rica & Panama"]
        assert {"What & why", "Label of a", "Help of a", "more help"} <= set(texts)
        styles = {one.text: one.style and one.style.name for one in document.paragraphs}
        assert styles["What & why"] == "Heading 1"
        assert styles["Label of a"] == "Heading 2"

    def test_it_names_nobody_and_no_time(self) -> None:
        content = write_docx(sheet(a="x"))
        properties = docx.Document(io.BytesIO(content)).core_properties
        assert properties.title == "A practice <of> Costa Rica & Panama"
        assert (properties.author, properties.last_modified_by) == ("", "")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts_of(content)["docProps/core.xml"].decode()
        assert "creator" not in core
        assert "created" not in core

    def test_an_answer_stands_in_a_locked_control_with_its_label(self) -> None:
        text = parts_of(write_docx(sheet(impact="x")))["word/document.xml"].decode()
        properties = re.findall(r"<w:sdtPr>(.*?)</w:sdtPr>", text)
        assert properties == [
            '<w:alias w:val="Label of impact"/><w:tag w:val="impact"/><w:id w:val="1"/>'
            '<w:lock w:val="sdtLocked"/>'
        ]
        inside = re.findall(r"<w:sdtContent>(.*?)</w:sdtContent>", text)[0]
        assert re.findall(r"<w:t [^>]*>([^<]*)", inside) == ["[impact]", "x", "[/impact]"]
        assert "Label of impact" not in inside

    def test_arabic_runs_from_the_right(self) -> None:
        text = parts_of(write_docx(sheet("ar", a="مرحبا")))["word/document.xml"].decode()
        answer = text[text.index("PortalAnswer") :]
        assert answer.index("<w:bidi/>") < answer.index("<w:rtl/>") < answer.index("مرحبا")
        assert 'w:bidi="ar-SA"' in answer
        section = text[text.index("<w:sectPr>") :]
        assert "<w:bidi/>" in section

    def test_answers_may_be_in_another_language_than_the_labels(self) -> None:
        mixed = Sheet(
            title="T", language="en", answers_language="ar", code="PRA-2022-0031", base=1,
            sections=[Section("S", [Entry("a", "Label", text="مرحبا")])],
        )  # fmt: skip
        text = parts_of(write_docx(mixed))["word/document.xml"].decode()
        assert text.count("<w:rtl/>") == 1
        assert "<w:bidi/>" not in text[text.index("<w:sectPr>") :]

    def test_what_the_portal_says_is_in_the_language_of_the_labels(self) -> None:
        text = parts_of(write_docx(sheet("en", a="")))["word/document.xml"].decode()
        assert "Leave the small grey marks as they are" in text


class TestSheet:
    @pytest.mark.parametrize(
        "key", ["", "a b", "-a", "a-", "[a]", "clé", "x" * 65, "a/b", "a\n", ".a"]
    )
    def test_a_key_that_word_would_change_is_refused(self, key: str) -> None:
        with pytest.raises(ValueError, match="cannot be the key"):
            Entry(key, "Label")

    @pytest.mark.parametrize("key", ["a", "impact", "objective-5.actions:2", "A_1", "x" * 64])
    def test_other_keys_are_taken(self, key: str) -> None:
        one = Sheet(
            title="T", language="en", code="C-1", base=0,
            sections=[Section("S", [Entry(key, "L")])],
        )  # fmt: skip
        assert read(write_docx(one)).answers == {key: ""}

    def test_a_key_stands_there_once(self) -> None:
        twice = Section("S", [Entry("a", "L"), Entry("a", "M")])
        with pytest.raises(ValueError, match="same key"):
            write_docx(Sheet(title="T", language="en", code="C", base=1, sections=[twice]))
