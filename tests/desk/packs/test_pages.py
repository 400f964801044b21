"""The pages of packs: the Secretariat asks and sees how far, co-chairs read what is made."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from compact.models import Cycle
from desk.models import Pack
from desk.packs.making import make
from dialogues.models import Debate
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.desk.packs.gathering import asked_for
from tests.factories.compact import CycleFactory, ObjectiveFactory
from tests.factories.dialogues import co_chair, debate
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

TO_ALL, OF_2022 = "/en/desk/packs/", "/en/desk/packs/2022/"
INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture
def forum() -> Cycle:
    cycle: Cycle = CycleFactory(year=2022)
    ObjectiveFactory(number=5)
    return cycle


@pytest.fixture
def table(forum: Cycle) -> Debate:
    """Chaired by Costa Rica."""
    made = debate(1, lists=[5], cycle=forum)
    co_chair(made, "CRI")
    return made


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


def made(of: Debate) -> Pack:
    pack = asked_for(of)
    make(pack.pk)
    pack.refresh_from_db()
    return pack


def people() -> dict[str, User]:
    return {
        "secretariat": UserFactory(secretariat=True),
        "focal point of a co-chair": UserFactory(focal_point_of="CRI"),
        "contributor of a co-chair": UserFactory(contributor_of="CRI"),
        "focal point of another State": UserFactory(focal_point_of="MEX"),
        "moderator": UserFactory(role=Role.MODERATOR),
        "outsider": UserFactory(),
    }


READ = {"secretariat", "focal point of a co-chair"}


class TestWhoMay:
    def test_read_the_list(self, table: Debate) -> None:
        everybody = people()
        expected = {name: SEEN if name in READ else MISSING for name in everybody}
        assert statuses(OF_2022, everybody) == expected

    def test_read_a_pack_that_is_made(self, table: Debate) -> None:
        address = f"/en/desk/packs/files/{made(table).pk}/"
        everybody = people()
        expected = {name: SEEN if name in READ else MISSING for name in everybody}
        assert statuses(address, everybody) == expected

    def test_nobody_reads_one_that_is_not(self, table: Debate) -> None:
        address = f"/en/desk/packs/files/{asked_for(table).pk}/"
        assert set(statuses(address, people()).values()) == {MISSING}

    def test_co_chairs_see_neither_other_debates_nor_what_is_in_the_making(
        self, table: Debate
    ) -> None:
        mine, other = made(table), made(debate(2, lists=[], cycle=table.cycle))
        asked_for(table, language="fr")
        co_chair_ = signed_in(UserFactory(focal_point_of="CRI"))
        page = co_chair_.get(OF_2022).content.decode()
        assert f"pack-{mine.pk}" in page
        assert f"pack-{other.pk}" not in page
        assert "Français" not in page.split("<main")[1]
        assert "Have packs made" not in page
        assert "Asked for by" not in page
        assert co_chair_.get(f"/en/desk/packs/files/{other.pk}/").status_code == MISSING

    def test_nobody_else_asks(self, table: Debate) -> None:
        data = {"debates": [table.pk], "language": "en", "formats": ["pdf"]}
        for name, person in people().items():
            if name != "secretariat":
                assert signed_in(person).post(OF_2022, data).status_code == MISSING
        assert not Pack.objects.exists()


class TestTheDesk:
    def test_it_leads_there_whoever_may_read(self, table: Debate) -> None:
        for name, person in people().items():
            page = signed_in(person).get("/en/desk/").content.decode()
            assert (f'href="{TO_ALL}"' in page) == (name in READ), name
            assert ("/en/desk/dialogues/debates/" in page) == (name == "secretariat")


class TestAsking:
    def test_several_at_once(self, table: Debate, client: Client) -> None:
        second = debate(2, cycle=table.cycle)
        data = {"debates": [table.pk, second.pk], "language": "ar", "formats": ["pdf", "docx"]}
        page = client.post(OF_2022, data, follow=True).content.decode()
        assert "4 packs are being made." in page
        assert Pack.objects.filter(language="ar").count() == 4
        client.post(OF_2022, data)
        assert Pack.objects.count() == 4

    @pytest.mark.parametrize(
        "wrong",
        [
            {"debates": []},
            {"debates": ["x"]},
            {"debates": ["99999999999999999999"]},
            {"language": "de"},
            {"language": ""},
            {"formats": []},
            {"formats": ["odt"]},
        ],
    )
    def test_what_is_wrong_is_told_and_the_rest_stays(
        self, wrong: dict[str, object], table: Debate, client: Client
    ) -> None:
        data = {"debates": [table.pk], "language": "es", "formats": ["pdf"], **wrong}
        response = client.post(OF_2022, data)
        assert response.status_code == INVALID
        assert "There is a problem" in response.content.decode()
        assert not Pack.objects.exists()

    def test_a_debate_of_another_forum_is_no_choice(self, table: Debate, client: Client) -> None:
        other = debate(1, cycle=CycleFactory(year=2026))
        data = {"debates": [other.pk], "language": "en", "formats": ["pdf"]}
        assert client.post(OF_2022, data).status_code == INVALID


class TestTheList:
    def test_it_leads_to_the_latest_forum_with_a_pack(self, table: Debate, client: Client) -> None:
        debate(1, cycle=CycleFactory(year=2030))
        assert client.get(TO_ALL)["Location"] == "/en/desk/packs/2030/"
        made(table)
        assert client.get(TO_ALL)["Location"] == OF_2022

    def test_before_any_debate_is_set_up_it_says_what_comes_first(self, client: Client) -> None:
        page = client.get(TO_ALL).content.decode()
        assert 'href="/en/desk/dialogues/debates/"' in page

    @pytest.mark.parametrize("year", [2026, 1999, 10**15])
    def test_a_forum_without_debates(self, year: int, table: Debate, client: Client) -> None:
        assert client.get(f"/en/desk/packs/{year}/").status_code == MISSING

    def test_what_is_made_can_be_taken_with_the_date_of_its_data(
        self, table: Debate, client: Client
    ) -> None:
        first, second = made(table), made(table)
        page = client.get(OF_2022).content.decode()
        for pack in (first, second):
            assert f'href="/en/desk/packs/files/{pack.pk}/"' in page
        assert page.count("Data as of") == 2
        assert page.index(f"pack-{second.pk}") < page.index(f"pack-{first.pk}")
        assert "every 2s" not in page

    def test_while_one_is_made_the_page_looks_again_and_has_a_link_for_it(
        self, table: Debate, client: Client
    ) -> None:
        pack = asked_for(table)
        assert "Waiting for a worker" in client.get(OF_2022).content.decode()
        Pack.objects.filter(pk=pack.pk).update(step=3, steps=8)
        page = client.get(OF_2022).content.decode()
        assert "Step 3 of 8" in page
        assert 'hx-trigger="every 2s"' in page
        assert f'<a href="{OF_2022}">Look again</a>' in page

    def test_htmx_gets_the_list_alone_and_stops_when_all_are_made(
        self, table: Debate, client: Client
    ) -> None:
        pack = asked_for(table)
        part = client.get(OF_2022, headers={"HX-Request": "true"}).content.decode()
        assert part.lstrip().startswith('<div id="packs" hx-get')
        make(pack.pk)
        part = client.get(OF_2022, headers={"HX-Request": "true"}).content.decode()
        assert "hx-get" not in part
        assert "<html" not in part

    def test_one_that_failed_says_so_without_the_error_itself(
        self, table: Debate, client: Client
    ) -> None:
        pack = asked_for(table)
        Pack.objects.filter(pk=pack.pk).update(error="Traceback in /srv/portal")
        page = client.get(OF_2022).content.decode()
        assert "Could not be made" in page
        assert "/srv/portal" not in page

    @pytest.mark.parametrize("page", ["0", "2", "x"])
    def test_a_page_that_there_is_not(self, page: str, table: Debate, client: Client) -> None:
        assert client.get(OF_2022, {"page": page}).status_code == MISSING

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_asks_no_more_of_the_database_for_more(
        self,
        many: int,
        table: Debate,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for language in ("en", "fr", "es")[:many]:
            asked_for(table, language=language)
        client.get(OF_2022)
        with django_assert_num_queries(10):
            client.get(OF_2022)


class TestTheFile:
    def test_it_is_a_download_under_a_name_that_says_what_it_is(
        self, table: Debate, client: Client
    ) -> None:
        pack = made(table)
        response = client.get(f"/en/desk/packs/files/{pack.pk}/")
        name = f"pack-2022-1-en-{timezone.now():%Y-%m-%d}.docx"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["Content-Type"].endswith("wordprocessingml.document")
        assert len(b"".join(response)) == pack.size

    def test_one_that_the_storage_has_lost_is_no_page(self, table: Debate, client: Client) -> None:
        pack = made(table)
        pack.file.storage.delete(str(pack.file.name))
        assert client.get(f"/en/desk/packs/files/{pack.pk}/").status_code == MISSING

    def test_one_that_there_is_not(self, table: Debate, client: Client) -> None:
        assert client.get("/en/desk/packs/files/99999999999999999999/").status_code == MISSING
