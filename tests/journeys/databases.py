"""The demonstration, loaded once a process, and a copy of it for each journey."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections


def make(name: str, *, like: str) -> None:
    """A database that holds what another holds: PostgreSQL copies its files, in half a second."""
    drop(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')


def drop(name: str) -> None:
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def using(name: str) -> Iterator[None]:
    """Let every connection of this process lead to that database, those of other threads too."""
    before = connection.settings_dict["NAME"]
    _lead_to(name)
    try:
        yield
    finally:
        _lead_to(before)


def _lead_to(name: str) -> None:
    """The numbers of content types, which are kept in memory, differ between databases."""
    connections.close_all()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


@contextmanager
def passing(name: str, *, like: str) -> Iterator[str]:
    """A copy that goes again."""
    make(name, like=like)
    try:
        yield name
    finally:
        drop(name)


def load_demonstration() -> None:
    call_command("load_reference", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    call_command("relist")
