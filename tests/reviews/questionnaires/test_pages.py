"""The pages: for the Secretariat alone; nothing typed is lost, and nothing is overwritten."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reviews.choices import QuestionKind
from reviews.models import Condition, Option, Question, Questionnaire, Section, TableColumn
from reviews.questionnaires.publishing import publish
from reviews.questionnaires.sections import save_section
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
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
from tests.factories.reviews import forum
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

AT = "/en/desk/reviews/questionnaires/"
FOUND, INVALID, CONFLICT = HTTPStatus.FOUND, 422, HTTPStatus.CONFLICT
PAGES = (
    "",
    "edit/",
    "discard/",
    "publish/",
    "following/",
    "following/budget/",
    "preview/",
    "preview/means/",
    "sections/new/",
    "sections/of/means/",
    "sections/of/means/remove/",
    "sections/of/means/new/",
    "sections/of/means/new/?kind=table",
    "questions/budget/",
    "questions/budget/remove/",
    "questions/consulted/lines/options/",
    "conditions/section/means/",
    "conditions/section/means/?on=o05-priority",
    "conditions/question/budget/",
    "conditions/question/budget/?on=has-budget",
)
READ_ONLY = ("", "following/", "preview/", "preview/means/")


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


def at(questionnaire: Questionnaire, page: str = "") -> str:
    return f"{AT}{questionnaire.pk}/{page}"


def text(response: Any) -> str:
    return str(response.content.decode())


class TestAccess:
    @pytest.fixture
    def people(self) -> dict[str, User]:
        return {
            "outsider": UserFactory(),
            "focal point": UserFactory(focal_point_of="CRI"),
            "contributor": UserFactory(contributor_of="CRI"),
            "reviewer": UserFactory(role=Role.REVIEWER),
            "moderator": UserFactory(role=Role.MODERATOR),
            "secretariat": examiner(),
        }

    def test_the_secretariat_alone(self, people: dict[str, User]) -> None:
        made = successor()
        expected = dict.fromkeys(people, MISSING) | {"secretariat": SEEN}
        for page in ("", "new/", *(f"{made.pk}/{page}" for page in PAGES if "?" not in page)):
            assert statuses(f"{AT}{page}", people) == expected, page

    def test_nobody_else_writes(self, people: dict[str, User]) -> None:
        made = successor()
        for name, user in people.items():
            if name != "secretariat":
                for page in PAGES:
                    response = signed_in(user).post(at(made, page))
                    assert response.status_code == MISSING, (name, page)
        assert Client().post(at(made, "discard/")).status_code == FOUND
        assert Questionnaire.objects.filter(pk=made.pk, published_at=None).exists()

    @pytest.mark.parametrize("page", [page for page in PAGES if page not in READ_ONLY])
    def test_of_a_published_version_no_form_is_shown(self, client: Client, page: str) -> None:
        made = successor()
        publish(draft=made, though_texts_are_missing=True, by=examiner())
        response = client.get(at(made, page))
        assert (response.status_code, response["Location"]) == (FOUND, at(made))

    @pytest.mark.parametrize("page", READ_ONLY)
    def test_but_it_can_be_read(self, client: Client, page: str) -> None:
        made = successor()
        publish(draft=made, though_texts_are_missing=True, by=examiner())
        response = client.get(at(made, page))
        assert response.status_code == SEEN
        assert "Take it out" not in text(response)

    @pytest.mark.parametrize(
        "page",
        [
            "sections/of/nothing/",
            "questions/nothing/",
            "questions/budget/lines/options/",
            "questions/consulted/lines/rows/",
            "questions/consulted/lines/nothing/",
            "following/nothing/",
            "conditions/section/nothing/",
            "conditions/section/means/?on=nothing",
            "conditions/question/budget/?on=plan",
            "preview/nothing/",
        ],
    )
    def test_what_is_not_there_is_no_page(self, client: Client, page: str) -> None:
        assert client.get(at(successor(), page)).status_code == MISSING

    def test_nor_is_a_version_that_is_not_there(self, client: Client) -> None:
        for number in ("999", "9" * 40):
            assert client.get(f"{AT}{number}/").status_code == MISSING


class TestOverview:
    def test_all_versions(self, client: Client) -> None:
        made = draft()
        page = text(client.get(AT))
        assert "Forum of 2030, version 1" in page
        assert at(made) in page

    @pytest.mark.parametrize("more", [0, 2])
    def test_in_one_query(
        self, client: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        cycle = forum()
        for _one in range(more):
            blank(cycle)
        client.get(AT)
        with django_assert_num_queries(QUERIES_OF_LIST):
            client.get(AT)

    @pytest.mark.parametrize("more", [0, 2])
    def test_a_version_in_as_many_queries_however_long(
        self, client: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        made = draft()
        for number in range(more):
            add(made, "means", f"more-{number}")
            section = Section(questionnaire=made, key=f"s-{number}", title="S")
            save_section(section=section, by=examiner())
        client.get(at(made))
        with django_assert_num_queries(QUERIES_OF_VERSION):
            client.get(at(made))

    def test_what_is_missing_leads_to_its_place(self, client: Client) -> None:
        made = draft()
        add(made, "means", "rivers", QuestionKind.TABLE)
        page = text(client.get(at(made)))
        assert "This table has no column yet." in page
        assert at(made, "questions/rivers/") in page

    def test_moving(self, client: Client) -> None:
        made = draft()
        response = client.post(at(made), {"move": "up section:means"})
        assert response["Location"] == f"{at(made)}#section-means"
        client.post(at(made), {"move": "down question:has-budget"})
        assert section_of(made, "means").order == 2
        assert question_of(made, "has-budget").order == 2

    @pytest.mark.parametrize(
        "move", ["", "up", "sideways section:means", "up section:nothing", "up thing:means"]
    )
    def test_a_move_of_nothing_is_no_page(self, client: Client, move: str) -> None:
        assert client.post(at(draft()), {"move": move}).status_code == MISSING

    def test_a_published_version_does_not_move(self, client: Client) -> None:
        made = draft()
        publish(draft=made, though_texts_are_missing=True, by=examiner())
        response = client.post(at(made), {"move": "up section:means"})
        assert response.status_code == CONFLICT
        assert "never changes" in text(response)


class TestBeginning:
    def test_from_a_version(self, client: Client) -> None:
        source = forum().questionnaires.get(version=1)
        page = text(client.get(f"{AT}new/?from={source.pk}"))
        assert f'<option value="{source.pk}" selected>' in page
        client.post(f"{AT}new/", {"cycle": 2030, "made_from": source.pk})
        made = Questionnaire.objects.get(version=2)
        assert (made.title, made.made_from, made.sections.count()) == ("Questions", source, 3)

    def test_blank(self, client: Client) -> None:
        forum()
        response = client.post(f"{AT}new/", {"cycle": 2030})
        made = Questionnaire.objects.get(version=2)
        assert (response["Location"], made.sections.count()) == (at(made), 0)

    @pytest.mark.parametrize(
        "typed", [{}, {"cycle": 1999}, {"cycle": 2030, "made_from": 999}, {"cycle": "x"}]
    )
    def test_what_is_wrong_is_said(self, client: Client, typed: dict[str, Any]) -> None:
        forum()
        response = client.post(f"{AT}new/", typed)
        assert response.status_code == INVALID
        assert "There is a problem" in text(response)

    def test_not_from_a_draft(self, client: Client) -> None:
        response = client.post(f"{AT}new/", {"cycle": 2030, "made_from": draft().pk})
        assert response.status_code == INVALID


SECTION = {"title_en": "Means", "introduction_en": "In short", "key": "means"}


class TestSections:
    def test_a_new_one(self, client: Client) -> None:
        made = draft()
        typed = {"title_en": "Next steps", "title_ar": "الخطوات", "key": ""}
        response = client.post(at(made, "sections/new/"), typed)
        assert response["Location"] == at(made, "sections/of/next-steps/")
        assert Section.objects.filter(questionnaire=made, title_ar="الخطوات").exists()

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"title_en": "", "key": "new"}, "This field is required."),
            ({"title_en": "Means", "key": "means"}, "Another section has this key already."),
            ({"title_en": "Check", "key": ""}, "address of the portal"),
            ({"title_en": "手段", "key": ""}, "none can be made"),
            ({"title_en": "X", "key": "a b"}, "valid"),
            ({"title_en": "X" * 201, "key": "x"}, "200"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, client: Client, typed: dict[str, str], words: str
    ) -> None:
        response = client.post(at(draft(), "sections/new/"), typed)
        assert response.status_code == INVALID
        assert words in text(response)
        assert typed["title_en"] in text(response)

    def test_another_who_saved_in_between_is_not_overwritten(self, client: Client) -> None:
        made = draft()
        page = client.get(at(made, "sections/of/means/"))
        base = page.context["base"]
        client.post(at(made, "sections/of/means/"), {**SECTION, "base": base, "title_en": "First"})
        second = {**SECTION, "base": base, "title_en": "Second"}
        response = client.post(at(made, "sections/of/means/"), second)
        assert response.status_code == CONFLICT
        assert 'value="Second"' in text(response)
        assert ">First<" in text(response)
        assert section_of(made, "means").title == "First"
        again = {**second, "base": response.context["base"]}
        assert client.post(at(made, "sections/of/means/"), again).status_code == FOUND
        assert section_of(made, "means").title == "Second"

    def test_what_was_typed_before_the_session_ended_is_kept(self) -> None:
        made, client = draft(), Client()
        address = at(made, "sections/of/means/")
        client.post(address, {**SECTION, "title_en": "Typed"})
        client.force_login(examiner(), backend="django.contrib.auth.backends.ModelBackend")
        assert 'value="Typed"' in text(client.get(address))

    def test_published_in_between_the_words_stay(self, client: Client) -> None:
        made = draft()
        publish(draft=made, though_texts_are_missing=True, by=examiner())
        response = client.post(at(made, "sections/of/means/"), {**SECTION, "title_en": "Mine"})
        assert response.status_code == INVALID
        assert "never changes" in text(response)
        assert 'value="Mine"' in text(response)

    def test_taking_one_out(self, client: Client) -> None:
        made = draft()
        assert "What of budget?" in text(client.get(at(made, "sections/of/means/remove/")))
        client.post(at(made, "sections/of/means/remove/"))
        assert not made.sections.filter(key="means").exists()

    def test_not_what_decides_something(self, client: Client) -> None:
        made = draft()
        client.post(
            at(made, "conditions/section/means/"), {"on": "o05-priority", "values": ["high"]}
        )
        response = client.post(at(made, "sections/of/objective-5/remove/"))
        assert response.status_code == INVALID
        assert "decides when something else is asked" in text(response)


def question(kind: str, **more: Any) -> dict[str, Any]:
    return {"label_en": "How many rivers?", "key": "rivers", "kind": kind, **more}


class TestQuestions:
    @pytest.mark.parametrize("kind", QuestionKind.values)
    def test_one_of_each_kind(self, client: Client, kind: str) -> None:
        made = draft()
        page = at(made, "sections/of/means/new/")
        assert client.get(f"{page}?kind={kind}").status_code == SEEN
        response = client.post(page, question(kind, section=section_of(made, "means").pk))
        assert response.status_code == FOUND, text(response)
        assert client.get(response["Location"]).status_code == SEEN
        assert question_of(made, "rivers").kind == kind

    def test_only_what_its_kind_has_is_asked(self, client: Client) -> None:
        made = draft()
        page = text(client.get(at(made, "questions/budget/")))
        assert 'name="unit_en"' in page
        assert 'name="word_limit"' not in page
        page = text(client.get(at(made, "questions/o05-progress/")))
        assert 'name="word_limit"' in page
        assert 'name="minimum"' not in page

    def test_the_kind_is_asked_first(self, client: Client) -> None:
        page = at(draft(), "sections/of/means/new/")
        assert "What kind of answer" in text(client.get(page))
        assert client.get(f"{page}?kind=riddle").status_code == INVALID

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"key": "budget"}, "Another question has this key already."),
            ({"key": "pdf"}, "address of the portal"),
            ({"kind": "riddle"}, "Select a valid choice"),
            ({"minimum": "9", "maximum": "1"}, "less than the least"),
            ({"minimum": "many"}, "Enter a number"),
            ({"label_en": ""}, "required"),
            ({"section": "999"}, "Select a valid choice"),
        ],
    )
    def test_what_is_wrong_is_said(self, client: Client, more: dict[str, Any], words: str) -> None:
        made = draft()
        typed = question("number", section=section_of(made, "means").pk) | more
        response = client.post(at(made, "sections/of/means/new/"), typed)
        assert response.status_code == INVALID
        assert words in text(response)

    def test_a_section_of_another_questionnaire_cannot_be_chosen(self, client: Client) -> None:
        made = draft()
        other = section_of(made.cycle.questionnaires.get(version=1), "means")
        typed = question("date", section=other.pk)
        assert client.post(at(made, "sections/of/means/new/"), typed).status_code == INVALID

    def test_a_key_with_capitals_that_was_brought_in_stays(self, client: Client) -> None:
        made = draft()
        Question.objects.filter(pk=question_of(made, "budget").pk).update(key="Q1")
        page = at(made, "questions/Q1/")
        base, section = client.get(page).context["base"], section_of(made, "means").pk
        typed = question("number", key="Q1", label_en="How much?", section=section, base=base)
        assert client.post(page, typed).status_code == FOUND
        assert question_of(made, "Q1").label == "How much?"

    def test_another_kind(self, client: Client) -> None:
        made = draft()
        typed = {
            "label_en": "Which?",
            "key": "budget",
            "kind": "one-of",
            "section": section_of(made, "means").pk,
        }
        client.post(at(made, "questions/budget/"), typed)
        assert question_of(made, "budget").kind == "one-of"
        assert "lines/options/" in text(client.get(at(made, "questions/budget/")))

    def test_another_who_saved_in_between_is_not_overwritten(self, client: Client) -> None:
        made = draft()
        base = client.get(at(made, "questions/budget/")).context["base"]
        Question.objects.filter(pk=question_of(made, "budget").pk).update(label_es="¿Cuánto?")
        typed = question("number", key="budget", section=section_of(made, "means").pk, base=base)
        response = client.post(at(made, "questions/budget/"), typed)
        assert response.status_code == CONFLICT
        assert "¿Cuánto?" in text(response)

    def test_taking_one_out(self, client: Client) -> None:
        made = draft()
        assert client.get(at(made, "questions/budget/remove/")).status_code == SEEN
        client.post(at(made, "questions/budget/remove/"))
        assert not Question.objects.filter(section__questionnaire=made, key="budget").exists()


def lines(what: str, *said: dict[str, Any]) -> dict[str, Any]:
    typed = {f"{what}-TOTAL_FORMS": len(said), f"{what}-INITIAL_FORMS": 0}
    for place, line in enumerate(said):
        typed |= {f"{what}-{place}-{name}": value for name, value in line.items()}
    return typed


class TestLines:
    def test_in_the_order_of_their_places(self, client: Client) -> None:
        made = draft()
        typed = lines(
            "options",
            {"key": "a", "label_en": "A", "place": 2},
            {"key": "", "label_en": "B and more", "label_es": "B y más"},
            {"key": "c", "label_en": "C", "place": 1},
            {"key": "gone", "label_en": ""},
        )
        page = at(made, "questions/consulted/lines/options/")
        assert client.post(page, typed).status_code == FOUND
        assert options_of(question_of(made, "consulted")) == ["c", "a", "b-and-more"]

    def test_a_column_is_not_called_as_a_row_calls_itself(self, client: Client) -> None:
        made = draft()
        table(made)
        page = at(made, "questions/costs/lines/columns/")
        response = client.post(page, lines("columns", {"label_en": "Row", "kind": "number"}))
        assert response.status_code == INVALID
        assert "A column cannot have this key" in text(response)

    def test_a_list_that_was_brought_in_stays_as_long_as_it_is(self, client: Client) -> None:
        made = draft()
        asked = question_of(made, "consulted")
        Option.objects.filter(question=asked).delete()
        Option.objects.bulk_create(
            Option(question=asked, key=f"c{n}", order=n, label=f"Country {n}")
            for n in range(1, 101)
        )
        page = at(made, "questions/consulted/lines/options/")
        said = [{"key": f"c{n}", "label_en": f"State {n}", "place": n} for n in range(1, 101)]
        assert client.post(page, lines("options", *said)).status_code == FOUND
        assert Option.objects.filter(question=asked, label_en__startswith="State").count() == 100

    def test_columns_have_a_kind(self, client: Client) -> None:
        made = draft()
        table(made)
        page = at(made, "questions/costs/lines/columns/")
        assert "number" in text(client.get(page))
        client.post(page, lines("columns", {"key": "day", "label_en": "Day", "kind": "date"}))
        columns = TableColumn.objects.filter(question__section__questionnaire=made)
        assert list(columns.values_list("key", "kind")) == [("day", "date")]

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ([{"key": "a", "label_es": "A"}], "English is shown where a language is missing."),
            ([{"label_en": "A"}, {"label_en": "a"}], "Another line has this key."),
            ([{"label_en": "手"}], "none can be made"),
            ([{"label_en": "A", "key": "a b"}], "valid"),
            ([{"label_en": "A", "place": "first"}], "whole number"),
            ([{"label_en": "A" * 201}], "200"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, client: Client, said: list[dict[str, Any]], words: str
    ) -> None:
        made = draft()
        page = at(made, "questions/consulted/lines/options/")
        response = client.post(page, lines("options", *said))
        assert response.status_code == INVALID
        assert words in text(response)
        assert options_of(question_of(made, "consulted")) == ["parliament", "unions"]

    @pytest.mark.parametrize("total", ["", "x", "-1", "100000"])
    def test_a_form_that_was_tampered_with(self, client: Client, total: str) -> None:
        made = draft()
        page = at(made, "questions/consulted/lines/options/")
        typed = {"options-TOTAL_FORMS": total, "options-INITIAL_FORMS": "0"}
        assert client.post(page, typed).status_code == INVALID
        assert options_of(question_of(made, "consulted")) == ["parliament", "unions"]

    def test_another_who_saved_in_between_is_not_overwritten(self, client: Client) -> None:
        made = draft()
        page = at(made, "questions/consulted/lines/options/")
        base = client.get(page).context["base"]
        first = lines("options", {"label_en": "First"}) | {"base": base}
        second = lines("options", {"label_en": "Second"}) | {"base": base}
        assert client.post(page, first).status_code == FOUND
        response = client.post(page, second)
        assert response.status_code == CONFLICT
        assert 'value="Second"' in text(response)
        assert ">First<" in text(response)
        assert options_of(question_of(made, "consulted")) == ["first"]


class TestConditions:
    def test_choosing_the_question_then_its_answers(self, client: Client) -> None:
        made = draft()
        page = at(made, "conditions/question/budget/")
        assert 'value="has-budget"' in text(client.get(page))
        assert 'value="yes"' in text(client.get(f"{page}?on=has-budget"))
        client.post(page, {"on": "has-budget", "values": ["yes"]})
        assert "What of has-budget?: <b>Yes</b>" in text(client.get(page))
        client.post(page, {"drop": "has-budget"})
        assert not Condition.objects.filter(on__section__questionnaire=made).exists()

    @pytest.mark.parametrize("values", [[], ["perhaps"]])
    def test_without_an_answer(self, client: Client, values: list[str]) -> None:
        made = draft()
        page = at(made, "conditions/question/budget/")
        response = client.post(page, {"on": "has-budget", "values": values})
        assert response.status_code == INVALID
        assert not Condition.objects.filter(on__section__questionnaire=made).exists()

    def test_one_that_came_out_of_order_can_be_let_go_of(self, client: Client) -> None:
        made = draft()
        page = at(made, "conditions/question/budget/")
        client.post(page, {"on": "has-budget", "values": ["yes"]})
        client.post(at(made), {"move": "down question:has-budget"})
        assert client.post(page, {"drop": "has-budget"}).status_code == FOUND
        assert not Condition.objects.filter(on__section__questionnaire=made).exists()

    def test_where_nothing_can_decide_it(self, client: Client) -> None:
        page = at(draft(), "conditions/section/methodology/")
        assert "nothing can decide it" in text(client.get(page))


class TestFollowing:
    def test_settling_one(self, client: Client) -> None:
        made = successor()
        response = client.post(at(made, "following/budget/"), {"how": "retires"})
        assert response["Location"] == f"{at(made, 'following/')}#earlier-budget"
        assert "Is retired" in text(client.get(at(made, "following/")))

    def test_what_does_not_add_up_is_said(self, client: Client) -> None:
        made = successor()
        plan = question_of(made, "plan").pk
        response = client.post(
            at(made, "following/budget/"), {"how": "splits", "later": [str(plan)]}
        )
        assert response.status_code == INVALID
        assert "two or more" in text(response)
        assert f'<option value="{plan}" selected>' in text(response)

    def test_a_question_of_another_version_cannot_be_chosen(self, client: Client) -> None:
        made = successor()
        assert made.made_from is not None
        other = question_of(made.made_from, "plan").pk
        typed = {"how": "continues", "later": [str(other)]}
        assert client.post(at(made, "following/budget/"), typed).status_code == INVALID

    def test_of_a_blank_draft_there_is_no_such_page(self, client: Client) -> None:
        assert client.get(at(blank(), "following/")).status_code == MISSING


class TestPublishing:
    def test_with_missing_texts_it_asks(self, client: Client) -> None:
        made = draft()
        page = text(client.get(at(made, "publish/")))
        assert "Texts that are missing" in page
        assert client.post(at(made, "publish/")).status_code == INVALID
        client.post(at(made, "publish/"), {"though_texts_are_missing": "on"})
        made.refresh_from_db()
        assert made.published_at is not None

    def test_with_a_problem_there_is_no_button(self, client: Client) -> None:
        made = blank()
        assert "Publish for good" not in text(client.get(at(made, "publish/")))
        response = client.post(at(made, "publish/"), {"though_texts_are_missing": "on"})
        assert response.status_code == INVALID

    def test_throwing_a_draft_away(self, client: Client) -> None:
        made = draft()
        client.post(at(made, "discard/"))
        assert not Questionnaire.objects.filter(pk=made.pk).exists()

    def test_a_published_version_is_not_thrown_away(self, client: Client) -> None:
        made = draft()
        publish(draft=made, though_texts_are_missing=True, by=examiner())
        client.post(at(made, "discard/"))
        assert Questionnaire.objects.filter(pk=made.pk).exists()


def test_the_desk_leads_there(client: Client) -> None:
    assert AT in text(client.get("/en/desk/"))


QUERIES_OF_LIST = 5
QUERIES_OF_VERSION = 20
