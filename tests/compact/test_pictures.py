"""What the pictures are drawn from."""

from datetime import date

import pytest

from compact.models import Region
from compact.pictures import (
    OUTSIDE,
    Moment,
    Tile,
    TileMap,
    forum_line,
    strip_label,
    strip_squares,
)

TODAY = date(2026, 11, 23)
AFRICA, ASIA = Region(code="eca", name="Africa"), Region(code="escap", name="Asia")


def test_the_strip_has_23_squares_in_the_colours_of_the_round_tables() -> None:
    squares = strip_squares([4, 12], {4: "r2", 12: "r1"})
    assert [square.number for square in squares] == list(range(1, 24))
    assert [square.number for square in squares if square.on] == [4, 12]
    assert (squares[3].table, squares[11].table, squares[0].table) == ("r2", "r1", "rx")


@pytest.mark.parametrize(
    ("objectives", "words"),
    [
        ([], "None of the 23 objectives"),
        ([4], "Objectives 4 of 23"),
        ([15, 12, 4], "Objectives 4, 12 and 15 of 23"),
        (range(1, 24), "All 23 objectives"),
        ([4, 99], "Objectives 4 of 23"),
    ],
)
def test_the_strip_says_in_words_what_it_shows(objectives: list[int], words: str) -> None:
    assert strip_label(objectives) == words


def tile(code: str, region: Region, level: int = 0) -> Tile:
    return Tile(code, code, f"/{code}/", 1, 1, (region,), level, level)


def world(*levels: int) -> TileMap:
    tiles = [tile(f"A{n}", AFRICA if n % 2 else ASIA, level) for n, level in enumerate(levels)]
    return TileMap("Reviews", tiles, {0: "None", 1: "One", OUTSIDE: "Outside"}, "made up", TODAY)


def test_the_key_counts_the_values_that_occur_and_always_the_blank_one() -> None:
    assert [(line.label, line.count) for line in world(1, 1, OUTSIDE).key] == [
        ("None", 0),
        ("One", 2),
        ("Outside", 1),
    ]
    assert [line.label for line in world(0).key] == ["None"]


def test_tiles_stand_under_their_first_region() -> None:
    groups = {region: [tile.code for tile in tiles] for region, tiles in world(0, 0, 0).groups}
    assert groups == {"Africa": ["A1"], "Asia": ["A0", "A2"]}


def test_the_table_leaves_out_what_is_outside_the_selection() -> None:
    assert [tile.code for tile in world(0, OUTSIDE, 1).rows] == ["A0", "A2"]


def moment(day: int, until: int | None = None) -> Moment:
    return Moment(date(2026, 11, day), date(2026, 11, until or day), f"Day {day}")


def states(*moments: Moment) -> list[tuple[str, str]]:
    return [(stop.moment.title, stop.state) for stop in forum_line(moments, TODAY)]


def test_the_line_says_where_we_are() -> None:
    assert states(moment(25), moment(20)) == [
        ("Day 20", "past"),
        ("You are here", "here"),
        ("Day 25", "ahead"),
    ]


def test_we_are_at_what_happens_today() -> None:
    assert states(moment(20, 24), moment(25)) == [("Day 20", "here"), ("Day 25", "ahead")]


def test_on_a_line_that_is_over_we_are_nowhere() -> None:
    assert states(moment(20), moment(21)) == [("Day 20", "past"), ("Day 21", "past")]
    assert states() == []
