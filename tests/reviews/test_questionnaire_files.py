"""The questionnaire's files: complete in every language, and a fault is told with its place."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from compact.reference import DataError
from reviews.choices import QuestionKind
from reviews.questionnaire_files import DIRECTORY, QuestionText, read

OBJECTIVES = 23


def every_question() -> list[tuple[QuestionText, int]]:
    """Each question of the files, and how often it is asked."""
    return [
        (question, OBJECTIVES if section.each_objective else 1)
        for section in read().sections
        for question in section.questions
    ]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DIRECTORY, tmp_path / "questionnaire"))


def test_the_questionnaire_asks_150_questions_in_28_sections() -> None:
    sections = sum(OBJECTIVES if section.each_objective else 1 for section in read().sections)
    assert (sections, sum(times for _question, times in every_question())) == (28, 150)


def test_the_sections_stand_in_the_order_of_the_review() -> None:
    assert [section.key for section in read().sections] == [
        "methodology",
        "enabling-environment",
        "objective",
        "means",
        "next-steps",
        "annexes",
    ]


def test_every_kind_of_question_is_asked() -> None:
    assert {question.kind for question, _times in every_question()} == set(QuestionKind)


def test_few_answers_are_required_so_that_a_state_can_submit_without_every_objective() -> None:
    required = Counter({q.key: times for q, times in every_question() if q.required})
    assert required == {
        "lead-body": 1,
        "preparation": 1,
        "objectives-reported": 1,
        "priority": 23,
        "next-priorities": 1,
    }


def test_what_is_required_can_be_answered_by_everybody() -> None:
    for question, _times in every_question():
        assert not (question.required and question.may_not_apply), question.key


def test_a_section_of_an_objective_is_asked_where_it_was_chosen() -> None:
    [pattern] = [section for section in read().sections if section.each_objective]
    assert pattern.chosen_in == "objectives-reported"


def test_some_questions_follow_from_an_earlier_answer() -> None:
    conditional = {
        question.key: [(when.on, when.values) for when in question.conditions]
        for question, _times in every_question()
        if question.conditions
    }
    assert conditional == {
        "changes-since-regional-review": [("updates-regional-review", ("yes",))],
        "national-plan-since": [("national-plan", ("adopted", "part-of-another"))],
        "support-priorities": [
            (
                "support-needed",
                ("capacity", "technical", "financial", "technology", "data", "partnerships"),
            )
        ],
    }


def test_tables_are_open_or_have_their_rows() -> None:
    tables = {
        question.key: ([column.key for column in question.columns], len(question.rows))
        for question, _times in every_question()
        if question.kind == QuestionKind.TABLE
    }
    assert tables == {
        "migration-data": (["collected", "latest-year", "source"], 5),
        "external-support": (["from", "for", "amount", "since"], 0),
    }


def test_texts_have_a_limit_and_only_numbers_a_unit() -> None:
    for question, _times in every_question():
        is_text = question.kind in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}
        assert bool(question.word_limit) == is_text, question.key
        assert not question.unit or question.kind == QuestionKind.NUMBER, question.key


RUSSIAN = 'label.ru = "Другие министерства"'
PARLIAMENT = 'label.pt = "O parlamento"'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (RUSSIAN, "", "option “ministries”: “label” has no text in “ru”"),
        (RUSSIAN, 'label.ru = " "', "option “ministries”: “label” has no text in “ru”"),
        (PARLIAMENT, f"{PARLIAMENT}\nlabel.de = 'Parlament'", "unknown languages: de"),
        ('kind = "date"', 'kind = "day"', "“information-up-to”: there is no kind “day”"),
        ('kind = "date"', 'kind = "one-of"', "“information-up-to”: options do not fit"),
        ('kind = "any-of"', 'kind = "date"', "“government-consulted”: options do not fit"),
        ("word_limit = 40", 'word_limit = "40"', "“word_limit” must be given as int"),
        ("word_limit = 40", "words = 40", "question “lead-body”: unknown: words"),
        ('"judiciary"', '"parliament"', "the key “parliament” stands there twice"),
        ('key = "methodology"', "key = ", "Invalid value (at line 3"),
    ],
)
def test_a_fault_names_the_file_and_the_place(files: Path, old: str, new: str, fault: str) -> None:
    path = files / "methodology.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read(files)
    assert str(caught.value).startswith("methodology.toml")
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("means", "maximum = 20", 'maximum = "20"', "“maximum” must be given as int"),
        ("means", "maximum = 20", "most = 20", "question “external-support”: unknown: most"),
        ("means", 'kind = "rank"', 'kind = "yes-no"', "“support-priorities”: options do not fit"),
        ("means", 'kind = "table"', 'kind = "date"', "columns and rows do not fit the kind “date”"),
        ("means", 'key = "from"', 'key = "row"', "and no column the key “row”"),
        ("means", 'key = "from"', 'key = "for"', "the key “for” stands there twice"),
        (
            "means",
            'key = "from"\nkind = "short-text"',
            'key = "from"\nkind = "file"',
            "no cell has",
        ),
        (
            "means",
            'on = "support-needed"',
            'on = "no-such"',
            "“no-such”, which is not asked before",
        ),
        ("means", 'on = "support-needed"', 'on = "support-offered"', "is not asked before it"),
        ("means", 'on = "support-needed"', 'on = "support-priorities"', "is not asked before it"),
        ("means", 'values = ["capacity"', 'values = ["luck"', "nobody can answer “luck”"),
        (
            "methodology",
            'values = ["yes"]',
            "values = []",
            "no answer to “updates-regional-review”",
        ),
        ("methodology", 'values = ["yes"]', 'values = ["ja"]', "nobody can answer “ja”"),
        ("methodology", 'values = ["yes"]', 'valeurs = ["oui"]', "“values” must be given as list"),
        ("methodology", 'kind = "yes-no"', 'kind = "yes-no"\nminimum = 1', "does not fit the kind"),
        ("objectives", 'chosen_in = "objectives-reported"', 'chosen_in = "x"', "“x”, which is not"),
        ("annexes", 'key = "annexes"', 'key = "annexes"\nchosen_in = "x"', "“chosen_in” is for"),
    ],
)
def test_a_fault_in_tables_limits_and_conditions_is_told(
    files: Path, name: str, old: str, new: str, fault: str
) -> None:
    path = files / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(fault)):
        read(files)


def test_a_missing_file_is_named(files: Path) -> None:
    (files / "means.toml").unlink()
    with pytest.raises(DataError, match=r"^means\.toml: "):
        read(files)


def test_a_file_in_another_encoding_is_named(files: Path) -> None:
    (files / "means.toml").write_bytes("key = 'añexo'".encode("latin-1"))
    with pytest.raises(DataError, match=r"^means\.toml: "):
        read(files)


def test_a_section_without_questions_is_refused(files: Path) -> None:
    path = files / "annexes.toml"
    path.write_text(path.read_text(encoding="utf-8").split("[[question]]")[0], encoding="utf-8")
    with pytest.raises(DataError, match=r"^annexes\.toml: there is no question"):
        read(files)


def test_questions_that_are_no_tables_are_refused(files: Path) -> None:
    path = files / "annexes.toml"
    head = path.read_text(encoding="utf-8").split("[[question]]")[0]
    path.write_text(f'question = ["one"]\n{head}', encoding="utf-8")
    with pytest.raises(DataError, match=r"^annexes\.toml: “question” must be an array"):
        read(files)


def test_a_pattern_may_only_name_what_an_objective_has(files: Path) -> None:
    path = files / "objectives.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{short_label}", "{label}"), encoding="utf-8")
    with pytest.raises(DataError, match=r"^objectives\.toml: an objective has no {label}"):
        read(files)


def test_a_key_is_given_once_in_the_whole_questionnaire(files: Path) -> None:
    path = files / "means.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('key = "expenditure"', 'key = "preparation"'), encoding="utf-8")
    with pytest.raises(DataError, match="“preparation” stands there twice"):
        read(files)
