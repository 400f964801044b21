"""Brings database and files up to date, and leaves alone what has not changed since the last time.

Run as a process of its own (`python -m imrf_portal.demo.prepare`), which ends before the portal
starts. What was done is noted in the state folder, by a fingerprint of all that it depends on.
"""

import hashlib
import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import django
import psycopg
from django.core.management import call_command

from imrf_portal.demo.progress import say, step
from imrf_portal.demo.surroundings import ROOT

LOCK = "requirements/demo.txt"


@dataclass(frozen=True)
class Step:
    words: str
    command: str
    depends_on: tuple[str, ...]
    arguments: tuple[str, ...] = ()


STEPS = (
    Step("Interface languages", "compile_messages", ("locale/*/LC_MESSAGES/*.po",)),
    Step("Style sheets and scripts", "collectstatic", ("static/**/*", LOCK), ("--no-input",)),
    Step("Tables of the database", "migrate", ("app/migrations/*.py", LOCK), ("--no-input",)),
    Step("Reference data", "load_reference", ("app/**/*.py", "app/data/**/*")),
    Step("Demonstration data", "load_demonstration", ("app/**/*.py", "app/data/**/*")),
    Step("Lists of what is published", "relist", ("app/**/*.py", "app/data/**/*")),
)


def main() -> int:
    state = Path(os.environ["PORTAL_STATE_DIR"])
    notes = state / "prepared.json"
    done: dict[str, str] = json.loads(notes.read_text()) if notes.exists() else {}
    due = steps_due(done, which_database(os.environ["DATABASE_URL"]))
    if due:
        django.setup()
    for one, mark in due.items():
        log = state / "logs" / "prepare.log"
        try:
            carry_out(one, log)
        except Exception as error:
            log.open("a").write(traceback.format_exc())
            reason = traceback.format_exception_only(error)[0].split("\n")[0]
            say(f"{one.words} failed: {reason} (all of it in {log})")
            return 1
        notes.write_text(json.dumps(done := {**done, one.command: mark}, indent=2))
    return 0


def steps_due(done: Mapping[str, str], database: str) -> dict[Step, str]:
    marks = {one: fingerprint(one, database) for one in STEPS}
    return {one: mark for one, mark in marks.items() if done.get(one.command) != mark}


def carry_out(one: Step, log: Path) -> None:
    """Run one management command; its own words go to the log."""
    with step(one.words), log.open("a") as output, redirect_stdout(output):
        call_command(one.command, *one.arguments)


def which_database(address: str) -> str:
    """A database that was dropped and made anew has another number, and nothing in it."""
    with psycopg.connect(address) as connection:
        row = connection.execute(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    return f"{address} {row}"


def fingerprint(one: Step, database: str) -> str:
    digest = hashlib.sha256(database.encode())
    for file in sorted(files(one.depends_on)):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def files(patterns: Iterable[str]) -> Iterator[Path]:
    """The files of the portal that match; `app` stands for each of its apps."""
    apps = [config.parent.name for config in ROOT.glob("*/apps.py")]
    for pattern in patterns:
        for root in apps if pattern.startswith("app/") else [""]:
            yield from filter(Path.is_file, ROOT.glob(pattern.replace("app/", f"{root}/", 1)))


if __name__ == "__main__":
    sys.exit(main())
