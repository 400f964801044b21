"""Databases full of pledges, one a size."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
FILL = "import django; django.setup(); from benchmarks.browsing.filling import fill; fill({})"


def make(server: str, pledges: int, env: Mapping[str, str]) -> str:
    """The address of a new database with so many pledges, on the server of another's address."""
    name = f"pledges_{pledges}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    address = urlsplit(server)._replace(path=f"/{name}").geturl()
    for arguments in (
        ("manage.py", "migrate", "--verbosity=0"),
        ("manage.py", "load_reference", "--verbosity=0"),
        ("-c", FILL.format(pledges)),
    ):
        run(arguments, {**env, "DATABASE_URL": address})
    return address


def run(arguments: tuple[str, ...], env: Mapping[str, str]) -> None:
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
