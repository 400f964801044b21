"""A portal with the demonstration in it, new for each journey, and people who come to it."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from imrf_portal.celery import app
from tests.environment import ROOT
from tests.in_browser import launched
from tests.journeys import databases, surroundings
from tests.journeys.mails import Mails
from tests.journeys.server import serving
from tests.journeys.visitor import Visitor
from tests.journeys.worker import at_work

SCREENSHOTS = ROOT / "docs/screenshots"
FAILED = pytest.StashKey[bool]()


@dataclass(frozen=True)
class Portal:
    address: str
    database: str
    mails: Mails


class Come(Protocol):
    """`come("focal.cri@example.org")`: somebody with a new browser, who signs in if named."""

    def __call__(self, email: str = "", **context: Any) -> Visitor: ...


class Picture(Protocol):
    """`picture(visitor, "home")` takes one for the README, when --screenshots asks for it."""

    def __call__(self, visitor: Visitor, name: str, height: int = 900) -> None: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="take the README's pictures anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="session")
def demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, place: Path
) -> Iterator[str]:
    """The name of a database that holds the demonstration, to be copied.

    Style sheets and scripts are named by their content and compressed, as in production.
    """
    tests = connection.settings_dict["NAME"]
    name = f"{tests}_demonstration"
    with django_db_blocker.unblock(), surroundings.demonstration(place):
        call_command("collectstatic", interactive=False, verbosity=0)
        databases.make(name, like=tests)
        with databases.using(name):
            databases.load_demonstration()
    yield name
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def portal(
    demonstration: str,
    place: Path,
    tmp_path: Path,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Portal]:
    """Its tasks are done at once, in the thread that answers; see `worker` for the real one."""
    monkeypatch.setitem(app.conf, "task_always_eager", True)
    with (
        django_db_blocker.unblock(),
        surroundings.demonstration(place),
        surroundings.journey(tmp_path),
        databases.passing(f"{demonstration}_copy", like=demonstration) as name,
        databases.using(name),
        serving() as address,
        override_settings(PORTAL_ADDRESS=address),
    ):
        yield Portal(address, name, Mails(tmp_path / "mail"))


@pytest.fixture
def come(
    request: pytest.FixtureRequest, browser: Browser, portal: Portal, tmp_path: Path
) -> Iterator[Come]:
    """At the end nobody may have met a fault; where a step failed, what each saw last is kept."""
    visitors: list[Visitor] = []

    def come(email: str = "", **context: Any) -> Visitor:
        visitors.append(visitor := Visitor(browser, portal.address, **context))
        if email:
            visitor.sign_in(email)
        return visitor

    yield come
    if request.node.stash.get(FAILED, False):
        for number, visitor in enumerate(visitors):
            visitor.page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
            print(visitor.page.url, tmp_path / f"{number}.png")  # noqa: T201
    for visitor in visitors:
        visitor.context.close()
    for visitor in visitors:
        visitor.check_faults()


@pytest.fixture
def worker(portal: Portal, place: Path, tmp_path: Path) -> Iterator[None]:
    """A real one in place of tasks done at once; what it makes lies where the portal looks."""
    (tmp_path / "media").symlink_to(place / "media")
    with at_work(tmp_path, database=portal.database, address=portal.address):
        yield


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Picture:
    def take(visitor: Visitor, name: str, height: int = 900) -> None:
        if request.config.getoption("--screenshots", default=False):
            visitor.page.set_viewport_size({"width": 1280, "height": height})
            visitor.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    return take
