"""Any good file goes in and comes out as it was; any corruption of it does no harm."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from unicodedata import normalize

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from pledges.choices import ImportState, Nature, Stage
from pledges.importing import runs
from pledges.importing.cells import ERRORS
from pledges.importing.work import work_on
from pledges.models import ImportRun, Pledge
from publication.browsing.export import harmless
from publication.choices import Scope
from stakeholders.models import User
from tests.pledges.importing.tables import as_csv, as_xlsx, small, uploaded

Row = dict[str, str]
ANY = settings(
    max_examples=40,
    deadline=None,
    phases=set(Phase) - {Phase.shrink},  # an example is an import: to shrink it takes too long
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# In Excel, an underscore with x and four digits stands for a character of that number.
LETTERS = st.characters(exclude_categories=["C", "Z"], exclude_characters="_")
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=12)
LINES = WORDS.map(" ".join).filter(lambda text: text not in ERRORS).map(partial(normalize, "NFC"))
DAYS = st.dates(date(2022, 1, 1), date(2026, 10, 1))
CODES = {
    "nature": Nature.values,
    "objectives": ["5", "12"],
    "countries": ["CRI", "MEX", "PAN"],
    "principles": ["1", "6"],
}
SHARES = 10_000
NAMES = ("title", "cycle", "language", "scope", "stage", "starts_on", "ends_on", "currency")


def several(name: str, fewest: int = 0) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(CODES[name]), unique=True, min_size=fewest).map("; ".join)


@st.composite
def rows(draw: st.DrawFn, number: int) -> Row:
    """A row that is right, with whatever may be in it."""
    made_on, *span = sorted([draw(DAYS), draw(DAYS), draw(DAYS)])
    row = small(
        number,
        organisation=draw(st.sampled_from(["CRI", "Country MEX"])),
        cycle=draw(st.sampled_from(["2022", "2026"])),
        made_on=made_on.isoformat(),
        language=draw(st.sampled_from(["ar", "zh-hans", "en", "fr", "ru", "es", "pt"])),
        title=draw(LINES)[:200].strip(),
        description=draw(st.lists(LINES, min_size=1, max_size=5).map("\n".join)),
        nature=draw(several("nature", 1)),
        objectives=draw(several("objectives", 1)),
        countries=draw(several("countries")),
        principles=draw(several("principles")),
        scope=draw(st.sampled_from(Scope.values)),
        stage=draw(st.sampled_from([Stage.PLANNING, Stage.IN_PROGRESS, Stage.FULFILLED])),
        starts_on=span[0].isoformat(),
        ends_on=span[1].isoformat(),
    )
    if draw(st.booleans()):
        cents = draw(st.integers(0, 10**18 - 1))
        row |= {"amount": f"{Decimal(cents) / 100:f}", "currency": "CRC"}
    return row


FILES = st.integers(1, 3).flatmap(lambda n: st.tuples(*(rows(k) for k in range(1, n + 1))))
WRITERS: dict[str, Callable[[Any], bytes]] = {"pledges.csv": as_csv, "pledges.xlsx": as_xlsx}


@contextmanager
def taken_back() -> Iterator[None]:
    """Each example starts from the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def upload(client: Client, content: bytes, name: str) -> ImportRun | None:
    response = client.post("/en/desk/pledges/import/", {"file": uploaded(content, name)})
    assert response.status_code in {302, 422}
    return ImportRun.objects.first() if response.status_code == 302 else None


def carried_through(client: Client, run: ImportRun, by: User) -> ImportRun:
    """Checked and, if it is ready, brought in; the page can be read at each step."""
    assert work_on(run.pk)
    assert client.get(run.get_absolute_url()).status_code == 200
    run.refresh_from_db()
    if run.is_ready:
        assert runs.bring_in(run=run, by=by)
        assert work_on(run.pk)
        assert client.get(run.get_absolute_url()).status_code == 200
        run.refresh_from_db()
    return run


def exported(client: Client) -> list[Row]:
    response: Any = client.get("/en/pledges/", {"format": "csv", "ordering": "code"})
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def client(client: Client, secretariat: User) -> Client:
    client.force_login(secretariat)
    return client


@ANY
@given(FILES, st.sampled_from(sorted(WRITERS)))
def test_what_goes_in_comes_out(
    client: Client, secretariat: User, table: tuple[Row, ...], name: str
) -> None:
    with taken_back():
        run = upload(client, WRITERS[name](table), name)
        assert run is not None
        run = carried_through(client, run, secretariat)
        assert run.state == ImportState.DONE, run.report
        came_out = {row["code"]: row for row in exported(client)}
        codes = {external_id: code for _row, external_id, _title, _what, code in run.report["rows"]}
        for row in table:
            out = came_out[codes[row["external_id"]]]
            for column in NAMES:
                assert out[column] == harmless(row.get(column, "")), column
            assert out["description"].replace("\r\n", "\n") == harmless(row["description"])
            assert Decimal(out["amount"] or 0) == Decimal(row.get("amount", 0))
            for column in ("nature", "objectives", "countries"):
                assert set(out[column].split()) == set(row[column].replace(";", " ").split())
        again = upload(client, WRITERS[name](table), name)
        assert again is not None
        assert carried_through(client, again, secretariat).report["count"]["unchanged"] == len(
            table
        )


@st.composite
def corruptions(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes with some cut out, some put in, and some changed."""
    data = bytearray(content)
    for _number in range(draw(st.integers(1, 4))):
        # As a share: the length of a workbook depends on the minute in which it is written.
        place = draw(st.integers(0, SHARES)) * len(data) // SHARES
        match draw(st.sampled_from(["cut", "put", "change", "end"])):
            case "cut":
                del data[place : place + draw(st.integers(1, 400))]
            case "put":
                data[place:place] = draw(st.binary(min_size=1, max_size=12))
            case "change":
                for at in range(place, min(place + draw(st.integers(1, 6)), len(data))):
                    data[at] = draw(st.integers(0, 255))
            case _:
                del data[place:]
    return bytes(data)


@settings(ANY, max_examples=120)
@given(st.data(), st.sampled_from(sorted(WRITERS)))
def test_a_corrupted_file_is_refused_or_comes_in_whole(
    client: Client, secretariat: User, data: st.DataObject, name: str
) -> None:
    good = WRITERS[name]([small(number) for number in range(1, 6)])
    content = data.draw(corruptions(good))
    assume(content != good)
    with taken_back():
        run = upload(client, content, name)
        if run is None:
            assert not Pledge.objects.exists()
            return
        run = carried_through(client, run, secretariat)
        assert run.state in {ImportState.CHECKED, ImportState.DONE}
        made = run.report["count"]["new"] if run.state == ImportState.DONE else 0
        assert Pledge.objects.published().count() == Pledge.objects.count() == made
