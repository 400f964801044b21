"""The Secretariat's pages of practices and the pages of calls, in a real browser."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from practices.models import Practice, RevisionPoint
from practices.services.calls import extend_call
from publication.choices import State
from publication.moves import make_move
from tests.factories.practices import assigned, practice_in, quorum, reviewed, thematic_call
from tests.factories.publication import examiner
from tests.in_browser import sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def opened(browser: Browser, live_server: LiveServer, *, script: bool = True) -> Page:
    """A page of somebody of the Secretariat."""
    context = browser.new_context(locale="en", java_script_enabled=script)
    sign_in(context, examiner(), live_server.url)
    return context.new_page()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    page = opened(browser, live_server)
    yield page
    page.context.close()


@pytest.fixture
def practice(browser: Browser) -> Practice:
    """Under review in its second round; the reviews diverge, and the further one is in."""
    practice = practice_in(State.REVISING)
    RevisionPoint.objects.update(answer="The cost stands in the annex.")
    make_move(practice, "resubmit", by=practice.author)
    quorum(practice, 5, 5, 2)
    reviewed(assigned(practice, is_further=True), 4)
    return practice


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_amiss(
    page: Page, practice: Practice, live_server: LiveServer, language: str
) -> None:
    submitted, appealed = practice_in(State.SUBMITTED), practice_in(State.APPEALED)
    practice_in(State.ACCEPTED)
    call = thematic_call(introduction="Practices on moving with dignity.")
    until = timezone.now() + timedelta(days=90)
    extend_call(call=call, due_at=until, reason="Many asked for more time.", by=examiner())
    desk, calls = f"/{language}/desk/practices", f"/{language}/practices/calls"
    addresses = [
        f"/{language}/desk/practice-queue/", f"{desk}/{submitted.code}/screen/",
        f"{desk}/{practice.code}/decide/", f"{desk}/{appealed.code}/decide/",
        f"{desk}/calls/", f"{desk}/calls/new/", f"{desk}/calls/{call.code}/",
        f"{desk}/calls/{call.code}/extend/", f"{desk}/calls/criteria/",
        f"{desk}/calls/criteria/new/", f"{calls}/", f"{calls}/{call.code}/",
    ]  # fmt: skip
    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        inspect(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_revision_is_asked_for(
    browser: Browser, practice: Practice, live_server: LiveServer, script: bool
) -> None:
    page = opened(browser, live_server, script=script)
    page.goto(f"{live_server.url}/en/desk/practice-queue/")
    page.get_by_role("link", name=practice.title).click()
    page.get_by_label("Revise and resubmit").check()
    page.get_by_label("1.", exact=False).first.fill("Say what it costs a year.")
    page.get_by_role("button", name="Send the letter and decide").click()
    expect(page.get_by_text(f"{practice.code}: To be revised")).to_be_visible()
    practice.refresh_from_db()
    assert practice.state == State.REVISING
    latest = practice.rounds.get(number=2)
    assert "Reviewer 4" in latest.letter
    assert latest.points.filter(text="Say what it costs a year.").exists()
    page.context.close()
