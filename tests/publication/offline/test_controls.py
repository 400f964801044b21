"""Choices, orders and tables go out in a document as controls, and come back."""

import io
import re

import docx
import pytest

from publication.offline import Choices, Entry, Way, read_docx, write_docx
from publication.offline.answers import BESIDE_TABLE, NO_TABLE, TWICE
from publication.offline.controls import packed, unpacked
from publication.offline.lines import TABLE
from tests.publication.offline.documents import (
    DOCUMENT,
    in_a_table,
    in_pieces,
    mangled,
    p,
    parts_of,
    strict,
    without_controls,
    without_formats,
    without_tags,
)
from tests.publication.offline.forms import form, options, read

FORM = form(a="Words")
CONTENT = write_docx(FORM)
AS_WRITTEN = {entry.key: entry.written for entry in FORM.entries}
WAYS = {
    "as it is": lambda text: text + " ",
    "in pieces": in_pieces,
    "without formats": without_formats,
    "strict": strict,
    "in a table": in_a_table,
    "without controls": without_controls,
    "without tags": without_tags,
    "without controls in a table": lambda text: in_a_table(without_controls(text)),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_happened_to_the_document(way: str) -> None:
    returned = read(mangled(CONTENT, WAYS[way]))
    assert dict(returned.answers) == AS_WRITTEN
    assert returned.unread == ()


@pytest.mark.parametrize("language", ["en", "ar", "es", "zh-hans"])
def test_in_every_direction(language: str) -> None:
    assert dict(read(write_docx(form(language, a="مرحبا"))).answers)["fixed"] == AS_WRITTEN["fixed"]


def test_what_stands_there_says_what_is_chosen() -> None:
    assert AS_WRITTEN["one"] == "By air"
    assert AS_WRITTEN["none"] == "—"
    assert AS_WRITTEN["any"].split("\n") == ["☒ By the sea", "☐ By air", "☒ Over land"]
    assert AS_WRITTEN["order"].split("\n") == ["1. Over land", "2. By the sea"]
    assert AS_WRITTEN["any.na"] == "☒ It does not apply"
    assert unpacked(AS_WRITTEN["fixed"]) == [
        ["", "Amount", "Note"], ["Women", "12", "a\nb"], ["Men", "", "x\ty"],
        ["Children", "=1+1", " "],
    ]  # fmt: skip


def test_word_offers_lists_and_boxes() -> None:
    text = parts_of(CONTENT)[DOCUMENT].decode()
    items = re.findall(r'<w:listItem w:displayText="([^"]*)"', text)
    assert items[:4] == ["—", "By the sea", "By air", "Over land"]
    assert re.findall(r'<w14:checked w14:val="(\d)"', text) == ["1", "0", "1", "1"]
    assert 'mc:Ignorable="w14"' in text
    identities = re.findall(r'<w:id w:val="(\d+)"', text)
    assert len(identities) == len(set(identities))


def test_another_program_sees_tables_with_a_head_that_is_repeated() -> None:
    tables = docx.Document(io.BytesIO(CONTENT)).element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tbl"
    )
    assert [len(list(table.iter("{*}tr"))) for table in tables] == [4, 3]
    assert parts_of(CONTENT)[DOCUMENT].count(b"<w:tblHeader/>") == 2


def test_a_table_runs_from_the_right_where_the_words_do() -> None:
    assert b"<w:bidiVisual/>" in parts_of(write_docx(form("ar")))[DOCUMENT]
    assert b"<w:bidiVisual/>" not in parts_of(CONTENT)[DOCUMENT]


class TestTicking:
    def ticked(self, text: str) -> str:
        """As Word leaves a box that was clicked: both its state and its sign are new."""
        return text.replace('<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>').replace(
            "<w:t>☐</w:t>", '<w:sym w:font="Wingdings" w:char="F0FE"/>'
        )

    def test_the_state_of_a_box_counts_whatever_sign_shows_it(self) -> None:
        returned = read(mangled(CONTENT, self.ticked))
        assert returned.answers["any"].split("\n")[1] == "☒ By air"
        assert returned.unread == ()

    def test_a_list_that_shows_its_hint_says_nothing(self) -> None:
        def hint(text: str) -> str:
            return text.replace("<w:dropDownList>", "<w:showingPlcHdr/><w:dropDownList>", 1)

        assert read(mangled(CONTENT, hint)).answers["one"] == ""


class TestTables:
    TABLE = "<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>"

    def test_rows_that_were_added_come_along(self) -> None:
        row = f"<w:tr><w:tc>{p('9')}</w:tc><w:tc>{p('8')}</w:tc><w:tc>{p('more')}</w:tc></w:tr>"
        returned = read(mangled(CONTENT, lambda text: text.replace("</w:tbl>", row + "</w:tbl>")))
        assert unpacked(returned.answers["open"]) == [
            ["", "Amount", "Note"], ["1", "7", "seven"], ["2", "", ""], ["9", "8", "more"],
        ]  # fmt: skip

    def test_a_table_that_was_split_is_one(self) -> None:
        def split(text: str) -> str:
            place = text.index("<w:tr>", text.index(">Men<") - 400)
            return f"{text[:place]}</w:tbl>{p('')}<w:tbl>{text[place:]}"

        assert read(mangled(CONTENT, split)).answers["fixed"] == AS_WRITTEN["fixed"]

    def test_deleted_rows_are_gone_and_tracked_ones_too(self) -> None:
        deleted = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
        returned = read(
            mangled(CONTENT, lambda text: text.replace("</w:tbl>", deleted + "</w:tbl>"))
        )
        assert returned.answers["fixed"] == AS_WRITTEN["fixed"]

    def test_cells_that_were_merged_keep_the_others_in_their_columns(self) -> None:
        row = (
            f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('9')}</w:tc>"
            f"<w:tc>{p('note')}</w:tc></w:tr>"
        )
        returned = read(mangled(CONTENT, lambda text: text.replace("</w:tbl>", row + "</w:tbl>")))
        rows = unpacked(returned.answers["open"])
        assert rows is not None
        assert rows[-1] == ["9", "", "note"]

    def test_a_table_in_which_a_table_was_pasted(self) -> None:
        inner = self.TABLE % (p("in"), p("side"))
        returned = read(
            mangled(CONTENT, lambda text: text.replace(">seven</w:t></w:r></w:p>",
                                                       f">seven</w:t></w:r></w:p>{inner}<w:p/>"))
        )  # fmt: skip
        rows = unpacked(returned.answers["open"])
        assert rows is not None
        assert rows[1] == ["1", "7", "seven\nin\nside\n"]

    def test_words_beside_it_are_told(self) -> None:
        returned = read(
            mangled(CONTENT, lambda text: text.replace("</w:tbl>", f"</w:tbl>{p('See below')}", 1))
        )
        assert [(one.key, one.reason, one.text) for one in returned.unread] == [
            ("fixed", BESIDE_TABLE, "See below")
        ]
        assert returned.answers["fixed"] == AS_WRITTEN["fixed"]

    @pytest.mark.parametrize("lose", [lambda text: text + " ", without_controls])
    def test_where_it_is_gone_nothing_is_known(self, lose: object) -> None:
        def gone(text: str) -> str:
            return re.sub(r"<w:tbl>.*?</w:tbl>", p("We have none"), text, count=1, flags=re.DOTALL)

        returned = read(mangled(CONTENT, gone, lose))  # type: ignore[arg-type]
        assert "fixed" not in returned.answers
        assert [(one.key, one.reason, one.text) for one in returned.unread] == [
            ("fixed", NO_TABLE, "We have none")
        ]

    def test_the_other_of_two_is_told(self) -> None:
        def twice(text: str) -> str:
            begin = text.index("<w:sdt>", text.index(">Table<"))
            end = text.index("</w:tbl>", begin)
            end = text.index("</w:sdt>", end) + len("</w:sdt>")
            return text[:end] + text[begin:end].replace(">12<", ">13<") + text[end:]

        returned = read(mangled(CONTENT, twice))
        assert returned.answers["fixed"] == AS_WRITTEN["fixed"]
        (told,) = returned.unread
        assert (told.key, told.reason) == ("fixed", TWICE)
        assert "Women\t13\ta" in told.text

    def test_where_none_is_expected_it_is_read_cell_by_cell_and_told(self) -> None:
        returned = read_docx(io.BytesIO(CONTENT), ["open"])
        assert "Women\n12" in returned.answers["fixed"]
        assert [one.reason for one in returned.unread] == [TABLE]


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", '["a"]', "[[1]]", '[["a"], 1]', "null"])
def test_what_was_not_packed_here_is_no_table(text: str) -> None:
    assert unpacked(text) is None


def test_rows_are_packed_and_unpacked() -> None:
    assert unpacked(packed([["a", "ب\n"], []])) == [["a", "ب\n"], []]


def test_an_unanswered_order_leaves_an_empty_box() -> None:
    assert Entry("a", "A", control=Choices(options(), Way.ORDER)).written == ""
