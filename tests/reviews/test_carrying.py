"""A review starts from nothing or from what the State said before, and nothing of it is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from publication.choices import State
from publication.moves import NotReadyError, make_move
from reviews.carrying.sources import (
    label_of,
    name_of,
    questionnaire_of,
    said_in,
    source_of,
    sources_for,
)
from reviews.carrying.standing import besides_in, unstamped_in
from reviews.carrying.taking import fits, left_behind
from reviews.choices import QuestionKind, Stamp
from reviews.entries import Written
from reviews.models import (
    Answer,
    Attachment,
    CarriedAnswer,
    Condition,
    Option,
    Question,
    Review,
    WritingLink,
)
from reviews.saving import NotWritableError, StaleSaveError
from reviews.services import NotAllowedError, NotOpenError, begin_review
from reviews.services.carrying import (
    HasSourceError,
    IsStampedError,
    carry_over,
    do_without,
    stamp_answer,
    take_over,
)
from stakeholders.models import User
from tests.factories.carrying import (
    beside,
    earlier,
    question_in,
    report,
    said,
    stamp,
    succeeds,
    updating,
)
from tests.factories.publication import examiner
from tests.factories.reviews import (
    answer_of,
    attached,
    begun,
    filled,
    focal_point_of,
    forum,
    handed_over,
    not_frozen,
    people_around,
    questionnaire,
    section_of,
    write,
)
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db

UPDATED, VALID = Stamp.UPDATED, Stamp.STILL_VALID


def carried(review: Review) -> dict[str, Any]:
    return {row.question.key: row.value for row in review.carried.select_related("question")}


def take(review: Review, key: str, *, base: int = 0, by: User | None = None) -> None:
    one = beside(review, key)
    take_over(
        beside=one,
        section=section_of(review, one.question.section.key),
        stamp=VALID,
        base_revision=base,
        by=by or focal_point_of(review.country_id),
    )


class TestSources:
    def test_earlier_published_reviews_then_reports_newest_first(self) -> None:
        first, second = earlier(year=2022), earlier(year=2026)
        regional = report(year=2024)
        found = sources_for(first.country, forum())
        assert list(found.values()) == [second, first, regional]
        assert list(found) == [name_of(one) for one in (second, first, regional)]

    @pytest.mark.parametrize("what", ["draft", "another State", "the same forum", "a later forum"])
    def test_nothing_else_is_offered(self, what: str) -> None:
        cycle = forum()
        match what:
            case "draft":
                filled(begun(cycle=forum(2026)))
            case "another State":
                earlier("MEX")
                report("MEX")
            case "the same forum":
                earlier(year=2030)
            case "a later forum":
                earlier(year=2034)
        country = focal_point_of("CRI").memberships.get().organisation.country
        assert country is not None
        assert sources_for(country, cycle) == {}

    def test_what_was_last_published_counts_and_not_what_stands_in_the_draft(self) -> None:
        review = earlier(o05_progress="Slow")
        Answer.objects.filter(question__key="o05-progress").update(value="Changed since")
        assert {one.question.key: one.value for one in said_in(review)} == {
            "lead-body": "The Ministry",
            "o05-priority": "high",
            "o05-progress": "Slow",
        }

    def test_a_report_is_named_as_one(self) -> None:
        assert label_of(report()) == "Regional review (regional report, 2024)"
        assert label_of(earlier()) == "Voluntary review of Country CRI, 2026"

    def test_a_report_answers_the_questionnaire_of_the_forum_that_followed(self) -> None:
        before, after = forum(2022), forum(2026)
        regional = report(year=2024)
        assert questionnaire_of(regional) == after.questionnaires.get()
        assert questionnaire_of(report(year=2020)) == before.questionnaires.get()
        assert questionnaire_of(report(year=2027)) is None

    def test_a_newer_version_does_not_move_the_answers_that_were_entered(self) -> None:
        cycle = forum(2026)
        first = cycle.questionnaires.get()
        regional = said(report(), first, lead_body="The Office")
        questionnaire(cycle, version=2)
        assert questionnaire_of(regional) == first
        assert questionnaire_of(report(title="Another")) != first


class TestBeginning:
    def test_from_nothing_nothing_is_carried(self) -> None:
        earlier()
        review = begun()
        assert (source_of(review), carried(review), besides_in(review)) == (None, {}, [])

    def test_from_an_earlier_review_its_answers_stand_beside(self) -> None:
        source = earlier(o05_progress="Slow", consulted=["unions"])
        review = updating(source)
        assert source_of(review) == source
        assert carried(review) == {
            "lead-body": "The Ministry",
            "consulted": ["unions"],
            "o05-priority": "high",
            "o05-progress": "Slow",
        }
        assert {row.stamp for row in review.carried.all()} == {""}
        assert not review.answers.exists()

    def test_from_a_report_too(self) -> None:
        cycle = forum(2026)
        regional = said(report(), cycle.questionnaires.get(), lead_body="The Office")
        review = updating(regional)
        assert source_of(review) == regional
        assert carried(review) == {"lead-body": "The Office"}

    def test_a_report_that_is_only_a_document_carries_nothing_and_is_named(self) -> None:
        forum(2026)
        regional = report()
        review = updating(regional)
        assert (source_of(review), carried(review)) == (regional, {})

    def test_the_earlier_question_is_kept_in_the_language_of_the_review(self) -> None:
        source = earlier()
        with not_frozen():
            Question.objects.filter(section__questionnaire=source.questionnaire).update(
                label_es="¿Quién?"
            )
        review = updating(source, language="es")
        assert review.carried.first().from_label == "¿Quién?"  # type: ignore[union-attr]

    @pytest.mark.parametrize("whose", ["another State", "a draft", "a later forum"])
    def test_nothing_that_is_not_offered_is_carried_and_no_review_is_begun(
        self, whose: str
    ) -> None:
        source = {
            "another State": lambda: earlier("MEX"),
            "a draft": lambda: begun(cycle=forum(2026)),
            "a later forum": lambda: earlier(year=2034),
        }[whose]()
        by = focal_point_of("CRI")
        country = by.memberships.get().organisation.country
        assert country is not None
        with pytest.raises(NotAllowedError):
            begin_review(country=country, cycle=forum(), language="en", updates=source, by=by)
        assert not Review.objects.filter(cycle=2030).exists()

    def test_a_forum_that_is_closed_stays_closed(self) -> None:
        source = earlier()
        closed = forum(2030, reviews_open_at=timezone.now() + timedelta(days=1))
        with pytest.raises(NotOpenError):
            begin_review(
                country=source.country,
                cycle=closed,
                language="en",
                updates=source,
                by=focal_point_of("CRI"),
            )


class TestSuccessions:
    """What the Secretariat says of the questions of before decides where answers go."""

    def test_where_nothing_is_said_the_same_key_continues(self) -> None:
        assert "lead-body" in carried(updating(earlier()))

    def test_a_question_that_continues_under_another_key(self) -> None:
        source, later = earlier(o05_progress="Slow"), forum().questionnaires.get()
        succeeds(later, source.questionnaire, "o05-progress", "lead-body", how="continues")
        review = updating(source)
        rows = review.carried.filter(question__key="lead-body").order_by("from_key")
        assert [(row.from_key, row.value) for row in rows] == [
            ("lead-body", "The Ministry"),
            ("o05-progress", "Slow"),
        ]
        assert not review.carried.filter(question__key="o05-progress").exists()

    def test_a_question_that_is_split_stands_beside_each_part(self) -> None:
        source, later = earlier(o05_progress="Slow"), forum().questionnaires.get()
        succeeds(
            later, source.questionnaire, "o05-progress", "o05-progress", "lead-body", how="splits"
        )
        review = updating(source)
        parts = review.carried.filter(from_key="o05-progress")
        assert {row.question.key for row in parts} == {"o05-progress", "lead-body"}

    def test_a_question_that_is_retired_is_told_and_not_carried(self) -> None:
        source, later = earlier(o05_progress="Slow"), forum().questionnaires.get()
        succeeds(later, source.questionnaire, "o05-progress", how="retires")
        review = updating(source)
        assert "o05-progress" not in carried(review)
        assert [one.value for one in left_behind(source, review)] == ["Slow"]


class TestLaterOn:
    """A review that started from nothing can still bring something up to date, and the reverse."""

    def test_a_focal_point_carries_over_later(self) -> None:
        source, review = earlier(), begun()
        rows = carry_over(review=review, source=source, by=focal_point_of("CRI"))
        assert len(rows) == review.carried.count() == 2
        assert Review.objects.get(pk=review.pk).updates == source

    def test_only_once(self) -> None:
        source = earlier()
        review = updating(source)
        with pytest.raises(HasSourceError):
            carry_over(review=review, source=source, by=focal_point_of("CRI"))
        assert review.carried.count() == 2

    def test_and_does_without_as_long_as_nothing_is_stamped(self) -> None:
        review = updating(earlier())
        write(review, "lead-body", "The Office")
        do_without(review=review, by=focal_point_of("CRI"))
        assert (source_of(Review.objects.get(pk=review.pk)), carried(review)) == (None, {})
        assert answer_of(review, "lead-body") is not None

    def test_a_stamp_is_not_thrown_away(self) -> None:
        review = updating(earlier())
        stamp(review, "lead-body", Stamp.DROPPED)
        with pytest.raises(IsStampedError):
            do_without(review=review, by=focal_point_of("CRI"))
        assert review.carried.count() == 2

    def test_who_may(self) -> None:
        source, review = earlier(), begun()
        people = people_around(review)
        may = set()
        for name, person in people.items():
            try:
                carry_over(review=review, source=source, by=person or UserFactory())
            except NotAllowedError:
                continue
            may.add(name)
            do_without(review=review, by=focal_point_of("CRI"))
        assert may == {"focal point", "second focal point"}

    def test_nobody_once_it_is_submitted(self) -> None:
        source, review = earlier(), filled(begun())
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        with pytest.raises(NotAllowedError):
            carry_over(review=review, source=source, by=focal_point_of("CRI"))
        with pytest.raises(NotAllowedError):
            do_without(review=review, by=focal_point_of("CRI"))

    def test_the_database_keeps_one_source(self) -> None:
        review = updating(earlier())
        with pytest.raises(IntegrityError, match="review_updates_one_thing"), transaction.atomic():
            Review.objects.filter(pk=review.pk).update(updates_report=report())


@pytest.mark.django_db(transaction=True)
def test_two_focal_points_carry_over_at_once_and_one_does() -> None:
    source, review = earlier(), begun()
    first, second = focal_point_of("CRI"), UserFactory(focal_point_of="CRI")
    outcomes = at_once(
        lambda: carry_over(review=Review.objects.get(pk=review.pk), source=source, by=first),
        lambda: carry_over(review=Review.objects.get(pk=review.pk), source=source, by=second),
    )
    assert refusals(outcomes) == [HasSourceError]
    assert review.carried.count() == 2


class TestStamping:
    def test_it_says_when_and_who(self) -> None:
        review = updating(earlier())
        stamp(review, "lead-body", Stamp.SUPERSEDED)
        row = review.carried.get(question__key="lead-body")
        assert (row.stamp, row.stamped_by) == ("superseded", str(focal_point_of("CRI")))
        assert row.stamped_at is not None
        assert section_of(review, "methodology").started_at is not None

    def test_who_may(self) -> None:
        review = updating(earlier())
        may = set()
        for name, person in people_around(review).items():
            try:
                stamp(review, "lead-body", VALID, by=person or UserFactory())
                may.add(name)
            except NotWritableError:
                continue
        assert may == {"focal point", "second focal point", "contributor with a section"}

    def test_a_contributor_stamps_in_no_other_section(self) -> None:
        review = updating(earlier())
        contributor = handed_over(review, "methodology")
        with pytest.raises(NotWritableError):
            stamp(review, "o05-priority", VALID, by=contributor)

    def test_one_with_a_link_stamps_in_its_sections(self) -> None:
        review = updating(earlier())
        link = WritingLink.objects.create(
            review=review,
            name="Ana Mora",
            email="ana@example.org",
            language="en",
            digest="0" * 64,
            created_by=focal_point_of("CRI"),
            expires_at=timezone.now() + timedelta(days=1),
        )
        link.sections.add(section_of(review, "methodology"))
        one = beside(review, "lead-body")
        section = section_of(review, "methodology")
        stamp_answer(carried=one.carried, section=section, stamp=UPDATED, by=link)
        assert review.carried.get(pk=one.pk).stamped_by == "Ana Mora"
        other = beside(review, "o05-priority")
        with pytest.raises(NotWritableError):
            stamp_answer(
                carried=other.carried,
                section=section_of(review, "objective-5"),
                stamp=UPDATED,
                by=link,
            )

    def test_nobody_once_it_is_submitted(self) -> None:
        review = ready(updating(earlier()))
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        with pytest.raises(NotWritableError):
            stamp(Review.objects.get(pk=review.pk), "lead-body", UPDATED)

    def test_the_database_wants_a_moment_with_each_stamp(self) -> None:
        review = updating(earlier())
        with pytest.raises(IntegrityError, match="stamp_says_when"), transaction.atomic():
            review.carried.update(stamp="updated")


def ready(review: Review) -> Review:
    """Answered anew, and stamped truly."""
    filled(review, lead_body="The Office", o05_priority="high")
    stamp(review, "lead-body", UPDATED)
    stamp(review, "o05-priority", VALID)
    return review


# The stamp, what is answered today, and what is said of it.
SAME = "but the answer of today says the same."
STANDING = [
    ("", "", "Say what this earlier answer is worth today."),
    ("", "Slow", "Say what this earlier answer is worth today."),
    (VALID, "Slow", None),
    (VALID, "Fast", "It is stamped “Still valid”, but the answer of today says something else."),
    (VALID, "", "It is stamped “Still valid”, but there is no answer of today."),
    (UPDATED, "Fast", None),
    (UPDATED, "Slow", f"It is stamped “Updated”, {SAME}"),
    (UPDATED, "", "It is stamped “Updated”, but there is no answer of today."),
    (Stamp.SUPERSEDED, "Fast", None),
    (Stamp.SUPERSEDED, "Slow", f"It is stamped “Superseded”, {SAME}"),
    (Stamp.SUPERSEDED, "", "It is stamped “Superseded”, but there is no answer of today."),
    (Stamp.DROPPED, "", None),
    (Stamp.DROPPED, "Fast", None),
    (Stamp.DROPPED, "Slow", None),
]  # fmt: skip


class TestStanding:
    @pytest.mark.parametrize(("value", "today", "problem"), STANDING)
    def test_a_stamp_is_true_of_both_answers(
        self, value: str, today: str, problem: str | None
    ) -> None:
        review = updating(earlier(o05_progress="Slow"))
        if today:
            write(review, "o05-progress", today)
        if value:
            stamp(review, "o05-progress", Stamp(value))
        found = beside(review, "o05-progress").problem
        assert (None if found is None else str(found)) == problem

    @pytest.mark.parametrize("value", [VALID, UPDATED, Stamp.SUPERSEDED])
    def test_texts_of_two_languages_are_the_states_to_compare(self, value: Stamp) -> None:
        review = updating(earlier(o05_progress="Slow"), language="es")
        write(review, "o05-progress", "Lento")
        stamp(review, "o05-progress", value)
        assert beside(review, "o05-progress").problem is None

    def test_but_a_choice_is_the_same_in_every_language(self) -> None:
        review = updating(earlier(), language="es")
        write(review, "o05-priority", "low")
        stamp(review, "o05-priority", VALID)
        assert "something else" in str(beside(review, "o05-priority").problem)

    def test_the_order_of_a_choice_of_several_says_nothing(self) -> None:
        review = updating(earlier(consulted=["parliament", "unions"]))
        write(review, "consulted", ["unions", "parliament"])
        stamp(review, "consulted", VALID)
        assert beside(review, "consulted").problem is None

    def test_what_did_not_apply_and_why(self) -> None:
        source = filled(begun(cycle=forum(2026)))
        write(source, "o05-progress", not_applicable=True, reason="No border")
        for name in ("submit", "take up", "publish"):
            by = focal_point_of("CRI") if name == "submit" else examiner()
            make_move(source, name, by=by, declared=name == "submit")
        review = updating(source)
        one = beside(review, "o05-progress")
        assert one.then.words == "Not applicable. No border"
        take(review, "o05-progress")
        assert beside(review, "o05-progress").problem is None

    def test_the_submission_waits_for_every_stamp(self) -> None:
        review = updating(earlier())
        filled(review, lead_body="The Office")
        with pytest.raises(NotReadyError) as caught:
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        assert caught.value.problems == ["2 answers that were carried over are not stamped yet."]
        stamp(review, "lead-body", UPDATED)
        with pytest.raises(NotReadyError, match="1 answer that was carried over"):
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        stamp(review, "o05-priority", VALID)
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        assert review.state == State.SUBMITTED

    def test_a_question_that_is_not_asked_needs_no_stamp(self) -> None:
        source, cycle = earlier(o05_progress="Slow"), forum()
        asked = cycle.questionnaires.get()
        with not_frozen():
            Condition.objects.create(
                question=question_in(asked, "o05-progress"),
                on=question_in(asked, "o05-priority"),
                values=["high"],
            )
        review = updating(source)
        write(review, "o05-priority", "low")
        assert unstamped_in(review) == 2
        write(review, "o05-priority", "high")
        assert unstamped_in(review) == 3

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_is_asked_in_the_same_number_of_queries(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        answers: dict[str, Any] = {
            "consulted": ["unions"],
            "o05_progress": "Slow",
            "has_budget": "yes",
        }
        review = updating(earlier(**dict(list(answers.items())[:count])))
        with django_assert_num_queries(4):
            assert unstamped_in(review) == 2 + count

    def test_and_in_none_where_nothing_is_carried(self, django_assert_num_queries: Any) -> None:
        review = begun()
        with django_assert_num_queries(0):
            assert (unstamped_in(review), besides_in(review)) == (0, [])


class TestTakingOver:
    def test_the_earlier_answer_becomes_that_of_today_and_is_stamped(self) -> None:
        review = updating(earlier(o05_progress="Slow"))
        take(review, "o05-progress")
        answer = answer_of(review, "o05-progress")
        assert answer is not None
        assert (answer.value, answer.revision) == ("Slow", 1)
        assert review.carried.get(question__key="o05-progress").stamp == VALID

    def test_what_stood_there_is_in_the_history(self) -> None:
        review = updating(earlier(o05_progress="Slow"))
        write(review, "o05-progress", "A first thought")
        take(review, "o05-progress", base=1)
        answer = answer_of(review, "o05-progress")
        assert answer is not None
        assert [r.value for r in answer.revisions.all()] == ["A first thought", "Slow"]

    def test_words_that_its_writer_has_not_seen_stay(self) -> None:
        review = updating(earlier(o05_progress="Slow"))
        write(review, "o05-progress", "Another's words")
        with pytest.raises(StaleSaveError):
            take(review, "o05-progress", base=0)
        answer = answer_of(review, "o05-progress")
        assert answer is not None
        assert answer.value == "Another's words"
        assert review.carried.get(question__key="o05-progress").stamp == ""

    def test_nobody_takes_over_in_a_section_that_is_not_theirs(self) -> None:
        review = updating(earlier())
        contributor = handed_over(review, "objective-5")
        with pytest.raises(NotWritableError):
            take(review, "lead-body", by=contributor)

    def test_files_are_taken_over_as_the_same_files(self) -> None:
        source = filled(begun(cycle=forum(2026)))
        attached(source, "plan.pdf")
        for name in ("submit", "take up", "publish"):
            by = focal_point_of("CRI") if name == "submit" else examiner()
            make_move(source, name, by=by, declared=name == "submit")
        review = updating(source)
        assert carried(review)["plan"] == ["plan.pdf"]
        take(review, "plan")
        old, new = Attachment.objects.order_by("pk")
        assert (new.review, new.sha256, new.file.name) == (review, old.sha256, old.file.name)
        assert beside(review, "plan").problem is None
        take(review, "plan")
        assert review.attachments.count() == 1


SHORT, LONG, ONE, ANY = (
    QuestionKind.SHORT_TEXT,
    QuestionKind.LONG_TEXT,
    QuestionKind.ONE_OF,
    QuestionKind.ANY_OF,
)


@pytest.mark.parametrize(
    ("then", "now", "value", "fit"),
    [
        (SHORT, LONG, "Words", True),
        (LONG, SHORT, "Words", True),
        (LONG, ONE, "a", False),
        (ONE, ONE, "a", True),
        (ONE, ONE, "gone", False),
        (ANY, ANY, ["a", "b"], True),
        (ANY, ANY, ["a", "gone"], False),
        (ONE, ANY, "a", False),
        (QuestionKind.RANK, QuestionKind.RANK, ["b", "a"], True),
        (QuestionKind.RANK, QuestionKind.RANK, ["b", "gone"], False),
        (QuestionKind.NUMBER, QuestionKind.NUMBER, "5", True),
        (QuestionKind.NUMBER, QuestionKind.DATE, "5", False),
        (QuestionKind.OBJECTIVES, QuestionKind.OBJECTIVES, ["5"], True),
        (QuestionKind.FILE, QuestionKind.FILE, ["plan.pdf"], True),
    ],
)
def test_what_fits_can_be_taken_over(
    then: QuestionKind, now: QuestionKind, value: Any, fit: bool
) -> None:
    section = questionnaire(forum(), version=2, published=False).sections.get(key="means")
    before = Question.objects.create(section=section, key="b", order=91, kind=then, label="B")
    after = Question.objects.create(section=section, key="n", order=92, kind=now, label="N")
    for order, key in enumerate("ab"):
        Option.objects.create(question=after, key=key, order=order, label=key)
    assert fits(before, after, CarriedAnswer(value=value)) is fit
    assert fits(before, after, CarriedAnswer(not_applicable=True, reason="No")) is False
    after.may_not_apply = True
    assert fits(before, after, CarriedAnswer(not_applicable=True, reason="No")) is True


def test_a_statement_is_blank_or_says_something() -> None:
    review = updating(earlier())
    one = beside(review, "lead-body")
    assert one.now.is_blank
    assert one.now.said == Written()
    assert not one.then.is_blank
    assert one.was_asked == ""
