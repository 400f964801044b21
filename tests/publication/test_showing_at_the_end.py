"""Work on many items lists them once, at its end, and as if each had been listed alone."""

from typing import Any

import pytest
from django.db import transaction

from pledges.listing import LISTING
from pledges.models import Pledge
from publication.browsing.listed import show_many
from publication.choices import State
from publication.models import ListedItem
from publication.moves import NotReadyError, make_move, showing_at_the_end
from tests.factories.pledges import pledge_in, published
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def publish(*pledges: Pledge) -> None:
    by = UserFactory(secretariat=True)
    for pledge in pledges:
        make_move(pledge, "publish", by=by)


def waiting(count: int = 1) -> list[Pledge]:
    return [pledge_in(State.UNDER_REVIEW) for _number in range(count)]


def listed() -> list[str]:
    rows = ListedItem.objects.filter(room="pledges", is_listed=True)
    return list(rows.order_by("number").values_list("code", flat=True))


def test_nothing_is_listed_before_the_end_and_all_is_at_the_end() -> None:
    pledges = waiting(3)
    with showing_at_the_end():
        publish(*pledges)
        assert listed() == []
    assert listed() == [pledge.code for pledge in pledges]
    assert len(set(ListedItem.objects.values_list("change", flat=True))) == 1


def test_the_rows_are_those_of_items_that_are_listed_alone() -> None:
    together, alone = waiting(2)
    with showing_at_the_end():
        publish(together)
    publish(alone)
    first, second = ListedItem.objects.order_by("number")
    for name in ("title", "language", "facets", "text", "is_listed"):
        assert getattr(first, name) == getattr(second, name), name


def test_afterwards_each_is_listed_at_once_again() -> None:
    with showing_at_the_end():
        pass
    publish(*waiting())
    assert len(listed()) == 1


def test_what_changes_twice_is_listed_as_it_is_in_the_end() -> None:
    (pledge,) = waiting()
    with showing_at_the_end():
        publish(pledge)
        Pledge.objects.filter(pk=pledge.pk).update(title="Another title")
        make_move(pledge, "correct", by=UserFactory(secretariat=True), note="The title.")
    assert ListedItem.objects.get().title == "Another title"


def test_a_block_within_a_block_waits_for_the_outer_one() -> None:
    with showing_at_the_end():
        with showing_at_the_end():
            publish(*waiting())
        assert listed() == []
    assert len(listed()) == 1


def test_of_what_fails_nothing_is_published_or_listed() -> None:
    good, bad = waiting(2)
    bad.targets.all().delete()
    with pytest.raises(NotReadyError), showing_at_the_end():
        publish(good, bad)
    good.refresh_from_db()
    assert good.state == State.UNDER_REVIEW
    assert listed() == []
    publish(good)
    assert listed() == [good.code]


def test_what_is_taken_back_within_it_is_not_listed() -> None:
    good, bad = waiting(2)
    with showing_at_the_end():
        publish(good)
        with transaction.atomic():
            publish(bad)
            transaction.set_rollback(True)
    assert listed() == [good.code]


def test_three_are_listed_with_as_many_queries_as_one(django_assert_num_queries: Any) -> None:
    pledges = [published() for _number in range(4)]
    with django_assert_num_queries(17):
        assert show_many(LISTING, [pledges[0].pk]) == 1
    with django_assert_num_queries(17):
        assert show_many(LISTING, [pledge.pk for pledge in pledges[1:]]) == 3


def test_none_at_all_cost_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert show_many(LISTING, []) == 0
