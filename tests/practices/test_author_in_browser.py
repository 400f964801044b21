"""The author's pages in a real browser: they save themselves, fit the screen, and have no fault."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from practices.choices import ReviewMode
from practices.consent import token_of
from practices.models import Practice
from practices.offline.sheets import sheet_of
from practices.services import ask_implementer, attach
from publication.choices import State
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.practices import author_of, begun, practice_in, thematic_call, whole
from tests.in_browser import sign_in
from tests.inspection import inspect
from tests.practices.author_forms import anew, save, typed, upload
from tests.practices.pictures import PNG
from tests.practices.test_offline import changed

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def blind_draft() -> Practice:
    """A draft with everything that the page of the form can show."""
    call = thematic_call(mode=ReviewMode.DOUBLE_BLIND)
    practice = whole(begun(call=call), is_own=False, implementer="Amara Foundation")
    Practice.objects.filter(pk=practice.pk).update(implementer_email="amara@foundation.example")
    attach(practice=practice, file=upload("van.png", PNG), by=author_of(practice))
    rows = {"partners-0-name": "A city", "links-0-title": "Half of a link"}
    data = typed(
        practice,
        summary="Ask amara@foundation.example about it.",
        starts_on="2016-01-01",
        amount="about five million",
        is_own="other",
        implementer="Amara Foundation",
        implementer_email="amara@foundation.example",
        **rows,
    )
    return save(practice, data)


def revising() -> Practice:
    practice = practice_in(State.REVISING)
    return save(practice, typed(practice, impact="Ten of ten births are registered."))


def address_of(name: str) -> tuple[User, str]:
    """The page of this name, with something on it, and who sees it."""
    match name:
        case "revise":
            practice = revising()
        case "declined":
            practice = practice_in(State.DECLINED)
        case "begin" | "mine":
            practice = practice_in(State.DRAFT)
            return author_of(practice), reverse(f"practice_desk:{name}")
        case "confirm":
            practice = blind_draft()
            asked = ask_implementer(practice=practice, by=author_of(practice))
            return author_of(practice), reverse("practice_desk:confirm", args=[token_of(asked)])
        case _:
            practice = blind_draft()
    page = "practice" if name == "declined" else name
    return author_of(practice), reverse(f"practice_desk:{page}", args=[practice.code])


PAGES = ("begin", "mine", "write", "check", "practice", "revise", "declined", "confirm", "offline")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_it_has_no_fault_and_fits_every_screen(
    page: Page, live_server: LiveServer, name: str, language: str
) -> None:
    with translation.override(language):
        user, address = address_of(name)
    sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + address)
    inspect(page)


def test_it_saves_itself_as_one_writes(page: Page, live_server: LiveServer) -> None:
    practice = begun()
    sign_in(page.context, author_of(practice), live_server.url)
    page.goto(live_server.url + reverse("practice_desk:write", args=[practice.code]))
    page.get_by_label("Title", exact=True).fill("As one writes")
    page.get_by_label("Title", exact=True).blur()
    expect(page.locator("[name=revision]")).to_have_value("2")
    assert anew(practice).title == "As one writes"


def test_a_document_goes_out_and_comes_back(
    page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    """Sent back as it was, it overwrites nothing of what changed in the portal meanwhile."""
    practice = whole(begun())
    sign_in(page.context, author_of(practice), live_server.url)
    page.goto(live_server.url + reverse("practice_desk:offline", args=[practice.code]))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the form").click()
    document = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(document)
    save(practice, typed(practice, title="Changed meanwhile"))
    page.get_by_label("The document that you filled in").set_input_files(document)
    page.get_by_role("button", name="See what changed").click()
    expect(page.get_by_text("Nothing but what stands above.")).to_be_visible()
    assert anew(practice).title == "Changed meanwhile"


def test_the_whole_way_of_a_draft_without_script(browser: Browser, live_server: LiveServer) -> None:
    practice = whole(begun())
    context = browser.new_context(java_script_enabled=False, locale="en")
    sign_in(context, author_of(practice), live_server.url)
    page = context.new_page()
    page.goto(live_server.url + reverse("practice_desk:write", args=[practice.code]))
    page.get_by_label("Title", exact=True).fill("Without script")
    page.get_by_role("button", name="Save and check the practice").click()
    page.get_by_role("link", name="Go on to the declaration").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Receipt")).to_be_visible()
    context.close()
    assert (anew(practice).title, anew(practice).state) == ("Without script", State.SUBMITTED)


def test_what_came_back_is_shown_side_by_side(page: Page, live_server: LiveServer) -> None:
    begun_one = begun()
    practice = save(begun_one, typed(begun_one))
    author = author_of(practice)
    client = signed_in(author)
    client.post(reverse("practice_desk:offline", args=[practice.code]), {"do": "download"})
    content = changed(sheet_of(practice, "en"), title="From Word", lessons="Come at night.")
    save(practice, typed(practice, title="In the portal"))
    sign_in(page.context, author, live_server.url)
    page.goto(live_server.url + reverse("practice_desk:offline", args=[practice.code]))
    field = page.get_by_label("The document that you filled in")
    field.set_input_files({"name": "a.docx", "mimeType": "application/x", "buffer": content})
    with page.expect_navigation():
        page.get_by_role("button", name="See what changed").click()
    inspect(page)
    page.get_by_role("group", name="Title").get_by_label("The document").check()
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_text("Taken over from the document.")).to_be_visible()
    assert (anew(practice).title, anew(practice).lessons) == ("From Word", "Come at night.")
