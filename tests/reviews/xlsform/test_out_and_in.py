"""A questionnaire as XLSForm: pyxform takes it, and what comes back asks the same."""

import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from reviews.choices import QuestionKind
from reviews.models import Condition, Question, Questionnaire, TableRow
from reviews.questionnaires.copying import LINES
from reviews.questionnaires.holding import values_of
from reviews.xlsform.planting import plant
from reviews.xlsform.reading import read_form
from reviews.xlsform.writing import write_form
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.factories.compact import ObjectiveFactory
from tests.factories.publication import examiner
from tests.factories.questionnaires import add, draft, question_of, section_of, table
from tests.factories.stakeholders import UserFactory
from tests.reviews.xlsform.forms import text, workbook

pytestmark = pytest.mark.django_db

AT = "/en/desk/reviews/questionnaires/"
INVALID = 422


@pytest.fixture
def whole() -> Questionnaire:
    """A draft with one of everything that a form can say."""
    for number in range(1, 24):
        ObjectiveFactory(number=number)
    made = draft()
    table(made)
    TableRow.objects.all().delete()
    chosen = add(made, "methodology", "chosen", QuestionKind.OBJECTIVES, minimum=1, maximum=3)
    order = add(made, "means", "order", QuestionKind.RANK, required=True)
    for place, key in enumerate(("first", "second"), 1):
        order.options.create(key=key, order=place, label_en=key, label_ar=f"{key} ع")
    Question.objects.filter(pk=question_of(made, "budget").pk).update(
        minimum="-1.5", maximum=10, help_en="= 1 + 1", label_es="¿Cuánto?", unit_es="dólares"
    )
    for asked, on, values in (
        ({"section": section_of(made, "objective-5")}, chosen, ["5", "6"]),
        ({"question": question_of(made, "budget")}, question_of(made, "has-budget"), ["yes"]),
        ({"question": question_of(made, "plan")}, question_of(made, "consulted"), ["unions"]),
        ({"question": question_of(made, "plan")}, question_of(made, "o05-priority"), ["high"]),
    ):
        Condition.objects.create(**asked, on=on, values=values)
    return made


def brought_back(of: Questionnaire) -> tuple[Questionnaire, list[dict[str, Any]]]:
    plan, findings = read_form(io.BytesIO(write_form(of)))
    made = Questionnaire(cycle=of.cycle)
    plant(draft=made, form=plan, findings=findings, by=examiner())
    return made, made.not_carried


def said(of: Questionnaire) -> list[Any]:
    """All that it says, without the numbers of its rows."""
    sections = of.sections.order_by("order")
    questions = Question.objects.filter(section__questionnaire=of).order_by(
        "section__order", "order"
    )
    rows: list[Any] = [_plain(section) for section in sections]
    rows += [(question.section.key, _plain(question)) for question in questions]
    for model in LINES:
        lines = model.objects.filter(question__in=questions)
        ordered = lines.order_by("question__section__order", "question__order", "order")
        rows += [(line.question.key, _plain(line)) for line in ordered]
    conditions = Condition.objects.filter(on__in=questions)
    rows += sorted(
        (
            str(one.section and one.section.key),
            str(one.question and one.question.key),
            one.on.key,
            *one.values,
        )
        for one in conditions
    )
    return rows


def _plain(row: Any) -> dict[str, Any]:
    values = values_of(row)
    left_out = {"questionnaire_id", "section_id", "question_id", "order"}
    return {name: value or None for name, value in values.items() if name not in left_out}


class TestOut:
    def test_pyxform_takes_it(self, whole: Questionnaire) -> None:
        result = convert(xlsform=io.BytesIO(write_form(whole)), file_type=".xlsx")
        assert "selected( /" in result.xform or "selected(" in result.xform
        assert 'imrf:kind="objectives"' in result.xform
        assert "¿Cuánto?" in result.xform

    def test_no_cell_is_a_formula(self, whole: Questionnaire) -> None:
        book = load_workbook(io.BytesIO(write_form(whole)))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds

    def test_what_the_form_cannot_say_is_listed_in_it(self, whole: Questionnaire) -> None:
        TableRow.objects.create(
            question=question_of(whole, "costs"), key="y1", order=1, label="Year 1"
        )
        book = load_workbook(io.BytesIO(write_form(whole)))
        rows = list(book["left out"].iter_rows(values_only=True))
        assert rows[1][0] == "costs"
        assert "Year 1" in str(rows[1][1])


class TestOutAndIn:
    def test_nothing_is_lost(self, whole: Questionnaire) -> None:
        back, lost = brought_back(whole)
        assert lost == []
        assert said(back) == said(whole)

    def test_a_second_time_neither(self, whole: Questionnaire) -> None:
        back, _lost = brought_back(whole)
        again, lost = brought_back(back)
        assert (lost, said(again)) == ([], said(back))


class TestPages:
    @pytest.fixture
    def client(self) -> Client:
        return signed_in(examiner())

    def test_for_the_secretariat_alone(self) -> None:
        made = draft()
        people: dict[str, User] = {
            "outsider": UserFactory(),
            "focal point": UserFactory(focal_point_of="CRI"),
            "secretariat": examiner(),
        }
        expected = {"outsider": MISSING, "focal point": MISSING, "secretariat": SEEN}
        for page in ("new/xlsform/", f"{made.pk}/xlsform/"):
            assert statuses(f"{AT}{page}", people) == expected

    def test_a_form_begins_a_draft(self, client: Client) -> None:
        cycle = draft().cycle
        file = text(
            survey=[
                ["type", "name", "label", "default"],
                ["text", "river", "Which river?", "Nile"],
            ]
        )
        file.name = "form.csv"
        response = client.post(f"{AT}new/xlsform/", {"file": file, "cycle": cycle.pk}, follow=True)
        made = Questionnaire.objects.order_by("pk").last()
        assert made is not None
        assert question_of(made, "river").label == "Which river?"
        page = response.content.decode()
        assert "One thing could not be carried" in page
        assert '<td class="code">default</td><td dir="auto">Nile</td>' in page

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ([["type", "name"]], "no question in it"),
            ([["type", "name"], ["calculate", "a"]], "no question in it"),
        ],
    )
    def test_without_a_question_none_is_begun(
        self, client: Client, lines: list[list[str]], words: str
    ) -> None:
        cycle = draft().cycle
        before = Questionnaire.objects.count()
        file = workbook(survey=lines)
        file.name = "form.xlsx"
        response = client.post(f"{AT}new/xlsform/", {"file": file, "cycle": cycle.pk})
        assert response.status_code == INVALID
        assert words in response.content.decode()
        assert Questionnaire.objects.count() == before

    def test_without_a_file(self, client: Client) -> None:
        response = client.post(f"{AT}new/xlsform/", {"cycle": draft().cycle.pk})
        assert response.status_code == INVALID
        assert "Choose a file." in response.content.decode()

    def test_the_download_says_what_it_is(self, client: Client) -> None:
        response = client.get(f"{AT}{draft().pk}/xlsform/")
        assert response["Content-Disposition"] == 'attachment; filename="questionnaire-2030-7.xlsx"'
