"""The rubric in a real browser: it saves itself, keeps what is typed offline, sends it later."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from practices.choices import AssignmentState
from practices.models import Assignment, PeerReview
from practices.peer_review.tokens import token_of
from publication.choices import State
from tests.factories.practices import assigned, practice_in
from tests.in_browser import sign_in
from tests.inspection import inspect
from tests.practices.test_anonymity import telling

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TYPED = "Say what it costs a year, and who pays."
LATER = "And say who looked the figures over."
Open = Callable[[], Page]


@pytest.fixture
def accepted(browser: Browser) -> Assignment:
    return assigned(telling(), AssignmentState.ACCEPTED)


@pytest.fixture
def context(
    browser: Browser, accepted: Assignment, live_server: LiveServer
) -> Iterator[BrowserContext]:
    """The browser of the reviewer, signed in."""
    context = browser.new_context(locale="en", base_url=live_server.url)
    sign_in(context, accepted.reviewer.user, live_server.url)
    yield context
    context.close()


@pytest.fixture
def form(context: BrowserContext, accepted: Assignment) -> Open:
    """Opens the form in a new tab."""

    def come() -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(f"/en/desk/practices/assignments/{accepted.pk}/review/")
        return page

    return come


def comments(page: Page) -> Locator:
    return page.get_by_label("Comments for the author")


def write(page: Page, text: str) -> None:
    comments(page).fill(text)
    comments(page).blur()


def says(page: Page, words: str) -> None:
    expect(page.locator("#save-state")).to_contain_text(words, timeout=20_000)


def saved() -> str:
    review = PeerReview.objects.first()
    return review.for_author if review else ""


def kept(page: Page) -> int:
    return int(page.evaluate("localStorage.length"))


def test_it_saves_itself_and_keeps_nothing_of_what_has_arrived(form: Open) -> None:
    page = form()
    page.locator("#id_criterion-impact").get_by_label("4", exact=True).check()
    write(page, TYPED)
    says(page, "Saved")
    assert saved() == TYPED
    assert PeerReview.objects.get().scores.get().value == 4
    assert kept(page) == 0
    inspect(page)


def test_what_is_typed_without_a_line_is_sent_when_it_is_back(
    form: Open, context: BrowserContext
) -> None:
    page = form()
    context.set_offline(True)
    write(page, TYPED)
    says(page, "Not saved: the portal cannot be reached.")
    inspect(page)
    page.get_by_role("button", name="Save", exact=True).click()
    says(page, "Not saved: the portal cannot be reached.")
    assert saved() == ""
    context.set_offline(False)
    says(page, "Saved")
    assert saved() == TYPED
    assert kept(page) == 0


def test_it_outlives_the_tab(form: Open, context: BrowserContext) -> None:
    page = form()
    context.set_offline(True)
    write(page, TYPED)
    page.locator("#id_recommendation").get_by_label("Revise and resubmit").check()
    says(page, "Not saved")
    page.close()
    context.set_offline(False)
    page = form()
    assert comments(page).input_value() == TYPED
    says(page, "Saved")
    assert saved() == TYPED
    assert PeerReview.objects.get().recommendation == "revise"


def test_it_is_never_put_over_what_another_tab_saved(form: Open, context: BrowserContext) -> None:
    first = form()
    context.set_offline(True)
    write(first, TYPED)
    says(first, "Not saved")
    first.close()
    context.set_offline(False)
    review, _new = PeerReview.objects.get_or_create(assignment=Assignment.objects.get())
    PeerReview.objects.filter(pk=review.pk).update(revision=2, for_author=LATER)
    page = form()
    says(page, "another has saved in between")
    assert saved() == LATER
    page.get_by_role("button", name="See both texts").click()
    expect(page.locator("[data-theirs]").first).to_contain_text(LATER)
    expect(page.locator("[data-yours]").first).to_contain_text(TYPED)
    inspect(page)
    page.get_by_role("button", name="Keep theirs").click()
    expect(comments(page)).to_have_value(LATER)
    assert saved() == LATER
    assert kept(page) == 0


def test_from_the_invitation_to_the_review(
    browser: Browser, live_server: LiveServer, form: Open, accepted: Assignment
) -> None:
    asked = assigned(practice_in(State.UNDER_REVIEW))
    context = browser.new_context(locale="en", base_url=live_server.url)
    page = context.new_page()
    page.goto(f"/en/desk/practices/invitation/{token_of(asked)}/")
    inspect(page)
    page.get_by_role("button", name="I have no conflict of interest, and I accept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your answer")
    inspect(page)
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("can no longer be used")
    inspect(page)
    context.close()

    page = form()
    for scale in page.locator("fieldset.scale").all():
        scale.get_by_label("4", exact=True).check()
    write(page, TYPED)
    page.locator("#id_recommendation").get_by_label("Accept", exact=True).check()
    page.get_by_role("button", name="Save and check the review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check the review")
    inspect(page)
    page.get_by_role("button", name="Hand in the review").click()
    expect(page.get_by_text("Your review is handed in.")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="Your reviews").click()
    expect(page.get_by_text(re.compile("Handed in on"))).to_be_visible()
    inspect(page)
