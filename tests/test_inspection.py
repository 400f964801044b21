"""The inspection of pages finds what is amiss: a check that cannot fail would prove nothing."""

import pytest
from playwright.sync_api import Page

from tests.inspection import inspect

pytestmark = pytest.mark.journey

PAGE = """<!doctype html><html lang="en"><head><title>A page</title><style>
p {{ color: #222; background: #fff }} .pale {{ color: #bbb }} .wide {{ width: 400px }}
</style></head><body><main><h1>A page</h1>{content}</main></body></html>"""


def show(page: Page, content: str) -> Page:
    page.set_content(PAGE.format(content=content))
    return page


def test_a_page_may_be_well(page: Page) -> None:
    inspect(show(page, "<p>Words</p>"))


def test_words_that_are_too_pale_are_found(page: Page) -> None:
    inspect(show(page, "<p>Words</p>"))
    with pytest.raises(AssertionError, match="color-contrast"):
        inspect(show(page, '<p>Words</p><p class="pale">Pale words</p>'))


def test_they_are_found_again_on_the_next_page(page: Page) -> None:
    for number in ("one", "two"):
        with pytest.raises(AssertionError, match="color-contrast"):
            inspect(show(page, f'<p class="pale">Page {number}</p>'))


def test_what_stands_in_other_surroundings_is_looked_at_anew(page: Page) -> None:
    inspect(show(page, "<div><p>Words</p></div>"))
    with pytest.raises(AssertionError, match="color-contrast"):
        inspect(
            show(
                page,
                '<style>.dark p { background: #000 }</style><div class="dark"><p>Words</p></div>',
            )
        )


def test_so_is_what_can_be_used_again(page: Page) -> None:
    """What is disabled may be pale."""
    style = "<style>button { color: #ccc; background: #fff }</style>"
    inspect(show(page, f"{style}<button disabled>Save</button>"))
    with pytest.raises(AssertionError, match="color-contrast"):
        inspect(show(page, f"{style}<button>Save</button>"))


def test_small_targets_are_found_wherever_they_stand(page: Page) -> None:
    style = "<style>button { font-size: 4px; padding: 0; color: #000; background: #fff }</style>"
    inspect(show(page, f"{style}<section><button>Save</button></section>"))
    with pytest.raises(AssertionError, match="target-size"):
        inspect(show(page, f"{style}<section>{'<button>Save</button>' * 3}</section>"))


def test_what_is_folded_in_is_looked_at_and_folded_in_again(page: Page) -> None:
    with pytest.raises(AssertionError, match="image-alt"):
        inspect(show(page, "<details><summary>More</summary><img src='data:,'></details>"))
    inspect(show(page, "<details><summary>More</summary><p>Words</p></details>"))
    assert page.locator("details[open]").count() == 0


def test_what_is_wider_than_a_phone_is_found(page: Page) -> None:
    with pytest.raises(AssertionError, match="scrolls sideways at 320: 4"):
        inspect(show(page, '<p class="wide">Words</p>'))


def test_other_rules_hold_where_everything_is_known(page: Page) -> None:
    inspect(show(page, "<p>Words</p><img src='data:,' alt='A picture'>"))
    with pytest.raises(AssertionError, match="image-alt"):
        inspect(show(page, "<p>Words</p><img src='data:,'>"))


def test_nothing_is_left_on_the_page(page: Page) -> None:
    inspect(show(page, "<section><p>Words of a section</p></section>"))
    assert page.locator("[data-new]").count() == 0
