"""Each system check finds what it is there for, and nothing in the settings as they are."""

from typing import Any

import pytest
from django.conf import settings as in_force
from django.core.checks import run_checks
from pytest_django import Settings

from imrf_portal.celery import app


def found(*, deploy: bool = True) -> set[str | None]:
    messages = run_checks(include_deployment_checks=deploy)
    return {message.id for message in messages if (message.id or "").startswith("portal.")}


def test_nothing_is_wrong_with_the_settings_as_they_are() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("LANGUAGES", [("en", "English")], "portal.E002"),
        ("CELERY_BROKER_TRANSPORT_OPTIONS", {"visibility_timeout": 60}, "portal.E003"),
        ("CELERY_TASK_ACKS_LATE", False, "portal.E003"),
        ("DEMONSTRATION", True, "portal.W001"),
        ("ALLOWED_HOSTS", ["*"], "portal.W002"),
        ("PORTAL_ADDRESS", "http://testserver", "portal.W003"),
        ("PORTAL_ADDRESS", "https://elsewhere.example", "portal.W003"),
    ],
)
def test_each_check_finds_its_fault(
    settings: Settings, name: str, value: Any, expected: str
) -> None:
    setattr(settings, name, value)
    assert expected in found()


def test_another_database_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(in_force.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert found(deploy=False) == {"portal.E001"}


def test_a_schedule_that_names_no_task_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.conf.beat_schedule, "x", {"task": "no.such.task", "schedule": 1})
    assert found(deploy=False) == {"portal.E004"}
