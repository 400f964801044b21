"""What leaves says everything; what comes back is read in any language, and in many hands."""

import json

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from publication.choices import State
from publication.offline import Sheet
from publication.offline.controls import packed
from reviews.choices import QuestionKind
from reviews.models import AnswerRevision, OfflineCopy, Question, Review
from reviews.offline.copies import take_out
from reviews.offline.merging import compare, standing_of
from reviews.offline.pieces import Piece, texts_in, written_with
from reviews.offline.returning import NO_SUCH_CHOICE, text_from
from reviews.offline.returning_tables import NO_SUCH_COLUMN, NO_SUCH_ROW, NO_TABLE, TWO_ROWS
from reviews.offline.scope import sections_of
from reviews.offline.texts import text_of, value_of
from reviews.problems import with_lists
from reviews.rules import may_write_section
from reviews.saving import NotWritableError
from reviews.writers import Writer
from stakeholders.models import User
from tests.factories import asking
from tests.factories.delegation import ended, link_to
from tests.factories.offline import FORMATS, filled_in, out, returned
from tests.factories.publication import moved
from tests.factories.reviews import (
    answer_of,
    begun,
    filled,
    focal_point_of,
    handed_over,
    people_around,
    question_of,
    section_of,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    """With an answer to each kind of question."""
    begun_one = begun()
    asking.table(begun_one, columns={"from": "short-text", "yes": "yes-no", "note": "long-text"})
    asking.table(begun_one, "stocks", rows=("men", "women"))
    asking.rank(begun_one)
    asking.objectives(begun_one)
    filled(begun_one, consulted=["unions"], has_budget="yes", budget="12.5")
    write(begun_one, "o05-progress", "", not_applicable=True, reason="Not\nyet")
    write(begun_one, "needs", ["time", "money"])
    write(begun_one, "chosen", ["5"])
    write(begun_one, "support", [{"from": "A", "yes": "no", "note": "one\ntwo"}])
    write(begun_one, "stocks", [{"row": "women", "amount": "7"}])
    return begun_one


def question(review: Review, key: str) -> Question:
    return with_lists(question_of(review, key))


def texts(sheet: Sheet) -> dict[str, str]:
    return {entry.key: entry.written for entry in sheet.entries}


class TestOut:
    def test_each_answer_in_words_of_the_language(self, review: Review) -> None:
        said = texts(out(review))
        assert said["lead-body"] == "The Ministry"
        assert said["o05-priority"] == "High"
        assert said["consulted"].split("\n") == ["☐ Parliament", "☒ Unions"]
        assert said["has-budget"] == "Yes"
        assert said["needs"].split("\n") == ["1. Time", "2. Money"]
        assert said["chosen"].startswith("☒ ")
        assert said["o05-progress.na"] == "☒ This does not apply to us"
        assert said["o05-progress.why"] == "Not\nyet"
        assert json.loads(said["support"])[:2] == [
            ["", "From", "Yes", "Note"], ["1", "A", "No", "one\ntwo"],
        ]  # fmt: skip
        assert json.loads(said["stocks"])[1:] == [["Men", "", ""], ["Women", "", "7"]]

    def test_in_the_language_that_was_chosen_whatever_is_active(self, review: Review) -> None:
        with translation.override("fr"):
            said = texts(out(review, language="es"))
        assert said["has-budget"] == "Sí"

    def test_files_stay_but_may_not_apply(self, review: Review) -> None:
        said = texts(out(review))
        assert "plan" not in said
        assert said["plan.na"].startswith("☐ What of plan? – ")
        assert said["plan.why"] == ""

    def test_what_one_is_to_know_stands_beside_the_question(self, review: Review) -> None:
        asking.when(review, "budget", has_budget=["yes"])
        asking.when(review, "objective-5", consulted=["unions", "parliament"])
        sheet = out(review)
        helps = {entry.key: entry.help for entry in sheet.entries}
        assert helps["lead-body"].split("\n") == [
            "Needed before the review is submitted.", "At most 10 words",
        ]  # fmt: skip
        assert "Only where “What of has-budget?” is answered with: Yes." in helps["budget"]
        assert "the most important first: Money; People; Time." in helps["needs"]
        assert "is answered with: Unions, Parliament." in sheet.sections[1].help
        assert [e.label for e in sheet.entries if e.key == "budget"] == [
            "What of budget? (US dollars)"
        ]

    def test_the_portal_remembers_at_which_revision_each_left(self, review: Review) -> None:
        write(review, "lead-body", "The Office")
        sheet = out(review, suffix="xlsx", language="ar")
        copy = OfflineCopy.objects.get()
        assert (copy.pk, copy.suffix, copy.language) == (sheet.base, "xlsx", "ar")
        assert copy.writer == focal_point_of("CRI")
        assert copy.revisions["lead-body"] == 2
        assert copy.revisions["information-up-to"] == 0

    def test_one_takes_along_what_one_may_write(self, review: Review) -> None:
        contributor = handed_over(review, "means")
        assert {s.title for s in out(review, by=contributor).sections} == {"Section means"}
        link = link_to(review, "methodology", "objective-5")
        assert len(out(review, by=link).sections) == 2
        assert OfflineCopy.objects.last().writer == link  # type: ignore[union-attr]
        for key in ("methodology", "objective-5"):
            with pytest.raises(NotWritableError):
                take_out(review=review, sections=[section_of(review, key)], suffix="docx",
                         language="en", by=contributor)  # fmt: skip

    def test_nobody_takes_nothing(self, review: Review) -> None:
        with pytest.raises(NotWritableError):
            take_out(review=review, sections=[], suffix="docx", language="en",
                     by=focal_point_of("CRI"))  # fmt: skip


def test_the_scope_is_what_one_may_write(review: Review) -> None:
    """For each person and section, in a draft and after."""
    people = {name: user for name, user in people_around(review).items() if user is not None}
    link = link_to(review, "means")
    writers: list[Writer] = [*people.values(), link, ended(link_to(review, "methodology"))]
    for _state in ("draft", "submitted"):
        for writer in writers:
            inside = {section.pk for section in sections_of(review, writer)}
            for section in review.sections.select_related("section"):
                section.review = review
                assert (section.pk in inside) == may_write_section(writer, section)
        if review.state == State.DRAFT:
            review = moved(filled(review), to=State.SUBMITTED)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("language", ["en", "es", "ar", "zh-hans"])
def test_untouched_answers_stay(suffix: str, language: str, review: Review) -> None:
    standing = standing_of(review, focal_point_of("CRI"))
    compared = compare(standing, returned(out(review, language=language), suffix))
    assert not compared.preview.merge.has_news
    assert not compared.unread
    assert len(compared.preview.untouched) == len(standing.pieces)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_each_kind_can_be_answered(suffix: str, language: str, review: Review) -> None:
    said = returned(
        out(review, language=language),
        suffix,
        lead_body="  The Office ",
        consulted=["parliament", "unions"],
        o05_priority="low",
        o05_progress__na=[],
        has_budget="no",
        needs=["people", "time", "money"],
        chosen=[],
        information_up_to="2026-03-31",
        support=[["1", "A", "no" if suffix == "xlsx" else "No", "x"], ["2", "B", "", "y\nz"]],
        stocks=[["Men", "a", "1"], ["Women", "", "8"]],
    )
    standing = standing_of(review, focal_point_of("CRI"))
    compared = compare(standing, said)
    assert not compared.unread
    news = compared.returned.answers

    def value(key: str) -> object:
        asked = question(review, key)
        return written_with(asked, answer_of(review, key), news).value

    assert value("lead-body") == "The Office"
    assert value("consulted") == ["parliament", "unions"]
    assert (value("o05-priority"), value("has-budget")) == ("low", "no")
    assert value("needs") == ["people", "time", "money"]
    assert value("chosen") == []
    assert value("information-up-to") == "2026-03-31"
    assert value("support") == [
        {"from": "A", "yes": "no", "note": "x"}, {"from": "B", "note": "y\nz"},
    ]  # fmt: skip
    assert value("stocks") == [
        {"row": "men", "from": "a", "amount": "1"}, {"row": "women", "amount": "8"},
    ]  # fmt: skip
    assert news["o05-progress.na"] == ""
    assert "o05-progress.why" not in news


class TestChoices:
    @pytest.mark.parametrize(
        ("said", "key"),
        [("High", "high"), (" high ", "high"), ("☒ Low", "low"), ("—", ""), ("–", ""), ("", "")],
    )
    def test_one(self, said: str, key: str, review: Review) -> None:
        assert text_from(Piece(question(review, "o05-priority")), said) == (key, [])

    @pytest.mark.parametrize("said", ["Perhaps", "High; low"])
    def test_what_is_no_choice_is_told_and_not_taken(self, said: str, review: Review) -> None:
        text, unread = text_from(Piece(question(review, "o05-priority")), said)
        assert text is None
        assert [(one.reason, one.text) for one in unread] == [(NO_SUCH_CHOICE, said)]

    @pytest.mark.parametrize(
        ("said", "keys"),
        [
            ("☐ Parliament\n☒ Unions", "unions"),
            ("Unions", "unions"),
            ("- Unions\n- parliament", "parliament\nunions"),
            ("unions; Parliament", "parliament\nunions"),
            ("[x] Unions\n[ ] Parliament", "unions"),
            ("1. Unions", "unions"),
            ("• Unions؛ Parliament", "parliament\nunions"),
            ("", ""),
            ("☐ Parliament\n☐ Unions", ""),
        ],
    )
    def test_several(self, said: str, keys: str, review: Review) -> None:
        assert text_from(Piece(question(review, "consulted")), said) == (keys, [])

    def test_what_was_kept_and_is_no_choice_comes_back(self, review: Review) -> None:
        write(review, "consulted", ["unions", "the press"])
        standing = standing_of(review, focal_point_of("CRI"))
        for suffix in FORMATS:
            compared = compare(standing, returned(out(review), suffix))
            assert not compared.preview.merge.has_news
            assert not compared.unread

    @pytest.mark.parametrize(
        ("said", "keys"),
        [
            ("1. Time\n2. People", "time\npeople"),
            ("2. Time\n1. People", "people\ntime"),
            ("Time\nPeople", "time\npeople"),
            ("- Time\n- People\n- Money", "time\npeople\nmoney"),
            ("3. time\n☐ people\n1. money", "money\ntime"),
            ("1. 1. Time", "time"),
            ("", ""),
        ],
    )
    def test_an_order(self, said: str, keys: str, review: Review) -> None:
        assert text_from(Piece(question(review, "needs")), said) == (keys, [])

    def test_objectives_by_their_names_or_numbers(self, review: Review) -> None:
        asked = question(review, "chosen")
        label = texts(out(review))["chosen"].removeprefix("☒ ")
        for said in (label, f"☒ {label}", "5"):
            assert text_from(Piece(asked), said) == ("5", [])

    @pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es", "pt"])
    def test_yes_and_no_in_every_language(self, language: str, review: Review) -> None:
        asked = question(review, "has-budget")
        with translation.override(language):
            words = str(translation.gettext("No"))
        assert text_from(Piece(asked), words) == ("no", [])

    @pytest.mark.parametrize(
        ("said", "text"), [("☐ No", ""), ("☒ x", "yes"), ("x", "yes"), ("", "")]
    )
    def test_a_box_to_tick(self, said: str, text: str, review: Review) -> None:
        piece = Piece(question(review, "o05-progress"), ".na")
        assert text_from(piece, said) == (text, [])


class TestTables:
    def read(self, review: Review, key: str, *rows: list[str]) -> tuple[object, list[object]]:
        asked = question(review, key)
        text, unread = text_from(Piece(asked), packed(list(rows)))
        return value_of(asked, text or ""), [(one.reason, one.text) for one in unread]

    def test_columns_and_rows_may_change_places(self, review: Review) -> None:
        rows = ["", "Amount", "From"], ["Women", "1", "a"], ["Men", "2", "b"]
        assert self.read(review, "stocks", *rows) == (
            [{"row": "men", "from": "b", "amount": "2"},
             {"row": "women", "from": "a", "amount": "1"}], [],
        )  # fmt: skip

    def test_without_names_they_are_where_they_were(self, review: Review) -> None:
        rows = ["", "Donor", "Sum"], ["He", "b", "2"], ["She", "a", "1"]
        value, told = self.read(review, "stocks", *rows[1:])
        assert value == [
            {"row": "men", "from": "b", "amount": "2"},
            {"row": "women", "from": "a", "amount": "1"},
        ]
        assert told == []

    def test_a_head_that_stands_twice_is_none_of_its_rows(self, review: Review) -> None:
        head = ["", "From", "Yes", "Note"]
        value, told = self.read(review, "support", head, ["1", "a", "نعم", ""], head, ["2", "b"])
        assert value == [{"from": "a", "yes": "yes"}, {"from": "b"}]
        assert told == []

    def test_what_has_no_place_is_told(self, review: Review) -> None:
        rows = (
            ["", "From", "Amount", "More"], ["Men", "a", "1", "x"], ["Others", "b", "2", ""],
            ["Men", "c", "", ""], ["", "", "", ""],
        )  # fmt: skip
        value, told = self.read(review, "stocks", *rows)
        assert value == [{"row": "men", "from": "a", "amount": "1"}]
        assert told == [
            (NO_SUCH_COLUMN, "x"), (NO_SUCH_ROW, "Others\nb\n2"), (TWO_ROWS, "Men\nc"),
        ]  # fmt: skip

    def test_what_is_no_table_is_told(self, review: Review) -> None:
        asked = question(review, "stocks")
        text, unread = text_from(Piece(asked), "none of it")
        assert text is None
        assert [(one.reason, one.text) for one in unread] == [(NO_TABLE, "none of it")]
        assert text_from(Piece(asked), "") == (None, [])

    def test_empty_rows_are_left_out(self, review: Review) -> None:
        head = ["", "From", "Yes", "Note"]
        value, _told = self.read(review, "support", head, ["1", "", "", ""], ["2", " a ", "", ""])
        assert value == [{"from": "a"}]


class TestTexts:
    def test_the_same_answer_has_the_same_text(self, review: Review) -> None:
        asked = question(review, "consulted")
        assert text_of(asked, ["unions", "parliament"]) == text_of(asked, ["parliament", "unions"])
        table = question(review, "support")
        assert text_of(table, [{"note": "x", "from": "a"}, {}]) == text_of(
            table, [{"from": "a", "note": "x", "yes": ""}]
        )

    @pytest.mark.parametrize("kind", list(QuestionKind))
    def test_whatever_a_draft_kept_has_a_text(self, kind: QuestionKind, review: Review) -> None:
        key = next(q.key for q in Question.objects.filter(kind=kind))
        for value in ("", "x", ["x"], [{"row": "x", "y": "z"}], []):
            text = text_of(question(review, key), value)
            assert isinstance(text, str)
            value_of(question(review, key), text)

    def test_a_key_that_no_document_carries_has_another(self, review: Review) -> None:
        asked = question(review, "consulted")
        asked.key = "_odd-"
        assert list(texts_in(asked, None)) == [f"question.{asked.pk}"]


def test_it_takes_the_same_queries_for_one_answer_and_for_many(
    review: Review, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small = begun("MEX", cycle=review.cycle)
    write(small, "lead-body", "One")
    sheets = {one: filled_in(out(one), lead_body="x") for one in (small, review)}
    for one, sheet in sheets.items():
        by, said = focal_point_of(one.country_id), returned(sheet)
        compare(standing_of(one, by), said)  # the names of objectives are kept for a while
        with django_assert_num_queries(12):
            compare(standing_of(one, User.objects.get(pk=by.pk)), said)


def test_taking_out_saves_no_answer(review: Review) -> None:
    before = AnswerRevision.objects.count()
    out(review)
    assert AnswerRevision.objects.count() == before
