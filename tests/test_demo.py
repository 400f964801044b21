"""`make demo` as a newcomer meets it: started, broken, stopped, started again. One long walk."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from benchmarks.portal import Portal, passing_state
from imrf_portal.demo.accounts import ACCOUNTS
from imrf_portal.embedded.process import wait_until


@pytest.fixture
def state() -> Iterator[Path]:
    with passing_state() as folder:
        yield folder


def start(state: Path, *, within: float) -> Portal:
    """Generous: other tests run on the same machine. `make bench` measures it alone."""
    begin = time.monotonic()
    portal = Portal(state)
    portal.wait_until_ready(within)
    assert time.monotonic() - begin < within
    return portal


def ask(portal: Portal, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(portal.environment()["DATABASE_URL"]) as database:
        return database.execute(query.encode()).fetchall()


def test_the_demonstration_from_nothing_to_nothing(state: Path) -> None:
    first = start(state, within=170)
    assert "password imrf-demo" in first.said()
    assert all(account in first.said() for account in ACCOUNTS)
    people = {row[0] for row in ask(first, "SELECT email FROM stakeholders_user")}
    assert set(ACCOUNTS) <= people
    status, page = first.get("/en/")
    assert status == 200
    assert "Demonstration: the content of this site is made up." in page

    for words in ("imrf_portal worker", "imrf_portal beat", "gunicorn", "valkey-server"):
        os.kill(first.processes_of(words)[0], signal.SIGKILL)
    assert wait_until(lambda: first.said().count("(signal 9); it is started again") == 4, 10)
    assert wait_until(lambda: first.get("/health/ready")[0] == 200, 20)

    assert first.stop(signal.SIGINT) == 0
    assert first.said().endswith("Everything is stopped. The next start finds the data.\n")
    assert first.processes() == {}

    again = start(state, within=45)
    assert "Tables of the database" not in again.said()
    assert {row[0] for row in ask(again, "SELECT email FROM stakeholders_user")} == people
    again.stop(signal.SIGKILL)
    assert wait_until(lambda: again.processes() == {}, 20), again.processes()
