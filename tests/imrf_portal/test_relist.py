"""Lists are made anew from what is published, whatever stood in them."""

from io import StringIO

import pytest
from django.core.management import call_command

from publication.choices import State
from publication.models import ListedItem
from tests.factories import pledges
from tests.factories.dialogues import announced
from tests.factories.publication import published, review_in

pytestmark = pytest.mark.django_db


def relist() -> str:
    output = StringIO()
    call_command("relist", stdout=output)
    return output.getvalue()


def rows() -> list[dict[str, object]]:
    without = {"id", "change"}
    names = [f.name for f in ListedItem._meta.concrete_fields if f.name not in without]
    return list(ListedItem.objects.order_by("code").values(*names))


def test_every_room_is_listed_as_if_each_item_had_just_been_published() -> None:
    published("CRI", o05_progress="Slow.")
    review_in(State.DRAFT, "MEX")
    pledges.published(objectives=[5, 7], countries=["CRI"])
    announced()
    listed = rows()
    ListedItem.objects.all().delete()

    counts = {"dialogues": 1, "pledges": 1, "practices": 0, "reviews": 1}
    assert relist() == "".join(f"{room}: {count} listed\n" for room, count in counts.items())
    shown = [row["code"] for row in rows() if row["is_listed"]]
    assert shown == ["DLG-2030-0001", "PLG-2030-0001", "REV-2030-CRI"]
    assert rows() == [row for row in listed if row["is_listed"]]


def test_a_second_time_changes_nothing() -> None:
    pledges.published()
    relist()
    before = rows()
    relist()
    assert rows() == before


def test_what_is_no_longer_published_is_taken_out() -> None:
    pledge = pledges.published()
    type(pledge).objects.filter(pk=pledge.pk).update(state=State.UNDER_REVIEW)
    assert "pledges: 0 listed" in relist()
    assert not ListedItem.objects.get(code=pledge.code).is_listed
