"""Reports of regional rounds: entered by the State or the Secretariat, seen by nobody else."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reviews.models import EarlierAnswer, EarlierReport
from reviews.services import NotAllowedError
from reviews.services.reporting import mark_of, save_report, save_report_answers
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.carrying import question_in, report, said, statement
from tests.factories.reviews import PDF, begun, focal_point_of, forum, pdf, people_around
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/en/desk/reviews/reports/"
SECTION = "methodology"
FACTS = {"country": "CRI", "year": "2024", "title": "Segundo examen", "language": "es"}


def address(of: EarlierReport, place: str = "") -> str:
    return f"{LIST}{of.pk}/{place}"


def page(browser: Client, where: str) -> str:
    return html.unescape(browser.get(where).content.decode())


@pytest.fixture
def entered() -> EarlierReport:
    questions = forum(2026).questionnaires.get()
    return said(report(), questions, lead_body="The Office")


@pytest.fixture
def browser() -> Client:
    return signed_in(focal_point_of("CRI"))


# Who gets to each page: the State's focal points and the Secretariat, and for everybody else
# there is none. Those of other States have a list of their own.
MAY = {"focal point", "second focal point", "secretariat"}


@pytest.mark.parametrize("place", ["", "facts/", "file/", f"{SECTION}/"])
def test_who_gets_to_a_report(entered: EarlierReport, place: str) -> None:
    save_report(report=entered, file=pdf(), by=focal_point_of("CRI"))
    for name, person in people_around(begun()).items():
        client = signed_in(person) if person else Client()
        wanted = 302 if person is None else 200 if name in MAY else 404
        assert client.get(address(entered, place)).status_code == wanted, name


@pytest.mark.parametrize("place", ["", "new/"])
def test_who_enters_reports_at_all(entered: EarlierReport, place: str) -> None:
    for name, person in people_around(begun()).items():
        client = signed_in(person) if person else Client()
        wanted = 302 if person is None else 200 if name in {*MAY, "foreign focal point"} else 404
        assert client.get(f"{LIST}{place}").status_code == wanted, name


@pytest.mark.parametrize("place", ["facts/", f"{SECTION}/"])
def test_who_writes_in_a_report(entered: EarlierReport, place: str) -> None:
    for name, person in people_around(begun()).items():
        client = signed_in(person) if person else Client()
        answer = client.post(address(entered, place), {**FACTS, "title": "Regional review"})
        assert answer.status_code == (302 if person is None or name in MAY else 404), name


@pytest.mark.parametrize("who", ["foreign", "outsider", "contributor"])
def test_the_verbs_refuse_others(entered: EarlierReport, who: str) -> None:
    others: dict[str, User] = {
        "foreign": UserFactory(focal_point_of="MEX"),
        "outsider": UserFactory(),
        "contributor": UserFactory(contributor_of="CRI"),
    }
    with pytest.raises(NotAllowedError):
        save_report(report=entered, by=others[who])
    with pytest.raises(NotAllowedError):
        save_report_answers(report=entered, typed={}, by=others[who])


class TestList:
    def test_a_state_sees_its_own_and_the_secretariat_all(self, entered: EarlierReport) -> None:
        report("MEX", title="De México")
        own = page(signed_in(focal_point_of("CRI")), LIST)
        assert ("Regional review" in own, "De México" in own) == (True, False)
        assert "1 answer entered" in own
        every = page(signed_in(UserFactory(secretariat=True)), LIST)
        assert 'data-count="2"' in every

    def test_an_empty_list_says_so(self, browser: Client) -> None:
        assert 'data-count="0"' in page(browser, LIST)

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_the_same_number_of_queries(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(count):
            report(title=f"Report {number}")
        client = signed_in(focal_point_of("CRI"))
        client.get(LIST)
        with django_assert_num_queries(5):
            client.get(LIST)


class TestFacts:
    def test_a_focal_point_enters_one(self, browser: Client) -> None:
        forum(2026)
        answer = browser.post(f"{LIST}new/", FACTS, follow=True)
        made = EarlierReport.objects.get()
        assert (made.title, made.year, made.entered_by) == (
            "Segundo examen",
            2024,
            focal_point_of("CRI"),
        )
        assert "Now its answers can be entered" in answer.content.decode()

    def test_the_secretariat_enters_one_for_any_state(self) -> None:
        focal_point_of("CRI")
        boss = signed_in(UserFactory(secretariat=True))
        assert boss.post(f"{LIST}new/", FACTS).status_code == 302
        assert EarlierReport.objects.get().country_id == "CRI"

    def test_a_focal_point_enters_none_for_another_state(self, browser: Client) -> None:
        focal_point_of("MEX")
        answer = browser.post(f"{LIST}new/", {**FACTS, "country": "MEX"})
        assert answer.status_code == 422
        assert not EarlierReport.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"year": "2017"}, "Give a year from 2018 to this one."),
            ({"year": "9999"}, "Give a year from 2018 to this one."),
            ({"year": "soon"}, "Give a year from 2018 to this one."),
            ({"title": ""}, "This field is required."),
            ({"title": "x" * 201}, "at most 200 characters"),
            ({"address": "no address"}, "Enter a valid URL."),
            ({"language": "tlh"}, "is not one of the available choices"),
            ({"region": "atlantis"}, "That choice is not one of the available choices"),
        ],
    )
    def test_what_cannot_be_read_is_said_in_words_and_kept(
        self, browser: Client, wrong: dict[str, str], words: str
    ) -> None:
        answer = browser.post(f"{LIST}new/", FACTS | wrong)
        assert answer.status_code == 422
        found = html.unescape(answer.content.decode())
        assert words in found
        assert "There is a problem" in found
        assert "title" in wrong or "Segundo examen" in found

    def test_the_same_report_twice_is_told(self, browser: Client) -> None:
        report(title="Segundo examen")
        answer = browser.post(f"{LIST}new/", FACTS)
        assert answer.status_code == 422
        assert "has a report of this title and year already" in answer.content.decode()

    def test_its_own_title_is_no_twin_of_itself(
        self, browser: Client, entered: EarlierReport
    ) -> None:
        data = {**FACTS, "title": entered.title, "language": "fr"}
        assert browser.post(address(entered, "facts/"), data).status_code == 302
        entered.refresh_from_db()
        assert (entered.language, entered.country_id) == ("fr", "CRI")

    def test_the_state_of_a_report_never_changes(
        self, browser: Client, entered: EarlierReport
    ) -> None:
        focal_point_of("MEX")
        browser.post(address(entered, "facts/"), {**FACTS, "country": "MEX"})
        entered.refresh_from_db()
        assert entered.country_id == "CRI"

    def test_what_was_typed_when_the_session_ended_comes_back(self, browser: Client) -> None:
        visitor = Client()
        visitor.post(f"{LIST}new/", FACTS)
        session = browser.session
        session.update({"kept_form": visitor.session["kept_form"]})
        session.save()
        assert "Segundo examen" in page(browser, f"{LIST}new/")


class TestDocument:
    def test_it_is_attached_and_downloaded_by_those_who_may(self, browser: Client) -> None:
        forum(2026)
        browser.post(f"{LIST}new/", {**FACTS, "file": pdf("report.pdf")})
        made = EarlierReport.objects.get()
        answer = browser.get(address(made, "file/"))
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'
        assert answer["Content-Type"] == "application/pdf"

    @pytest.mark.parametrize(
        "file",
        [
            SimpleUploadedFile("virus.exe", b"MZ"),
            SimpleUploadedFile("empty.pdf", b""),
            SimpleUploadedFile("not.pdf", b"<html>"),
        ],
    )
    def test_another_file_is_refused_in_words(
        self, browser: Client, file: SimpleUploadedFile
    ) -> None:
        file.seek(0)
        assert browser.post(f"{LIST}new/", {**FACTS, "file": file}).status_code == 422
        assert not EarlierReport.objects.exists()

    def test_without_one_there_is_nothing_to_download(
        self, browser: Client, entered: EarlierReport
    ) -> None:
        assert browser.get(address(entered, "file/")).status_code == 404


class TestAnswers:
    def typed(self, text: str, base: int = 0) -> dict[str, str]:
        return {"base-lead-body": str(base), "answer-lead-body": text}

    def test_they_are_entered_section_by_section(self, browser: Client) -> None:
        forum(2026)
        of = report()
        data = {
            **self.typed("The Office"),
            "base-consulted": "0",
            "answer-consulted": ["unions", "parliament"],
        }
        assert browser.post(address(of, f"{SECTION}/"), data).status_code == 302
        assert {answer.question.key: answer.value for answer in of.answers.all()} == {
            "lead-body": "The Office",
            "consulted": ["unions", "parliament"],
        }
        assert "2 answers" in page(browser, address(of))

    def test_each_question_but_those_for_files_can_be_answered(
        self, browser: Client, entered: EarlierReport
    ) -> None:
        found = page(browser, address(entered, "means/"))
        for key in ("has-budget", "budget", "information-up-to"):
            assert f'name="answer-{key}"' in found
        assert "base-plan" not in found

    def test_what_does_not_apply(self, browser: Client, entered: EarlierReport) -> None:
        data = {"base-o05-progress": "0", "na-o05-progress": "on", "reason-o05-progress": "None"}
        browser.post(address(entered, "objective-5/"), data)
        answer = entered.answers.get(question__key="o05-progress")
        assert (answer.not_applicable, answer.reason) == (True, "None")

    def test_an_answer_that_is_emptied_is_taken_out(
        self, browser: Client, entered: EarlierReport
    ) -> None:
        base = mark_of(entered.answers.get())
        browser.post(address(entered, f"{SECTION}/"), self.typed("", base))
        assert not entered.answers.exists()

    def test_a_stale_save_overwrites_nothing_and_shows_both(
        self, browser: Client, entered: EarlierReport
    ) -> None:
        base = mark_of(entered.answers.get())
        EarlierAnswer.objects.update(value="The Secretariat's words")
        answer = browser.post(address(entered, f"{SECTION}/"), self.typed("My words", base))
        found = html.unescape(answer.content.decode())
        assert answer.status_code == 409
        assert entered.answers.get().value == "The Secretariat's words"
        assert "The Secretariat's words" in found
        assert "My words" in found
        again = mark_of(entered.answers.get())
        assert f'name="base-lead-body" value="{again}"' in found
        browser.post(address(entered, f"{SECTION}/"), self.typed("My words", again))
        assert entered.answers.get().value == "My words"

    def test_one_that_was_emptied_meanwhile_is_told(
        self, browser: Client, entered: EarlierReport
    ) -> None:
        base = mark_of(entered.answers.get())
        EarlierAnswer.objects.all().delete()
        answer = browser.post(address(entered, f"{SECTION}/"), self.typed("My words", base))
        assert answer.status_code == 409
        assert "Not answered" in answer.content.decode()
        assert not entered.answers.exists()

    def test_saying_the_same_changes_nothing(self, entered: EarlierReport) -> None:
        question = question_in(forum(2026).questionnaires.get(), "lead-body")
        typed = {question: (statement("The Office"), 7)}
        assert save_report_answers(report=entered, typed=typed, by=focal_point_of("CRI")) == {}

    @pytest.mark.parametrize("base", ["x", "-1", "9" * 12])
    def test_a_mark_that_is_no_number_is_a_bad_request(
        self, browser: Client, entered: EarlierReport, base: str
    ) -> None:
        data = {"base-lead-body": base, "answer-lead-body": "X"}
        assert browser.post(address(entered, f"{SECTION}/"), data).status_code == 400

    def test_a_section_that_is_not_there(self, browser: Client, entered: EarlierReport) -> None:
        assert browser.get(address(entered, "nowhere/")).status_code == 404

    def test_before_there_is_a_questionnaire_the_document_stands_alone(
        self, browser: Client
    ) -> None:
        assert "the document stands alone" in page(browser, address(report()))

    @pytest.mark.parametrize("count", [1, 3])
    def test_its_page_takes_the_same_number_of_queries(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        questions = forum(2026).questionnaires.get()
        answers = {"lead_body": "X", "o05_progress": "Slow", "has_budget": "yes"}
        of = said(report(), questions, **dict(list(answers.items())[:count]))
        client = signed_in(focal_point_of("CRI"))
        client.get(address(of))
        with django_assert_num_queries(12):
            client.get(address(of))
