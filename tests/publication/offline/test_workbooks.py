"""What goes out as a workbook comes back, whichever program saved it, and however changed."""

import io
import re
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from publication.offline import BadDocumentError, Returned, read_document, write_docx, write_xlsx
from publication.offline.answers import TWICE
from publication.offline.cells import escaped
from publication.offline.controls import unpacked
from publication.offline.spreadsheets import NO_MARK, NO_RESULT
from publication.offline.workbooks import LISTS, MOST_IN_A_CELL
from tests.publication.offline.documents import packed, parts_of, with_parts
from tests.publication.offline.forms import changed, form, read, row_of, workbook
from tests.publication.offline.test_round_trip import TEXTS

CONTENT = workbook()
CHOICES = "2 Choices"
SHEET, SHARED = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def grid_of(returned: Returned, key: str) -> list[list[str]]:
    rows = unpacked(returned.answers[key])
    assert rows is not None
    return rows


class TestOut:
    def test_all_of_it_comes_back(self) -> None:
        returned = read(CONTENT)
        assert (returned.code, returned.base, returned.unread) == ("REV-2030-CRI", 7, ())
        assert returned.answers["a"] == "An answer"
        assert returned.answers["one"] == "By air"
        assert returned.answers["none"] == ""
        assert returned.answers["any"].split("\n") == ["☒ sea", "☐ air", "☒ land"]
        assert returned.answers["order"].split("\n") == ["2. sea", "☐ air", "1. land"]
        assert returned.answers["any.na"] == "☒ na"
        assert grid_of(returned, "fixed") == [
            ["", "Amount", "Note"], ["Women", "12", "a\nb"], ["Men", "", "x\ty"],
            ["Children", "=1+1", " "],
        ]  # fmt: skip
        assert grid_of(returned, "open")[:2] == [["", "Amount", "Note"], ["1", "7", "seven"]]

    def test_a_page_for_each_section_and_lists_to_choose_from(self) -> None:
        book = load_workbook(io.BytesIO(CONTENT))
        assert book.sheetnames == ["1 Texts  a b", CHOICES, LISTS]
        assert book[LISTS].sheet_state == "hidden"
        page = book[CHOICES]
        offered = {
            str(cells): rule.formula1
            for rule in page.data_validations.dataValidation
            for cells in rule.sqref.ranges
        }
        assert f"C{row_of(page, 'one')}" in str(offered)
        letters = [row[0].value for row in book[LISTS]["A1:A3"]]
        assert letters == ["By the sea", "By air", "Over land"]

    def test_what_looks_like_a_formula_is_a_text(self) -> None:
        page = load_workbook(io.BytesIO(workbook(a="=HYPERLINK(1)", b="+1"))).worksheets[0]
        cell = page.cell(row_of(page, "a"), 3)
        assert (cell.value, cell.data_type, cell.number_format) == ("=HYPERLINK(1)", "s", "@")

    @pytest.mark.parametrize(("language", "from_the_right"), [("ar", True), ("es", False)])
    def test_it_runs_as_its_language_does(self, language: str, *, from_the_right: bool) -> None:
        page = load_workbook(io.BytesIO(write_xlsx(form(language, a="x")))).worksheets[0]
        assert bool(page.sheet_view.rightToLeft) is from_the_right
        assert page["C7"].alignment.readingOrder == (2 if from_the_right else 1)

    def test_it_names_nobody(self) -> None:
        book = load_workbook(io.BytesIO(CONTENT))
        assert not book.properties.creator
        assert not book.properties.lastModifiedBy

    @pytest.mark.parametrize("text", ["x" * (MOST_IN_A_CELL + 1), "😀" * 20000, "a\n" * 300])
    def test_what_a_cell_cannot_hold_stays_in_the_portal(self, text: str) -> None:
        returned = read(workbook(a=text, b="short"))
        assert "a" not in returned.answers
        assert returned.answers["b"] == "short"

    def test_as_much_as_a_cell_holds_goes_along(self) -> None:
        text = "x" * MOST_IN_A_CELL
        assert read(workbook(a=text)).answers["a"] == text

    def test_which_of_the_two_it_is_says_the_content(self) -> None:
        returned = read_document(io.BytesIO(write_docx(form(a="In Word"))))
        assert returned.answers["a"] == "In Word"


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_text_survives_whatever_it_is(text: str) -> None:
    returned = read(write_xlsx(form("ar", a=text)))
    assert returned.answers["a"] == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "'quoted", "007", "1e5", "TRUE", "#N/A", " blanks ", "\n\n", "\t", "_x000D_", "x005F_",
     "_x005F_x0041_", "[a]", "[portal REV-2030-CRI 9]", "a\nb", "<t>&amp;</t>", "2026-03-31"],
)  # fmt: skip
def test_texts_that_are_awkward(text: str) -> None:
    returned = read(write_xlsx(form(a=text, b=text)))
    assert (returned.answers["a"], returned.answers["b"]) == (text, text)


def test_an_escape_of_excel_is_undone() -> None:
    assert escaped("_x0041_ _x_") == "_x005F_x0041_ _x_"
    said = as_excel_saves_it(CONTENT, "<t>one_x000D_\ntwo _x0000_</t>")
    assert read(said).answers["a"] == "one\ntwo \ufffd"


def as_excel_saves_it(content: bytes, answer: str = "<t>An answer</t>") -> bytes:
    """Its texts stand in a list beside the pages; `answer` in place of one of them."""
    parts = {name: part.decode() for name, part in parts_of(content).items()}
    texts: list[str] = []

    def shared(found: re.Match[str]) -> str:
        texts.append(answer if ">An answer<" in found[1] else found[1])
        return f't="s"><v>{len(texts) - 1}</v>'

    pages = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    for name in pages:
        parts[name] = re.sub(r't="inlineStr"><is>(.*?)</is>', shared, parts[name], flags=re.DOTALL)
    assert answer in texts
    items = "".join(f"<si>{text}</si>" for text in texts)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[SHARED] = f'<sst xmlns="{main}">{items}</sst>'
    relations = "xl/_rels/workbook.xml.rels"
    one = f'<Relationship Id="s" Type="http://a/relationships/sharedStrings" Target="/{SHARED}"/>'
    parts[relations] = parts[relations].replace("</Rel", one + "</Rel")
    return packed({name: part.encode() for name, part in parts.items()})


class TestChanged:
    def test_another_program_saves_the_same(self) -> None:
        assert read(changed(CONTENT, lambda _book: None)).answers == read(CONTENT).answers

    def test_numbers_and_days_are_read_as_one_sees_them(self) -> None:
        def fill(book: Workbook) -> None:
            page = book[CHOICES]
            first = row_of(page, "fixed/1")
            values: list[float | date] = [1250.5, date(2026, 3, 31), 0.1 + 0.2, True]
            for place, value in enumerate(values):
                cell = page.cell(first + place // 2, 3 + place % 2, value)
                cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "General"
            last = page.cell(row_of(page, "open/1"), 3, datetime(2026, 3, 31, 12, 30))  # noqa: DTZ001
            last.number_format = 'd" of "mmmm'

        returned = read(changed(CONTENT, fill))
        assert grid_of(returned, "fixed")[1:3] == [
            ["Women", "1250.5", "2026-03-31"], ["Men", "0.3", "1"],
        ]  # fmt: skip
        assert grid_of(returned, "open")[1][1] == "2026-03-31"

    def test_columns_that_were_put_in_do_not_matter(self) -> None:
        def put_in(book: Workbook) -> None:
            for page in book.worksheets[:2]:
                page.insert_cols(1)
                page.insert_cols(4)

        returned = read(changed(CONTENT, put_in))
        assert returned.answers["a"] == "An answer"
        assert grid_of(returned, "fixed") == grid_of(read(CONTENT), "fixed")
        assert returned.answers["any"] == read(CONTENT).answers["any"]

    def test_rows_that_were_put_in_belong_to_the_table_around_them(self) -> None:
        def put_in(book: Workbook) -> None:
            page = book[CHOICES]
            page.insert_rows(row_of(page, "open/2"))
            page.cell(row_of(page, "open/2") - 1, 3, "between")

        assert [row[1] for row in grid_of(read(changed(CONTENT, put_in)), "open")] == [
            "Amount", "7", "between", "",
        ]  # fmt: skip

    def test_a_page_that_is_gone_is_not_known(self) -> None:
        returned = read(changed(CONTENT, lambda book: book.remove(book[CHOICES])))
        assert set(returned.answers) == {"a", "b"}

    def test_an_answer_without_its_mark_is_told(self) -> None:
        def lose(book: Workbook) -> None:
            page = book.worksheets[0]
            page.cell(row_of(page, "a"), 1).value = None

        returned = read(changed(CONTENT, lose))
        assert "a" not in returned.answers
        assert [(one.reason, one.text) for one in returned.unread] == [(NO_MARK, "An answer")]

    def test_the_same_page_twice(self) -> None:
        def copy(book: Workbook) -> None:
            page = book.copy_worksheet(book.worksheets[0])
            page.cell(row_of(page, "b"), 3).value = "Other"

        returned = read(changed(CONTENT, copy))
        assert returned.answers["b"] == "Another"
        assert [(one.key, one.reason, one.text) for one in returned.unread] == [
            ("b", TWICE, "Other")
        ]

    def test_sorted_rows_keep_their_marks(self) -> None:
        def swap(book: Workbook) -> None:
            page = book.worksheets[0]
            a, b = row_of(page, "a"), row_of(page, "b")
            for column in (1, 3):
                one, other = page.cell(a, column), page.cell(b, column)
                one.value, other.value = other.value, one.value

        assert read(changed(CONTENT, swap)).answers == read(CONTENT).answers

    @pytest.mark.parametrize("said", ["", "0", "-", "–", None])
    def test_what_means_not_chosen(self, said: str | None) -> None:
        def untick(book: Workbook) -> None:
            page = book[CHOICES]
            page.cell(row_of(page, "any/sea"), 3).value = said

        assert read(changed(CONTENT, untick)).answers["any"].startswith("☐ sea")

    def test_formulas_say_what_they_showed_last(self) -> None:
        def formula(book: Workbook) -> None:
            page = book.worksheets[0]
            page.cell(row_of(page, "a"), 3).value = "=1+1"
            page.cell(row_of(page, "a"), 3).data_type = "f"

        content = changed(CONTENT, formula)
        returned = read(content)
        assert "a" not in returned.answers
        assert [(one.key, one.reason) for one in returned.unread] == [("a", NO_RESULT)]
        page = parts_of(content)[SHEET].decode()
        shown = re.sub(r"<f>1\+1</f><v ?/?>(</v>)?", "<f>1+1</f><v>2</v>", page)
        assert shown != page
        assert read(with_parts(content, {SHEET: shown})).answers["a"] == "2"
        wrong = shown.replace("<v>2</v>", "<v>#REF!</v>").replace('"><f>1+1', '" t="e"><f>1+1')
        assert "a" not in read(with_parts(content, {SHEET: wrong})).answers

    def test_texts_in_pieces_and_how_to_say_them(self) -> None:
        pieces = "<r><t>An </t></r><r><rPr><b/></rPr><t>answer</t></r><rPh><t>no</t></rPh>"
        assert read(as_excel_saves_it(CONTENT, pieces)).answers["a"] == "An answer"

    def test_texts_beside_the_pages(self) -> None:
        assert read(as_excel_saves_it(CONTENT)).answers == read(CONTENT).answers

    def test_a_text_that_is_not_in_the_list_is_none(self) -> None:
        content = as_excel_saves_it(CONTENT)
        page = re.sub(r"<v>\d+</v>", "<v>9999</v>", parts_of(content)[SHEET].decode())
        assert "a" not in read(with_parts(content, {SHEET: page})).answers


class TestHuge:
    """As small a file as one likes can say that it has cells anywhere."""

    def astray(self, cell: str) -> bytes:
        page = parts_of(CONTENT)[SHEET].decode()
        rows = "".join(f"<row>{cell.replace('ROW', str(n))}</row>" for n in range(900, 940))
        return with_parts(CONTENT, {SHEET: page.replace("</sheetData>", rows + "</sheetData>")})

    def test_a_cell_far_out_is_refused(self) -> None:
        far = '<c r="ZZZROW" t="inlineStr"><is><t>x</t></is></c>'
        with pytest.raises(BadDocumentError):
            read(self.astray(far))

    def test_a_blank_one_there_is_nothing(self) -> None:
        assert read(self.astray('<c r="ZZZROW" s="0"/>')).answers == read(CONTENT).answers

    @pytest.mark.parametrize("number", ["9" * 5000, "99999999999"])
    def test_a_number_of_a_text_that_is_out_of_all_bounds_is_none(self, number: str) -> None:
        cell = f'<c r="AROW" t="s"><v>{number}</v></c>'
        assert read(self.astray(cell)).answers == read(CONTENT).answers

    def test_a_day_after_the_last_is_a_number(self) -> None:
        def fill(book: Workbook) -> None:
            book.epoch = CALENDAR_MAC_1904
            cell = book.worksheets[0].cell(row_of(book.worksheets[0], "a"), 3, 2_958_400)
            cell.number_format = "yyyy-mm-dd"

        assert read(changed(CONTENT, fill)).answers["a"] == "2958400"


class TestRefused:
    def refused(self, content: bytes) -> str:
        with pytest.raises(BadDocumentError) as caught:
            read(content)
        return str(caught.value.reason)

    @pytest.mark.parametrize("content", [b"PK", b"a;b;c", packed({"a": b"x"})])
    def test_what_is_neither(self, content: bytes) -> None:
        assert "neither a Word document" in self.refused(content)

    def test_the_old_kinds(self) -> None:
        assert "(.doc, .xls)" in self.refused(b"\xd0\xcf\x11\xe0" + bytes(512))

    @pytest.mark.parametrize(
        "name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/dialogsheets/sheet1.xml"]
    )
    def test_macros(self, name: str) -> None:
        assert "contains macros" in self.refused(with_parts(CONTENT, {name: "<x/>"}))

    @pytest.mark.parametrize(
        "name",
        ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/queryTables/q1.xml"],
    )
    def test_values_from_elsewhere(self, name: str) -> None:
        assert "break the links" in self.refused(with_parts(CONTENT, {name: "<x/>"}))

    def test_a_relation_to_the_outside(self) -> None:
        name = "xl/_rels/workbook.xml.rels"
        relations = parts_of(CONTENT)[name].decode()
        one = (
            '<Relationship Id="x" Type="http://a/relationships/externalLinkPath" '
            'Target="file:///etc/passwd" TargetMode="External"/>'
        )
        said = with_parts(CONTENT, {name: relations.replace("</Rel", one + "</Rel")})
        assert "refers to something outside itself (externalLinkPath)" in self.refused(said)

    def test_entities(self) -> None:
        page = parts_of(CONTENT)[SHEET].decode()
        bomb = '<!DOCTYPE s [<!ENTITY a "aaaa">]>' + re.sub(r"<\?xml.*?\?>", "", page)
        said = with_parts(CONTENT, {SHEET: bomb})
        assert "declares its own XML entities" in self.refused(said)

    def test_a_bomb(self) -> None:
        said = with_parts(CONTENT, {"xl/worksheets/sheet9.xml": "<x>" + " " * 70_000_000 + "</x>"})
        assert "unpacks to far more" in self.refused(said)

    @pytest.mark.parametrize("text", ["", "<x", "not XML"])
    def test_a_damaged_one(self, text: str) -> None:
        assert "damaged" in self.refused(with_parts(CONTENT, {"xl/workbook.xml": text}))

    def test_one_of_somebody_else(self) -> None:
        file = io.BytesIO()
        Workbook().save(file)
        assert "none of the forms" in self.refused(file.getvalue())

    def test_one_without_an_answer(self) -> None:
        def empty(book: Workbook) -> None:
            for page in book.worksheets:
                page.delete_rows(2, 200)

        assert "No answer was found" in self.refused(changed(CONTENT, empty))
