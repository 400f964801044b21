"""No engine is at hand to run the containers, so they are read, and held against what they run."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from imrf_portal import web
from imrf_portal.celery import app as celery_app

ROOT = Path(__file__).resolve().parent.parent
OURS = ["migrate", "web", "worker", "beat"]
compose: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
services: dict[str, Any] = compose["services"]
dockerfile = (ROOT / "Dockerfile").read_text()
settings_text = (ROOT / "imrf_portal/settings.py").read_text()


def instructions(name: str) -> list[str]:
    joined = dockerfile.replace("\\\n", " ")
    return re.findall(rf"^{name} (.+)$", joined, flags=re.MULTILINE)


def test_there_are_these_services() -> None:
    assert set(services) == {"db", "redis", *OURS}


@pytest.mark.parametrize("name", OURS)
def test_each_of_ours_is_given_what_the_settings_require(name: str) -> None:
    required = set(re.findall(r'required\("([A-Z_]+)"', settings_text))
    assert required == {
        "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL"
    }  # fmt: skip
    given = services[name]["environment"]
    assert required <= set(given)
    assert "DEBUG" not in given
    assert "DEMONSTRATION" not in given


@pytest.mark.parametrize("name", OURS)
def test_no_variable_is_given_that_nothing_reads(name: str) -> None:
    read = settings_text + (ROOT / "imrf_portal/web.py").read_text()
    for variable in services[name]["environment"]:
        assert f'"{variable}"' in read, variable


def test_secrets_come_from_the_environment_and_are_missed_by_name() -> None:
    for name in OURS:
        given = services[name]["environment"]
        assert given["SECRET_KEY"].startswith("${SECRET_KEY:?")
        assert "${POSTGRES_PASSWORD:?" in given["DATABASE_URL"]
    assert services["db"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")


def test_addresses_name_the_services_and_the_database() -> None:
    given = services["web"]["environment"]
    db = services["db"]["environment"]
    assert given["DATABASE_URL"].endswith(f"@db:5432/{db['POSTGRES_DB']}")
    assert given["DATABASE_URL"].startswith(f"postgresql://{db['POSTGRES_USER']}:")
    assert given["CELERY_BROKER_URL"] == "redis://redis:6379/0"
    assert given["CACHE_URL"] == "redis://redis:6379/1"


def test_postgres_is_of_the_same_release_everywhere() -> None:
    assert services["db"]["image"] == "postgres:18"
    assert 'RELEASE = "pginstall18"' in (ROOT / "imrf_portal/embedded/postgres.py").read_text()
    # Since 18 the image keeps its data in a folder of the release, below this one.
    assert services["db"]["volumes"] == ["database:/var/lib/postgresql"]


@pytest.mark.parametrize("name", ["db", "redis", "web", "worker", "beat"])
def test_every_server_is_watched(name: str) -> None:
    assert services[name]["healthcheck"]["test"]
    assert services[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_migration(name: str) -> None:
    waits_for = {key: wait["condition"] for key, wait in services[name]["depends_on"].items()}
    assert waits_for == {
        "db": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_every_volume_is_named() -> None:
    used = {volume.split(":")[0] for one in services.values() for volume in one.get("volumes", [])}
    assert used == set(compose["volumes"])


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_commands_name_the_application(name: str) -> None:
    command = services[name]["command"]
    assert command[:4] == ["celery", "--app", celery_app.main, name]


def test_the_image_does_not_run_as_root() -> None:
    assert instructions("USER") == ["portal"]
    assert dockerfile.index("USER portal") > dockerfile.index("collectstatic")
    assert any("useradd --system --uid 10001" in run for run in instructions("RUN"))


def test_the_image_installs_by_hash_and_has_the_fonts() -> None:
    runs = " ".join(instructions("RUN"))
    assert "--require-hashes --requirement requirements/base.txt" in runs
    assert "fonts-noto-core fonts-noto-cjk" in runs


def test_what_the_image_runs_is_there() -> None:
    assert instructions("CMD") == [
        '["gunicorn", "--config", "python:imrf_portal.web", "imrf_portal.wsgi"]'
    ]
    assert web.worker_class == "gthread"
    for command in re.findall(r"manage\.py (\w+)", dockerfile + str(services)):
        builtin = {"collectstatic", "migrate"}
        assert command in builtin or list(ROOT.glob(f"*/management/commands/{command}.py")), command


def test_the_image_and_the_services_agree_on_folders() -> None:
    given = dict(re.findall(r"(\w+)=(\S+)", " ".join(instructions("ENV"))))
    assert services["web"]["volumes"] == [f"state:{given['PORTAL_STATE_DIR']}"]
    assert instructions("VOLUME") == [given["PORTAL_STATE_DIR"]]
    assert services["web"]["ports"][0].endswith(f":{given['PORT']}")
    # Collected into the image: below the volume, an upgrade would find the old ones.
    assert not given["STATIC_ROOT"].startswith(given["PORTAL_STATE_DIR"])
