"""Contents, tables and charts on paper: the same in the PDF and in the Word file."""

import io
from typing import Any

import docx
import pytest
from lxml import etree

from publication.paper.documents import Cell, Chart, Part, Table, Words
from publication.paper.payload import payload_of
from publication.paper.typesetting import PaperError, pdf_of
from publication.paper.word import docx_of
from tests.publication.paper.papers import links_in, opened, paper, roles_in, text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ADDRESS = "https://portal.example.org/en/pledges/PLG-2022-0001/"
CHART = Chart(
    "By objective", ("Objective", "Pledges"), (("2 Drivers", 12), ("5 Ways", 40), ("6", 0))
)
TABLE = Table(
    "All pledges",
    ("Code", "Title"),
    ((Cell("PLG-2022-0001", ADDRESS), Cell(Words("Título", "es"))), (Cell("PLG-2"), Cell(""))),
    (2, 5),
)
PARTS = (
    Part("In numbers", chart=CHART),
    Part("Pledges"),
    Part("The newest", level=2),
    Part(Words("Título", "es"), "Said.", level=3, about="Costa Rica", address=ADDRESS),
    Part("All of them", level=2, table=TABLE),
)


def word(**changes: Any) -> Any:
    return docx.Document(io.BytesIO(docx_of(paper(**changes))))


def xml(**changes: Any) -> Any:
    return word(**changes).element.body


class TestCharts:
    @pytest.mark.parametrize(("count", "long"), [(0, 0), (1, 1), (20, 40), (40, 80)])
    def test_a_bar_is_as_long_as_its_share_of_the_longest_and_never_nothing(
        self, count: int, long: int
    ) -> None:
        chart = Chart("", ("", ""), (("most", 40),))
        assert chart.share(count, 80) == (2 if count == 1 else long)

    def test_a_chart_of_nothing_has_no_bars(self) -> None:
        assert Chart("", ("", ""), ()).share(0, 80) == 0
        assert Chart("", ("", ""), (("none", 0),)).share(0, 80) == 0

    def test_the_pdf_has_the_numbers_as_a_table(self) -> None:
        content = pdf_of(paper(parts=PARTS))
        text = text_of(content)
        assert "By objective" in text
        assert "5 Ways 40" in text.replace("  ", " ")
        roles = roles_in(content)
        assert roles.count("Table") == 2
        assert roles.count("TH") == 4

    def test_the_word_file_has_them_beside_shaded_cells(self) -> None:
        _facts, chart, _table = word(parts=PARTS).tables
        assert [row.cells[0].text for row in chart.rows] == [
            "Objective",
            "2 Drivers",
            "5 Ways",
            "6",
        ]
        assert [row.cells[-1].text for row in chart.rows] == ["Pledges", "12", "40", "0"]
        shaded = [len(row._tr.findall(f".//{W}shd")) for row in chart.rows]
        assert shaded == [0, 1, 1, 0]

    def test_each_row_of_the_word_file_is_as_wide_as_its_grid(self) -> None:
        for table in xml(parts=PARTS).findall(f"{W}tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.findall(f"{W}tr"):
                spans = [one.get(f"{W}val") for one in row.findall(f".//{W}gridSpan")]
                plain = len(row.findall(f"{W}tc")) - len(spans)
                assert plain + sum(map(int, spans)) == columns


class TestTables:
    def test_cells_lead_to_their_addresses_and_say_their_language(self) -> None:
        content = pdf_of(paper(parts=PARTS, address=""))
        assert links_in(content).count(ADDRESS) == 2
        table = word(parts=PARTS).tables[-1]
        assert [cell.text for cell in table.rows[1].cells] == ["PLG-2022-0001", "Título"]
        link = table.rows[1].cells[0]._tc.find(f".//{W}hyperlink")
        assert link is not None
        assert table.rows[1].cells[1]._tc.find(f".//{W}lang").get(f"{W}val") == "es-ES"

    def test_the_head_is_repeated_on_every_page(self) -> None:
        rows = tuple((Cell(f"PLG-{n}"), Cell("One")) for n in range(120))
        long = Table("", ("Code", "Title"), rows, (1, 3))
        content = pdf_of(paper(parts=[Part("All", table=long)]))
        pages = [page.extract_text() for page in opened(content).pages]
        assert len(pages) > 2
        assert all("Code" in page for page in pages[:-1])
        table = word(parts=[Part("All", table=long)]).tables[-1]
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None

    @pytest.mark.parametrize(
        "words", ['#read("/etc/passwd")', "*no* _Markdown_", "<b>", "\x00a\x0b"]
    )
    def test_what_people_wrote_is_neither_code_nor_markdown(self, words: str) -> None:
        table = Table("", ("A", "B"), ((Cell(words), Cell("x")),), (1, 1))
        shown = words.replace("\x00", "").replace("\x0b", "")
        content = pdf_of(paper(parts=[Part("All", table=table)]))
        assert shown in text_of(content)
        assert word(parts=[Part("All", table=table)]).tables[-1].rows[1].cells[0].text == shown

    def test_a_row_that_does_not_fit_the_head_is_a_fault_of_ours(self) -> None:
        table = Table("", ("A", "B"), ((Cell("x"),),), (1, 1))
        with pytest.raises(ValueError, match="longer"):
            docx_of(paper(parts=[Part("All", table=table)]))


class TestContents:
    def test_the_pdf_lists_two_levels_with_their_pages(self) -> None:
        text = text_of(pdf_of(paper(parts=PARTS, has_contents=True)))
        head = text[text.index("Contents") :]
        for heading in ("In numbers", "Pledges", "The newest", "All of them"):
            assert head.count(heading) >= 2
        assert head.count("Título") == 2  # the part itself, and the row of the table

    def test_the_word_file_has_a_field_that_leads_to_each_heading(self) -> None:
        body = xml(parts=PARTS, has_contents=True)
        marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
        led_to = [a for link in body.iter(f"{W}hyperlink") if (a := link.get(f"{W}anchor"))]
        assert set(led_to) == marks
        assert len(led_to) == 4
        kinds = [one.get(f"{W}fldCharType") for one in body.iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"]
        assert "TOC" in "".join(one.text for one in body.iter(f"{W}instrText"))

    def test_without_it_there_is_none(self) -> None:
        assert "Contents" not in text_of(pdf_of(paper(parts=PARTS)))
        assert b"bookmarkStart" not in etree.tostring(xml(parts=PARTS))

    def test_a_document_without_headings_has_an_empty_list(self) -> None:
        parts = [Part("", "Only words.")]
        assert "Only words." in text_of(pdf_of(paper(parts=parts, has_contents=True)))
        styles = [p.style.name for p in word(parts=parts, has_contents=True).paragraphs]
        assert not any(name.startswith("toc") for name in styles)

    @pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es", "pt"])
    def test_in_every_language(self, language: str) -> None:
        document = paper(parts=PARTS, has_contents=True, language=language)
        assert payload_of(document)["contents_heading"]
        assert opened(pdf_of(document)).pages
        tables = docx.Document(io.BytesIO(docx_of(document))).element.body
        is_mirrored = tables.find(f".//{W}bidiVisual") is not None
        assert is_mirrored == (language == "ar")


class TestParts:
    def test_three_levels_of_headings(self) -> None:
        roles = roles_in(pdf_of(paper(parts=PARTS)))
        assert {"H1", "H2", "H3"} <= set(roles)
        styles = {p.style.name for p in word(parts=PARTS).paragraphs}
        assert {"Heading 1", "Heading 2", "Heading 3"} <= styles

    def test_a_level_that_is_left_out_is_refused_rather_than_printed(self) -> None:
        with pytest.raises(PaperError, match="skipped from heading level 1 to 3"):
            pdf_of(paper(parts=[Part("One"), Part("Three", level=3)]))

    def test_who_and_where_stand_below_the_heading(self) -> None:
        lines = [p.text for p in word(parts=PARTS).paragraphs]
        place = lines.index("Título")
        assert lines[place + 1 : place + 4] == ["Costa Rica", ADDRESS, "Said."]
        text = text_of(pdf_of(paper(parts=PARTS)))
        assert text.index("Título") < text.rindex("Costa Rica") < text.index("Said.")

    def test_they_are_a_part_of_the_digest(self) -> None:
        changes: list[Part] = [
            Part("A"),
            Part("A", about="who"),
            Part("A", address=ADDRESS),
            Part("A", chart=CHART),
            Part("A", table=TABLE),
        ]
        assert len({paper(parts=[one]).digest for one in changes}) == len(changes)
        assert paper(has_contents=True).digest != paper().digest
