"""The style guide in a real browser: no violation of WCAG 2.2 AA, nothing wider than the screen."""

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.explore.drawing import guide
from tests.inspection import WIDE, check_width, inspect, violations

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The style guide in two languages, served with its style sheets and scripts."""
    folder = tmp_path_factory.mktemp("guide")
    shutil.copytree(settings.BASE_DIR / "static", folder / "static")
    for language in ("en", "ar"):
        (folder / language).mkdir()
        (folder / language / "index.html").write_text(guide(language))
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Says nothing of each request."""


def opened(browser: Browser, site: str, language: str) -> Page:
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{site}/{language}/")
    return page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_amiss(browser: Browser, site: str, language: str) -> None:
    page = opened(browser, site, language)
    inspect(page)
    check_width(page, {"width": 760, "height": 900})
    assert violations(page) == []


def test_the_summary_has_the_focus(browser: Browser, site: str) -> None:
    page = opened(browser, site, "en")
    assert page.evaluate("document.activeElement.className") == "problems"


def test_words_are_counted_as_one_writes(browser: Browser, site: str) -> None:
    page = opened(browser, site, "en")
    page.get_by_label("Next steps").fill("Two words – and 中文")
    assert page.get_by_text("5 of 300 words").count() == 1


def test_changing_the_language_keeps_what_was_typed(browser: Browser, site: str) -> None:
    page = opened(browser, site, "en")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.evaluate("document.querySelector('.languages a').dispatchEvent(new Event('click'))")
    page.reload()
    assert page.get_by_label("E-mail address").input_value() == "ana@example.org"
