"""A bitmap is a set of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from publication.browsing.bitmaps import bitmap_of, has, numbers_in, to_bytes, union

NUMBERS = st.sets(st.integers(0, 3000))


@given(NUMBERS)
def test_it_gives_its_numbers_back_in_order(numbers: set[int]) -> None:
    bitmap = bitmap_of(numbers)
    assert list(numbers_in(bitmap)) == sorted(numbers)
    assert bitmap.bit_count() == len(numbers)


@given(NUMBERS, NUMBERS)
def test_it_is_combined_as_sets_are(one: set[int], other: set[int]) -> None:
    a, b = bitmap_of(one), bitmap_of(other)
    assert set(numbers_in(a & b)) == one & other
    assert set(numbers_in(a & ~b)) == one - other
    assert set(numbers_in(union([a, b]))) == one | other


@given(NUMBERS, st.integers(0, 4000))
def test_it_knows_what_is_in_it(numbers: set[int], number: int) -> None:
    assert has(to_bytes(bitmap_of(numbers)), number) == (number in numbers)


def test_nothing_is_a_set_too() -> None:
    assert bitmap_of([]) == union([]) == 0
    assert list(numbers_in(0)) == []
    assert not has(to_bytes(0), 0)
