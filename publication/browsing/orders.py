"""The rows of a list in one order, in blocks: a page leaps over those that hold nothing of it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publication.browsing.bitmaps import bitmap_of, has, to_bytes

# What it is sorted by, then the row's number, so that no two are equal.
SortKey = tuple[str, int]
BLOCK = 256


@dataclass(frozen=True, slots=True)
class Block:
    keys: list[SortKey]
    numbers: int  # of its rows, as a bitmap


@dataclass(frozen=True, slots=True)
class Order:
    """Never changed once it is made: whoever walks it goes on while another is made of it."""

    blocks: Sequence[Block] = ()
    highest: int = 0  # the highest number in it

    def with_rows(self, keys: Sequence[SortKey]) -> "Order":
        """The order with these rows at these places, and no longer where they were."""
        blocks = list(_without(self.blocks, bitmap_of(number for _key, number in keys)))
        starts = [block.keys[0] for block in blocks]
        added: defaultdict[int, list[SortKey]] = defaultdict(list)
        for key in keys:
            added[max(bisect_right(starts, key) - 1, 0)].append(key)
        for place in sorted(added, reverse=True):
            whole = [key for block in blocks[place : place + 1] for key in block.keys]
            blocks[place : place + 1] = _cut(sorted(whole + added[place]))
        return Order(blocks, max(self.highest, *(number for _key, number in keys), 0))

    def walk(
        self, found: int, *, down: bool = False, mark: SortKey | None = None
    ) -> Iterator[SortKey]:
        """The keys of the rows found, from just after the mark on (going down: just before it).

        Where the mark itself has gone, its place still holds.
        """
        packed = to_bytes(found, reach=self.highest)
        for block in _from(self.blocks, mark, down=down):
            if found & block.numbers:
                keys = _beyond(block.keys, mark, down=down)
                # As `has`, but written out: it is looked at hundreds of numbers.
                yield from [key for key in keys if packed[key[1] >> 3] >> (key[1] & 7) & 1]


def _from(blocks: Sequence[Block], mark: SortKey | None, *, down: bool) -> Iterable[Block]:
    """The blocks that can hold what lies beyond the mark."""
    if mark is None:
        return reversed(blocks) if down else blocks
    place = bisect_right(blocks, mark, key=lambda block: block.keys[0])
    return reversed(blocks[:place]) if down else blocks[max(place - 1, 0) :]


def _beyond(keys: list[SortKey], mark: SortKey | None, *, down: bool) -> Iterable[SortKey]:
    if mark is None:
        return reversed(keys) if down else keys
    return reversed(keys[: bisect_left(keys, mark)]) if down else keys[bisect_right(keys, mark) :]


def _without(blocks: Iterable[Block], gone: int) -> Iterator[Block]:
    packed = to_bytes(gone)
    for block in blocks:
        if not block.numbers & gone:
            yield block
        elif left := [key for key in block.keys if not has(packed, key[1])]:
            yield Block(left, block.numbers & ~gone)


def _cut(keys: list[SortKey]) -> Iterator[Block]:
    size = BLOCK if len(keys) > 2 * BLOCK else 2 * BLOCK
    for start in range(0, len(keys), size):
        part = keys[start : start + size]
        yield Block(part, bitmap_of(number for _key, number in part))
