"""A section taken out, filled in, sent back and taken over, in a real browser."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reviews.models import Review
from tests.factories import asking
from tests.factories.offline import document, out
from tests.factories.reviews import answer_of, begun, filled, focal_point_of, write
from tests.in_browser import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Set it to a folder to look at the pages.
SHOTS = os.environ.get("SHOTS", "")
SMALL, LARGE = 320, 1280


@pytest.fixture
def review() -> Review:
    return filled(begun(), consulted=["unions"], o05_progress="It goes on, slowly.")


def opened(browser: Browser, live_server: LiveServer, *, script: bool = True) -> Page:
    """A page of the State's focal point."""
    context = browser.new_context(locale="en", java_script_enabled=script)
    sign_in(context, focal_point_of("CRI"), live_server.url)
    return context.new_page()


def amiss(page: Page) -> list[tuple[str, str]]:
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    faults = [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(("wider than the screen", ""))
    return faults


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


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
    for width in (LARGE, SMALL):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/{language}/desk/reviews/{review.code}/offline/")
        assert amiss(page) == []
        shoot(page, f"offline-{language}-{width}")
        page.locator("input[type=file]").set_input_files(file)
        page.locator("button[value=upload]").click()
        expect(page.locator("#clean")).to_be_visible()
        assert amiss(page) == []
        shoot(page, f"preview-{language}-{width}")


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
