"""The pages of sessions in a real browser: for everybody, on every screen, in both directions."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dialogues.models import Session
from dialogues.registering.tokens import address_of
from publication.moves import make_move
from tests.dialogues.sessions.comers import JOINING, asked, changed, comer, open_session
from tests.factories.compact import ObjectiveFactory
from tests.factories.dialogues import session
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory
from tests.in_browser import page_of, sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with page_of(browser, timezone_id="America/Costa_Rica") as page:
        yield page


def full() -> Session:
    """Announced, to come, full, with an agenda, speakers and materials, and changed once."""
    one = open_session(
        capacity=1,
        title_ar="المسارات النظامية: ما الذي ينجح",
        about_ar="أربع دول تروي كيف يأتي العمال بطرق نظامية.",
        time_zone="Europe/Zurich",
        languages=["fr", "ar"],
    )
    one.objectives.add(ObjectiveFactory(number=5))
    one.organisers.add(OrganisationFactory(name="Demonstration Network of Migrant Associations"))
    for order, minutes in enumerate((0, 45, None)):
        one.agenda.create(order=order, minutes=minutes, title_en=f"Item {order} of the agenda")
        one.speakers.create(
            order=order, name="Speaker of a ministry of labour", affiliation="A Government"
        )
    one.materials.create(
        kind="concept-note",
        title="Concept note",
        language="en",
        address="https://example.org/a-rather-long-address-of-a-concept-note",
        by=examiner(),
    )
    changed(one, summary_en="It was said that permits come late.", place="Geneva")
    comer(one)
    return one


def look(page: Page, address: str) -> None:
    """In both directions."""
    for language in ("en", "ar"):
        page.goto(address.replace("/en/", f"/{language}/"))
        inspect(page)


def test_the_public_pages(live_server: LiveServer, page: Page) -> None:
    one = full()
    waits = asked(one)
    off = open_session()
    make_move(off, "call off", by=examiner(), note="A strike.")
    start = f"{live_server.url}/en/dialogues/"
    look(page, start)
    look(page, f"{start}{one.code}/")
    look(page, f"{start}{one.code}/versions/2/")
    look(page, f"{start}{one.code}/register/")
    look(page, f"{live_server.url}{address_of(waits)}")
    look(page, f"{start}{off.code}/")


def test_the_desk(live_server: LiveServer, page: Page) -> None:
    one, draft = full(), session(title_en="A draft")
    sign_in(page.context, examiner(), live_server.url)
    start = f"{live_server.url}/en/desk/dialogues/"
    look(page, start)
    look(page, f"{start}{one.code}/")
    look(page, f"{start}{draft.code}/write/")
    look(page, f"{start}{draft.code}/check/")
    look(page, f"{start}{one.code}/materials/")
    look(page, f"{start}{one.code}/registrations/")
    look(page, f"{start}series/")
    look(page, f"{start}series/new/")
    look(page, f"{start}begin/")
    look(page, f"{start}{one.code}/outcome/")


def test_one_registers_by_one_click_and_reads_both_clocks(
    live_server: LiveServer, page: Page
) -> None:
    one = open_session(time_zone="Europe/Zurich")
    sign_in(page.context, UserFactory(), live_server.url)
    page.goto(f"{live_server.url}/en/dialogues/{one.code}/")
    expect(page.locator(".timing")).to_contain_text("where you are")
    page.get_by_role("button", name="Register").click()
    expect(page.locator("#registration")).to_contain_text("You are registered")
    expect(page.locator("#registration")).to_contain_text(JOINING)
    page.get_by_role("button", name="Give the place back").click()
    expect(page.get_by_role("button", name="Register")).to_be_visible()


def test_what_is_typed_saves_by_itself(live_server: LiveServer, page: Page) -> None:
    draft = session()
    sign_in(page.context, examiner(), live_server.url)
    page.goto(f"{live_server.url}/en/desk/dialogues/{draft.code}/write/")
    page.get_by_label("Place", exact=False).first.fill("Geneva")
    page.get_by_label("Place", exact=False).first.blur()
    expect(page.locator("#save-state")).to_contain_text("Saved")
    draft.refresh_from_db()
    assert draft.place == "Geneva"
