"""The template to fill in: headings, one row that is marked as an example, what to write, codes."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compact.models import Action, Country, Cycle, GuidingPrinciple, Objective, StakeholderType
from pledges.choices import Nature, PledgeKind, Side, Stage
from pledges.importing.columns import COLUMNS
from pledges.importing.workbooks import SHEET
from publication.choices import Scope
from publication.drafts.fields import currencies

NARROW, WIDE = 18, 60
AS_TEXT = "@"


def rows() -> list[list[object]]:
    """The headings and the example."""
    return [[column.name for column in COLUMNS], [column.example for column in COLUMNS]]


def write_workbook(file: IO[bytes]) -> None:
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    _fill(book.create_sheet(SHEET), rows(), NARROW)
    _fill(book.create_sheet(_("columns")), _help(), WIDE)
    _fill(book.create_sheet(_("codes")), _codes(), WIDE)
    book.save(file)


def _fill(sheet: Worksheet, lines: Iterable[Iterable[object]], width: int) -> None:
    for line in lines:
        sheet.append([str(value) for value in line])
    for number, cell in enumerate(sheet[1], 1):
        cell.font = Font(bold=True)
        # As text, so that Excel leaves dates and codes as they were typed.
        place = sheet.column_dimensions[get_column_letter(number)]
        place.width, place.number_format = width, AS_TEXT
    sheet.freeze_panes = "A2"


def _help() -> Iterator[list[object]]:
    yield [_("column"), _("must be filled in"), _("what to write")]
    for column in COLUMNS:
        yield [column.name, _("yes") if column.is_required else "", column.help]


def _codes() -> Iterator[list[object]]:
    yield [_("column"), _("code"), _("meaning")]
    for names, meanings in _meanings():
        for code, meaning in meanings:
            if code:
                yield [names, code, meaning]


def _meanings() -> Iterator[tuple[str, Iterable[tuple[Any, Any]]]]:
    yield "cycle", ((cycle.pk, "") for cycle in Cycle.objects.all())
    yield "language", settings.LANGUAGES
    yield (
        "organisation_type, partner_types",
        ((kind.pk, kind.label) for kind in StakeholderType.objects.all()),
    )
    for name, choices in _CHOICES.items():
        yield name, choices.choices
    yield "objectives", ((o.pk, o.short_label) for o in Objective.objects.all())
    yield "actions", ((action.code, "") for action in Action.objects.all())
    yield "principles", ((p.pk, p.title) for p in GuidingPrinciple.objects.all())
    yield (
        "organisation, organisation_country, countries",
        Country.objects.in_order().values_list("iso3", "name"),
    )
    yield "currency", ((code, name.partition(" – ")[2]) for code, name in currencies())


_CHOICES: dict[str, type[TextChoices]] = {
    "kind": PledgeKind,
    "side": Side,
    "nature": Nature,
    "scope": Scope,
    "stage": Stage,
}
