"""Who is registered: the Secretariat reads it, takes it along, and nobody else does."""

import csv
import io
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dialogues.models import Session
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.dialogues.sessions.comers import asked, comer, confirmed, open_session, state_of
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(examiner())


def at(session: Session, query: str = "") -> str:
    return f"/en/desk/dialogues/{session.code}/registrations/{query}"


def rows(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_those_who_come_stand_before_those_who_wait(client: Client) -> None:
    session = open_session(capacity=1)
    first, second = comer(session), comer(session)
    asked(session)
    page = client.get(at(session)).content.decode()
    assert page.index(first.email) < page.index(second.email)
    assert 'data-count="2"' in page
    assert "1 address is not confirmed yet" in page
    assert "amara@example.com" not in page


def test_as_a_file_all_of_them_and_nothing_that_a_spreadsheet_runs(client: Client) -> None:
    session = open_session(capacity=2)
    comer(session, UserFactory(name="=SUM(A1)"))
    confirmed(session, "amara@example.com", name="Amara", affiliation="+1 network")
    comer(session)
    answer = client.get(at(session, "?format=csv"))
    assert "no-store" in answer["Cache-Control"]
    found = rows(answer)
    assert [row["state"] for row in found] == ["placed", "placed", "waiting"]
    assert found[0]["name"] == "'=SUM(A1)"
    assert found[1]["organisation"] == "'+1 network"
    assert [row["account"] for row in found] == ["yes", "no", "yes"]
    assert client.get(at(session, "?format=xlsx")).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("query", "status"),
    [("?format=pdf", 400), ("?page=2", 404), ("?page=x", 404), ("?page=0", 404)],
)
def test_what_there_is_not_is_refused(client: Client, query: str, status: int) -> None:
    assert client.get(at(open_session(), query)).status_code == status


def test_the_secretariat_cancels_for_who_asks_by_other_means(client: Client) -> None:
    session = open_session(capacity=1)
    first, second = comer(session), comer(session)
    client.post(at(session), {"cancel": str(first.pk)})
    assert (state_of(first), state_of(second)) == ("cancelled", "placed")


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999"])
def test_a_number_that_is_none_is_refused(client: Client, number: str) -> None:
    answer = client.post(at(open_session()), {"cancel": number})
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_one_of_another_session_is_not_here(client: Client) -> None:
    place = comer(open_session())
    answer = client.post(at(open_session()), {"cancel": str(place.pk)})
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert state_of(place) == "placed"


def test_nobody_else_reads_it() -> None:
    session = open_session()
    mine = UserFactory()
    comer(session, mine)
    people: dict[str, User] = {
        "secretariat": examiner(),
        "moderator": UserFactory(role="moderator"),
        "focal point": UserFactory(focal_point_of="CRI"),
        "who is registered": mine,
        "outsider": UserFactory(),
    }
    wanted = {name: SEEN if name == "secretariat" else MISSING for name in people}
    assert statuses(at(session), people) == wanted
    files = {n: signed_in(one).get(at(session, "?format=csv")) for n, one in people.items()}
    assert {name: file.status_code for name, file in files.items()} == wanted


@pytest.mark.parametrize("many", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_many(
    client: Client, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    session = open_session()
    for _time in range(many):
        comer(session)
    client.get(at(session))
    with django_assert_num_queries(8):
        client.get(at(session))
