"""The order of rooms whose items are held at a time, which other rooms do not pay for."""

import pytest

from publication.browsing.cards import RowCard, newest_of
from publication.browsing.catalogue import STARTS, Catalogue
from tests.publication.browsing.things import say, take_away, thing

pytestmark = pytest.mark.django_db
ROOM = "pledges"


def in_order(*, down: bool = False) -> list[int]:
    snapshot = Catalogue(ROOM).catch_up()
    return [n for _key, n in snapshot.orders[STARTS].walk(snapshot.listed, down=down)]


def test_a_room_without_times_has_no_such_order() -> None:
    thing()
    assert STARTS not in Catalogue(ROOM).catch_up().orders


def test_items_stand_in_the_order_of_their_times() -> None:
    for start in ("2030-02-05T14:00", "2022-01-19T14:00", "2026-01-21T09:00"):
        thing(starts=[start])
    assert in_order() == [1, 2, 0]
    assert in_order(down=True) == [0, 2, 1]


def test_one_that_is_put_off_changes_its_place_and_one_withdrawn_leaves() -> None:
    first, second = thing(starts=["2030-01-01"]), thing(starts=["2030-02-01"])
    say(first, facets={"starts": ["2030-03-01"]})
    assert in_order() == [1, 0]
    take_away(second)
    assert in_order() == [0]


def test_a_process_that_catches_up_sees_the_same() -> None:
    catalogue = Catalogue(ROOM)
    thing(starts=["2030-01-01"])
    catalogue.catch_up()
    thing(starts=["2029-01-01"])
    snapshot = catalogue.catch_up()
    assert [n for _key, n in snapshot.orders[STARTS].walk(snapshot.listed)] == [1, 0]


def test_the_newest_are_those_held_last() -> None:
    thing("Early", starts=["2022-01-01"])
    thing("Late", starts=["2030-01-01"])
    thing("Between", starts=["2026-01-01"])
    cards = newest_of(ROOM, 2, RowCard, STARTS).cards
    assert [card.row.title for card in cards] == ["Late", "Between"]
    # By publication it is another order.
    assert [card.row.title for card in newest_of(ROOM, 1, RowCard).cards] == ["Between"]
