"""A form as the plan of a questionnaire: what is carried, and what is told."""

import io
import zipfile

import pytest

from publication.offline.errors import BadDocumentError
from reviews.choices import QuestionKind as Kind
from reviews.xlsform.headings import heading_in, language_in
from reviews.xlsform.reading import read_form
from tests.reviews.xlsform.forms import (
    questions,
    read,
    read_with_findings,
    text,
    told,
    workbook,
)

HEAD = ["type", "name", "label"]
YES_NO = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
RIVERS = [["list name", "name", "label"], ["r", "nile", "Nile"], ["r", "oti", "Oti"]]


class TestTypes:
    @pytest.mark.parametrize(
        ("type_", "kind"),
        [
            ("text", Kind.SHORT_TEXT),
            ("decimal", Kind.NUMBER),
            ("date", Kind.DATE),
            ("file", Kind.FILE),
            ("select_one r", Kind.ONE_OF),
            ("select one from r", Kind.ONE_OF),
            ("select_multiple r", Kind.ANY_OF),
            ("select all that apply from r", Kind.ANY_OF),
            ("rank r", Kind.RANK),
            ("SELECT_ONE r", Kind.ONE_OF),
        ],
    )
    def test_without_loss(self, type_: str, kind: Kind) -> None:
        plan, findings = read_with_findings(HEAD, [type_, "a", "A?"], choices=RIVERS)
        assert questions(plan)["a"].kind == kind
        assert told(findings) == []

    @pytest.mark.parametrize(
        ("type_", "kind"),
        [
            ("integer", Kind.NUMBER),
            ("image", Kind.FILE),
            ("geopoint", Kind.SHORT_TEXT),
            ("dateTime", Kind.DATE),
            ("acknowledge", Kind.YES_NO),
            ("select_one r or_other", Kind.ONE_OF),
            ("select_one nothing", Kind.ONE_OF),
        ],
    )
    def test_with_a_loss_that_is_told(self, type_: str, kind: Kind) -> None:
        plan, findings = read_with_findings(HEAD, [type_, "a", "A?"], choices=RIVERS)
        assert questions(plan)["a"].kind == kind
        assert told(findings) == [("survey", 2, "type", type_)]

    @pytest.mark.parametrize(
        "type_", ["start", "calculate", "hidden", "osm r", "riddle", "select_one"]
    )
    def test_of_which_there_is_none(self, type_: str) -> None:
        plan, findings = read_with_findings(HEAD, ["text", "b", "B?"], [type_, "a", "A?"])
        assert list(questions(plan)) == ["b"]
        assert told(findings) == [("survey", 3, "type", type_)]

    def test_yes_and_no(self) -> None:
        plan = read(HEAD, ["select_one yn", "a", "A?"], choices=YES_NO)
        assert (questions(plan)["a"].kind, questions(plan)["a"].options) == (Kind.YES_NO, [])

    def test_a_text_of_several_lines(self) -> None:
        plan = read([*HEAD, "appearance"], ["text", "a", "A?", "multiline"])
        assert questions(plan)["a"].kind == Kind.LONG_TEXT


class TestStructure:
    def test_groups_are_sections(self) -> None:
        plan = read(
            HEAD,
            ["text", "first", "First?"],
            ["begin_group", "g", "Group"],
            ["text", "a", "A?"],
            ["end_group"],
            ["text", "last", "Last?"],
        )
        assert [(s.key, [q.key for q in s.questions]) for s in plan.sections] == [
            ("questions", ["first"]),
            ("g", ["a"]),
            ("questions-2", ["last"]),
        ]

    def test_a_group_in_a_group_is_told_and_its_condition_kept(self) -> None:
        plan, findings = read_with_findings(
            [*HEAD, "relevant"],
            ["begin group", "g", "Group"],
            ["select_one yn", "has", "Has?"],
            ["begin group", "inner", "Inner", "${has} = 'yes'"],
            ["text", "a", "A?"],
            ["end group"],
            ["text", "b", "B?"],
            ["end group"],
            choices=YES_NO,
        )
        assert [section.key for section in plan.sections] == ["g"]
        assert [(one.on.key, one.values) for one in questions(plan)["a"].conditions] == [
            ("has", ["yes"])
        ]
        assert questions(plan)["b"].conditions == []
        assert told(findings) == [("survey", 4, "type", "begin group")]

    def test_what_is_repeated_is_a_table(self) -> None:
        plan, findings = read_with_findings(
            HEAD,
            ["begin_repeat", "costs", "Costs"],
            ["decimal", "amount", "Amount"],
            ["select_one r", "river", "River"],
            ["end_repeat"],
            ["text", "b", "B?"],
            choices=RIVERS,
        )
        table = questions(plan)["costs"]
        assert [(one.key, one.kind) for one in table.columns] == [
            ("amount", Kind.NUMBER),
            ("river", Kind.SHORT_TEXT),
        ]
        assert told(findings) == [("survey", 4, "type", "select_one r")]

    def test_a_table_in_a_table_is_told(self) -> None:
        plan, findings = read_with_findings(
            HEAD,
            ["begin_repeat", "outer", "Outer"],
            ["text", "a", "A"],
            ["begin_repeat", "inner", "Inner"],
            ["text", "b", "B"],
            ["end_repeat"],
            ["end_repeat"],
        )
        assert [one.key for one in questions(plan)["outer"].columns] == ["a"]
        assert [row for _sheet, row, _column, _what in told(findings)] == [4, 5]

    def test_notes_stand_at_the_head(self) -> None:
        plan, findings = read_with_findings(
            HEAD,
            ["begin_group", "g", "Group"],
            ["note", "n", "Before"],
            ["text", "a", "A?"],
            ["note", "m", "After"],
            ["end_group"],
        )
        assert plan.sections[0].introduction == {"en": "Before\n\nAfter"}
        assert told(findings) == [("survey", 5, "type", "note")]

    def test_names_are_keys_each_once(self) -> None:
        plan = read(
            HEAD,
            ["text", "a.b", "A?"],
            ["text", "a-b", "B?"],
            ["text", "pdf", "C?"],
            ["text", "", "D?"],
            ["text", "x" * 80, "E?"],
        )
        assert list(questions(plan)) == ["a-b", "a-b-2", "pdf-2", "question", "x" * 60]


class TestTexts:
    def test_in_several_languages(self) -> None:
        plan, findings = read_with_findings(
            ["type", "name", "label::English (en)", "label::العربية (ar)", "hint::Français"],
            ["text", "a", "A?", "ألف؟", "Aide"],
        )
        assert questions(plan)["a"].label == {"en": "A?", "ar": "ألف؟"}
        assert questions(plan)["a"].help == {"fr": "Aide", "en": "Aide"}
        assert told(findings) == []

    def test_a_language_that_the_portal_has_not(self) -> None:
        _plan, findings = read_with_findings(
            ["type", "name", "label::English (en)", "label::Kiswahili (sw)"],
            ["text", "a", "A?", "Je?"],
        )
        assert told(findings) == [("survey", 2, "label::Kiswahili (sw)", "Je?")]

    def test_the_language_of_the_form(self) -> None:
        plan = read(
            HEAD,
            ["text", "a", "¿A?"],
            settings=[["form_title", "default_language"], ["Ríos", "Español (es)"]],
        )
        assert questions(plan)["a"].label == {"es": "¿A?", "en": "¿A?"}
        assert plan.title == {"es": "Ríos", "en": "Ríos"}

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("English (en)", "en"),
            ("EN", "en"),
            ("Chinese (zh)", "zh-hans"),
            ("Français", "fr"),
            ("Portuguese (pt)", "pt"),
            ("Kiswahili (sw)", None),
            ("", None),
        ],
    )
    def test_names_of_languages(self, said: str, code: str | None) -> None:
        assert language_in(said) == code

    @pytest.mark.parametrize(
        ("said", "name", "language"),
        [
            ("bind:relevant", "relevant", ""),
            ("bind::constraint", "constraint", ""),
            ("bind:jr:constraintMsg", "constraint_message", ""),
            ("label:English", "label", "en"),
            ("LABEL::EN", "label", "en"),
            ("list name", "list_name", ""),
            ("bind::imrf:word-limit", "imrf:word-limit", ""),
            ("media::image", "media::image", ""),
        ],
    )
    def test_headings(self, said: str, name: str, language: str) -> None:
        heading = heading_in(said)
        assert (heading.name, heading.language) == (name, language)


class TestRules:
    def test_what_is_required(self) -> None:
        plan, findings = read_with_findings(
            [*HEAD, "required"],
            ["text", "a", "A?", "yes"],
            ["text", "b", "B?", "true()"],
            ["text", "c", "C?", "no"],
            ["text", "d", "D?", "${a} = 'x'"],
        )
        assert [key for key, one in questions(plan).items() if one.required] == ["a", "b"]
        assert told(findings) == [("survey", 5, "required", "${a} = 'x'")]

    def test_limits(self) -> None:
        plan, findings = read_with_findings(
            [*HEAD, "constraint", "constraint_message"],
            ["decimal", "a", "A?", ". >= 1 and . <= 5", ""],
            ["select_multiple r", "b", "B?", "count-selected(.) <= 2", ""],
            ["text", "c", "C?", "regex(., 'x')", "Only x"],
            ["decimal", "d", "D?", "count-selected(.) <= 2", ""],
            choices=RIVERS,
        )
        asked = questions(plan)
        limits = [asked["a"].minimum, asked["a"].maximum, asked["b"].maximum]
        assert limits == [1, 5, 2]
        assert told(findings) == [
            ("survey", 4, "constraint", "regex(., 'x')"),
            ("survey", 4, "constraint_message", "Only x"),
            ("survey", 5, "constraint", "count-selected(.) <= 2"),
        ]

    def test_a_range(self) -> None:
        plan = read([*HEAD, "parameters"], ["range", "a", "A?", "start=1 end=10 step=1"])
        assert [questions(plan)["a"].minimum, questions(plan)["a"].maximum] == [1, 10]

    def test_conditions(self) -> None:
        plan, findings = read_with_findings(
            [*HEAD, "relevant"],
            ["select_multiple r", "rivers", "Rivers?", ""],
            ["text", "a", "A?", "selected(${rivers}, 'nile') or selected(${rivers}, 'oti')"],
            ["text", "b", "B?", "selected(${rivers}, 'rhine')"],
            ["text", "c", "C?", "${a} = 'x'"],
            ["text", "d", "D?", "${later} = 'nile'"],
            ["text", "e", "E?", "${rivers} != 'nile'"],
            ["select_one r", "later", "Later?", ""],
            ["text", "f", "F?", "${later} = 'oti' and ${nothing} = 'x'"],
            choices=RIVERS,
        )
        kept = {
            key: [(given.on.key, given.values) for given in one.conditions]
            for key, one in questions(plan).items()
            if one.conditions
        }
        assert kept == {"a": [("rivers", ["nile", "oti"])]}
        assert sorted(
            row for _sheet, row, column, _what in told(findings) if column == "relevant"
        ) == [
            4,
            5,
            6,
            7,
            9,
        ]

    def test_every_other_cell_is_told(self) -> None:
        _plan, findings = read_with_findings(
            [*HEAD, "default", "calculation", "media::image", "choice_filter", "of_mine"],
            ["text", "a", "A? ${b}", "x", "1+1", "a.png", "f=1", "y"],
            ["", "b", "B?"],
        )
        columns = [column for _sheet, _row, column, _what in told(findings)]
        assert columns == [
            *("label", "default", "calculation", "media::image", "choice_filter", "of_mine"),
            "name",
        ]

    def test_other_sheets_are_told(self) -> None:
        _plan, findings = read_with_findings(
            HEAD, ["text", "a", "A?"], entities=[["dataset"], ["people"]]
        )
        assert told(findings) == [("entities", 2, "dataset", "people")]

    def test_choices_are_told_of(self) -> None:
        plan, findings = read_with_findings(
            HEAD,
            ["select_one r", "a", "A?"],
            choices=[
                ["list_name", "name", "label", "image"],
                ["r", "nile", "N" * 201, "n.png"],
                ["r", "nile", "Again", ""],
                ["r", "", "None", ""],
            ],
        )
        assert [one.key for one in questions(plan)["a"].options] == ["nile"]
        assert [(row, column) for _sheet, row, column, _what in told(findings)] == [
            (2, "label"),
            (2, "image"),
            (3, "name"),
            (4, "list_name"),
        ]


class TestFiles:
    def test_text_with_commas(self) -> None:
        file = text(survey=[HEAD, ["select_one r", "a", "A, or B?"]], choices=RIVERS)
        plan, findings = read_form(file)
        assert questions(plan)["a"].label == {"en": "A, or B?"}
        assert told(findings) == []

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"PK",
            b"PK\x03\x04 and no more",
            b"\xff\xfe\x00",
            b"type,name\ntext,a\n",
            b"\xd0\xcf\x11\xe0old",
            b"survey" * 10**6,
        ],
    )
    def test_what_is_no_form_is_refused_in_words(self, content: bytes) -> None:
        with pytest.raises(BadDocumentError) as refused:
            read_form(io.BytesIO(content))
        assert str(refused.value)

    def test_a_workbook_without_a_survey(self) -> None:
        with pytest.raises(BadDocumentError, match="survey"):
            read_form(workbook(questions=[HEAD]))

    def test_macros_are_refused(self) -> None:
        file = workbook(survey=[HEAD])
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"x")
        file.seek(0)
        with pytest.raises(BadDocumentError, match="macros"):
            read_form(file)

    def test_too_many_rows(self) -> None:
        with pytest.raises(BadDocumentError, match="rows"):
            read_form(workbook(survey=[["type"]] * 5001))

    def test_blank_sheets_have_no_question(self) -> None:
        plan, findings = read_form(workbook(survey=[]))
        assert (plan.sections, findings.all) == ([], [])


class TestNothingVanishes:
    def test_what_is_said_before_the_first_group_stands_at_its_head(self) -> None:
        plan, findings = read_with_findings(
            HEAD,
            ["note", "intro", "Please read this first."],
            ["begin_group", "g", "A group"],
            ["text", "a", "A?"],
            ["end_group", "", ""],
            ["begin_group", "h", "Thank you"],
            ["note", "end", "That was all."],
            ["end_group", "", ""],
        )
        (section,) = plan.sections
        assert section.introduction == {"en": "Please read this first.\nThank you\nThat was all."}
        assert told(findings) == []

    def test_a_table_that_is_not_closed_is_kept_and_told(self) -> None:
        plan, findings = read_with_findings(
            HEAD,
            ["begin_repeat", "r", "Rows"],
            ["text", "a", "A?"],
            ["text", "b", "B?"],
        )
        assert [column.key for column in questions(plan)["r"].columns] == ["a", "b"]
        assert told(findings) == [("survey", 2, "type", "begin_repeat")]

    def test_the_condition_of_a_group_in_a_table_is_told(self) -> None:
        plan, findings = read_with_findings(
            [*HEAD, "relevant"],
            ["text", "q", "Q?", ""],
            ["begin_repeat", "r", "Rows", ""],
            ["begin_group", "g", "", "${q} = 'x'"],
            ["text", "a", "A?", ""],
            ["end_group", "", "", ""],
            ["end_repeat", "", "", ""],
            ["text", "z", "Z?", ""],
        )
        assert ("survey", 4, "relevant", "${q} = 'x'") in told(findings)
        assert [list(questions(plan)), len(plan.sections)] == [["q", "r", "z"], 1]

    def test_a_heading_that_stands_twice_and_a_cell_without_one_are_told(self) -> None:
        _plan, findings = read_with_findings(
            ["type", "name", "label", "label", "label::English (en)", "hint"],
            ["text", "a", "A?", "Again?", "In English?", "Help", "Astray"],
        )
        assert {one[3] for one in told(findings)} == {"Again?", "In English?", "Astray"}

    def test_a_name_that_stands_for_a_text_is_cut_like_one(self) -> None:
        long = "n" * 250
        plan, findings = read_with_findings(
            HEAD,
            ["select_one l", "a", "A?"],
            choices=[["list_name", "name"], ["l", long], ["l", "short"]],
        )
        assert [len(o.label["en"]) for o in questions(plan)["a"].options] == [200, 5]
        assert [one[3] for one in told(findings)] == [long]


class TestWhatCannotBeKept:
    @pytest.mark.parametrize("limit", ["100000000000000", "9" * 400, "0.1234567"])
    def test_a_limit_that_the_database_does_not_hold_is_told(self, limit: str) -> None:
        plan, findings = read_with_findings(
            [*HEAD, "constraint"], ["decimal", "a", "A?", f". <= {limit}"]
        )
        assert questions(plan)["a"].maximum is None
        assert [one[2] for one in told(findings)] == ["constraint"]

    def test_a_text_with_a_nul_is_refused(self) -> None:
        with pytest.raises(BadDocumentError):
            read_form(io.BytesIO(b'survey\n,type,name,label\n,text,a,"A\x00b"\n'))

    def test_no_column_is_called_as_a_row_calls_itself(self) -> None:
        plan = read(
            HEAD,
            ["begin_repeat", "r", "Rows"],
            ["text", "row", "Row?"],
            ["end_repeat", "", ""],
        )
        (column,) = questions(plan)["r"].columns
        assert column.key == "row-2"
