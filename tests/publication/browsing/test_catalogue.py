"""Whatever was listed, changed and withdrawn: the same counts and pages as a plain filter."""

from dataclasses import dataclass
from itertools import islice

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publication.browsing.catalogue import Catalogue, snapshot_of
from publication.browsing.listed import Entry
from publication.models import ListedItem
from tests.publication.browsing import things
from tests.publication.browsing.things import COLOURS, counts, narrowed, say, take_away, thing
from tests.races import at_once

COLOUR = st.lists(st.sampled_from(sorted(COLOURS)), unique=True, max_size=2)
DAY = st.integers(0, 3)  # few, so that many are of one day


@dataclass
class Step:
    """List a thing anew (`which` None), list it otherwise, or withdraw it (`colours` None)."""

    which: int | None
    colours: list[str] | None
    day: int


STEPS = st.lists(
    st.builds(Step, st.none() | st.integers(0, 5), st.none() | COLOUR, DAY), max_size=12
)


def carry_out(step: Step) -> None:
    known = sorted(things.said)
    if step.which is None or not known:
        thing(f"Day {step.day}", day=step.day, colour=step.colours or [])
        return
    pk = known[step.which % len(known)]
    if step.colours is None:
        take_away(pk)
    else:
        say(pk, facets={"colour": step.colours}, title=f"Day {step.day}")


def shown(pks: list[int]) -> dict[int, Entry]:
    return {pk: things.said[pk] for pk in pks}


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, st.sets(st.sampled_from(sorted(COLOURS))), st.integers(0, 12))
def test_it_agrees_with_a_plain_filter(steps: list[Step], chosen: set[str], late: int) -> None:
    with transaction.atomic():
        things.said.clear()
        catalogue = Catalogue("pledges")
        for number, step in enumerate(steps):
            carry_out(step)
            if number >= late:  # catches up with many at once, then with each
                catalogue.catch_up()
        check(catalogue, chosen)
        transaction.set_rollback(True)


def check(catalogue: Catalogue, chosen: set[str]) -> None:
    snapshot = catalogue.catch_up()
    assert snapshot == snapshot_of("pledges")  # as one that reads everything at once

    query = "&".join(f"colour={colour}" for colour in chosen)
    fitting = [e for e in things.said.values() if not chosen or chosen & {*e.facets["colour"]}]
    assert narrowed(query).count == len(fitting)
    assert counts()["colour"] == {
        colour: having
        for colour in COLOURS
        if (having := sum(colour in e.facets["colour"] for e in things.said.values()))
    }
    for ordering in ("-published", "published", "title"):
        check_order(f"{query}&ordering={ordering}", fitting)


def check_order(query: str, fitting: list[Entry]) -> None:
    narrowing = narrowed(query)
    keys = list(narrowing.walk())
    assert sorted(keys, reverse=narrowing.choice.ordering.startswith("-")) == keys
    rows = narrowing.rows([number for _key, number in keys])
    assert sorted(row.code for row in rows) == sorted(entry.code for entry in fitting)


@pytest.mark.django_db
def test_what_was_withdrawn_is_gone_until_it_is_published_again() -> None:
    red, _green = thing("Red", colour=["red"]), thing("Green", colour=["green"])
    entry = things.said[red]
    take_away(red)
    assert things.titles() == ["Green"]
    assert counts() == {"colour": {"green": 1}, "size": {}}
    row = things.row_of(red)
    assert (row.is_listed, row.text, row.facets, row.vector) == (False, "", {}, None)

    things.put_back(red, entry)
    assert things.titles() == ["Green", "Red"]
    assert things.row_of(red).number == row.number


@pytest.mark.django_db
def test_nothing_listed_is_an_empty_list() -> None:
    assert things.titles() == []
    assert narrowed("colour=red&ordering=title").count == 0


@pytest.mark.django_db
def test_one_query_tells_that_nothing_has_changed(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    catalogue = Catalogue("pledges")
    for rows in (1, 3):
        while len(things.said) < rows:
            thing()
        catalogue.catch_up()
        with django_assert_num_queries(1):
            catalogue.catch_up()


@pytest.mark.django_db
def test_all_are_listed_anew_as_they_are_and_no_others() -> None:
    _kept, gone, changed = thing("Kept"), thing("Gone"), thing("Old")
    things.withdraw_unseen(gone)  # nothing is told of what changes here
    things.said[changed] = Entry(
        code="THG-NEW", title="New", text="", language="en", facets={},
        published_at=things.START, updated_at=things.START,
    )  # fmt: skip
    assert things.list_anew() == 2
    assert sorted(things.titles()) == ["Kept", "New"]
    before = snapshot_of("pledges")
    assert things.list_anew() == 2
    after = snapshot_of("pledges")
    assert (before.listed, before.bits, before.orders) == (after.listed, after.bits, after.orders)


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_was_never_there() -> None:
    thing("Kept")
    assert things.titles() == ["Kept"]
    with transaction.atomic():
        thing("Never", colour=["red"])
        assert things.titles() == ["Never", "Kept"]  # who is in the transaction sees it
        transaction.set_rollback(True)
    assert things.titles() == ["Kept"]
    thing("Later")
    assert things.titles()[1:] == ["Kept"]
    assert counts()["colour"] == {}


@pytest.mark.django_db(transaction=True)
def test_another_process_catches_up_with_ours() -> None:
    ours, other = Catalogue("pledges"), Catalogue("pledges")
    for number in range(5):
        thing(f"Thing {number}", colour=["red"] if number % 2 else ["blue"])
        assert ours.catch_up().listed.bit_count() == number + 1
    assert other.catch_up() == ours.catch_up()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_emptied_is_read_from_the_start() -> None:
    catalogue = Catalogue("pledges")
    for _ in range(3):
        thing()
    assert catalogue.catch_up().size == 3
    ListedItem.objects.all().delete()
    things.said.clear()
    assert catalogue.catch_up().size == 0
    thing("Only")
    assert catalogue.catch_up().listed.bit_count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_list_and_read() -> None:
    pks = [thing(f"Thing {number}") for number in range(4)]
    catalogue = Catalogue("pledges")

    def change(pk: int, colour: str) -> None:
        say(pk, facets={"colour": [colour]})

    attempts = [
        attempt
        for pk in pks
        for attempt in (
            lambda pk=pk: change(pk, "red"),
            lambda pk=pk: change(pk, "blue"),
            catalogue.catch_up,
        )
    ]
    outcomes = at_once(*attempts)
    assert not [o for o in outcomes if isinstance(o, Exception)]
    snapshot = catalogue.catch_up()
    assert snapshot == Catalogue("pledges").catch_up()
    assert snapshot.listed.bit_count() == 4
    # Each thing has the one colour that was said last of it.
    reds, blues = snapshot.having("colour", "red"), snapshot.having("colour", "blue")
    assert not reds & blues
    assert reds | blues == snapshot.listed
    numbers = [number for _key, number in islice(snapshot.orders["title"].walk(snapshot.listed), 9)]
    assert len(set(numbers)) == 4
