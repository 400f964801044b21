"""What every test starts from."""

import gc
from collections.abc import Iterator

import pytest
from django.utils import timezone, translation
from hypothesis import settings
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from compact.reference import Report, load
from publication.browsing.catalogue import forget_catalogues
from publication.browsing.labels import forget_labels
from publication.browsing.shelf import clear_shelves
from tests.loaded_once import loaded_once

# How long an example takes says how busy the machine is, and nothing about the code.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")


# No worker should wait for another's last one: what takes long comes first.
LONGEST = ("tests/journeys/", "tests/imrf_portal/demonstrated/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish() -> None:
    """What is loaded by now stays; looking through it again and again took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _plain_surroundings() -> Iterator[None]:
    """English and UTC: a page that an earlier test asked for leaves its language behind."""
    with translation.override("en"), timezone.override(None):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What a process keeps of lists, names and cards is that of an earlier test's database."""
    forget_catalogues()
    forget_labels()
    clear_shelves()


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with loaded_once(django_db_blocker, lambda: load(Report())):
        yield


@pytest.fixture
def loaded(_loaded: None, db: None) -> None:
    """Every test starts from the real data of the Compact as it was loaded."""


@pytest.fixture(autouse=True)
def _cookies_over_plain_http(request: pytest.FixtureRequest) -> None:
    """For a real browser, which keeps secure cookies to itself there."""
    if request.node.get_closest_marker("journey") is not None:
        portal = request.getfixturevalue("settings")
        portal.SESSION_COOKIE_SECURE = portal.CSRF_COOKIE_SECURE = False


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.in_browser import launched  # noqa: PLC0415  (needs the models)

    with launched() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    from tests.in_browser import page_of  # noqa: PLC0415  (needs the models)

    with page_of(browser) as page:
        yield page
