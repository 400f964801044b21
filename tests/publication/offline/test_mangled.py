"""Documents that people and word processors have been at: what is read, and what is told."""

from collections.abc import Callable

import pytest

from publication.offline import BadDocumentError, Returned, write_docx
from publication.offline.namespaces import W
from tests.publication.offline.documents import (
    control,
    document,
    in_pieces,
    mangled,
    p,
    packed,
    parts_of,
    read,
    sheet,
    with_parts,
    without_controls,
    without_formats,
    without_line,
)

FORM = write_docx(sheet(title="A title", impact="It helped.\n\nMuch.", lessons="Few."))
ANSWERS = {"title": "A title", "impact": "It helped.\n\nMuch.", "lessons": "Few."}


def told(returned: Returned) -> list[tuple[str, str, str]]:
    return [(unread.key, str(unread.reason), unread.text) for unread in returned.unread]


def body(*blocks: str) -> Returned:
    return read(document("".join(blocks)))


def answer(*blocks: str) -> str:
    """What is read of a control with these blocks."""
    return body(control("a", "".join(blocks))).answers["a"]


def run(inner: str) -> str:
    return f"<w:p><w:r>{inner}</w:r></w:p>"


class TestHalfDeleted:
    def test_an_entry_that_is_gone_is_not_there_and_the_others_are(self) -> None:
        def cut(text: str) -> str:
            begin = text.index("<w:sdt>", text.index("[/title]"))
            return text[:begin] + text[text.index("</w:sdt>", begin) + len("</w:sdt>") :]

        returned = read(mangled(FORM, cut))
        assert dict(returned.answers) == {"title": "A title", "lessons": "Few."}
        assert told(returned) == []

    def test_an_answer_that_was_emptied_is_empty(self) -> None:
        returned = read(mangled(FORM, without_line("It helped."), without_line("Much.")))
        assert returned.answers["impact"] == ""
        returned = read(
            mangled(FORM, without_controls, without_line("It helped."), without_line("Much."))
        )
        assert returned.answers["impact"] == ""

    @pytest.mark.parametrize("lost", ["[impact]", "[/impact]"])
    def test_a_mark_that_is_gone_does_not_matter_where_the_control_is(self, lost: str) -> None:
        returned = read(mangled(FORM, without_line(lost)))
        assert (dict(returned.answers), told(returned)) == (ANSWERS, [])

    def test_without_control_and_end_it_is_told_with_what_was_found(self) -> None:
        returned = read(mangled(FORM, without_controls, without_line("[/impact]")))
        assert set(returned.answers) == {"title", "lessons"}
        [(key, reason, text)] = told(returned)
        assert key == "impact"
        assert "at the end of this answer is missing" in reason
        assert text.startswith("It helped.\n\nMuch.")

    def test_without_control_and_beginning_it_is_told_too(self) -> None:
        returned = read(mangled(FORM, without_controls, without_line("[impact]")))
        assert set(returned.answers) == {"title", "lessons"}
        [(key, reason, text)] = told(returned)
        assert key == "impact"
        assert "above this answer is missing" in reason
        assert text.endswith("It helped.\n\nMuch.")

    def test_some_controls_may_be_lost_and_others_not(self) -> None:
        def lose_first(text: str) -> str:
            begin, end = text.index("<w:sdt>"), text.index("</w:sdt>") + len("</w:sdt>")
            return text[:begin] + without_controls(text[begin:end]) + text[end:]

        assert dict(read(mangled(FORM, lose_first)).answers) == ANSWERS

    def test_marks_that_were_drawn_into_the_text_are_found(self) -> None:
        returned = body(
            p("[a] First words"), p("more [/a]"), p("[b]one line[/b]"), p("[ c ]"), p("c"),
            p("\u200f[/ c ]\u200e"),
        )  # fmt: skip
        assert dict(returned.answers) == {"a": "First words\nmore", "b": "one line", "c": "c"}

    def test_references_are_no_marks(self) -> None:
        returned = body(p("[1]"), p("[see below] x"), p("[a]"), p("[2]"), p("[x]"), p("[/a]"))
        assert dict(returned.answers) == {"a": "[2]\n[x]"}
        assert told(returned) == []

    def test_a_document_without_any_answer_is_refused_in_words(self) -> None:
        with pytest.raises(BadDocumentError, match="No answer was found in this document"):
            body(p("A letter."))
        parts = parts_of(document(p("A letter.")))
        del parts["docProps/custom.xml"]
        with pytest.raises(BadDocumentError, match="none of the forms that the portal gives out"):
            read(packed(parts))


class TestTwice:
    def test_the_same_twice_is_taken_once(self) -> None:
        returned = body(control("a", p("x")), control("a", p("x")))
        assert (dict(returned.answers), told(returned)) == ({"a": "x"}, [])

    def test_two_different_ones_are_told(self) -> None:
        returned = body(control("a", p("x")), control("a", p("y")))
        assert returned.answers == {"a": "x"}
        [(key, reason, text)] = told(returned)
        assert (key, text) == ("a", "y")
        assert "stands in the document twice" in reason

    def test_so_are_two_between_marks(self) -> None:
        returned = body(p("[a]"), p("x"), p("[/a]"), p("[a]"), p("y"), p("[/a]"))
        assert returned.answers == {"a": "x"}
        assert [(key, text) for key, _reason, text in told(returned)] == [("a", "y")]

    def test_words_beside_the_control_are_told(self) -> None:
        returned = body(p("[a]"), control("a", p("x")), p("beside"), p("[/a]"))
        assert returned.answers == {"a": "x"}
        [(key, reason, text)] = told(returned)
        assert (key, text) == ("a", "beside")
        assert "beside the box" in reason


class TestWhereItIsFrom:
    def test_the_properties_say_it_when_the_line_is_gone(self) -> None:
        returned = read(mangled(FORM, without_line("[portal PRA-2022-0031 4]")))
        assert (returned.code, returned.base) == ("PRA-2022-0031", 4)

    def test_the_line_says_it_when_the_properties_are_gone(self) -> None:
        parts = parts_of(FORM)
        del parts["docProps/custom.xml"]
        returned = read(packed(parts))
        assert (returned.code, returned.base) == ("PRA-2022-0031", 4)

    def test_the_line_wins_for_it_is_copied_with_the_answers(self) -> None:
        returned = read(mangled(FORM, lambda text: text.replace("0031 4]", "0032 7]")))
        assert (returned.code, returned.base) == ("PRA-2022-0032", 7)

    @pytest.mark.parametrize("base", ["", "x", "-1", "٤", "9" * 10])
    def test_a_revision_that_is_no_number_is_none(self, base: str) -> None:
        custom = parts_of(FORM)["docProps/custom.xml"].decode().replace(">4<", f">{base}<")
        content = mangled(FORM, without_line("[portal PRA-2022-0031 4]"))
        returned = read(with_parts(content, {"docProps/custom.xml": custom}))
        assert (returned.code, returned.base) == ("PRA-2022-0031", None)

    def test_when_nothing_says_it_that_is_told(self) -> None:
        parts = parts_of(mangled(FORM, without_line("[portal PRA-2022-0031 4]")))
        del parts["docProps/custom.xml"]
        returned = read(packed(parts))
        assert (returned.code, returned.base, dict(returned.answers)) == ("", None, ANSWERS)
        [(key, reason, _text)] = told(returned)
        assert key == ""
        assert "which item it belongs to" in reason

    def test_the_text_may_lie_in_a_part_of_another_name(self) -> None:
        parts = parts_of(FORM)
        parts["word/document2.xml"] = parts.pop("word/document.xml")
        relations = parts["_rels/.rels"]
        parts["_rels/.rels"] = relations.replace(b"word/document.xml", b"/word/document2.xml")
        assert dict(read(packed(parts)).answers) == ANSWERS


OLD = '<w:r><w:t xml:space="preserve">old </w:t></w:r>'
NEW = "<w:r><w:t>new</w:t></w:r>"


class TestTrackedChanges:
    INSERTED = "<w:p>" + OLD + '<w:ins w:author="Ana">' + NEW + "</w:ins></w:p>"
    DELETED = "<w:p>" + OLD + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    MOVED = f"<w:p><w:moveFrom>{OLD}</w:moveFrom><w:moveTo>{NEW}</w:moveTo></w:p>"
    ENDS = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"

    @pytest.mark.parametrize(
        ("block", "text"), [(INSERTED, "old new"), (DELETED, "old "), (MOVED, "new")]
    )
    def test_they_are_read_as_if_accepted(self, block: str, text: str) -> None:
        assert answer(block) == text

    def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next(self) -> None:
        assert answer(p("one ", self.ENDS), p("two"), p("three")) == "one two\nthree"

    def test_a_paragraph_that_was_deleted_whole_leaves_nothing(self) -> None:
        gone = f"<w:p>{self.ENDS}<w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
        assert answer(p("one"), gone, gone, p("two")) == "one\ntwo"

    def test_a_deleted_end_does_not_run_out_of_the_control(self) -> None:
        returned = body(control("a", p("one", self.ENDS)), control("b", p("two")))
        assert dict(returned.answers) == {"a": "one", "b": "two"}

    def test_a_deleted_row_is_gone(self) -> None:
        rows = (
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("x") + "</w:tc></w:tr>"
            "<w:tr><w:tc>" + p("y") + "</w:tc></w:tr></w:tbl>"
        )
        assert answer(rows) == "y"


class TestInside:
    @pytest.mark.parametrize(
        ("inner", "text"),
        [
            ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a\tb"),
            ("<w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t>", "a\nb\nc"),
            ("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/>", "a\u2011b\u00ad"),
            ("<w:instrText>PAGE</w:instrText><w:t>1</w:t>", "1"),
            ("<w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r>"
             "</w:rubyBase></w:ruby>", "漢"),
        ],
    )  # fmt: skip
    def test_what_stands_for_a_character_is_one(self, inner: str, text: str) -> None:
        assert answer(run(inner)) == text

    def test_a_link_is_its_words(self) -> None:
        assert answer("<w:p><w:hyperlink><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>") == "here"

    def test_other_controls_and_tags_inside_do_not_matter(self) -> None:
        inner = (
            '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
        )
        smart = "<w:p><w:smartTag><w:r><w:t>one</w:t></w:r></w:smartTag></w:p>"
        assert answer(inner.format(smart), p("two")) == "one\ntwo"
        assert answer(f"<w:p>{inner.format('<w:r><w:t>in</w:t></w:r>')}</w:p>") == "in"

    def test_a_control_within_a_line_is_read_as_well(self) -> None:
        inline = control("a", "<w:r><w:t>x</w:t><w:br/><w:t>y</w:t></w:r>")
        assert dict(body(f"<w:p>{inline}</w:p>").answers) == {"a": "x\ny"}
        two = inline + "<w:r><w:t> and </w:t></w:r>" + control("b", "<w:r><w:t>z</w:t></w:r>")
        assert dict(body(f"<w:p>{two}</w:p>").answers) == {"a": "x\ny", "b": "z"}

    def test_a_control_around_a_cell_is_read_as_well(self) -> None:
        cell = control("a", "<w:tc>" + p("x") + p("y") + "</w:tc>")
        assert dict(body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>").answers) == {"a": "x\ny"}

    @pytest.mark.parametrize("content", ["", p("Click to write")])
    def test_the_hint_of_an_empty_control_is_no_answer(self, content: str) -> None:
        returned = body(control("a", content, "<w:showingPlcHdr/>"), control("b", p("x")))
        assert dict(returned.answers) == {"a": "", "b": "x"}

    def test_a_control_without_anything_in_it_is_an_empty_answer(self) -> None:
        assert dict(body('<w:sdt><w:sdtPr><w:tag w:val="a"/></w:sdtPr></w:sdt>').answers) == {
            "a": ""
        }

    @pytest.mark.parametrize(
        ("block", "reason", "text"),
        [
            (run("<w:t>a</w:t><w:drawing/>"), "picture", "a"),
            (run("<w:t>a</w:t><w:pict><w:t>in it</w:t></w:pict>"), "picture", "a"),
            (run("<w:t>a</w:t><w:object/>"), "embedded object", "a"),
            (run("<w:t>a</w:t><w:footnoteReference/>"), "footnote", "a"),
            (run("<w:t>a</w:t><w:sym/>"), "special font", "a"),
            ("<w:altChunk/>" + p("a"), "embedded document", "\na"),
            ("<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc><w:tc>" + p("b") + "</w:tc></w:tr></w:tbl>",
             "cell by cell", "a\nb"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("is_between_marks", [False, True])
    def test_what_is_left_out_is_told(
        self, block: str, reason: str, text: str, is_between_marks: bool
    ) -> None:
        if is_between_marks and "tbl" in block:
            return
        whole = p("[a]") + block + p("[/a]")
        returned = body(whole if is_between_marks else control("a", whole))
        assert returned.answers["a"] == text
        told_of_a = [said for key, said, _text in told(returned) if key == "a"]
        assert len(told_of_a) == 1
        assert reason in told_of_a[0]


class TestLists:
    NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""

    def item(self, text: str, level: int, number: int = 3) -> str:
        place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
        return p(text, f"<w:pPr><w:numPr>{place}</w:numPr></w:pPr>")

    def test_items_come_back_as_people_write_them_here(self) -> None:
        blocks = [self.item("one", 0), self.item("two", 1), self.item("three", 1), p("end")]
        content = document(control("a", "".join(blocks)))
        returned = read(with_parts(content, {"word/numbering.xml": self.NUMBERING}))
        assert returned.answers["a"] == "- one\n  1. two\n  2. three\nend"

    def test_a_list_that_is_not_described_is_read_without_marks(self) -> None:
        assert answer(self.item("one", 0, number=9)) == "one"


@pytest.mark.parametrize("step", [in_pieces, without_controls, without_formats])
def test_several_things_at_once(step: Callable[[str], str]) -> None:
    def retitled(text: str) -> str:
        return text.replace("Label of impact", "EFFECTS (Ministry)").replace("Help of", "Aid to")

    assert dict(read(mangled(FORM, retitled, step)).answers) == ANSWERS
