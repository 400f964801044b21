"""The pages on which the Secretariat sets debates up, and what a wrong entry leaves behind."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compact.models import Cycle
from dialogues.models import Debate
from stakeholders.choices import Role, Standing
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.factories.compact import CycleFactory, ObjectiveFactory, RoundTableFactory
from tests.factories.dialogues import announced, co_chair, debate
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state

pytestmark = pytest.mark.django_db

LIST, ONE, POLICY = (
    "/en/desk/dialogues/debates/",
    "/en/desk/dialogues/debates/2022/1/",
    "/en/desk/dialogues/debates/2022/policy-debate/",
)
INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture
def forum() -> Cycle:
    cycle: Cycle = CycleFactory(year=2022)
    for number in range(1, 24):
        ObjectiveFactory(number=number)
    RoundTableFactory(cycle=cycle, number=1, theme="Drivers", lists=[2, 5])
    RoundTableFactory(cycle=cycle, number=2, theme="Governance", lists=[4])
    return cycle


@pytest.fixture
def first(forum: Cycle) -> Debate:
    debate(None, cycle=forum)
    return debate(1, cycle=forum)


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


def people() -> dict[str, User]:
    return {
        "secretariat": UserFactory(secretariat=True),
        "co-chair": UserFactory(focal_point_of="CRI"),
        "moderator": UserFactory(role=Role.MODERATOR),
        "outsider": UserFactory(),
    }


@pytest.mark.parametrize("address", [LIST, ONE, POLICY])
def test_they_are_for_the_secretariat_alone(address: str, first: Debate) -> None:
    co_chair(first, "CRI")
    expected = dict.fromkeys(people(), MISSING) | {"secretariat": SEEN}
    assert statuses(address, people()) == expected


@pytest.mark.parametrize("do", ["seat", "describe", "co-chair", "moderator"])
def test_nobody_else_can_send_their_forms(do: str, first: Debate) -> None:
    co_chair(first, "CRI")
    outsider = signed_in(UserFactory(focal_point_of="CRI"))
    assert outsider.post(ONE, {"do": do, "seats-listed": ["7"]}).status_code == MISSING
    assert Client().post(ONE, {"do": do}).status_code == HTTPStatus.FOUND
    assert first.round_table is not None
    assert not first.round_table.objective_links.filter(objective=7).exists()


class TestTheList:
    def test_a_forum_is_set_up_by_one_button(self, client: Client, forum: Cycle) -> None:
        assert "Set up its round tables and its policy debate" in client.get(LIST).content.decode()
        response = client.post(LIST, {"cycle": "2022"}, follow=True)
        page = response.content.decode()
        assert [d.slug for d in Debate.objects.all()] == ["1", "2", "policy-debate"]
        assert "The debates of the forum are set up." in page
        assert f'href="{ONE}"' in page
        assert "Set up" not in page.split("<main")[1].split("Forum of 2022")[1]

    @pytest.mark.parametrize("cycle", ["", "x", "2031", "-1", "99999999999999999999"])
    def test_what_is_no_forum(self, cycle: str, client: Client, forum: Cycle) -> None:
        assert client.post(LIST, {"cycle": cycle}).status_code == MISSING
        assert not Debate.objects.exists()

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_asks_no_more_of_the_database_for_more(
        self, many: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        cycle = CycleFactory(year=2022)
        for number in range(1, many + 1):
            co_chair(debate(number, cycle=cycle))
        client.get(LIST)
        with django_assert_num_queries(6):
            client.get(LIST)


class TestOneDebate:
    def test_objectives_are_saved_with_their_flag(self, client: Client, first: Debate) -> None:
        data = {"do": "seat", "seats-listed": ["2", "6"], "seats-carried": ["23"]}
        page = client.post(ONE, data, follow=True).content.decode()
        assert "Saved." in page
        assert first.round_table is not None
        links = first.round_table.objective_links.values_list("objective", "cross_cutting")
        assert list(links) == [(2, False), (6, False), (23, True)]

    def test_what_stands_elsewhere_is_refused_in_words_and_stays_ticked(
        self, client: Client, first: Debate
    ) -> None:
        response = client.post(ONE, {"do": "seat", "seats-listed": ["4", "6"]})
        page = response.content.decode()
        assert response.status_code == INVALID
        assert "Objective 4 is already listed at round table 2." in page
        assert page.count(" checked") == 2

    @pytest.mark.parametrize("number", ["24", "0", "x", "-1"])
    def test_an_objective_that_there_is_not(
        self, number: str, client: Client, first: Debate
    ) -> None:
        response = client.post(ONE, {"do": "seat", "seats-listed": [number]})
        assert response.status_code == INVALID

    def test_the_policy_debate_has_no_form_of_objectives(
        self, client: Client, first: Debate
    ) -> None:
        assert 'value="seat"' not in client.get(POLICY).content.decode()
        assert client.post(POLICY, {"do": "seat", "seats-listed": ["2"]}).status_code == MISSING

    def test_a_co_chair_is_named_and_taken_back(self, client: Client, first: Debate) -> None:
        chairing = state("CRI")
        data = {"do": "co-chair", "co-chair-organisation": chairing.pk, "co-chair-name": "  Ana "}
        page = client.post(ONE, data, follow=True).content.decode()
        one = first.co_chairs.get()
        assert (one.organisation, one.name) == (chairing, "Ana")
        assert "Take back<" in page
        client.post(ONE, {"do": "take-back-co-chair", "number": one.pk})
        assert not first.co_chairs.exists()

    def test_whoever_is_not_verified_is_not_among_the_choices(
        self, client: Client, first: Debate
    ) -> None:
        pending = OrganisationFactory(standing=Standing.PENDING, name="Nowhere League")
        assert "Nowhere League" not in client.get(ONE).content.decode()
        data = {"do": "co-chair", "co-chair-organisation": pending.pk}
        assert client.post(ONE, data).status_code == INVALID

    def test_a_moderator_by_name_and_by_account(self, client: Client, first: Debate) -> None:
        person = UserFactory(email="guide@example.org")
        data = {
            "do": "moderator",
            "moderator-name": "Guide",
            "moderator-email": "GUIDE@example.org",
        }
        client.post(ONE, data)
        named = first.moderators.get()
        assert (named.name, named.user) == ("Guide", person)
        client.post(ONE, {"do": "take-back-moderator", "number": named.pk})
        assert not first.moderators.exists()

    def test_an_address_that_nobody_has_is_told_and_the_name_is_kept(
        self, client: Client, first: Debate
    ) -> None:
        data = {"do": "moderator", "moderator-name": "Guide", "moderator-email": "no@example.org"}
        response = client.post(ONE, data)
        assert response.status_code == INVALID
        assert "Nobody in the portal has this address." in response.content.decode()
        assert 'value="Guide"' in response.content.decode()

    def test_its_description_in_several_languages(self, client: Client, first: Debate) -> None:
        data = {"do": "describe", "description_en": "What drives it.", "description_ar": "الدوافع"}
        client.post(ONE, data)
        first.refresh_from_db()
        assert first.description_ar == "الدوافع"  # type: ignore[attr-defined]

    def test_sessions_that_feed_it_are_named(self, client: Client, first: Debate) -> None:
        one = announced()
        one.debates.add(first)
        assert one.code in client.get(ONE).content.decode()

    @pytest.mark.parametrize("do", ["", "x", "take-back-everything"])
    def test_a_verb_that_there_is_not(self, do: str, client: Client, first: Debate) -> None:
        assert client.post(ONE, {"do": do}).status_code == MISSING

    @pytest.mark.parametrize("number", ["", "x", "²", "9" * 30])
    def test_taking_back_what_there_is_not(
        self, number: str, client: Client, first: Debate
    ) -> None:
        data = {"do": "take-back-co-chair", "number": number}
        assert client.post(ONE, data).status_code == MISSING

    @pytest.mark.parametrize("address", ["2022/3/", "2022/x/", "2031/1/", "99999999999999999/1/"])
    def test_a_debate_that_there_is_not(self, address: str, client: Client, first: Debate) -> None:
        assert client.get(f"{LIST}{address}").status_code == MISSING

    def test_what_was_typed_when_the_session_ran_out_is_there_after_signing_in(
        self, first: Debate
    ) -> None:
        client = Client()
        data: dict[str, Any] = {"do": "moderator", "moderator-name": "Typed before"}
        assert client.post(ONE, data).status_code == HTTPStatus.FOUND
        client.force_login(examiner(), backend="django.contrib.auth.backends.ModelBackend")
        assert 'value="Typed before"' in client.get(ONE).content.decode()
        assert not first.moderators.exists()
