"""The pages for people are held against the code: what is missing from them fails here."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
running_it = (ROOT / "docs/running-it.md").read_text()


def test_every_variable_that_is_read_is_told() -> None:
    read = set()
    for file in ("settings.py", "web.py", "demo/surroundings.py"):
        text = (ROOT / "imrf_portal" / file).read_text()
        read |= set(re.findall(r'(?:env\.\w+|required|environ\.get)\(\s*"([A-Z_]+)"', text))
    assert len(read) > 20
    table = running_it.split("## Settings")[1].split("\n## ")[0]
    told = {
        name
        for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
        for name in re.findall(r"[A-Z_]{4,}", row)
    }
    assert told == read


def test_every_command_is_listed_by_make_alone() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):(?! *=)", makefile, re.MULTILINE))
    explained = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE))
    assert targets - explained == {"words"}
    assert {"demo", "test", "check", "bench", "drill", "run"} <= explained


def test_continuous_integration_runs_the_two_commands() -> None:
    script = (ROOT / ".ci/run").read_text()
    assert "set -euo pipefail" in script
    assert re.findall(r"^make (\w+)$", script, re.MULTILINE) == ["check", "test"]


@pytest.mark.parametrize(("target", "lock"), [("demo", "demo"), ("run", "dev"), ("test", "dev")])
def test_commands_install_what_they_need_first(target: str, lock: str) -> None:
    # The tests may themselves be run by make, which tells its children of itself.
    env = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    done = subprocess.run(
        ["make", "-n", target], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[1] == f"python3 requirements/install.py {lock}"
    assert ".venv/bin/" in lines[-1]
