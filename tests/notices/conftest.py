"""A mail server that fails, a worker at hand, a broker that is away."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from imrf_portal.celery import app
from notices import kinds
from tests.notices.mail_servers import Failing

FailWith = Callable[[Exception | None], None]


@pytest.fixture
def mail_server_fails(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FailWith:
    """`mail_server_fails(error)` from now on; with None it is well again."""
    settings.EMAIL_BACKEND = "tests.notices.mail_servers.Failing"
    monkeypatch.setattr(Failing, "tries", 0)

    def fail(error: Exception | None) -> None:
        monkeypatch.setattr(Failing, "error", error)

    return fail


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are done at once, in the process that asks for them."""
    monkeypatch.setitem(app.conf, "task_always_eager", True)


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The broker's address leads to a port on which nobody listens."""
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app.amqp, "_producer_pool", None)


def kind(code: str, **more: object) -> kinds.Kind:
    words = {"subject": "%(subject)s", "body": "%(body)s", "why": "You asked for it."}
    return kinds.Kind(**{"code": code, "link": lambda _notice: "", **words, **more})  # type: ignore[arg-type]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Callable[..., kinds.Kind]:
    """`register("news", optional=True)` makes a kind known for one test."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def make(code: str, **more: object) -> kinds.Kind:
        made = kind(code, **more)
        kinds.register(made)
        return made

    return make
