"""The sections of pledges and practices: the newest in full, and a table of all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from compact import dates
from desk.packs.limits import MOST_IN_FULL, MOST_ROWS, WORDS_OF_AN_ITEM
from desk.packs.sections import (
    Matter,
    Section,
    absolute,
    facts_line,
    language_name,
    left_out,
    shortened,
)
from pledges.cards import Card as PledgeCard
from pledges.models import Pledge
from practices.cards import Card as PracticeCard
from practices.models import Practice
from publication.models import ListedItem
from publication.paper.documents import Cell, Part, Table, Words


@dataclass(frozen=True)
class Kind:
    """What differs between the two: who, and how far."""

    room: str
    model: type[Model]
    text: str
    card: Callable[[ListedItem], Any]
    stage: Callable[[Any], str]


PLEDGES = Kind("pledges", Pledge, "description", PledgeCard, lambda card: str(card.stage))
PRACTICES = Kind("practices", Practice, "summary", PracticeCard, lambda card: str(card.progress))


def pledges_section(matter: Matter) -> Section:
    none = _("No pledge is published on these objectives yet.")
    return _section(matter, PLEDGES, _("What is pledged"), _("All pledges"), none)


def practices_section(matter: Matter) -> Section:
    none = _("No practice is published on these objectives yet.")
    return _section(matter, PRACTICES, _("What worked"), _("All practices"), none)


def _section(matter: Matter, kind: Kind, heading: str, all_of_them: str, none: str) -> Section:
    found = matter.found(kind.room)
    rows = found.rows(MOST_ROWS)
    if not rows:
        return Section(heading, [Part("", none)], address=found.address)
    told = rows[:MOST_IN_FULL]
    texts = _texts(kind, told)
    return Section(
        heading=heading,
        parts=[
            Part(_("The newest"), left_out(len(told), found.count), level=2),
            *(_in_full(kind, row, texts.get(row.item_id, "")) for row in told),
            Part(all_of_them, _cut(len(rows), found.count), level=2, table=_table(kind, rows)),
        ],
        count=found.count,
        told=len(told),
        address=found.address,
    )


def _texts(kind: Kind, rows: list[ListedItem]) -> Mapping[int, str]:
    items = kind.model._default_manager.filter(pk__in=[row.item_id for row in rows])
    return dict(items.values_list("pk", kind.text))


def _in_full(kind: Kind, row: ListedItem, text: str) -> Part:
    card = kind.card(row)
    return Part(
        Words(row.title, row.language),
        Words(shortened(text, WORDS_OF_AN_ITEM), row.language),
        level=3,
        about=facts_line(
            row.code,
            card.maker,
            kind.stage(card),
            dates.day(row.published_at),
            language_name(row.language),
        ),
        address=absolute(card.href),
    )


def _table(kind: Kind, rows: list[ListedItem]) -> Table:
    lines = []
    for row in rows:
        card = kind.card(row)
        lines.append(
            (
                Cell(row.code, absolute(card.href)),
                Cell(Words(row.title, row.language)),
                Cell(card.maker),
                Cell(kind.stage(card)),
            )
        )
    head = (_("Code"), _("Title"), _("Who"), _("How far it is"))
    return Table("", head, tuple(lines), (3, 6, 4, 2))


def _cut(listed: int, count: int) -> str:
    """Where even the table would be too long."""
    if listed >= count:
        return ""
    words = _("The newest %(listed)s of %(count)s. The others are in the list of the portal.")
    return words % {"listed": listed, "count": count}
