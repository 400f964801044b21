"""A section is shared out by a link, written, talked about, and cleared; and no word is lost."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, expect

from reviews.models import Comment
from tests.journeys.conftest import Come, Portal
from tests.journeys.mails import link_in, text_of
from tests.journeys.visitor import Visitor
from tests.journeys.writing import field, question, write

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FOCAL = "focal.cri@example.org"
BOARD = "/en/desk/reviews/REV-2030-CRI/"
SECTION = f"{BOARD}next-steps/"
KEY = "next-priorities"
OFFICE = "statistics@example.org"
TEXT, SAID = "Menos espera en las fronteras.", "¿De qué año es esta cifra?"


def comments(visitor: Visitor) -> Locator:
    return visitor.page.locator(f"#comments-{KEY}")


def say(visitor: Visitor, text: str) -> None:
    typed = visitor.page.locator(f"#comment-{KEY}")
    if not typed.is_visible():  # it stands open where a text of before was kept
        comments(visitor).locator("summary").first.click()
    typed.fill(text)
    comments(visitor).get_by_role("button", name="Keep the comment").click()


def test_a_ministry_without_an_account_writes_its_section(portal: Portal, come: Come) -> None:
    focal = come(FOCAL)
    focal.open(f"{BOARD}links/?section=next-steps")
    focal.page.get_by_label("Whom it is for").fill("Oficina de estadística")
    focal.page.get_by_label("E-mail address").fill(OFFICE)
    focal.page.get_by_label("Language of the mail").select_option("en")
    until = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011
    focal.page.get_by_label("Open until the end of").fill(until)
    focal.press("Make the link and send it")
    focal.says("Oficina de estadística")

    office = come()
    office.open(link_in(portal.mails.last_to(OFFICE), "/link/"))
    office.says("Sections that wait for Oficina de estadística")
    office.follow("Next steps", exact=False)
    write(office, KEY, TEXT)

    focal.open(SECTION)
    assert field(focal, KEY).input_value() == TEXT
    here = focal.page.locator(f"#here-{KEY}")
    expect(here).to_have_text("Oficina de estadística is writing here")
    say(focal, SAID)
    expect(comments(focal)).to_contain_text(SAID)
    focal.inspect()

    office.page.reload()
    expect(comments(office)).to_contain_text(SAID)
    comments(office).get_by_text("Answer", exact=True).click()
    comments(office).get_by_label("Your answer").fill("Del año pasado.")
    comments(office).get_by_role("button", name="Keep the answer").click()
    expect(comments(office)).to_contain_text("Del año pasado.")
    office.inspect()

    focal.page.reload()
    comments(focal).get_by_role("button", name="It is resolved").click()
    expect(comments(focal)).to_contain_text("1 resolved comment")

    focal.open(f"{BOARD}links/")
    with focal.page.expect_navigation():
        focal.page.get_by_role("button", name="Revoke Oficina de estadística").click()
    field(office, KEY).fill(f"{TEXT} Y más.")
    field(office, KEY).blur()
    expect(question(office, KEY)).to_contain_text("This can no longer be saved")
    assert field(office, KEY).input_value() == f"{TEXT} Y más."
    office.page.reload()
    office.says("This link is no longer open")


def test_a_comment_outlives_the_session_the_language_and_the_way_back(come: Come) -> None:
    focal = come(FOCAL)
    focal.open(SECTION)
    comments(focal).locator("summary").first.click()
    typed = focal.page.locator(f"#comment-{KEY}")
    typed.fill(SAID)
    focal.follow("Español", exact=True)
    assert typed.input_value() == SAID
    focal.open("/es/desk/")
    focal.page.go_back()
    assert typed.input_value() == SAID
    focal.open(SECTION)

    Session.objects.all().delete()
    say(focal, SAID)
    expect(comments(focal)).to_contain_text("You have been signed out.")
    assert typed.input_value() == SAID
    with focal.context.expect_page() as tab:
        comments(focal).get_by_role("link", name="Sign in again in a new tab").click()
    first, focal.page = focal.page, tab.value
    focal.sign_in(FOCAL, here=True)
    focal.page = first
    assert not Comment.objects.filter(text=SAID).exists()


def test_without_script_all_is_saved_with_one_button(come: Come) -> None:
    focal = come(FOCAL, java_script_enabled=False)
    focal.open(SECTION)
    field(focal, KEY).fill(TEXT)
    comments(focal).locator("summary").first.click()
    focal.page.locator(f"#comment-{KEY}").fill(SAID)
    with focal.page.expect_navigation():
        comments(focal).get_by_role("button", name="Keep the comment").click()
    assert field(focal, KEY).input_value() == TEXT
    expect(comments(focal)).to_contain_text(SAID)


def test_a_ladder_a_clearance_and_a_nudge(portal: Portal, come: Come) -> None:
    focal = come(FOCAL)
    focal.open(f"{BOARD}ladder/")
    steps = focal.page.get_by_label("Steps, from the first to the last")
    steps.fill("Redactado\nVisto bueno del Ministerio\nFirmado")
    focal.press("Save")
    focal.open(f"{SECTION}clearance/")
    focal.page.get_by_label("Firmado").check()
    focal.page.get_by_label("Cleared by").fill("la Presidencia")
    focal.press("Save")
    focal.says("la Presidencia")
    focal.follow("Who still owes what")
    with focal.page.expect_navigation():
        focal.page.get_by_role("button", name="Nudge ").first.click()
    focal.says("1 mail is on its way.")
    assert "asks you to go on" in text_of(portal.mails.last_to("ministry.cri@example.org"))
    focal.open(f"{BOARD}handover/")
    focal.says("la Presidencia")


def test_a_comment_without_a_line_is_kept_in_the_browser(come: Come) -> None:
    focal = come(FOCAL)
    focal.open(SECTION)
    with focal.without_line():
        say(focal, SAID)
        expect(comments(focal)).to_contain_text("Not sent: the portal cannot be reached.")
        focal.page.close()
    focal.page = focal.context.new_page()
    focal.open(SECTION)
    assert focal.page.locator(f"#comment-{KEY}").input_value() == SAID
    comments(focal).get_by_role("button", name="Keep the comment").click()
    expect(comments(focal)).to_contain_text(SAID)
    assert Comment.objects.filter(text=SAID).count() == 1
    focal.page.reload()
    assert focal.page.locator(f"#comment-{KEY}").input_value() == ""
