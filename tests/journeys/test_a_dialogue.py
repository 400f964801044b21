"""A session with its film, a contribution that ends in a background note, and a pack."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from imrf_portal.demonstration.dialogues.recordings import FILMS
from imrf_portal.embedded.process import wait_until
from tests.journeys.conftest import Come, Portal
from tests.journeys.mails import Mails, link_in, text_of
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SECRETARIAT, MODERATOR = "secretariat@example.org", "moderator@example.org"
CIVIL = "civil@example.org"
CO_CHAIRS = ("focal.cri@example.org", "focal.tha@example.org")
TITLE = "Permits before the season"
SAID = "Permits that are signed in autumn let growers plan and workers come by the front door."
WROTE = "Growers ask for permits that are signed before the season."
SPACE, NOTE = "/en/dialogues/spaces/2030-1/", "BGN-2030-1"
SECOND = "document.getElementById('player').currentTime"
FOUND = 42
LINES = {
    "en": "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Chair>Good morning to all.\n\n"
    "00:42.000 --> 00:48.000\n<v Chair>A permit must come before the season.\n",
    "es": "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Presidencia>Buenos días.\n\n"
    "00:42.000 --> 00:48.000\n<v Presidencia>El permiso debe llegar antes.\n",
}


def test_a_session_is_announced_and_its_film_opens_at_a_word(come: Come, tmp_path: Path) -> None:
    secretariat, reader = come(SECRETARIAT), come()
    code = prepares_and_announces(secretariat)
    uploads_the_film(secretariat, code)
    is_warned_without_captions(secretariat)
    for language in LINES:
        adds_captions(secretariat, language, tmp_path)
    secretariat.press("Publish", exact=True)
    finds_the_second(reader, code)


def prepares_and_announces(secretariat: Visitor) -> str:
    page = secretariat.page
    secretariat.open("/en/desk/dialogues/begin/")
    page.locator("[name=series]").select_option(label="Dialogue Series 2030")
    page.get_by_label("Title, in English").fill(TITLE)
    secretariat.press("Begin")
    page.get_by_label("What it is about, in English").fill("How a permit can come in time.")
    page.get_by_label("1 Drivers of migration and regular routes").check()
    page.locator("[name=starts_at]").fill("2026-11-20T14:00")
    page.locator("[name=ends_at]").fill("2026-11-20T16:00")
    secretariat.press("Save and check the session")
    secretariat.says("Everything that is needed is there.")
    secretariat.follow("Go on to the announcement")
    secretariat.press("Announce it now")
    return page.locator(".code").first.inner_text()


def uploads_the_film(secretariat: Visitor, code: str) -> None:
    """In parts, as the script of the page sends it."""
    page = secretariat.page
    secretariat.open(f"/en/desk/dialogues/{code}/recordings/")
    page.locator("input[type=file]").set_input_files(FILMS / "film.webm")
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/recordings/1/")
    secretariat.inspect()
    expect(page.locator("main")).to_contain_text("video/webm")


def is_warned_without_captions(secretariat: Visitor) -> None:
    secretariat.press("Publish", exact=True)
    secretariat.says("Publish it without captions?")
    secretariat.follow("Add captions first")


def adds_captions(secretariat: Visitor, language: str, folder: Path) -> None:
    file = folder / f"{language}.vtt"
    file.write_text(LINES[language], encoding="utf-8")
    page = secretariat.page
    if "/captions/" not in page.url:
        secretariat.follow("Add or replace captions")
    page.locator("[name=language]").select_option(language)
    page.locator("input[type=file]").set_input_files(file)
    secretariat.press("Check and keep")


def finds_the_second(reader: Visitor, code: str) -> None:
    page = reader.page
    reader.open(f"/en/dialogues/{code}/")
    with page.expect_navigation():
        page.locator("#recording-1").get_by_role("link", name="English").click()
    reader.inspect()
    expect(page.locator("main")).to_contain_text("Español")
    page.get_by_label("Search in the transcript").fill("before the season")
    with page.expect_navigation():
        page.get_by_label("Search in the transcript").press("Enter")
    with page.expect_navigation():
        page.locator(".hits a").click()
    assert f"t={FOUND}" in page.url
    assert wait_until(lambda: float(page.evaluate(SECOND)) >= FOUND - 0.1, 20)


def test_a_contribution_ends_in_a_note_and_its_author_is_told(portal: Portal, come: Come) -> None:
    civil, secretariat, reader = come(CIVIL), come(SECRETARIAT), come()
    contributes(civil)
    nobody_reads_it_yet(reader)
    a_moderator_publishes_it(come(MODERATOR), portal.mails)
    takes_it_up_in_the_note(secretariat)
    for address in CO_CHAIRS:
        clears(come(address))
    secretariat.open(f"/en/moves/notes/{NOTE}/publish/")
    secretariat.press("Publish now")
    is_told_what_became_of_it(civil, portal.mails)
    reads_from_the_paragraph_to_the_source(reader)


def contributes(civil: Visitor) -> None:
    civil.open(SPACE)
    civil.follow("Contribute", exact=True)
    civil.page.get_by_label("Contribution", exact=True).fill(SAID)
    civil.page.get_by_label("I have read the rules of the discussion").check()
    civil.press("Send to the moderators")
    civil.says("It waits for a moderator.")


def nobody_reads_it_yet(reader: Visitor) -> None:
    reader.open(SPACE)
    assert SAID not in reader.page.content()


def a_moderator_publishes_it(moderator: Visitor, mails: Mails) -> None:
    moderator.open("/en/desk/dialogues/posts/")
    line = moderator.page.locator("article", has_text=SAID)
    line.get_by_role("checkbox").check()
    moderator.press("Publish those ticked")
    assert SAID not in moderator.page.locator("#queue").inner_text()
    assert mails.last_to(CIVIL)["Subject"]


def takes_it_up_in_the_note(secretariat: Visitor) -> None:
    """The co-chairs had it: it comes back, says more, and goes to them again."""
    page = secretariat.page
    secretariat.open(f"/en/moves/notes/{NOTE}/return/")
    page.get_by_label("Note").fill("One more contribution is to be taken up.")
    secretariat.press("Return with a note")
    secretariat.follow("Write", exact=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Add a paragraph below").last.click()
    page.get_by_label("Paragraph 3").fill(WROTE)
    expect(page.locator(".paragraph").last).to_contain_text("Saved")
    page.get_by_label("Cite in").select_option(index=2)
    page.get_by_label("Words, or a code").fill("signed in autumn")
    hit = page.locator("#hits li", has_text=SAID)
    hit.get_by_role("button", name="Cite").click()
    expect(page.locator(".paragraph").last).to_contain_text(SAID)
    secretariat.inspect()
    secretariat.open(f"/en/moves/notes/{NOTE}/resubmit/")
    secretariat.press("Send to the co-chairs again")


def clears(co_chair: Visitor) -> None:
    co_chair.looks_closely = False
    co_chair.open("/en/desk/")
    co_chair.follow(f"Clear {NOTE}")
    expect(co_chair.page.locator("main")).to_contain_text(WROTE)
    co_chair.press("Clear it on behalf of")
    co_chair.says("Cleared")


def is_told_what_became_of_it(civil: Visitor, mails: Mails) -> None:
    mail = mails.last_to(CIVIL, about=NOTE)
    assert "paragraphs: 3" in text_of(mail)
    civil.open(link_in(mail, f"/notes/{NOTE}/"))
    civil.says(WROTE)


def reads_from_the_paragraph_to_the_source(reader: Visitor) -> None:
    page = reader.page
    reader.open(f"/en/dialogues/notes/{NOTE}/")
    part = page.get_by_role("region", name="Paragraph 3")
    part.locator("summary").click()
    expect(part).to_contain_text(SAID)
    with page.expect_navigation():
        part.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(SAID)
    expect(page.locator("main")).to_contain_text("cited in")


@pytest.mark.usefixtures("worker")
def test_a_pack_is_made_while_one_waits(portal: Portal, come: Come) -> None:
    """Of one round table; those of all four are made in the tests of the demonstration."""
    secretariat = come(SECRETARIAT)
    page = secretariat.page
    secretariat.open("/en/desk/packs/2022/")
    page.get_by_label("1 Drivers of migration and regular routes").check()
    secretariat.press("Have them made")
    for kind, begins in (("DOCX", b"PK"), ("PDF", b"%PDF")):
        made = page.get_by_role("link", name=f"(English, {kind})")
        made.wait_for(timeout=120_000)
        with page.expect_download() as download:
            made.click()
        assert download.value.path().read_bytes().startswith(begins)
    assert portal.mails.last_to(SECRETARIAT, about="pack")
