"""The installer: what it says when a machine is not fit, in one line each."""

import ast
import importlib.util
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "requirements" / "install.py"


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The installer as a module, at work on a folder of its own."""
    spec = importlib.util.spec_from_file_location("install", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    (tmp_path / "requirements").mkdir()
    for name in ("demo", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1")
    return module


def message(install: ModuleType) -> str:
    with pytest.raises(SystemExit) as stopped:
        install.main("demo")
    assert isinstance(stopped.value.code, str)
    assert "\n" not in stopped.value.code
    return stopped.value.code


def test_an_old_python_can_read_the_installer() -> None:
    ast.parse(FILE.read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 8), (3, 10, 12), (3, 15, 0)])
def test_a_python_that_does_not_fit_is_named(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    said = message(install)
    assert said.startswith(f"Python 3.11 to 3.14 is needed, and only 3.{version[1]} was found.")


def test_another_python_that_fits_is_taken(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def take(path: str, arguments: list[str]) -> None:
        taken.extend([path, *arguments])
        raise SystemExit("taken")

    monkeypatch.setattr(sys, "version_info", (3, 9, 0))
    monkeypatch.setattr(sys, "argv", ["install.py", "demo"])
    monkeypatch.setattr(
        shutil, "which", lambda name: sys.executable if name == "python3.12" else None
    )
    monkeypatch.setattr(os, "execv", take)
    assert message(install) == "taken"
    assert taken == [sys.executable, sys.executable, "install.py", "demo"]


def test_a_missing_venv_module_is_named(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name)
    )
    assert message(install) == (
        "The module ensurepip of Python is missing. "
        "On Debian and Ubuntu: apt-get install python3-venv"
    )


def test_a_full_disk_is_named(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(2**40, 2**40, 5 * 2**20))
    assert message(install) == f"The disk is full: {install.ROOT} has 5 MB left and needs 1024."


def test_a_failed_download_gives_the_last_line_of_pip(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "make_venv", lambda: None)
    python = install.VENV / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho one\necho 'ERROR: no space left' >&2\nexit 1\n")
    python.chmod(0o755)
    assert message(install) == "Installing failed: ERROR: no space left"
    assert not install.is_installed("demo")


@pytest.mark.parametrize(("installed", "enough"), [("demo", True), ("dev", True), ("base", False)])
def test_what_is_installed_is_not_installed_again(
    install: ModuleType, installed: str, enough: bool
) -> None:
    (install.ROOT / "requirements" / "base.txt").write_text("base==1")
    install.VENV.mkdir()
    install.mark(installed).write_text(install.fingerprint(installed))
    assert install.is_installed("demo") is enough
    (install.ROOT / "requirements" / f"{installed}.txt").write_text("changed==2")
    assert not install.is_installed("demo")
