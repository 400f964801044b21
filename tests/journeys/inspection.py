"""What must hold for every page that anybody meets on a journey."""

import hashlib
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
OPEN_ALL = """() => [...document.querySelectorAll('details:not([open])')]
    .map((details) => { details.open = true; return details })"""
CLOSE = "(opened) => opened.forEach((details) => { details.open = false })"
# What differs from visit to visit on a page that is the same: tokens, names of files, figures.
PASSING = re.compile(r"[A-Za-z0-9]{64}|\.[0-9a-f]{12}\.|\d+")

_found_well: set[str] = set()


def inspect(page: Page) -> None:
    """No violation of WCAG 2.2 AA, and nothing wider than the screen, on a desk and on a phone.

    A page that was found well is not inspected again while it stays the same.
    """
    mark = hashlib.sha256(PASSING.sub("", page.content()).encode()).hexdigest()
    if mark in _found_well:
        return
    opened = page.evaluate_handle(OPEN_ALL)
    for size in (NARROW, WIDE):
        check_width(page, size)
        broken = violations(page)
        assert not broken, f"{page.url} at {size['width']}: {broken}"
    page.evaluate(CLOSE, opened)
    _found_well.add(mark)


def check_width(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], f"{page.url} scrolls sideways at {size['width']}: {width}"


def violations(page: Page) -> list[tuple[str, str]]:
    """The rules that are broken, each with the first element that breaks it."""
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"]]
