"""The Compact strip, with the mapping of the forum unless another one is given."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from compact import pictures

register = template.Library()

register.filter("tile_squares", pictures.squares_html)
register.filter("tile_rows", pictures.rows_html)


@register.simple_tag(takes_context=True)
def strip(
    context: template.Context,
    objectives: Collection[int],
    tables: Mapping[int, str] | None = None,
    large: str = "",
) -> SafeString:
    return pictures.strip_html(objectives, tables or _of_the_forum(context), large=bool(large))


@register.simple_tag(takes_context=True)
def round_table_of(context: template.Context, objective: int) -> str:
    """The class of an objective's round table: `r1` … `r4`, or `rx` where it cuts across."""
    return _of_the_forum(context).get(objective, pictures.CROSS_CUTTING)


def _of_the_forum(context: template.Context) -> Mapping[int, str]:
    portal: Any = context["portal"]
    tables: Mapping[int, str] = portal.round_tables
    return tables
