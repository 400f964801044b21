"""What is no table of pledges: each told in its own words, and nothing half done."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from pledges.importing import archives
from pledges.importing.checking import Plan, check
from pledges.importing.limits import MEGABYTE, MOST_ROWS
from pledges.importing.words import BadFileError
from pledges.models import ImportRun, Pledge
from stakeholders.models import User
from tests.pledges.importing.tables import HEADINGS, as_csv, as_xlsx, run_of, small


def plan_of(content: bytes, name: str = "pledges.csv") -> Plan:
    return check(io.BytesIO(content), name, takes_updates=False)


def problem_of(content: bytes, name: str = "pledges.csv") -> str:
    """The one problem, with its words."""
    plan = plan_of(content, name)
    (problem,) = plan.problems
    assert problem.words
    assert not plan.lines
    return problem.code


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Fails if more memory than this was needed."""
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size


def rebuilt(change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """A good workbook, with every part changed, some left out and some added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx([small()]))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in more.items():
            new.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def same(_name: str, content: bytes) -> bytes:
    return content


def sheet_only(edit: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda name, content: edit(content) if "worksheets" in name else content


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_unicode_is_read_whatever_its_form(self, encoding: str, delimiter: str) -> None:
        title = "Дом; بيت, 家 — casa"
        content = as_csv([small(title=title)], encoding=encoding, delimiter=delimiter)
        (line,) = plan_of(content).new
        assert line.get("title") == title

    @pytest.mark.parametrize(
        ("encoding", "title"),
        [("cp1252", "Señal única"), ("cp1251", "Дом"), ("cp1256", "بيت"), ("gb18030", "家园")],
    )
    def test_what_is_not_unicode_is_refused_with_its_line(self, encoding: str, title: str) -> None:
        content = as_csv([small(1), small(2, title=title)], encoding=encoding)
        (problem,) = plan_of(content).problems
        assert (problem.code, problem.params) == ("encoding", {"line": 3})
        assert "UTF-8" in problem.words

    def test_utf_16_without_its_mark_is_refused(self) -> None:
        assert problem_of(as_csv([small()], encoding="utf-16-le")) == "encoding"

    def test_a_missing_quotation_mark_is_told_with_its_line(self) -> None:
        content = as_csv([small()]) + b'HUB-2,"CRI,2022\n'
        assert problem_of(content) == "quotes"


class TestHeadings:
    def test_missing_unknown_and_double_headings_are_all_told(self) -> None:
        headings = [h for h in HEADINGS if h != "scope"] + ["titel", "zzz", "title"]
        problems = plan_of(as_csv([small()], headings=headings)).problems
        assert [(p.column, p.code, dict(p.params)) for p in problems] == [
            ("title", "heading-twice", {}),
            ("titel", "heading-like", {"known": "title"}),
            ("zzz", "heading-unknown", {}),
            ("scope", "heading-missing", {}),
        ]

    def test_a_heading_that_cannot_be_shown_is_told_all_the_same(self) -> None:
        content = as_csv([small()]).replace(b"organisation,", b"organi\0sation,", 1)
        told = [problem.as_json for problem in plan_of(content).problems]
        assert told[0] == [1, "organi\ufffdsation", "heading-like", {"known": "organisation"}]

    def test_optional_columns_may_be_left_out_in_any_order(self) -> None:
        assert len(plan_of(as_csv([small()], headings=sorted(small()))).new) == 1

    def test_a_value_without_a_heading_is_told(self) -> None:
        content = as_csv([small()]).rstrip(b"\r\n") + b",stray\r\n"
        (problem,) = plan_of(content).problems
        assert (problem.row, problem.code) == (2, "unheaded")

    @pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\n\n", b"\xef\xbb\xbf"])
    def test_something_else_altogether(self, content: bytes) -> None:
        assert problem_of(content) == "no-headings"

    def test_nothing_below_the_headings(self) -> None:
        example = small() | {"external_id": "EXAMPLE"}
        assert problem_of(as_csv([])) == "no-rows"
        assert problem_of(as_csv([example, {}, {"title": "  "}])) == "no-rows"


class TestLength:
    def test_too_many_rows_are_refused(self) -> None:
        rows = [small(number) for number in range(MOST_ROWS + 1)]
        assert problem_of(as_csv(rows)) == "rows"

    @pytest.mark.parametrize("name", ["pledges.csv", "pledges.xlsx"])
    def test_200_000_rows_are_refused_before_they_are_read(self, name: str) -> None:
        headings = sorted(small())
        rows = ({"external_id": number} for number in range(200_000))
        content = (as_csv if name.endswith("csv") else as_xlsx)(rows, headings=headings)
        plan_of(as_csv([small()]))  # what is read once and kept is no matter of this file
        with at_most(5 * MEGABYTE):
            code = problem_of(content, name)
        assert code == ("rows" if name.endswith("csv") else "tall")

    def test_a_row_that_says_to_lie_far_below_is_no_trap(self) -> None:
        far = sheet_only(lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999999"'))
        assert problem_of(rebuilt(far), "pledges.xlsx") == "tall"

    def test_a_cell_that_says_to_lie_far_aside_is_no_trap(self) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(HEADINGS)
        sheet["ZZZ5"] = "far"
        file = io.BytesIO()
        book.save(file)
        assert problem_of(file.getvalue(), "pledges.xlsx") == "columns"


class TestWorkbooks:
    def test_formulas_are_text_and_nothing_is_worked_out(self) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(HEADINGS)
        row = small(title='=HYPERLINK("http://example.org","Click")', amount="=1+1", currency="USD")
        sheet.append([row.get(name) for name in HEADINGS])
        sheet.cell(2, HEADINGS.index("description") + 1).value = ArrayFormula("A1:A2", "=SUM(1,2)")
        file = io.BytesIO()
        book.save(file)
        plan = plan_of(file.getvalue(), "pledges.xlsx")
        assert [(p.column, p.code) for p in plan.problems] == [("amount", "number-unread")]
        (line,) = plan.new
        assert line.get("title") == row["title"]
        assert line.get("description") == "=SUM(1,2)"

    def test_numbers_and_dates_of_excel_are_read_as_they_look(self) -> None:
        row = {**small(), "cycle": 2022, "objectives": 5.0, "amount": 0.1 + 0.2, "currency": "USD"}
        row["made_on"] = datetime(2022, 5, 17)  # noqa: DTZ001 - Excel knows no zones
        plan = plan_of(as_xlsx([row]), "pledges.xlsx")
        assert plan.problems == []
        (line,) = plan.new
        assert line.digest == plan_of(as_csv([small(amount="0.30", currency="USD")])).new[0].digest

    def test_the_sheet_called_pledges_is_read_or_the_first(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx([small()])))
        book.create_sheet("notes", 0).append(["Something else"])
        file = io.BytesIO()
        book.save(file)
        assert len(plan_of(file.getvalue(), "pledges.xlsx").new) == 1

    def test_what_unpacks_to_too_much_is_never_unpacked(self) -> None:
        bomb = rebuilt(same, xl__worksheets__sheet2_xml=b"\0" * (40 * MEGABYTE))
        assert len(bomb) < MEGABYTE
        with at_most(5 * MEGABYTE), pytest.raises(BadFileError, match="unpacks"):
            archives.check(io.BytesIO(bomb))
        assert problem_of(bomb, "pledges.xlsx") == "unpacks"

    def test_a_part_that_lies_about_its_size_is_damaged(self) -> None:
        content = bytearray(rebuilt(same, xl__media__x=b"\0" * (9 * MEGABYTE)))
        claimed, true = (1000).to_bytes(4, "little"), (9 * MEGABYTE).to_bytes(4, "little")
        assert content.count(true) >= 1
        lying = bytes(content).replace(true, claimed)
        assert problem_of(lying, "pledges.xlsx") in {"not-a-workbook", "damaged"}

    def test_large_parts_beside_the_rows_are_refused(self) -> None:
        assert problem_of(rebuilt(same, xl__media__x=b"\0" * (9 * MEGABYTE)), "p.xlsx") == "parts"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_xml_that_declares_entities_is_refused(self, encoding: str) -> None:
        laughs = (
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
            '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
        ).encode(encoding)

        def declare(name: str, content: bytes) -> bytes:
            return laughs if name == "xl/styles.xml" else content

        assert problem_of(rebuilt(declare), "pledges.xlsx") == "declares"

    def test_an_archive_in_an_archive_stays_shut(self) -> None:
        nested = rebuilt(same, xl__embeddings__inner_xlsx=as_xlsx([small(2)]))
        (line,) = plan_of(nested, "pledges.xlsx").new
        assert line.external_id == "HUB-1"

    def test_macros_are_refused(self) -> None:
        with_macros = rebuilt(same, **{"xl__vbaProject.bin": b"\0"})
        assert problem_of(with_macros, "pledges.xlsx") == "macros"

    def test_a_broken_sheet_is_damaged(self) -> None:
        cut = sheet_only(lambda xml: xml[: len(xml) // 2])
        assert problem_of(rebuilt(cut), "pledges.xlsx") == "damaged"

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"PK\x03\x04 not really", "not-a-workbook"),
            (b"external_id,title\n", "not-a-workbook"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected"),
        ],
    )
    def test_what_only_its_name_calls_a_workbook(self, content: bytes, code: str) -> None:
        assert problem_of(content, "pledges.xlsx") == code

    def test_a_workbook_that_calls_itself_csv(self) -> None:
        assert problem_of(as_xlsx([small()]), "pledges.csv") == "encoding"


class TestUpload:
    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("pledges.ods", b"x", "kind"),
            ("pledges.xlsm", b"x", "kind"),
            ("pledges", b"x", "kind"),
            ("pledges.csv", b"", "empty"),
            ("pledges.csv", b"x" * (10 * MEGABYTE + 1), "large"),
            ("pledges.xlsx", b"x", "not-a-workbook"),
        ],
    )
    def test_what_shows_from_outside_is_not_even_kept(
        self, secretariat: User, name: str, content: bytes, code: str
    ) -> None:
        with pytest.raises(BadFileError) as refused:
            run_of(content, secretariat, name=name)
        assert [problem.code for problem in refused.value.problems] == [code]
        assert not ImportRun.objects.exists()
        assert not Pledge.objects.exists()

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd.csv", "C:\\Users\\x\\pledges.csv", "أ" * 300 + ".csv", "….csv"]
    )
    def test_strange_names_are_shown_and_never_followed(self, secretariat: User, name: str) -> None:
        run = run_of(as_csv([small()]), secretariat, name=name)
        assert str(run.file.name).startswith("imports/")
        assert "/" not in run.name
        assert len(run.name) <= 150
