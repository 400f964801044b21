"""Word files of documents: what the PDF says, in real headings, lists, tables and links."""

import io
import zipfile
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publication.paper.documents import Fact, Part, Words
from publication.paper.word import docx_of
from tests.publication.paper.papers import paper

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(**changes: Any) -> Any:
    return docx.Document(io.BytesIO(docx_of(paper(**changes))))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def lines(document: Any) -> list[tuple[str, str]]:
    """The style and the words of each paragraph outside tables."""
    return [(block.style.name, block.text) for block in document.paragraphs]


def test_it_has_everything_in_its_order() -> None:
    document = opened()
    said = lines(document)
    assert said[:3] == [
        ("Paper Kicker", "Practice, peer reviewed"),
        ("Title", "A card for seasonal workers"),
        ("Paper Lead", "One card on both sides of the border."),
    ]
    assert ("Heading 1", "Impact") in said
    assert ("Normal", "It helped.") in said
    assert said[-2][1].startswith("Network on Migration · ")
    assert said[-1][1] == "https://portal.example.org/en/practices/PRA-2022-0031/"
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Country", "Costa Rica"]


def test_the_same_document_makes_the_same_bytes() -> None:
    assert docx_of(paper()) == docx_of(paper())
    assert docx_of(paper()) != docx_of(paper(kicker="Other"))


def test_it_names_nobody_but_the_organisation() -> None:
    told = opened().core_properties
    assert (told.author, told.title, told.language) == (
        "Network on Migration",
        "A card for seasonal workers",
        "en-GB",
    )
    assert opened(organisation="").core_properties.author == ""


def test_levels_are_headings_of_that_level() -> None:
    document = opened(parts=[Part("Section"), Part("Question", "Answer.", level=2)])
    assert ("Heading 1", "Section") in lines(document)
    assert ("Heading 2", "Question") in lines(document)


class TestMarkdown:
    def runs(self, text: str) -> list[Any]:
        document = opened(parts=[Part("Here", text)])
        place = next(n for n, line in enumerate(lines(document)) if line[1] == "Here")
        return list(document.paragraphs[place + 1].runs)

    def test_emphasis_is_a_run_of_its_own(self) -> None:
        found = [(run.text, bool(run.bold), bool(run.italic)) for run in self.runs("a *b* **c**")]
        assert ("b", False, True) in found
        assert ("c", True, False) in found

    def test_a_link_is_a_link(self) -> None:
        content = docx_of(paper(parts=[Part("Here", "See [this](https://x.org/?a=1&b=2).")]))
        assert 'Target="https://x.org/?a=1&amp;b=2"' in part(
            content, "word/_rels/document.xml.rels"
        )
        assert "See this." in [text for _style, text in lines(docx.Document(io.BytesIO(content)))]

    def test_what_is_no_address_is_text(self) -> None:
        content = docx_of(paper(parts=[Part("Here", "[x](javascript:alert(1))")]))
        assert "javascript" not in part(content, "word/_rels/document.xml.rels")

    def test_lists_are_lists_and_each_numbered_one_begins_anew(self) -> None:
        text = "- a\n- b\n  1. c\n\nthen\n\n3. d\n4. e"
        document = opened(parts=[Part("Here", text)])
        marked = [(block.text, _number(block)) for block in document.paragraphs if _number(block)]
        assert marked == [("a", (0, 1)), ("b", (0, 1)), ("c", (1, 2)), ("d", (0, 3)),
                          ("e", (0, 3))]  # fmt: skip
        numbering = part(docx_of(paper(parts=[Part("Here", text)])), "word/numbering.xml")
        assert '<w:startOverride w:val="3"/>' in numbering

    def test_plain_text_keeps_its_lines_and_nothing_is_read_into_it(self) -> None:
        document = opened(parts=[Part("Here", Words("*a*\n- b", is_plain=True))])
        assert ("Normal", "*a*\n- b") in lines(document)


def _number(block: Any) -> tuple[int, int] | None:
    properties = block._p.pPr.numPr
    return (properties.ilvl.val, properties.numId.val) if properties is not None else None


class TestLanguages:
    def test_a_document_from_the_right_is_set_from_the_right(self) -> None:
        content = docx_of(paper(language="ar", title="بطاقة", parts=[Part("الأثر", "نص.")]))
        tree = etree.fromstring(part(content, "word/document.xml").encode())
        blocks = tree.findall(f".//{W}body/{W}p")
        own = [block for block in blocks if block.find(f".//{W}hyperlink") is None]
        assert all(block.find(f"{W}pPr/{W}bidi") is not None for block in own)
        assert tree.find(f".//{W}tblPr/{W}bidiVisual") is not None
        assert tree.find(f".//{W}sectPr/{W}bidi") is not None

    def test_words_in_another_language_carry_it(self) -> None:
        content = docx_of(paper(parts=[Part("Here", Words("نص.", "ar"))]))
        text = part(content, "word/document.xml")
        assert text.count('<w:lang w:bidi="ar-SA"/>') == 1
        assert text.count("<w:rtl/>") == 1

    @pytest.mark.parametrize(
        ("language", "tag"), [("zh-hans", 'w:eastAsia="zh-CN"'), ("es", 'w:val="es-ES"')]
    )
    def test_each_language_is_said_as_word_wants_it(self, language: str, tag: str) -> None:
        content = docx_of(paper(parts=[Part("Here", Words("…", language))]))
        assert tag in part(content, "word/document.xml")


def test_the_notice_is_on_every_page_and_the_number_too() -> None:
    content = docx_of(paper(notice="Demonstration: made up."))
    assert "Demonstration: made up." in part(content, "word/header1.xml")
    assert "PAGE" in part(content, "word/footer1.xml")


def test_notes_are_numbered_and_named_where_they_belong() -> None:
    document = opened(parts=[Part("Here", "Text.", notes=(1, 2))], notes=["First.", "Second."])
    said = lines(document)
    assert ("Normal", "Text. (Notes: 1, 2)") in said
    assert [text for style, text in said if style == "List Paragraph"] == ["First.", "Second."]


def test_an_empty_text_and_an_empty_value_are_no_fault() -> None:
    document = opened(parts=[Part("Here")], facts=[Fact("Empty", "")], lead="", kicker="", title="")
    assert ("Title", "–") in lines(document)
    assert ("Heading 1", "Here") in lines(document)


@given(st.text(max_size=80), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_people_write_word_can_open(text: str, is_plain: bool) -> None:
    said = Words(text, is_plain=is_plain)
    document = opened(title=text, parts=[Part(text, said)], facts=[Fact(text, said)], notice=text)
    assert document.paragraphs
