"""A questionnaire written from the first section to its publication, in a real browser."""

from http import HTTPStatus

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reviews.choices import QuestionKind
from reviews.models import Questionnaire
from tests.factories.publication import examiner
from tests.factories.questionnaires import add, question_of, successor, table
from tests.factories.reviews import forum
from tests.in_browser import sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AT = "desk/reviews/questionnaires"


def opened(browser: Browser, live_server: LiveServer, *, script: bool = True) -> Page:
    """A page of somebody of the Secretariat."""
    context = browser.new_context(locale="en", java_script_enabled=script)
    sign_in(context, examiner(), live_server.url)
    return context.new_page()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_amiss(browser: Browser, live_server: LiveServer, language: str) -> None:
    made = successor()
    table(made)
    add(made, "means", "rivers", QuestionKind.RANK)
    question_of(made, "plan").delete()
    page = opened(browser, live_server)
    of = f"{made.pk}"
    pages = [
        "", "new/", f"{of}/", f"{of}/edit/", f"{of}/publish/", f"{of}/discard/",
        f"{of}/following/", f"{of}/following/budget/", f"{of}/preview/", f"{of}/preview/means/",
        f"{of}/sections/new/", f"{of}/sections/of/means/", f"{of}/sections/of/means/remove/",
        f"{of}/sections/of/means/new/", f"{of}/questions/budget/",
        f"{of}/questions/consulted/lines/options/", f"{of}/questions/costs/lines/columns/",
        f"{of}/conditions/question/budget/", f"{of}/conditions/question/budget/?on=has-budget",
    ]  # fmt: skip
    for address in pages:
        response = page.goto(f"{live_server.url}/{language}/{AT}/{address}")
        assert response is not None
        assert response.status == HTTPStatus.OK, address
        inspect(page)
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_from_a_blank_draft_to_a_published_version(
    browser: Browser, live_server: LiveServer, script: bool
) -> None:
    forum()
    page = opened(browser, live_server, script=script)
    page.goto(f"{live_server.url}/en/{AT}/")
    page.get_by_role("link", name="Begin a draft").click()
    page.get_by_label("Begin from").select_option(label="Nothing: a blank questionnaire")
    page.get_by_role("button", name="Begin the draft").click()
    page.get_by_role("link", name="Add a section").click()
    page.get_by_label("Title, in English").fill("Rivers")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a question").click()
    page.get_by_label("One of").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Question, in English").fill("Is there a river?")
    page.get_by_label("required at submission", exact=False).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Text, in English").nth(0).fill("Yes, a long one")
    page.get_by_label("Text, in English").nth(1).fill("None")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Is there a river?")).to_be_visible()
    page.get_by_role("link", name="Preview this question").click()
    page.get_by_label("None").check()
    page.get_by_label("Yes, it is complete").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("None")).to_be_checked()
    page.get_by_role("link", name="Back to the questionnaire").click()
    page.get_by_role("link", name="Publish…").click()
    page.get_by_label("I know that texts are missing", exact=False).check()
    page.get_by_role("button", name="Publish for good").click()
    expect(page.get_by_text("Published. Reviews that are begun", exact=False)).to_be_visible()
    made = Questionnaire.objects.get(version=2)
    assert made.published_at is not None
    question = question_of(made, "is-there-a-river")
    assert [o.key for o in question.options.all()] == ["yes-a-long-one", "none"]
    page.context.close()
