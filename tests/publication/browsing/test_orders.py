"""An order is a sorted list, whatever moves in it, and a walk through it is a filter."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publication.browsing import orders
from publication.browsing.bitmaps import bitmap_of
from publication.browsing.orders import Order, SortKey

NUMBERS = st.integers(0, 40)
WRITES = st.lists(st.dictionaries(NUMBERS, st.text("abc", max_size=2), max_size=8), max_size=8)
PLACES = st.none() | st.tuples(st.text("abc", max_size=2), NUMBERS)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "BLOCK", 3)


def written(writes: list[dict[int, str]]) -> tuple[Order, list[SortKey]]:
    """The order after each write, and the same as a plain sorted list."""
    order = Order()
    keys: dict[int, str] = {}
    for write in writes:
        order = order.with_rows([(key, number) for number, key in write.items()])
        keys |= write
    return order, sorted((key, number) for number, key in keys.items())


# The fixture holds for all examples alike.
steady = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@steady
@given(WRITES)
def test_blocks_are_full_sorted_and_know_their_numbers(writes: list[dict[int, str]]) -> None:
    order, keys = written(writes)
    assert [key for block in order.blocks for key in block.keys] == keys
    for block in order.blocks:
        assert 0 < len(block.keys) <= 6
        assert block.numbers == bitmap_of(number for _key, number in block.keys)


@steady
@given(WRITES, st.sets(NUMBERS), PLACES)
def test_a_walk_gives_what_is_found_beyond_the_mark(
    writes: list[dict[int, str]], found: set[int], mark: SortKey | None
) -> None:
    order, keys = written(writes)
    shown = [key for key in keys if key[1] in found]
    after = [key for key in shown if mark is None or key > mark]
    before = [key for key in reversed(shown) if mark is None or key < mark]
    assert list(order.walk(bitmap_of(found), mark=mark)) == after
    assert list(order.walk(bitmap_of(found), mark=mark, down=True)) == before


def test_whoever_walks_goes_on_while_another_order_is_made() -> None:
    order = Order().with_rows([(str(n), n) for n in range(9)])
    walk = order.walk(bitmap_of(range(9)))
    assert next(walk) == ("0", 0)
    order.with_rows([("x", n) for n in range(9)])
    assert [number for _key, number in walk] == list(range(1, 9))
