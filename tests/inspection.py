"""What must hold for every page that anybody meets in a browser."""

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Takes four fifths of the time: for elements in surroundings that were not looked at before.
CONTRAST = "color-contrast"
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
OPEN_ALL = """() => [...document.querySelectorAll('details:not([open])')]
    .map((details) => { details.open = true; return details })"""
CLOSE = "(opened) => opened.forEach((details) => { details.open = false })"
# Each element by all that gives it its colours: the style sheets, what it is, what it stands in.
SURROUNDINGS = """() => {
    const styled = /^(class|type|dir|hidden|open|disabled|aria-current|aria-invalid)$/, found = []
    const look = (element, above) => {
        const marks = [...element.attributes].filter(({name}) => styled.test(name))
        const own = marks.map(({name, value}) => `${name}=${value}`).sort()
        const chain = `${above} > ${[element.localName, ...own]}`
        found.push(chain)
        for (const child of element.children) look(child, chain)
    }
    const sheets = [...document.styleSheets].map(({href}) => href && new URL(href).pathname)
    look(document.body, sheets.sort().join())
    return found
}"""
# The same walk: marks those with the numbers given, or none.
MARK = """(numbers) => {
    const wanted = new Set(numbers), all = [document.body, ...document.body.querySelectorAll('*')]
    all.forEach((element, number) => element.toggleAttribute('data-new', wanted.has(number)))
}"""
AXE = Axe().axe_script
RUN = """async ([tags, contrast]) => {
    const found = []
    const run = async (where, options) => {
        const {violations} = await axe.run(where, {...options, resultTypes: ['violations']})
        found.push(...violations.map(({id, nodes}) => [id, nodes[0].html]))
    }
    const rules = {'video-caption': {enabled: true}, [contrast]: {enabled: false}}
    await run(document, {runOnly: tags, rules})
    const where = {include: [['[data-new]']]}
    if (document.querySelector('[data-new]')) await run(where, {runOnly: [contrast]})
    return found
}"""
# What differs from visit to visit on a page that is the same: tokens, names of files, figures.
PASSING = re.compile(r"[A-Za-z0-9]{64}|\.[0-9a-f]{12}\.|\d+")
# Set it to a folder to look at the pages.
SHOTS = os.environ.get("SHOTS", "")

_found_well: set[str] = set()
_seen: set[str] = set()


def inspect(page: Page) -> None:
    """No violation of WCAG 2.2 AA, and nothing wider than the screen, on a desk and on a phone.

    A page that was found well is not inspected again while it stays the same.
    """
    mark = hashlib.sha256(PASSING.sub("", page.content()).encode()).hexdigest()
    if mark in _found_well:
        return
    opened = page.evaluate_handle(OPEN_ALL)
    surroundings = page.evaluate(SURROUNDINGS)
    page.evaluate(MARK, [n for n, place in enumerate(surroundings) if place not in _seen])
    for size in (NARROW, WIDE):
        check_width(page, size)
        shoot(page, size)
        broken = violations(page)
        assert not broken, f"{page.url} at {size['width']}: {broken}"
    page.evaluate(MARK, [])
    page.evaluate(CLOSE, opened)
    _found_well.add(mark)
    _seen.update(surroundings)


def check_width(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], f"{page.url} scrolls sideways at {size['width']}: {width}"


def violations(page: Page) -> list[list[str]]:
    """The rules that are broken, each with the first element that breaks it.

    That of contrast is for the elements that are marked as new.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[list[str]] = page.evaluate(RUN, [TAGS, CONTRAST])
    return found


def shoot(page: Page, size: ViewportSize) -> None:
    if SHOTS:
        name = re.sub(r"\W+", "-", urlsplit(page.url).path.strip("/")) or "home"
        page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}.png", full_page=True)
