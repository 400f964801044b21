"""Writing a section, as people do it: one answer after the other, each saved by itself."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor


def question(visitor: Visitor, key: str) -> Locator:
    return visitor.page.locator(f"#q-{key}")


def field(visitor: Visitor, key: str) -> Locator:
    """The text, number or date of an answer."""
    return visitor.page.locator(f"#answer-{key}")


def write(visitor: Visitor, key: str, text: str) -> None:
    """Type into a field, go on, and see it saved."""

    def type_and_go_on() -> None:
        field(visitor, key).fill(text)
        field(visitor, key).blur()

    _saved(visitor, key, type_and_go_on)


def choose(visitor: Visitor, key: str, *labels: str) -> None:
    """Tick one, or each, of the options that are not ticked yet."""
    for label in labels:
        option = question(visitor, key).get_by_label(label, exact=True)
        if not option.is_checked():
            _saved(visitor, key, option.check)


def set_aside(visitor: Visitor, key: str, reason: str) -> None:
    """Say that a question does not apply, and why."""
    asked = question(visitor, key)
    asked.locator("summary").click()
    _saved(visitor, key, asked.get_by_label("Not applicable", exact=True).check)
    asked.get_by_label("Why it does not apply").fill(reason)
    _saved(visitor, key, asked.get_by_label("Why it does not apply").blur)


def _saved(visitor: Visitor, key: str, act: Callable[[], None]) -> None:
    with visitor.page.expect_response(re.compile(f"/{key}/save/$")) as response:
        act()
    assert response.value.ok, response.value.status
    expect(visitor.page.locator(f"#state-{key}")).to_contain_text(re.compile(r"Saved \d\d:\d\d by"))
