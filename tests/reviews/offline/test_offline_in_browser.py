"""A section taken out, filled in, sent back and taken over, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reviews.models import Review
from tests.factories import asking
from tests.factories.offline import document, out
from tests.factories.reviews import answer_of, begun, filled, focal_point_of, write
from tests.in_browser import sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review() -> Review:
    return filled(begun(), consulted=["unions"], o05_progress="It goes on, slowly.")


def opened(browser: Browser, live_server: LiveServer, *, script: bool = True) -> Page:
    """A page of the State's focal point."""
    context = browser.new_context(locale="en", java_script_enabled=script)
    sign_in(context, focal_point_of("CRI"), live_server.url)
    return context.new_page()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_amiss(
    browser: Browser, live_server: LiveServer, language: str, review: Review, tmp_path: Path
) -> None:
    """The page, and one with changes, a conflict, an emptied answer and something unread."""
    asking.table(review, columns={"from": "short-text", "amount": "number"})
    content = document(
        out(review), lead_body="The Ministry of Foreign Affairs", o05_priority="low",
        consulted=["parliament"], o05_progress="", support=[["1", "The Bank", "3"], ["", "x", ""]],
    )  # fmt: skip
    write(review, "lead-body", "The Ministry of the Interior")
    file = tmp_path / "form.docx"
    file.write_bytes(content)
    page = opened(browser, live_server)
    page.goto(f"{live_server.url}/{language}/desk/reviews/{review.code}/offline/")
    inspect(page)
    page.locator("input[type=file]").set_input_files(file)
    page.locator("button[value=upload]").click()
    expect(page.locator("#clean")).to_be_visible()
    inspect(page)


@pytest.mark.parametrize("script", [True, False])
def test_out_and_in(
    browser: Browser, live_server: LiveServer, review: Review, tmp_path: Path, *, script: bool
) -> None:
    page = opened(browser, live_server, script=script)
    page.goto(f"{live_server.url}/en/desk/reviews/{review.code}/methodology/")
    page.get_by_role("link", name="Write it in Word or Excel").click()
    expect(page.get_by_label("What to take along")).to_have_value("methodology")
    page.get_by_label("Excel (.xlsx)").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename == f"{review.code}-methodology-en.xlsx"
    file = tmp_path / "form.xlsx"
    file.write_bytes(document(out(review), "xlsx", lead_body="From Excel"))
    write(review, "lead-body", "From the portal")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="See what changed").click()
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_role("alert")).to_contain_text("One choice is still missing")
    page.get_by_label("The document").check()
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("body")).to_contain_text("Taken over from the document.")
    answer = answer_of(review, "lead-body")
    assert answer is not None
    assert answer.value == "From Excel"
