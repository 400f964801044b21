"""The order of sections and of questions."""

from typing import TypeVar

from django.db.models import F, Max, QuerySet

from reviews.models import Question, Section

Placed = TypeVar("Placed", Section, Question)

UP, DOWN = "up", "down"
# Two rows never have one place, not even on the way.
ASIDE = 10_000


def last_place(rows: "QuerySet[Placed]") -> int:
    """The place after all others."""
    highest: int | None = rows.aggregate(last=Max("order"))["last"]
    return (highest or 0) + 1


def put_in_order(rows: "QuerySet[Placed]", keys: list[int]) -> None:
    """Give the rows the places 1, 2, 3… in the order of these primary keys."""
    rows.update(order=F("order") + ASIDE)
    by_pk = {row.pk: row for row in rows}
    placed = [by_pk[pk] for pk in keys]
    for place, row in enumerate(placed, 1):
        row.order = place
    rows.model.objects.bulk_update(placed, ["order"])


def moved(rows: "QuerySet[Placed]", row: Placed, way: str) -> bool:
    """Let the row change places with its neighbour; False if it has none on that side."""
    keys = list(rows.order_by("order").values_list("pk", flat=True))
    here = keys.index(row.pk)
    there = here + (1 if way == DOWN else -1)
    if not 0 <= there < len(keys):
        return False
    keys[here], keys[there] = keys[there], keys[here]
    put_in_order(rows, keys)
    return True
