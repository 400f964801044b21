"""Two people write the same answer: both texts stay, and a person chooses."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.visitor import Visitor
from tests.journeys.writing import field, question, write

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SECTION = "/en/desk/reviews/REV-2030-CRI/objective-7/"
KEY = "o07-progress"
FIRST, SECOND = "Un centro nuevo en Liberia.", "Dos centros nuevos en la frontera sur."
BOTH = f"{FIRST} {SECOND}"


def test_nothing_is_lost_and_the_second_chooses(come: Come) -> None:
    focal, ministry = come("focal.cri@example.org"), come("ministry.cri@example.org")
    for writer in (focal, ministry):
        writer.open(SECTION)
    write(focal, KEY, FIRST)
    write_too_late(ministry, SECOND)
    conflict = question(ministry, KEY).locator(".conflict")
    expect(conflict).to_contain_text("Focal point of Costa Rica saved this answer in between")
    expect(conflict.locator("[data-theirs]")).to_have_text(FIRST)
    assert field(ministry, KEY).input_value() == SECOND
    ministry.inspect()
    field(ministry, KEY).fill(BOTH)
    ministry.press("Save what is in the field")
    expect(question(ministry, KEY).locator("[data-saved]")).to_contain_text("by Ministry of Labour")
    assert field(ministry, KEY).input_value() == BOTH
    with ministry.page.expect_navigation():
        question(ministry, KEY).get_by_role("link", name="revision").click()
    ministry.inspect()
    for text in (FIRST, BOTH):
        ministry.says(text)


def write_too_late(visitor: Visitor, text: str) -> None:
    with visitor.page.expect_response(lambda response: response.status == 409):
        field(visitor, KEY).fill(text)
        field(visitor, KEY).blur()
