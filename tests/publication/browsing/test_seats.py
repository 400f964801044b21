"""Lists follow the round tables of a forum, and cards can be had of several values at once."""

from typing import Any

import pytest
from django.test import Client

from compact.models import Cycle, RoundTable, RoundTableObjective
from pledges.cards import newest
from publication.browsing.catalogue import snapshot_of
from publication.browsing.seats import reseat
from publication.models import ListedItem
from tests.factories.compact import CycleFactory, ObjectiveFactory, RoundTableFactory
from tests.factories.pledges import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum() -> Cycle:
    """Table 1 lists 5, table 2 lists 6."""
    cycle: Cycle = CycleFactory(year=2022)
    RoundTableFactory(cycle=cycle, number=1, lists=[5])
    RoundTableFactory(cycle=cycle, number=2, lists=[6])
    return cycle


def fresh(cycle: Cycle) -> Cycle:
    return Cycle.objects.prefetch_related("round_tables__objective_links").get(pk=cycle.pk)


def seats(pledge: Any) -> list[str]:
    row = ListedItem.objects.get(room="pledges", item_id=pledge.pk)
    return list(row.facets.get("roundtable", []))


def give(number: int, objective: int, cycle: Cycle) -> None:
    table = RoundTable.objects.get(cycle=cycle, number=number)
    RoundTableObjective.objects.filter(round_table__cycle=cycle, objective=objective).delete()
    table.objective_links.create(objective=ObjectiveFactory(number=objective))


class TestReseat:
    def test_what_was_listed_moves_with_its_objective(self, forum: Cycle) -> None:
        on_five = published(year=2022, objectives=[5])
        on_both = published(year=2022, objectives=[5, 6])
        elsewhere = published(year=2030, objectives=[5])
        before = seats(elsewhere)
        assert (seats(on_five), seats(on_both)) == (["1"], ["1", "2"])
        give(2, 5, forum)
        assert reseat(fresh(forum)) == 2
        assert (seats(on_five), seats(on_both)) == (["2"], ["2"])
        assert seats(elsewhere) == before

    def test_again_nothing_moves(self, forum: Cycle) -> None:
        published(year=2022, objectives=[5])
        change = snapshot_of("pledges").change
        assert reseat(fresh(forum)) == 0
        assert snapshot_of("pledges").change == change

    def test_what_sits_nowhere_any_more_has_no_table(self, forum: Cycle) -> None:
        one = published(year=2022, objectives=[5])
        RoundTableObjective.objects.filter(objective=5).delete()
        reseat(fresh(forum))
        assert seats(one) == []
        row = ListedItem.objects.get(item_id=one.pk, room="pledges")
        assert row.facets["objective"] == ["5"]

    def test_those_who_browse_see_it_at_once(self, forum: Cycle) -> None:
        published(year=2022, objectives=[5], title="Rooms for all")
        give(2, 5, forum)
        reseat(fresh(forum))
        page = Client().get("/en/pledges/?roundtable=2&cycle=2022").content.decode()
        assert "Rooms for all" in page
        assert "Rooms for all" not in Client().get("/en/pledges/?roundtable=1").content.decode()

    def test_a_room_with_a_rule_of_its_own_is_left_out(self, forum: Cycle) -> None:
        one = published(year=2022, objectives=[5])
        give(2, 5, forum)
        assert reseat(fresh(forum), but="pledges") == 0
        assert seats(one) == ["1"]


class TestCardsOfSeveral:
    def test_any_of_the_values_will_do_and_the_address_says_them_all(self, forum: Cycle) -> None:
        for number in (5, 6, 7):
            published(year=2022, objectives=[number], title=f"On {number}")
        found = newest(2, cycle="2022", objective=["5", "6"])
        assert found.count == 2
        assert [card.row.title for card in found.cards] == ["On 6", "On 5"]
        assert found.address == "/en/pledges/?cycle=2022&objective=5&objective=6"

    def test_of_no_value_there_is_nothing(self, forum: Cycle) -> None:
        published(year=2022, objectives=[5])
        assert newest(2, objective=[]).count == 0
