"""From a draft back into its form: rows, and what no column could hold."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict


def put_row(typed: QueryDict, kind: str, place: int | str, row: Mapping[str, str]) -> None:
    for name, text in row.items():
        typed[f"{kind}-{place}-{name}"] = text


def put_rough(typed: QueryDict, rough: Mapping[str, Any]) -> None:
    """What `DraftForm.rough` kept, in the fields where it was typed."""
    for name, kept in rough.items():
        if isinstance(kept, dict):
            for place, row in kept.items():
                put_row(typed, name, place, row)
        else:
            typed.setlist(name, kept)
