"""Planting the questionnaire: once for each forum, in every language, over nothing."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from compact.models import Cycle, Objective
from compact.reference import Report
from reviews.choices import QuestionKind
from reviews.models import (
    Condition,
    Option,
    Question,
    Questionnaire,
    Section,
    TableColumn,
    TableRow,
)
from reviews.reference import load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def current(loaded: None) -> Questionnaire:
    load(Report())
    return Questionnaire.objects.get(cycle=2030)


def test_each_forum_gets_its_questionnaire_published() -> None:
    report = Report()
    load(report)
    planted = Questionnaire.objects.filter(published_at__isnull=False)
    assert list(planted.values_list("cycle", "version")) == [(2022, 1), (2026, 1), (2030, 1)]
    assert report.tallies["Questionnaires"].summary() == "3 created"


def test_a_second_load_changes_nothing() -> None:
    load(Report())
    before = list(Question.objects.values_list("pk", "label", "key"))
    report = Report()
    load(report)
    assert not report.changed
    assert list(Question.objects.values_list("pk", "label", "key")) == before


def test_a_version_that_exists_is_left_as_it_is() -> None:
    own = Questionnaire.objects.create(cycle_id=2026, version=1, title="Our own")
    load(Report())
    assert not own.sections.exists()
    own.refresh_from_db()
    assert (own.title, own.published_at) == ("Our own", None)


def test_a_new_forum_gets_one_by_the_next_load() -> None:
    load(Report())
    Cycle.objects.create(year=2034)
    report = Report()
    load(report)
    assert report.tallies["Questionnaires"].created == ["2034, version 1"]


def test_the_sections_stand_in_order(current: Questionnaire) -> None:
    keys = list(current.sections.order_by("order").values_list("key", flat=True))
    objectives = [f"objective-{number}" for number in range(1, 24)]
    assert keys == [
        "methodology",
        "enabling-environment",
        *objectives,
        "means",
        "next-steps",
        "annexes",
    ]


def test_an_objective_is_asked_five_things_under_its_own_name(current: Questionnaire) -> None:
    section = current.sections.get(objective=5)
    questions = section.questions.order_by("order").values_list("key", flat=True)
    assert list(questions) == [
        "o05-priority",
        "o05-progress",
        "o05-challenges",
        "o05-practices",
        "o05-data",
    ]
    objective = Objective.objects.get(number=5)
    for language, title in (("en", "Objective 5: {}"), ("es", "Objetivo 5: {}")):
        with override(language):
            assert section.title == title.format(objective.short_label)
            assert objective.title in section.introduction


def test_there_are_150_questions_of_every_kind(current: Questionnaire) -> None:
    questions = Question.objects.filter(section__questionnaire=current)
    assert questions.count() == 150
    assert set(questions.values_list("kind", flat=True)) == set(QuestionKind.values)
    assert questions.filter(required=True).count() == 27


def test_the_section_of_an_objective_is_asked_where_it_was_chosen(current: Questionnaire) -> None:
    conditions = Condition.objects.filter(section__questionnaire=current)
    told = conditions.values_list("section__objective", "on__key", "values")
    assert sorted(told) == [
        (number, "objectives-reported", [str(number)]) for number in range(1, 24)
    ]


def test_a_question_depends_on_one_of_its_own_questionnaire(current: Questionnaire) -> None:
    for condition in Condition.objects.select_related("on__section", "question__section"):
        if condition.question:
            of_question = condition.question.section.questionnaire_id
            assert of_question == condition.on.section.questionnaire_id
    since = Question.objects.get(section__questionnaire=current, key="national-plan-since")
    assert since.conditions.get().values == ["adopted", "part-of-another"]


def test_tables_and_limits_are_planted(current: Questionnaire) -> None:
    table = Question.objects.get(section__questionnaire=current, key="external-support")
    assert table.minimum is None
    assert table.maximum == 20
    assert [column.kind for column in table.columns.all()] == [
        "short-text",
        "short-text",
        "number",
        "date",
    ]
    assert not table.rows.exists()
    fixed = Question.objects.get(section__questionnaire=current, key="migration-data")
    with override("fr"):
        assert [row.label for row in fixed.rows.all()][:2] == [
            "Migrants résidant dans le pays",
            "Arrivées et départs",
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_each_language(current: Questionnaire, language: str) -> None:
    with override(language):
        assert not Section.objects.filter(title="").exists()
        assert not Question.objects.filter(label="").exists()
        for lines in (Option, TableColumn, TableRow):
            assert not lines.objects.filter(label="").exists()
    english = set(Section.objects.values_list("introduction_en", flat=True))
    own = set(Section.objects.values_list(f"introduction_{language.replace('-', '_')}", flat=True))
    assert language == "en" or not english & own


def test_what_is_planted_does_not_depend_on_the_language_of_who_plants() -> None:
    with override("ar"):
        load(Report())
    values = Questionnaire.objects.filter(cycle=2022).values("title_en", "title_ar").get()
    assert values["title_en"].startswith("Voluntary review")
    assert values["title_ar"] != values["title_en"]


def test_planting_takes_a_few_statements_however_many_questions(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(35):
        load(Report())


def test_the_command_loads_it_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference")
    assert "Questionnaires: 3 created" in capsys.readouterr().out
