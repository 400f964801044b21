"""The form in a real browser: it counts as the server does, and saves itself as one writes."""

import random
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from pledges.choices import Side
from pledges.models import Pledge
from publication.text import count_characters
from tests.factories.pledges import (
    author_of,
    begun,
    part,
    partner,
    published,
    reported,
    save_as_another,
    whole,
)
from tests.in_browser import sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SAMPLES = [
    "",
    " \t\n ",
    "Plain words",
    "  blanks at both ends \n",
    "two\nlines\r\nand\n\nmore",
    "Café, naïve, Ångström",
    unicodedata.normalize("NFD", "Café, naïve, Ångström, Ελλάδα, Й"),
    "سنفتح اثني عشر مكتباً في المقاطعات الحدودية",
    "我们将在边境省份开设十二个办事处",
    "Мы откроем двенадцать бюро в приграничных областях",
    "हम बारह कार्यालय खोलेंगे",
    "เราจะเปิดสำนักงานสิบสองแห่ง",
    "우리는 열두 개의 사무소를 열 것입니다",
    unicodedata.normalize("NFD", "우리는 열두 개의"),
    "ሁለት ቢሮዎች እንከፍታለን",
    "אנו נפתח שנים עשר משרדים",
    "👩‍👩‍👧‍👦 family, 🇨🇷 flag, 👍🏽 thumb, 𝔘𝔫𝔦𝔠𝔬𝔡𝔢, 𠮷",
    "non-breaking\u00a0and\u3000wide\u2003blanks\u00a0",
    "zero\u200bwidth\u200djoined\ufeff",
    "e\u0301\u0323\u0301 many marks",
]


def made_up(number: int) -> list[str]:
    """Texts of any characters that a text may hold, always the same ones."""
    chance = random.Random(number)  # noqa: S311 - nothing secret
    ranges = [(0x20, 0x7F), (0xA0, 0x250), (0x300, 0x530), (0x590, 0xE00), (0x1100, 0x1200),
              (0x1E00, 0x2100), (0x3000, 0x3200), (0x4E00, 0x4F00), (0xAC00, 0xAD00),
              (0x1F300, 0x1F700), (0x20000, 0x20100)]  # fmt: skip
    spans = [chance.choices(ranges, k=chance.randrange(1, 40)) for _text in range(number)]
    return ["".join(chr(chance.randrange(*span)) for span in some) for some in spans]


@pytest.fixture
def pledge(browser: Browser) -> Pledge:
    return begun()


@pytest.fixture
def form(browser: Browser, pledge: Pledge, live_server: LiveServer) -> Iterator[Page]:
    """The form of a draft, open in the browser of its author."""
    context = browser.new_context(locale="en")
    sign_in(context, author_of(pledge), live_server.url)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{live_server.url}/en/desk/pledges/{pledge.code}/write/")
    yield page
    context.close()
    assert faults == []


def saved(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


def test_it_counts_as_the_server_does_in_every_script(form: Page) -> None:
    field, count = form.get_by_label("Description"), form.locator("[data-for=id_description]")
    wrong = {}
    for text in [*SAMPLES, *made_up(150)]:
        field.fill(text)
        expected = f"{count_characters(text)} characters; 300 to 3000 are wanted"
        if count.text_content() != expected:
            wrong[text] = (count.text_content(), expected)
    assert wrong == {}


def test_what_was_counted_is_what_is_saved(form: Page, pledge: Pledge) -> None:
    text = " \n" + unicodedata.normalize("NFD", "Café\r\n字\u00a0") + "👍🏽 \n"
    form.get_by_label("Description").fill(text)
    told = form.locator("[data-for=id_description]").text_content()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_text("Saved.")).to_be_visible()
    assert (
        told == f"{count_characters(saved(pledge).description)} characters; 300 to 3000 are wanted"
    )


def test_too_much_is_marked(form: Page) -> None:
    count = form.locator("[data-for=id_description]")
    form.get_by_label("Description").fill("字" * 3000)
    expect(count).not_to_have_class("count over")
    form.get_by_label("Description").fill("字" * 3001)
    expect(count).to_have_class("count over")


def test_it_saves_itself_as_one_writes(form: Page, pledge: Pledge) -> None:
    form.get_by_label("Title").fill("As one writes")
    form.get_by_label("Title").blur()
    expect(form.locator("[name=revision]")).to_have_value("2")
    assert saved(pledge).title == "As one writes"
    form.get_by_label("Amount", exact=False).fill("about five million")
    form.get_by_label("Amount", exact=False).blur()
    expect(form.get_by_text("1 entry cannot be read yet")).to_be_visible()
    assert saved(pledge).rough == {"amount": ["about five million"]}


def test_the_button_waits_for_the_save_that_is_under_way(form: Page, pledge: Pledge) -> None:
    def slowly(route: Route) -> None:
        form.wait_for_timeout(400)
        route.continue_()

    form.route("**/write/", slowly)
    form.get_by_label("Title").fill("First")
    form.get_by_label("Title").blur()
    form.wait_for_timeout(900)  # it is on its way now
    form.get_by_label("Description").fill("Second")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_text("Saved.")).to_be_visible()
    assert (saved(pledge).title, saved(pledge).description) == ("First", "Second")


def test_a_conflict_is_told_and_both_texts_are_shown(form: Page, pledge: Pledge) -> None:
    save_as_another(pledge, title="Theirs")
    form.get_by_label("Title").fill("Mine")
    form.get_by_label("Title").blur()
    form.get_by_role("button", name="See both texts").click()
    expect(form.locator("[data-theirs]")).to_have_text("Theirs")
    expect(form.locator("[data-yours]")).to_have_text("Mine")
    form.get_by_role("button", name="Save what is in the fields").click()
    expect(form.get_by_text("Saved.")).to_be_visible()
    assert saved(pledge).title == "Mine"


def test_it_works_without_script(browser: Browser, pledge: Pledge, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, author_of(pledge), live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/desk/pledges/{pledge.code}/write/")
    page.get_by_label("Title").fill("Without script")
    page.get_by_label("What is measured").fill("Desks")
    page.get_by_role("button", name="Save, and room for another target").click()
    assert "#id_targets" in page.url
    expect(page.get_by_role("link", name="Target: This is missing")).to_be_visible()
    assert saved(pledge).title == "Without script"
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_amiss(
    form: Page,
    pledge: Pledge,
    live_server: LiveServer,
    language: str,
) -> None:
    whole(pledge, side=Side.NEED, title="")
    partner(pledge)
    part(pledge)
    shown = published(pledge.organisation, side=Side.OFFER)
    reported(shown.targets.get())
    desk = f"/{language}/desk/pledges"
    addresses = [
        f"{desk}/", f"{desk}/begin/", f"{desk}/{pledge.code}/", f"{desk}/{pledge.code}/write/",
        f"{desk}/{pledge.code}/check/", f"{desk}/{pledge.code}/partners/?q=o",
        f"{desk}/{shown.code}/progress/", f"/{language}/pledges/{shown.code}/",
        f"/{language}/pledges/{shown.code}/versions/1/", f"/{language}/pledges/needs-and-offers/",
    ]  # fmt: skip
    for address in addresses:
        form.goto(f"{live_server.url}{address}")
        inspect(form)
