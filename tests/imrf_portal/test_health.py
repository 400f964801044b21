"""Probes: quick, truthful about a dead server, and silent about where it is."""

import time

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.urls("tests.imrf_portal.addresses")
DEAD = "redis://127.0.0.1:1/0"


def test_live_asks_nobody(client: Client) -> None:
    response = client.get("/health/live")
    assert (response.status_code, response.content) == (200, b"alive")


@pytest.mark.django_db
def test_ready_when_every_server_answers(client: Client) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok", "broker": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["cache", "broker"])
def test_a_dead_server_is_named_within_two_seconds(
    client: Client, settings: Settings, broken: str
) -> None:
    if broken == "cache":
        settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": DEAD}}
    else:
        settings.CELERY_BROKER_URL = DEAD
    started = time.monotonic()
    response = client.get("/health/ready")
    assert time.monotonic() - started < 2
    assert response.status_code == 503
    assert [name for name, state in response.json().items() if state != "ok"] == [broken]
    assert b"127.0.0.1" not in response.content


@pytest.mark.django_db
def test_a_dead_database_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"host": "/nowhere"})
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["database"] == "unavailable"


@pytest.mark.parametrize(
    ("origin", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("203.0.113.7", {}, 404),
        ("", {}, 404),
        ("203.0.113.7", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.7"}, 404),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 404),
        ("203.0.113.7", {"Authorization": "Bearer the-token"}, 200),
        ("203.0.113.7", {"Authorization": "Bearer other"}, 404),
        ("203.0.113.7", {"Authorization": "Bearer "}, 404),
        ("203.0.113.7", {"Authorization": "Bearer é"}, 404),
    ],
)
def test_metrics_are_not_public(
    client: Client, settings: Settings, origin: str, headers: dict[str, str], status: int
) -> None:
    settings.METRICS_TOKEN = "the-token"
    response = client.get("/metrics", headers=headers, REMOTE_ADDR=origin)
    assert response.status_code == status
    assert (b"django_http" in response.content) == (status == 200)


def test_no_token_opens_nothing(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    response = client.get(
        "/metrics", headers={"Authorization": "Bearer "}, REMOTE_ADDR="203.0.113.7"
    )
    assert response.status_code == 404
