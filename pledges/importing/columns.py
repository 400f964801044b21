"""The columns of the table, in the order of the template, with what each takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pledges.importing import cells
from pledges.importing.cells import Read
from pledges.models.pledges import MOST_CHARACTERS

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

MOST_TARGETS = 5
EXAMPLE = "EXAMPLE"


@dataclass(frozen=True, kw_only=True)
class Column:
    """`codes` names the codes that fill it, where it is filled with codes."""

    name: str
    read: Read
    help: "Text"
    example: str = ""
    codes: str = ""
    is_required: bool = False


def _required(name: str, read: Read, example: str, help: "Text", codes: str = "") -> Column:
    return Column(name=name, read=read, help=help, example=example, codes=codes, is_required=True)


def _optional(name: str, read: Read, example: str, help: "Text", codes: str = "") -> Column:
    return Column(name=name, read=read, help=help, example=example, codes=codes)


NAME, LINE, TEXT = cells.line_up_to(200), cells.line_up_to(300), cells.text_up_to(2000)
SEVERAL = _("Several are divided by blanks or semicolons.")

WHO = (
    _required("external_id", cells.line_up_to(80), EXAMPLE,
              _("Your own number of the pledge. It is how the portal knows a row again.")),
    _required("organisation", NAME, "CRI",
              _("Who makes it: the ISO code of a Member State, or the name of an organisation.")),
    _optional("organisation_type", cells.code, "",
              _("Only to tell two of one name apart, or to have a new one made."),
              "organisation_type"),
    _optional("organisation_country", cells.code, "",
              _("As before. ISO alpha-3."), "country"),
    _optional("partners", cells.names_in, "UN Entity of the example; City of the example",
              _("Who joined in, by name, divided by semicolons.")),
    _optional("partner_types", cells.types_in, "un-entity; local-authority",
              _("Types of partners that are new here, in the same order."), "organisation_type"),
)  # fmt: skip
WHAT = (
    _required("cycle", cells.code, "2022", _("Year of the forum."), "cycle"),
    _required("made_on", cells.day_gone, "2022-05-17", _("The day on which it was made.")),
    _required("language", cells.code, "en", _("Language of title and description."), "language"),
    _optional("kind", cells.code, "partnership", _("Individual where it is blank."), "kind"),
    _optional("side", cells.code, "", _("Where it is a need or an offer."), "side"),
    _optional("answers_to", cells.line_up_to(80), "",
              _("Of a matching pledge: the code of the other, or its number in this file.")),
    _required("title", NAME, "A desk for papers in every border province", _("One line.")),
    _required("description", cells.text_up_to(MOST_CHARACTERS),
              "This row is an example. It is left out when the file is read.",
              _("At most 3,000 characters.")),
    _optional("commitments", cells.lines_in, "Open twelve desks.", _("One a line.")),
    _required("nature", cells.codes_in, "financial policy-legal", SEVERAL, "nature"),
    _required("scope", cells.code, "national", _("How far it reaches."), "scope"),
    _required("objectives", cells.codes_in, "4 12 15", SEVERAL, "objectives"),
    _optional("actions", cells.codes_in, "4(a); 12(a)",
              _("Of these objectives alone. Several are divided by blanks or semicolons."),
              "actions"),
    _optional("principles", cells.codes_in, "1 6", SEVERAL, "principles"),
    _optional("countries", cells.codes_in, "CRI", _("ISO alpha-3."), "country"),
    _optional("starts_on", cells.day, "2022-07-01", _("Year, month and day.")),
    _optional("ends_on", cells.day, "2026-12-31", _("Year, month and day.")),
    _optional("amount", cells.amount, "6400000", _("Digits, with a point before decimals.")),
    _optional("currency", cells.code, "USD", _("ISO 4217."), "currency"),
    _optional("contact", cells.text_up_to(500), "", _("It is never published.")),
)  # fmt: skip
SINCE = (
    _optional("stage", cells.code, "in-progress", _("Planning where it is blank."), "stage"),
    _optional("stage_reason", TEXT, "", _("Why it was discontinued, where it was.")),
    _optional("last_news", cells.day_gone, "",
              _("The day of the last news. Where it is blank: the day on which it was made.")),
)  # fmt: skip


def _targets() -> Iterator[Column]:
    for number in range(1, MOST_TARGETS + 1):
        yield from _target(number, ("Desks that are open", "0", "12", "desks", "2026-12-31"))


def _target(number: int, example: tuple[str, ...]) -> Iterator[Column]:
    shown = example if number == 1 else ("",) * len(example)
    parts: tuple[tuple[str, Read, Text], ...] = (
        ("indicator", LINE, _("What is measured.")),
        ("baseline", cells.number, _("Its value when the pledge was made.")),
        ("value", cells.number, _("The value to be reached.")),
        ("unit", cells.line_up_to(60), _("Of both values.")),
        ("due_on", cells.day, _("By when.")),
    )
    for (part, read, help_text), text in zip(parts, shown, strict=True):
        yield _optional(f"target_{number}_{part}", read, text, help_text)


COLUMNS = (*WHO, *WHAT, *SINCE, *_targets())
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
TARGET_PARTS = ("indicator", "baseline", "value", "unit", "due_on")
