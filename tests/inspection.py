"""What must hold for every page that anybody meets in a browser."""

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
OPEN_ALL = """() => [...document.querySelectorAll('details:not([open])')]
    .map((details) => { details.open = true; return details })"""
CLOSE = "(opened) => opened.forEach((details) => { details.open = false })"
# Every element by all that the style sheets can know of it: what it is, and what it stands in.
ELEMENTS = """() => {
    const styled = /^(class|type|dir|aria-.*)$/, found = new Set()
    const look = (element, above) => {
        const marks = [...element.attributes].map(
            ({name, value}) => styled.test(name) ? `${name}=${value}` : name)
        const chain = `${above} > ${[element.localName, ...marks.sort()]}`
        found.add(chain)
        for (const child of element.children) look(child, chain)
    }
    look(document.body, '')
    return [...found]
}"""
# What differs from visit to visit on a page that is the same: tokens, names of files, figures.
PASSING = re.compile(r"[A-Za-z0-9]{64}|\.[0-9a-f]{12}\.|\d+")
# Set it to a folder to look at the pages.
SHOTS = os.environ.get("SHOTS", "")

_found_well: set[str] = set()
_in_good_colours: set[str] = set()


def inspect(page: Page) -> None:
    """No violation of WCAG 2.2 AA, and nothing wider than the screen, on a desk and on a phone.

    A page that was found well is not inspected again while it stays the same.
    """
    mark = hashlib.sha256(PASSING.sub("", page.content()).encode()).hexdigest()
    if mark in _found_well:
        return
    opened = page.evaluate_handle(OPEN_ALL)
    elements = set(page.evaluate(ELEMENTS))
    for size in (NARROW, WIDE):
        check_width(page, size)
        shoot(page, size)
        broken = violations(page, colours_too=not elements <= _in_good_colours)
        assert not broken, f"{page.url} at {size['width']}: {broken}"
    page.evaluate(CLOSE, opened)
    _found_well.add(mark)
    _in_good_colours.update(elements)


def check_width(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], f"{page.url} scrolls sideways at {size['width']}: {width}"


def violations(page: Page, *, colours_too: bool = True) -> list[tuple[str, str]]:
    """The rules that are broken, each with the first element that breaks it.

    Looking at colours takes nine tenths of the time: it is not for elements that were looked at.
    """
    rules = {"video-caption": {"enabled": True}, CONTRAST: {"enabled": colours_too}}
    options = {"runOnly": TAGS, "resultTypes": ["violations"], "rules": rules}
    found = Axe().run(page, options=options)
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"]]


def shoot(page: Page, size: ViewportSize) -> None:
    if SHOTS:
        name = re.sub(r"\W+", "-", urlsplit(page.url).path.strip("/")) or "home"
        page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}.png", full_page=True)
