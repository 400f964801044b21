"""A real browser for the tests of single pages; the journeys have visitors of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from stakeholders.models import User
from tests.chromium import find
from tests.desk.access import signed_in

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@contextmanager
def launched() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop of its own in this thread: Django would take it for our code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def page_of(browser: Browser, **context: Any) -> Iterator[Page]:
    """In English, and without a fault at its end."""
    with browser.new_context(**{"locale": "en", **context}) as visit:
        page = visit.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
    assert faults == []


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """At the portal at this address, without its page for it."""
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
