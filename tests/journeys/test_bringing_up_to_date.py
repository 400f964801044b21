"""A State brings its earlier review up to date: beside each answer, what it said before."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Come
from tests.journeys.visitor import Visitor
from tests.journeys.writing import field, question, write

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# A draft of which nothing but what is complete has been stamped.
REVIEW = "/en/desk/reviews/REV-2030-PER/"
OVERVIEW = f"{REVIEW}carried/"
TEXT = "Tres oficinas nuevas en la frontera."


def waiting_answer(visitor: Visitor) -> tuple[str, Locator]:
    """The key of a text that waits for its stamp, and what was said before, on its page."""
    visitor.open(OVERVIEW)
    unstamped = visitor.page.locator(".carried", has_text="Say what this earlier answer is worth")
    link = unstamped.locator("h3 a[href$='-progress']").first
    address = link.get_attribute("href") or ""
    visitor.open(address.partition("#")[0])
    key = address.partition("#q-")[2]
    return key, question(visitor, key).locator(".carried").first


def stamp(visitor: Visitor, key: str, earlier: Locator, label: str) -> None:
    with visitor.page.expect_response(re.compile(f"/{key}/save/$")) as response:
        earlier.get_by_label(label, exact=True).check()
    assert response.value.ok, response.value.status


def test_stamps_are_saved_while_one_writes_and_doubts_are_told(come: Come) -> None:
    focal = come("focal.per@example.org")
    key, earlier = waiting_answer(focal)
    focal.inspect()
    write(focal, key, TEXT)
    stamp(focal, key, earlier, "Still valid")
    expect(earlier.locator(".stamped")).to_contain_text("the answer of today says something else")
    stamp(focal, key, earlier, "Updated")
    expect(earlier.locator(".stamped")).to_contain_text("by Focal point of Peru")
    focal.page.reload()
    expect(earlier.get_by_label("Updated", exact=True)).to_be_checked()
    assert field(focal, key).input_value() == TEXT
    focal.inspect()


def test_an_earlier_answer_is_taken_over_and_what_stood_there_is_kept(come: Come) -> None:
    focal = come("focal.per@example.org")
    key, earlier = waiting_answer(focal)
    before = earlier.locator("[data-before]").inner_text().split()
    write(focal, key, TEXT)
    with focal.page.expect_navigation():
        earlier.get_by_role("button", name="Still valid: take it over").click()
    assert field(focal, key).input_value().split() == before
    expect(earlier.get_by_role("button")).to_have_count(0)
    with focal.page.expect_navigation():
        question(focal, key).get_by_role("link", name="revision").click()
    focal.says(TEXT)


def test_the_enter_key_saves_what_was_typed(come: Come) -> None:
    """And takes nothing over, though the buttons of earlier answers come first in the form."""
    focal = come("focal.per@example.org")
    focal.open(f"{REVIEW}methodology/")
    field(focal, "lead-body").fill("Una oficina nueva")
    with focal.page.expect_navigation():
        field(focal, "lead-body").press("Enter")
    assert field(focal, "lead-body").input_value() == "Una oficina nueva"


def test_the_overview_is_for_everybody(come: Come) -> None:
    focal = come("focal.per@example.org")
    focal.open(OVERVIEW)
    focal.inspect()
    focal.press("Save the stamps")
    focal.says("Saved.")
