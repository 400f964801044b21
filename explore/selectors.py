"""Reads that the public pages share."""

from collections.abc import Mapping

from compact.models import RoundTableObjective
from explore.pictures import CROSS_CUTTING


def round_table_classes() -> Mapping[int, str]:
    """The class of each objective's round table, as the latest forum that has round tables maps it.

    One that is listed at one table and carried at another has the colour of where it is listed.
    """
    links = RoundTableObjective.objects.order_by("-round_table__cycle", "-cross_cutting")
    columns = ("round_table__cycle", "objective", "round_table__number", "cross_cutting")
    rows = list(links.values_list(*columns))
    latest = rows[0][0] if rows else None
    return {
        objective: CROSS_CUTTING if cross_cutting else f"r{number}"
        for cycle, objective, number, cross_cutting in rows
        if cycle == latest
    }
