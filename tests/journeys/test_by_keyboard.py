"""From the home page to an answer without a mouse, and always seeing where one is."""

import pytest

from tests.journeys.conftest import Come
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

MOST_STEPS = 40
NAME = "(place) => document.activeElement.closest(place)?.innerText.trim() ?? ''"
SEEN = """() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    const box = document.activeElement.getBoundingClientRect();
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
        && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
}"""


def test_from_the_home_page_to_an_answer(come: Come) -> None:
    anybody = come()
    anybody.open("/en/")
    step(anybody)
    assert anybody.page.evaluate(NAME, "a") == "Skip to the content"
    anybody.page.keyboard.press("Enter")
    assert anybody.page.evaluate("document.activeElement.id") == "main"
    go(anybody, "Read the voluntary reviews")
    walk_to(anybody, "Español", among="label")
    anybody.page.keyboard.press("Space")
    go(anybody, "Show results")
    assert anybody.page.url.endswith("/en/reviews/?language=es")
    go(anybody, "To the results", loads=False)
    assert anybody.page.evaluate("document.activeElement.id") == "results"
    go(anybody, "Voluntary review of")
    go(anybody, "Methodology and consultations", loads=False)
    go(anybody, "¶")
    assert anybody.page.locator(".answer").is_visible()


def test_the_languages_come_before_all_else(come: Come) -> None:
    anybody = come()
    anybody.open("/en/participate/")
    go(anybody, "中文")
    assert anybody.page.url.endswith("/zh-hans/participate/")


def go(visitor: Visitor, name: str, *, loads: bool = True) -> None:
    walk_to(visitor, name)
    if not loads:
        visitor.page.keyboard.press("Enter")
        return
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.inspect()


def walk_to(visitor: Visitor, name: str, *, among: str = "a, button") -> None:
    for _step in range(MOST_STEPS):
        step(visitor)
        if str(visitor.page.evaluate(NAME, among)).startswith(name):
            return
    raise AssertionError(f"“{name}” was not reached on {visitor.page.url}")


def step(visitor: Visitor) -> None:
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate(SEEN), visitor.page.evaluate("document.activeElement.outerHTML")
