"""What is kept of a check and of an import, and how it is read: on the page and as CSV."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from pledges.importing.checking import Plan
from pledges.importing.limits import MOST_PROBLEMS
from pledges.importing.rows import Line
from pledges.importing.words import Problem

Report = dict[str, Any]


def report_of(plan: Plan, codes: Mapping[int, str] | None = None) -> Report:
    """`codes` are those of the pledges that were made, by row, once that is done."""
    codes = codes or {}
    known = [(row, "changed") for row in plan.changed] + [(r, "unchanged") for r in plan.unchanged]
    return {
        "count": {
            "errors": len(plan.problems),
            "new": len(plan.new),
            "changed": len(plan.changed),
            "unchanged": len(plan.unchanged),
        },
        "errors": [problem.as_json for problem in plan.problems[:MOST_PROBLEMS]],
        "rows": [
            *(_row(line, "new", codes.get(line.number, "")) for line in plan.new),
            *(_row(row.line, outcome, row.imported.pledge.code) for row, outcome in known),
        ],
        "organisations": [[new.name, new.type_id] for new in plan.organisations],
    }


def _row(line: Line, outcome: str, code: str) -> list[Any]:
    return [line.number, line.external_id, line.get("title", ""), outcome, code]


def failed(code: str) -> Report:
    """A report that says nothing but why it stopped."""
    return report_of(Plan(problems=[Problem(0, "", code, {})]))


def problems_in(report: Report) -> list[Problem]:
    return [Problem(*error) for error in report.get("errors", ())]


def rows_for_download(report: Report) -> Iterator[list[object]]:
    yield ["row", "external_id", "title", "outcome", "code", "column", "problem"]
    for problem in problems_in(report):
        yield [problem.row or "", "", "", "error", "", problem.column, problem.words]
    left_out = report.get("count", {}).get("errors", 0) - len(report.get("errors", ()))
    if left_out > 0:
        words = _("%(count)s more errors are left out.") % {"count": left_out}
        yield ["", "", "", "error", "", "", words]
    for row in report.get("rows", ()):
        yield [*row, "", ""]
