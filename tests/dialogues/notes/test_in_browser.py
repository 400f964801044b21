"""The pages of notes in a real browser: they save themselves, cite, and fit the screen."""

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dialogues.choices import ParagraphKind, PostState
from dialogues.models import BackgroundNote, Post
from dialogues.notes.arranging import add_paragraph, remove_paragraph
from dialogues.notes.citing import citations_in
from dialogues.notes.saving import save_head, save_paragraph
from publication.choices import State
from stakeholders.models import User
from tests.factories import practices
from tests.factories.dialogues import note, published_post, sent, space
from tests.factories.notes import (
    address,
    cite,
    cleared,
    keys_of,
    person,
    published,
    revised,
)
from tests.factories.publication import examiner
from tests.factories.publication import published as published_review
from tests.in_browser import sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TEXT = (
    "A permit that comes after the season helps nobody. Growers lose the crop, workers lose the "
    "wage, and both turn to whoever offers a shorter way."
)


def written() -> BackgroundNote:
    """A draft with everything that the page of its form can show."""
    review = published_review(o05_progress="Permits now come six weeks before the season.")
    practice = practices.published()
    one = note(
        None, TEXT, "Recruitment costs the worker nothing: all agree, few can show it.", "Out"
    )
    where = space(one.debate)
    cite(one, 0, published_post(where, text="Permits come after the harvest, every year."))
    cite(one, 0, review, "o05-progress")
    cite(one, 1, practice)
    gone = published_post(where, text="I take this back.")
    cite(one, 1, gone)
    Post.objects.filter(pk=gone.pk).update(state=PostState.WITHDRAWN)
    published_post(where, text="Nobody asked the workers when they would come.", language="en")
    published_post(where, text="لا أحد يسأل العمال متى يأتون.", language="ar")
    add_paragraph(
        note=one, after="", kind=ParagraphKind.HEADING, text="What was heard", by=examiner()
    )
    remove_paragraph(note=one, key=keys_of(one)[-1], by=examiner())
    return one


def address_of(name: str) -> tuple[User | None, str]:
    """The page of this name, with something on it, and who sees it."""
    one = written()
    match name:
        case "notes":
            return examiner(), reverse("dialogue_desk:notes")
        case "note_write":
            return examiner(), address(name, one)
        case "note":
            return person("co-chair"), address(name, sent(one))
    published(one)
    if name == "version":
        revised(one)
        key = keys_of(one)[1]
        save_paragraph(note=one, key=key, text=f"{TEXT} No more.", base=1, by=examiner())
        published(one)
        return None, reverse("dialogues:note_version", args=[one.code, 2])
    return None, reverse(f"dialogues:{name}", args=[one.code])


PAGES = ("notes", "note_write", "note", "public", "note_contributions", "version")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_it_has_no_fault_and_fits_every_screen(
    page: Page, live_server: LiveServer, name: str, language: str
) -> None:
    with translation.override(language):
        if name == "public":
            user, where = address_of("note_contributions")
            where = where.removesuffix("contributions/")
        else:
            user, where = address_of(name)
    if user:
        sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + where)
    inspect(page)


def test_it_saves_itself_finds_and_cites_without_a_new_page(
    page: Page, live_server: LiveServer
) -> None:
    one = written()
    first = keys_of(one)[1]
    sign_in(page.context, examiner(), live_server.url)
    page.goto(live_server.url + address("note_write", one))
    page.get_by_label("Paragraph 1", exact=True).fill("As one writes.")
    expect(page.locator(f"[name=base-{first}]")).to_have_value("2")
    assert one.paragraphs.get(key=first).text == "As one writes."
    page.get_by_label("Words, or a code").fill("nobody asked")
    expect(page.locator("#hits li")).to_have_count(1)
    page.locator("#hits").get_by_role("button", name="Cite").click()
    expect(page.get_by_text("Cited in paragraph 1")).to_be_visible()
    expect(page.locator(f"#cited-{first} li")).to_have_count(3)
    page.locator(f"#cited-{first} li").last.get_by_role("button", name="Take away").click()
    expect(page.locator(f"#cited-{first} li")).to_have_count(2)
    assert citations_in(one).filter(source_part=first).count() == 2
    expect(page.get_by_label("Paragraph 1", exact=True)).to_have_value("As one writes.")


def test_two_writers_see_both_texts(page: Page, live_server: LiveServer) -> None:
    one = note(None, "First.")
    (key,) = keys_of(one)
    sign_in(page.context, examiner(), live_server.url)
    page.goto(live_server.url + address("note_write", one))
    save_paragraph(note=one, key=key, text="Theirs.", base=1, by=examiner())
    page.get_by_label("Paragraph 1", exact=True).fill("Mine.")
    expect(page.locator("[data-theirs]")).to_have_text("Theirs.")
    page.get_by_role("button", name="Keep both, one below the other").click()
    expect(page.get_by_label("Paragraph 2", exact=True)).to_have_value("Mine.")
    expect(page.get_by_label("Paragraph 1", exact=True)).to_have_value("Theirs.")


class TestWhatIsTypedWithoutALine:
    """It is kept with the revision it was typed over, so it never goes over another's save."""

    TYPED = "Typed without a line."

    @pytest.fixture
    def one(self, page: Page, live_server: LiveServer) -> BackgroundNote:
        made = note(None, "First.", "Second.")
        sign_in(page.context, examiner(), live_server.url)
        page.goto(live_server.url + address("note_write", made))
        return made

    def typed(self, page: Page) -> None:
        page.context.set_offline(True)
        page.get_by_label("Paragraph 1", exact=True).fill(self.TYPED)
        page.get_by_label("Paragraph 1", exact=True).blur()
        expect(page.get_by_text("Not saved: the portal cannot be reached.")).to_be_visible()

    def test_it_is_saved_once_one_is_back(self, page: Page, one: BackgroundNote) -> None:
        self.typed(page)
        page.context.set_offline(False)
        key = keys_of(one)[0]
        expect(page.locator(f"[name=base-{key}]")).to_have_value("2")
        assert one.paragraphs.get(key=key).text == self.TYPED
        assert kept(page) == 0

    def test_on_a_new_page_both_texts_are_shown_where_another_saved(
        self, page: Page, one: BackgroundNote
    ) -> None:
        self.typed(page)
        key = keys_of(one)[0]
        save_paragraph(note=one, key=key, text="Theirs.", base=1, by=examiner())
        page.context.set_offline(False)
        page.reload()
        expect(page.locator("[data-theirs]")).to_have_text("Theirs.")
        expect(page.get_by_label("Paragraph 1", exact=True)).to_have_value(self.TYPED)
        assert one.paragraphs.get(key=key).text == "Theirs."
        page.get_by_role("button", name="Keep theirs").click()
        expect(page.get_by_label("Paragraph 1", exact=True)).to_have_value("Theirs.")
        assert kept(page) == 0

    def test_the_form_is_held_back_and_nothing_is_lost(
        self, page: Page, one: BackgroundNote
    ) -> None:
        self.typed(page)
        page.get_by_role("button", name="Save", exact=True).last.click()
        page.get_by_role("button", name="Add a paragraph below").first.click()
        expect(page.get_by_label("Paragraph 1", exact=True)).to_have_value(self.TYPED)
        assert kept(page) == 1
        page.context.set_offline(False)
        expect(page.get_by_label("Paragraph 3", exact=True)).to_have_count(0)
        expect(page.locator(f"[name=base-{keys_of(one)[0]}]")).to_have_value("2")
        assert kept(page) == 0

    def test_nothing_is_put_back_over_what_a_button_made_of_it(
        self, page: Page, one: BackgroundNote
    ) -> None:
        page.get_by_label("Paragraph 1", exact=True).fill("One.\n\nTwo.")
        page.get_by_role("button", name="Split at blank lines").first.click()
        expect(page.get_by_label("Paragraph 3", exact=True)).to_have_value("Second.")
        expect(page.get_by_label("Paragraph 1", exact=True)).to_have_value("One.")
        assert kept(page) == 0
        assert one.paragraphs.count() == 3

    def test_a_title_is_kept_with_the_one_it_was_typed_over(
        self, page: Page, one: BackgroundNote
    ) -> None:
        page.get_by_label("Title").fill("Mine")
        save_head(note=one, title="Theirs", seen=one.title, language="en", by=examiner())
        page.reload()
        expect(page.get_by_label("Title")).to_have_value("Mine")
        expect(page.get_by_text("It is not saved yet.")).to_be_visible()
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.locator("[data-theirs]")).to_have_text("Theirs")
        expect(page.get_by_label("Title")).to_have_value("Mine")
        one.refresh_from_db()
        assert one.title == "Theirs"


def kept(page: Page) -> int:
    return int(page.evaluate("localStorage.length"))


def test_the_whole_way_without_script(browser: Browser, live_server: LiveServer) -> None:
    one = note(None, "First.")
    published_post(space(one.debate), text="Permits come too late.")
    context = browser.new_context(java_script_enabled=False, locale="en")
    sign_in(context, examiner(), live_server.url)
    page = context.new_page()
    page.goto(live_server.url + address("note_write", one))
    page.get_by_label("Paragraph 1", exact=True).fill("Without script.")
    page.get_by_label("Words, or a code").fill("permits")
    page.get_by_role("button", name="Search").click()
    page.locator("#hits").get_by_role("button", name="Cite").click()
    expect(page.get_by_text("1 of 1 contributions taken up")).to_be_visible()
    page.get_by_role("button", name="Add a paragraph below").click()
    page.get_by_label("Paragraph 2", exact=True).fill("The second.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_role("link", name="Read it, and send it on").click()
    page.get_by_role("link", name="Send to the co-chairs").click()
    page.get_by_role("button", name="Send to the co-chairs").click()
    cleared(one)
    page.goto(live_server.url + address("note", one))
    page.get_by_role("link", name="Publish").first.click()
    page.get_by_role("button", name="Publish").first.click()
    page.get_by_role("link", name="See the public page").click()
    expect(page.get_by_text("1 stands behind a paragraph")).to_be_visible()
    context.close()
    one.refresh_from_db()
    assert one.state == State.PUBLISHED
