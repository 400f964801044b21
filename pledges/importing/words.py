"""What can be wrong with a file, and in which words it is told.

A report keeps codes and figures, so that each reader gets it in the own language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Of the file as a whole.
OF_FILES: dict[str, "Text"] = {
    "kind": _("Only CSV files and Excel workbooks (.xlsx) are read here."),
    "empty": _("The file is empty."),
    "large": _("The file is larger than %(limit)s MB. Divide it into smaller ones."),
    "not-a-workbook": _("The name says Excel workbook, but the content is something else."),
    "macros": _("The workbook contains macros. Save it as .xlsx, without them."),
    "unpacks": _("The workbook unpacks to more than %(limit)s MB. Divide it into smaller ones."),
    "parts": _("The workbook consists of too many parts to be a table of pledges."),
    "declares": _("The workbook declares its own XML entities, which Excel never does."),
    "damaged": _("The workbook is damaged. Open it in Excel and save it anew."),
    "protected": _("The workbook is protected by a password. Save it without one."),
    "encoding": _(
        "The file is not in UTF-8 or UTF-16: the first place that cannot be read is in line "
        "%(line)s. In Excel, save it as “CSV UTF-8”, or upload the workbook itself."
    ),
    "quotes": _("From line %(line)s on, a quotation mark is missing or stands in a wrong place."),
    "columns": _("The sheet is wider than %(limit)s columns. Delete the empty ones on the side."),
    "rows": _("The file has more than %(limit)s rows. Divide it into smaller ones."),
    "tall": _(
        "The sheet has more than %(limit)s rows, counting empty ones. Divide it, or delete what is "
        "below the last pledge."
    ),
    "no-headings": _("The first row has none of the headings of the template."),
    "no-rows": _("Below the headings there is nothing to bring in."),
    "stopped": _("Something went wrong on our side. Nothing was brought in; try it again."),
    "not-allowed": _("Whoever decided this does not work for the Secretariat any more."),
}
OF_HEADINGS: dict[str, "Text"] = {
    "heading-missing": _("This column is missing."),
    "heading-unknown": _("The template has no such column. Take it out, or correct its name."),
    "heading-like": _("The template has no such column. Do you mean “%(known)s”?"),
    "heading-twice": _("This heading stands there twice."),
}
OF_CELLS: dict[str, "Text"] = {
    "required": _("This must be filled in."),
    "unheaded": _("There is something in a column without a heading."),
    "control": _("This contains a character that cannot be shown or kept."),
    "error-cell": _("The spreadsheet shows an error here: %(value)s."),
    "long": _("This has %(length)s characters; it may have at most %(limit)s."),
    "number-unread": _(
        "“%(value)s” is no plain number. Write digits, with a point before decimals: 1250000.50."
    ),
    "number-long": _("“%(value)s” is too large: at most 16 digits stand before the point."),
    "number-fine": _("“%(value)s” has more than two digits after the point."),
    "negative": _("An amount is not negative."),
    "day": _("“%(value)s” is no date. Write year, month and day: 2022-05-17."),
    "to-come": _("This day lies in the future."),
    "unknown": _("“%(value)s” is not known here."),
    "unknown-like": _("“%(value)s” is not known here. Do you mean “%(known)s”?"),
    "unknown-of": _("“%(value)s” is not known here. One may write: %(known)s."),
    "many": _("There are more than %(limit)s."),
}
OF_ROWS: dict[str, "Text"] = {
    "ends-early": _("It ends before it begins."),
    "currency": _("Name the currency of the amount."),
    "no-reason": _("Say why it was discontinued."),
    "idle-reason": _("A reason is given, but the stage is not “discontinued”."),
    "news-early": _("There was news before the pledge was made."),
    "action-alone": _("%(value)s belongs to an objective that is not named."),
    "partner-wanted": _("A pledge of this kind has at least one partner."),
    "partner-itself": _("The organisation cannot be its own partner."),
    "partner-twice": _("“%(value)s” is named twice."),
    "types-differ": _("There are %(types)s types for %(partners)s partners."),
    "match-wanted": _("Give the pledge that this one answers."),
    "match-itself": _("A pledge cannot answer itself."),
    "match-unknown": _(
        "“%(value)s” is neither the code of a published pledge nor a number in this file."
    ),
    "target-part": _("A target needs all of it: what is measured, two values, a unit, a date."),
    "target-still": _("The value to be reached is the one of today."),
    "target-early": _("The target is due before the pledge begins."),
    "id-twice": _("Row %(row)s has the same number."),
}
OF_ORGANISATIONS: dict[str, "Text"] = {
    "organisation": _("No organisation here is called “%(value)s”. Give its type to have it made."),
    "organisation-like": _(
        "No organisation here is called “%(value)s”. Do you mean “%(known)s”? "
        "If it is another, give its type to have it made."
    ),
    "organisation-many": _(
        "Several organisations are called “%(value)s”. Give the type and the country of the one."
    ),
    "organisation-pending": _("“%(value)s” waits to be verified. Decide that on the desk first."),
    "organisation-state": _("All Member States are here already: write the ISO code of one."),
}
OF_UPDATES: dict[str, "Text"] = {
    "changed": _(
        "This number is %(pledge)s here, which came from a row that said something else. "
        "Take it out, or upload the file anew and choose that changed rows are updates."
    ),
    "taken": _("This number is %(pledge)s here, which did not come from a file."),
    "corrected": _("%(pledge)s was corrected here since it came in. Correct it on its page."),
    "maker": _("%(pledge)s was made by another organisation, and that cannot be changed."),
    "forum": _("%(pledge)s is of another forum, and that cannot be changed."),
    "reported": _("A target of %(pledge)s has been reported on, and cannot be taken away."),
}
WORDS: Mapping[str, "Text"] = {
    **OF_FILES, **OF_HEADINGS, **OF_CELLS, **OF_ROWS, **OF_ORGANISATIONS, **OF_UPDATES,
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row and a column; of the file as a whole, the row is 0."""

    row: int
    column: str
    code: str
    params: Mapping[str, str | int]

    @property
    def words(self) -> str:
        return str(WORDS[self.code]) % self.params

    @property
    def as_json(self) -> list[Any]:
        params = {name: _showable(value) for name, value in self.params.items()}
        return [self.row, _showable(self.column), self.code, params]


def _showable(value: str | int) -> str | int:
    """What a report can keep: a heading or a cell may hold what no database takes."""
    if isinstance(value, int):
        return value
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)


class BadFileError(ValueError):
    """The file cannot be read as a table of pledges; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(problem.code for problem in problems))
        self.problems = problems


def bad_file(code: str, **params: str | int) -> BadFileError:
    return BadFileError(Problem(0, "", code, params))


class UnreadableError(ValueError):
    """A cell that says nothing that could be kept."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
