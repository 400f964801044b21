"""A published version and all that belongs to it: the database refuses every change."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from reviews.choices import Succession as How
from reviews.models import (
    Condition,
    Option,
    Question,
    Questionnaire,
    Section,
    Succession,
    TableColumn,
    TableRow,
)
from tests.factories.questionnaires import draft, question_of, section_of, table
from tests.factories.reviews import forum, questionnaire

pytestmark = pytest.mark.django_db

PARTS: list[type[Model]] = [
    Section,
    Question,
    Option,
    TableColumn,
    TableRow,
    Condition,
    Succession,
]
CHANGES: dict[type[Model], tuple[str, object]] = {
    Condition: ("values", ["low"]),
    Succession: ("earlier", 1),
}


@pytest.fixture
def version() -> Questionnaire:
    """A draft with one of everything, still to be published."""
    cycle = forum()
    made = draft(cycle)
    table(made)
    Condition.objects.create(
        section=section_of(made, "means"), on=question_of(made, "o05-priority"), values=["high"]
    )
    Succession.objects.create(
        questionnaire=made,
        earlier=question_of(cycle.questionnaires.get(version=1), "budget"),
        how=How.RETIRES,
    )
    return made


def published(version: Questionnaire) -> Questionnaire:
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    return version


def refused(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError as error:
        assert "never changes" in str(error)  # noqa: PT017
        return True
    return False


def rows_of(version: Questionnaire, model: type[Model]) -> list[Model]:
    path = {
        Section: "questionnaire",
        Question: "section__questionnaire",
        Condition: "on__section__questionnaire",
        Succession: "questionnaire",
    }.get(model, "question__section__questionnaire")
    return list(model._default_manager.filter(**{path: version}))


def copied(row: Model) -> None:
    """The same row once more: refused as a row of a published version, before all else."""
    row.pk = None
    row._state.adding = True
    row.save()


@pytest.mark.parametrize("model", PARTS)
class TestParts:
    def test_of_a_draft_they_change(self, version: Questionnaire, model: type[Model]) -> None:
        row = rows_of(version, model)[0]
        assert not refused(row.save)
        assert not refused(row.delete)

    def test_of_a_published_version_they_do_not(
        self, version: Questionnaire, model: type[Model]
    ) -> None:
        published(version)
        row = rows_of(version, model)[0]
        assert refused(row.save)
        assert refused(row.delete)
        assert refused(lambda: model._default_manager.filter(pk=row.pk).delete())
        assert refused(lambda: copied(row))

    def test_not_even_past_the_model(self, version: Questionnaire, model: type[Model]) -> None:
        published(version)
        row = rows_of(version, model)[0]
        name, value = CHANGES.get(model, ("key", "other"))
        assert refused(lambda: model._default_manager.filter(pk=row.pk).update(**{name: value}))


class TestTheVersionItself:
    def test_a_draft_changes_and_goes(self, version: Questionnaire) -> None:
        version.title = "Other words"
        assert not refused(version.save)
        assert not refused(version.delete)

    def test_it_is_published_once_and_for_all(self, version: Questionnaire) -> None:
        published(version)
        version.published_at = None
        assert refused(version.save)
        version.refresh_from_db()
        version.title = "Other words"
        assert refused(version.save)
        assert refused(version.delete)

    def test_another_version_is_not_touched_by_it(self, version: Questionnaire) -> None:
        other = questionnaire(version.cycle, version=8, published=False)
        published(version)
        assert not refused(section_of(other, "means").delete)


class TestNoWayAround:
    def test_nothing_moves_out_of_a_published_version(self, version: Questionnaire) -> None:
        other = questionnaire(version.cycle, version=8, published=False)
        published(version)
        moved = question_of(version, "budget")
        moved.section, moved.order = section_of(other, "means"), 99
        assert refused(moved.save)

    def test_nor_into_one(self, version: Questionnaire) -> None:
        other = questionnaire(version.cycle, version=8, published=False)
        published(version)
        moved = add_elsewhere(other)
        moved.section, moved.order = section_of(version, "means"), 99
        assert refused(moved.save)

    def test_nor_does_a_published_question_wait_for_one_of_a_draft(
        self, version: Questionnaire
    ) -> None:
        other = questionnaire(version.cycle, version=8, published=False)
        published(version)
        condition = Condition(
            question=question_of(version, "budget"),
            on=question_of(other, "o05-priority"),
            values=["high"],
        )
        assert refused(condition.save)


def add_elsewhere(other: Questionnaire) -> Question:
    return Question.objects.create(
        section=section_of(other, "means"), key="new", order=50, kind="date", label="When?"
    )
