"""Makes .venv from a lock file beside this one: `python3 requirements/install.py demo`.

Needs nothing but Python. To tell an old Python from a fitting one, an old one must be able to read
this file: no syntax newer than 3.6.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST, TOO_NEW = (3, 11), (3, 15)
OTHER_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")
ROOM_NEEDED = 1024**3


def main(name: str) -> None:
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        begin_again_with_a_fitting_python()
    if is_installed(name):
        return
    check_modules()
    check_room()
    print(f"Installing requirements/{name}.txt into .venv, for about a minute ...", flush=True)
    begin = time.monotonic()
    make_venv()
    install(name)
    mark(name).write_text(fingerprint(name))
    print(f"Installed in {time.monotonic() - begin:.0f} s.", flush=True)


def begin_again_with_a_fitting_python() -> None:
    """Replace this process by one of another Python on the path; else say what is needed."""
    fits = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] < {TOO_NEW})"
    for name in OTHER_NAMES:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", fits], stderr=subprocess.DEVNULL) == 0:
            os.execv(path, [path, *sys.argv])
    found = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"Python 3.11 to 3.14 is needed, and only {found} was found. Install python3.13.")


def is_installed(name: str) -> bool:
    """Whether .venv holds this lock file, or the developers', which holds all of it."""
    return any(
        mark(one).exists() and mark(one).read_text() == fingerprint(one) for one in (name, "dev")
    )


def mark(name: str) -> Path:
    return VENV / f"installed-{name}"


def fingerprint(name: str) -> str:
    lock = (ROOT / "requirements" / f"{name}.txt").read_bytes()
    return f"{sys.version_info[0]}.{sys.version_info[1]} {hashlib.sha256(lock).hexdigest()}\n"


def check_modules() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        sys.exit(
            f"The module {missing[0]} of Python is missing. "
            "On Debian and Ubuntu: apt-get install python3-venv"
        )


def check_room() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < ROOM_NEEDED:
        sys.exit(f"The disk is full: {ROOT} has {free // 1024**2} MB left and needs 1024.")


def make_venv() -> None:
    """A new one, unless the one that is there is of this Python and has pip."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    pip = VENV / "lib" / f"python{version}" / "site-packages" / "pip"
    if not (pip.is_dir() and (VENV / "bin" / "python").exists()):
        shutil.rmtree(VENV, ignore_errors=True)
        run(["-m", "venv", str(VENV)], python=sys.executable)


def install(name: str) -> None:
    lock = ROOT / "requirements" / f"{name}.txt"
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    run(["-m", "pip", "install", *options, "-r", str(lock)], python=str(VENV / "bin" / "python"))


def run(arguments: "list[str]", *, python: str) -> None:
    """Run a program to its end; if it fails, end with the last thing that it said."""
    done = subprocess.run([python, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        sys.exit(f"Installing failed: {said[-1] if said else 'no reason was given'}")


if __name__ == "__main__":
    main(sys.argv[1])
