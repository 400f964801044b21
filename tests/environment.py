"""The surroundings of every test run: production's settings, and its own PostgreSQL and Valkey.

A pytest plugin (`-p tests.environment`), because settings are read before any conftest.
Workers of pytest-xdist inherit what the first process has set up.
"""

import os
import shutil
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "DEBUG": "0",
    "DEMONSTRATION": "0",
    "SECRET_KEY": "of-the-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "PORTAL_ADDRESS": "https://testserver",
    "DEMO_PASSWORD": "imrf-demo",
    "LOG_LEVEL": "ERROR",
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        set_up(early_config)
    return (yield)


def set_up(config: pytest.Config) -> None:
    """Set the environment, start the servers, and stop them when pytest ends."""
    state = Path(os.environ.get("PORTAL_STATE_DIR") or ROOT / "var").resolve() / "test"
    os.environ.update(ENVIRONMENT, PORTAL_STATE_DIR=str(state))
    shutil.rmtree(state / "media", ignore_errors=True)
    (state / "static").mkdir(parents=True, exist_ok=True)
    from imrf_portal.embedded import ServiceError, services  # noqa: PLC0415 - the settings first

    stack = ExitStack()
    config.add_cleanup(stack.close)
    try:
        os.environ.update(stack.enter_context(services(state, durable=False)))
    except ServiceError as error:
        pytest.exit(str(error), returncode=4)
