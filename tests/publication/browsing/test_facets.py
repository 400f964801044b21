"""Counts that tell before the click, chips that lead back, and values that there are not."""

import pytest
from django.http import QueryDict

from publication.browsing.facets import RefusedError
from publication.browsing.panel import OPEN, panels_of
from tests.publication.browsing import things
from tests.publication.browsing.things import counts, narrowed, thing, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _things() -> None:
    thing("One", colour=["red"], size=["small"])
    thing("Two", colour=["red", "blue"], size=["large"])
    thing("Three", colour=["green"], size=["large"])
    thing("Four")


def test_what_was_left_blank_is_in_no_address() -> None:
    narrowing = narrowed("q=&colour=red&colour=&size=&ordering=title&page=2")
    assert [chip.href for chip in narrowing.chips] == ["?ordering=title"]
    assert narrowed("q=&colour=red").chips[0].href == "?"
    assert narrowing.address_with(view="map") == "?colour=red&ordering=title&view=map"


def test_each_count_is_what_a_click_would_show() -> None:
    for query in ("", "colour=red", "size=large", "colour=red&size=large", "q=two"):
        for name, values in counts(query).items():
            others = QueryDict(query, mutable=True)
            for value, count in values.items():
                others.setlist(name, [value])
                assert narrowed(others.urlencode()).count == count


def test_several_values_of_a_facet_are_any_and_several_facets_are_all() -> None:
    assert set(titles("colour=red&colour=green")) == {"One", "Two", "Three"}
    assert set(titles("colour=red&size=large")) == {"Two"}
    assert set(titles("colour=red&colour=red&colour=")) == {"One", "Two"}


def test_a_chip_leads_to_the_list_without_it_and_tells_its_number() -> None:
    narrowing = narrowed("colour=red&colour=green&size=large&q=two&after=1.x&page=1")
    assert [(chip.label, chip.href, chip.count) for chip in narrowing.chips] == [
        ("Red", "?colour=green&size=large&q=two", 0),
        ("Green", "?colour=red&size=large&q=two", 1),
        ("Large", "?colour=red&colour=green&q=two", 1),
        ("“two”", "?colour=red&colour=green&size=large", 2),
    ]
    for chip in narrowing.chips:
        assert narrowed(chip.href[1:]).count == chip.count


def test_nothing_found_tells_what_to_take_away() -> None:
    narrowing = narrowed("colour=green&size=small&q=three")
    assert narrowing.count == 0
    assert [(chip.label, chip.count) for chip in narrowing.relaxed] == [("Small", 1)]


@pytest.mark.parametrize(
    ("query", "words", "known"),
    [
        ("colour=pink", "“pink” is not a value of “Colour”.", {"red", "green", "blue"}),
        ("size=LARGE", "“LARGE” is not a value of “Size”.", {"small", "large"}),
        ("ordering=number", "“number” is not a value of “Order”.", {*things.LISTING.orderings}),
        ("q=" + "a" * 201, "The words to search for are too many.", set()),
    ],
)
def test_what_there_is_not_is_refused_in_words(query: str, words: str, known: set[str]) -> None:
    with pytest.raises(RefusedError, match=words) as refusal:
        narrowed(query)
    assert set(refusal.value.known) == known


def test_a_value_that_is_new_is_known_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    narrowed("colour=red")  # the names are kept for a minute
    monkeypatch.setitem(things.COLOURS, "pink", "Pink")
    assert narrowed("colour=pink").count == 0


def test_a_long_facet_folds_what_has_few_items_and_leaves_out_what_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(OPEN + 2):
        monkeypatch.setitem(things.COLOURS, f"c{number}", f"Colour {number}")
        for _ in range(number):
            thing(colour=[f"c{number}"])
    colour, size = panels_of(narrowed("colour=c1"))
    assert colour.shown.count("<label") == OPEN
    assert 'value="c1" checked' in colour.shown  # chosen, though it has few
    assert colour.folded_count == colour.folded.count("<label") == 4
    assert 'value="c0"' not in colour.shown + colour.folded
    assert size.shown.count("<label") == 2
    assert not size.folded


def test_names_are_escaped_and_counts_are_in_place() -> None:
    colour, _size = panels_of(narrowed("colour=blue"))
    assert (
        '<label class="option"><input type="checkbox" name="colour" value="blue" checked>'
        '<span>&lt;Blue&gt;</span><span class="figure">1</span></label>'
    ) in colour.shown


def test_what_is_asked_for_has_one_form() -> None:
    choice = narrowed("page=1&size=&colour=red&colour=red&q=+two++words+&view=map").choice
    assert choice.query().urlencode() == "colour=red&q=two+words"
    assert narrowed("colour=red&q=two").in_words == "Things: Red, “two”"
