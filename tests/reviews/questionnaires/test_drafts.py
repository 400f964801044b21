"""A draft: begun blank or from a version, written section by section, thrown away."""

from collections.abc import Callable

import pytest

from compact.models import Cycle
from reviews.choices import QuestionKind
from reviews.models import Condition, Option, Question, Questionnaire, Section, TableColumn
from reviews.questionnaires.conditions import Asked, drop_condition, set_condition
from reviews.questionnaires.drafts import begin_draft, discard_draft, save_draft
from reviews.questionnaires.errors import QuestionnaireError, StaleError
from reviews.questionnaires.following import settle
from reviews.questionnaires.holding import digest_of
from reviews.questionnaires.lines import save_lines
from reviews.questionnaires.places import DOWN, UP
from reviews.questionnaires.publishing import publish
from reviews.questionnaires.questions import move_question, remove_question, save_question
from reviews.questionnaires.sections import move_section, remove_section, save_section
from reviews.services import NotAllowedError
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.compact import RegionFactory
from tests.factories.publication import examiner
from tests.factories.questionnaires import (
    add,
    blank,
    draft,
    options_of,
    question_of,
    section_of,
    successor,
    table,
)
from tests.factories.reviews import forum, not_frozen
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def keys_of(questionnaire: Questionnaire) -> list[str]:
    sections = questionnaire.sections.order_by("order")
    return [f"{s.order} {s.key}" for s in sections]


def questions_in(questionnaire: Questionnaire, section: str) -> list[str]:
    questions = section_of(questionnaire, section).questions.order_by("order")
    return [f"{q.order} {q.key}" for q in questions]


VERBS: dict[str, Callable[[Questionnaire, User], object]] = {
    "begin": lambda d, by: begin_draft(draft=Questionnaire(cycle=d.cycle, title="T"), by=by),
    "save": lambda d, by: save_draft(draft=d, by=by),
    "discard": lambda d, by: discard_draft(draft=d, by=by),
    "publish": lambda d, by: publish(draft=d, though_texts_are_missing=True, by=by),
    "save section": lambda d, by: save_section(section=section_of(d, "means"), by=by),
    "move section": lambda d, by: move_section(section=section_of(d, "means"), way=UP, by=by),
    "remove section": lambda d, by: remove_section(section=section_of(d, "means"), by=by),
    "save question": lambda d, by: save_question(question=question_of(d, "budget"), by=by),
    "move question": lambda d, by: move_question(question=question_of(d, "budget"), way=UP, by=by),
    "remove question": lambda d, by: remove_question(question=question_of(d, "budget"), by=by),
    "save lines": lambda d, by: save_lines(
        question=question_of(d, "consulted"), what="options", lines=[], by=by
    ),
    "set condition": lambda d, by: set_condition(
        asked=Asked(section=section_of(d, "means")),
        on=question_of(d, "o05-priority"),
        values=["high"],
        by=by,
    ),
    "drop condition": lambda d, by: drop_condition(
        asked=Asked(section=section_of(d, "means")), on=question_of(d, "o05-priority"), by=by
    ),
    "settle": lambda d, by: settle(
        draft=d, earlier=question_of(d.made_from or d, "budget"), how="retires", later=[], by=by
    ),
}


@pytest.mark.parametrize("verb", VERBS)
class TestWhoMay:
    def test_nobody_but_the_secretariat(self, verb: str) -> None:
        made = successor()
        for somebody in (
            UserFactory(),
            UserFactory(focal_point_of="CRI"),
            UserFactory(contributor_of="CRI"),
            UserFactory(role=Role.REVIEWER),
            UserFactory(role=Role.MODERATOR),
        ):
            with pytest.raises(NotAllowedError):
                VERBS[verb](made, somebody)

    def test_the_secretariat_may(self, verb: str) -> None:
        VERBS[verb](successor(), examiner())

    def test_but_not_once_it_is_published(self, verb: str) -> None:
        made, by = successor(), examiner()
        publish(draft=made, though_texts_are_missing=True, by=by)
        if verb == "begin":
            VERBS[verb](made, by)
            return
        with pytest.raises(QuestionnaireError, match="published"):
            VERBS[verb](made, by)


class TestBeginning:
    def test_a_blank_one_has_the_next_number_of_its_forum(self) -> None:
        cycle = forum()
        assert (blank(cycle).version, blank(cycle).version) == (2, 3)

    def test_a_region_counts_for_itself(self) -> None:
        cycle, region = forum(), RegionFactory(code="eca")
        assert (blank(cycle, region=region).version, blank(cycle).version) == (1, 2)

    def test_from_a_version_everything_is_taken_over(self) -> None:
        source = forum().questionnaires.get(version=1)
        with not_frozen():
            table(source)
            Question.objects.filter(key="budget").update(
                unit_es="dólares", minimum=1, maximum=9, label_es="¿Cuánto?"
            )
            Condition.objects.create(
                section=section_of(source, "means"),
                on=question_of(source, "o05-priority"),
                values=["high"],
            )
            Condition.objects.create(
                question=question_of(source, "budget"),
                on=question_of(source, "has-budget"),
                values=["yes"],
            )
        made = successor(source)
        assert keys_of(made) == keys_of(source)
        for section in ("methodology", "objective-5", "means"):
            assert questions_in(made, section) == questions_in(source, section)
        budget = question_of(made, "budget")
        texts = Question.objects.filter(pk=budget.pk).values("unit_es", "label_es", "minimum").get()
        assert list(texts.values()) == ["dólares", "¿Cuánto?", 1]
        assert section_of(made, "objective-5").objective_id == 5
        assert options_of(question_of(made, "consulted")) == ["parliament", "unions"]
        assert list(TableColumn.objects.filter(question__section__questionnaire=made)) != []
        conditions = Condition.objects.filter(on__section__questionnaire=made)
        assert sorted(
            (one.on.key, one.section and one.section.key, one.question and one.question.key)
            for one in conditions
        ) == [("has-budget", None, "budget"), ("o05-priority", "means", None)]
        for one in conditions:
            of = one.section or (one.question.section if one.question else None)
            assert of is not None
            assert of.questionnaire_id == made.pk

    def test_the_source_is_not_touched(self) -> None:
        source = forum().questionnaires.get(version=1)
        before = [digest_of(row) for row in Question.objects.filter(section__questionnaire=source)]
        made = successor(source)
        discard_draft(draft=made, by=examiner())
        after = [digest_of(row) for row in Question.objects.filter(section__questionnaire=source)]
        assert before == after
        assert not Section.objects.filter(questionnaire=made.pk).exists()

    def test_for_another_forum(self) -> None:
        source = forum().questionnaires.get(version=1)
        later = Cycle.objects.create(year=2034)
        made = successor(source, cycle=later)
        assert (made.cycle_id, made.version, made.made_from_id) == (2034, 1, source.pk)


class TestItsFacts:
    def test_another_forum_gives_another_number(self) -> None:
        made = blank()
        made.cycle = Cycle.objects.create(year=2034)
        assert save_draft(draft=made, by=examiner()).version == 1

    def test_the_same_forum_keeps_it(self) -> None:
        made = blank()
        made.title = "Other words"
        assert save_draft(draft=made, by=examiner()).version == 2

    def test_what_another_wrote_is_not_overwritten(self) -> None:
        made = blank()
        base = digest_of(made)
        made.title = "First"
        save_draft(draft=made, base=base, by=examiner())
        made.title = "Second"
        with pytest.raises(StaleError):
            save_draft(draft=made, base=base, by=examiner())
        made.refresh_from_db()
        assert made.title == "First"

    def test_one_that_was_thrown_away_is_told(self) -> None:
        made = blank()
        discard_draft(draft=Questionnaire.objects.get(pk=made.pk), by=examiner())
        with pytest.raises(QuestionnaireError, match="thrown away"):
            save_draft(draft=made, by=examiner())


class TestSections:
    def test_a_new_one_comes_last(self) -> None:
        made = draft()
        new = Section(questionnaire=made, key="new", title_en="New")
        save_section(section=new, by=examiner())
        assert keys_of(made) == ["1 methodology", "2 objective-5", "3 means", "4 new"]

    def test_a_key_stands_once(self) -> None:
        made = draft()
        with pytest.raises(QuestionnaireError, match="key already"):
            save_section(
                section=Section(questionnaire=made, key="means", title_en="X"), by=examiner()
            )

    @pytest.mark.parametrize("key", ["check"])
    def test_a_key_is_no_page_of_the_portal(self, key: str) -> None:
        with pytest.raises(QuestionnaireError, match="address"):
            save_section(
                section=Section(questionnaire=draft(), key=key, title_en="X"), by=examiner()
            )

    def test_up_and_down(self) -> None:
        made, by = draft(), examiner()
        assert move_section(section=section_of(made, "means"), way=UP, by=by)
        assert keys_of(made) == ["1 methodology", "2 means", "3 objective-5"]
        assert move_section(section=section_of(made, "methodology"), way=DOWN, by=by)
        assert keys_of(made) == ["1 means", "2 methodology", "3 objective-5"]
        assert not move_section(section=section_of(made, "means"), way=UP, by=by)
        assert not move_section(section=section_of(made, "objective-5"), way=DOWN, by=by)

    def test_taking_one_out_closes_the_gap(self) -> None:
        made = draft()
        remove_section(section=section_of(made, "objective-5"), by=examiner())
        assert keys_of(made) == ["1 methodology", "2 means"]
        assert not Question.objects.filter(
            section__questionnaire=made, key__startswith="o05"
        ).exists()

    def test_not_while_something_depends_on_it(self) -> None:
        made, by = draft(), examiner()
        set_condition(
            asked=Asked(section=section_of(made, "means")),
            on=question_of(made, "o05-priority"),
            values=["high"],
            by=by,
        )
        with pytest.raises(QuestionnaireError, match="decides"):
            remove_section(section=section_of(made, "objective-5"), by=by)
        remove_section(section=section_of(made, "means"), by=by)
        remove_section(section=section_of(made, "objective-5"), by=by)
        assert keys_of(made) == ["1 methodology"]

    def test_what_depends_within_it_goes_with_it(self) -> None:
        made, by = draft(), examiner()
        set_condition(
            asked=Asked(question=question_of(made, "budget")),
            on=question_of(made, "has-budget"),
            values=["yes"],
            by=by,
        )
        remove_section(section=section_of(made, "means"), by=by)
        assert not Condition.objects.filter(on__section__questionnaire=made).exists()

    def test_a_stale_save_is_refused(self) -> None:
        made, by = draft(), examiner()
        section = section_of(made, "means")
        base = digest_of(section)
        section.title = "First"
        save_section(section=section, base=base, by=by)
        section.title = "Second"
        with pytest.raises(StaleError):
            save_section(section=section, base=base, by=by)


class TestQuestions:
    def test_a_new_one_comes_last(self) -> None:
        made = draft()
        new = Question(
            section=section_of(made, "objective-5"), key="new", kind="date", label_en="When?"
        )
        save_question(question=new, by=examiner())
        assert questions_in(made, "objective-5") == ["1 o05-priority", "2 o05-progress", "3 new"]

    def test_a_key_stands_once_in_the_whole_questionnaire(self) -> None:
        made = draft()
        new = Question(
            section=section_of(made, "objective-5"), key="budget", kind="date", label_en="When?"
        )
        with pytest.raises(QuestionnaireError, match="key already"):
            save_question(question=new, by=examiner())

    def test_in_another_section_it_comes_last(self) -> None:
        made = draft()
        moved = question_of(made, "budget")
        moved.section = section_of(made, "methodology")
        save_question(question=moved, by=examiner())
        assert questions_in(made, "methodology") == ["1 lead-body", "2 consulted", "3 budget"]

    def test_not_in_a_section_of_another_questionnaire(self) -> None:
        made = draft()
        moved = question_of(made, "budget")
        moved.section = section_of(blank_with_a_section(made.cycle), "means")
        with pytest.raises(QuestionnaireError):
            save_question(question=moved, by=examiner())
        assert question_of(made, "budget").section.questionnaire_id == made.pk

    def test_up_and_down(self) -> None:
        made, by = draft(), examiner()
        assert move_question(question=question_of(made, "budget"), way=UP, by=by)
        assert questions_in(made, "means")[:2] == ["1 budget", "2 has-budget"]
        assert not move_question(question=question_of(made, "plan"), way=DOWN, by=by)

    def test_what_its_kind_does_not_have_is_taken_out(self) -> None:
        question = question_of(draft(), "budget")
        question.kind, question.word_limit, question.minimum = QuestionKind.LONG_TEXT, 100, 3
        saved = save_question(question=question, by=examiner())
        assert (saved.word_limit, saved.minimum, saved.unit) == (100, None, "")

    def test_taking_one_out_closes_the_gap(self) -> None:
        made = draft()
        remove_question(question=question_of(made, "budget"), by=examiner())
        assert questions_in(made, "means") == ["1 has-budget", "2 information-up-to", "3 plan"]

    def test_not_while_something_depends_on_it(self) -> None:
        made, by = draft(), examiner()
        set_condition(
            asked=Asked(question=question_of(made, "budget")),
            on=question_of(made, "has-budget"),
            values=["yes"],
            by=by,
        )
        with pytest.raises(QuestionnaireError, match="decides"):
            remove_question(question=question_of(made, "has-budget"), by=by)
        remove_question(question=question_of(made, "budget"), by=by)
        remove_question(question=question_of(made, "has-budget"), by=by)


def blank_with_a_section(cycle: Cycle) -> Questionnaire:
    other = blank(cycle)
    Section.objects.create(questionnaire=other, key="means", order=1, title="Means")
    return other


class TestLines:
    def line(self, key: str) -> Option:
        return Option(key=key, label_en=key.capitalize())

    def test_these_and_no_others_in_their_order(self) -> None:
        question = question_of(draft(), "consulted")
        lines = [self.line("unions"), self.line("employers")]
        save_lines(question=question, what="options", lines=lines, by=examiner())
        assert options_of(question) == ["unions", "employers"]

    def test_no_key_twice(self) -> None:
        question = question_of(draft(), "consulted")
        with pytest.raises(QuestionnaireError, match="twice"):
            save_lines(
                question=question,
                what="options",
                lines=[self.line("unions"), self.line("unions")],
                by=examiner(),
            )
        assert options_of(question) == ["parliament", "unions"]

    def test_a_stale_save_is_refused(self) -> None:
        question, by = question_of(draft(), "consulted"), examiner()
        base = digest_of(*Option.objects.filter(question=question).order_by("order"))
        save_lines(question=question, what="options", lines=[self.line("a")], base=base, by=by)
        with pytest.raises(StaleError):
            save_lines(question=question, what="options", lines=[self.line("b")], base=base, by=by)
        assert options_of(question) == ["a"]


class TestConditions:
    def test_on_what_is_asked_before_and_has_set_answers(self) -> None:
        made, by = draft(), examiner()
        asked = Asked(question=question_of(made, "budget"))
        for on in ("lead-body", "plan", "information-up-to", "budget"):
            with pytest.raises(QuestionnaireError, match="asked before"):
                set_condition(asked=asked, on=question_of(made, on), values=["yes"], by=by)
        set_condition(asked=asked, on=question_of(made, "has-budget"), values=["yes"], by=by)
        assert [one.values for one in asked.conditions] == [["yes"]]

    def test_a_section_does_not_wait_for_its_own_question(self) -> None:
        made = draft()
        with pytest.raises(QuestionnaireError, match="asked before"):
            set_condition(
                asked=Asked(section=section_of(made, "means")),
                on=question_of(made, "has-budget"),
                values=["yes"],
                by=examiner(),
            )

    @pytest.mark.parametrize("values", [[], ["aliens"], ["high", "aliens"]])
    def test_only_on_answers_that_there_are(self, values: list[str]) -> None:
        made = draft()
        with pytest.raises(QuestionnaireError, match="at least one"):
            set_condition(
                asked=Asked(section=section_of(made, "means")),
                on=question_of(made, "o05-priority"),
                values=values,
                by=examiner(),
            )

    def test_on_an_objective_that_was_chosen(self) -> None:
        made = draft()
        chosen = add(made, "methodology", "chosen", QuestionKind.OBJECTIVES)
        asked = Asked(section=section_of(made, "objective-5"))
        set_condition(asked=asked, on=chosen, values=["5"], by=examiner())
        assert [one.values for one in asked.conditions] == [["5"]]

    def test_one_on_the_same_question_goes_before(self) -> None:
        made, by = draft(), examiner()
        asked = Asked(section=section_of(made, "means"))
        on = question_of(made, "o05-priority")
        set_condition(asked=asked, on=on, values=["high"], by=by)
        set_condition(asked=asked, on=on, values=["low", "high"], by=by)
        assert [one.values for one in asked.conditions] == [["high", "low"]]
        drop_condition(asked=asked, on=on, by=by)
        assert not asked.conditions.exists()
