"""The dry run: what is wrong with a file, and what bringing it in would do. Nothing is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from pledges.importing.consistency import check_numbers, check_row, targets_of
from pledges.importing.files import rows_of
from pledges.importing.known import known_codes
from pledges.importing.organisations import NewOrganisation, look_up, new_among
from pledges.importing.rows import Line, lines_of
from pledges.importing.words import BadFileError, Problem
from pledges.models import ImportedRow, Pledge


@dataclass(frozen=True, kw_only=True)
class Known:
    """A row whose pledge was brought in before."""

    line: Line
    imported: ImportedRow

    @property
    def says_the_same(self) -> bool:
        return self.line.digest == self.imported.digest


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What bringing the file in would do, if there are no problems."""

    problems: Sequence[Problem] = ()
    new: Sequence[Line] = ()
    changed: Sequence[Known] = ()
    unchanged: Sequence[Known] = ()

    @property
    def lines(self) -> list[Line]:
        return [*self.new, *(known.line for known in self.changed)]

    @property
    def organisations(self) -> list[NewOrganisation]:
        return new_among(self.lines)


def check(file: IO[bytes], name: str, *, takes_updates: bool) -> Plan:
    """Every problem of every row, as far as the file can be read at all."""
    try:
        lines = list(lines_of(rows_of(file, name), known_codes()))
    except BadFileError as error:
        return Plan(problems=error.problems)
    for line in lines:
        check_row(line)
    check_numbers(lines)
    look_up(lines)
    _check_matches(lines)
    return _compare(lines, takes_updates)


def _check_matches(lines: Sequence[Line]) -> None:
    """What a pledge answers is published here, or comes with the same file."""
    codes = {line.get("answers_to", "") for line in lines}
    published = Pledge.objects.published()
    known: set[str | None] = {line.external_id for line in lines}
    known.update(published.filter(code__in=codes).values_list("code", flat=True))
    known.update(published.filter(external_id__in=codes).values_list("external_id", flat=True))
    for line in lines:
        answered = line.get("answers_to")
        if answered and answered == line.external_id:
            line.complain("answers_to", "match-itself")
        elif answered and answered not in known:
            line.complain("answers_to", "match-unknown", value=answered)


def _compare(lines: Sequence[Line], takes_updates: bool) -> Plan:
    """Tell the rows that are new from those that are here, as they were or changed."""
    ids = [line.external_id for line in lines]
    here = {p.external_id: p for p in Pledge.objects.filter(external_id__in=ids)}
    imported = _imported(here.values())
    new: list[Line] = []
    changed: list[Known] = []
    unchanged: list[Known] = []
    for line in lines:
        pledge = here.get(line.external_id)
        if pledge is None:
            new.append(line)
        elif pledge.pk not in imported:
            line.complain("external_id", "taken", pledge=pledge.code)
        else:
            known = Known(line=line, imported=imported[pledge.pk])
            (unchanged if known.says_the_same else changed).append(known)
    for known in changed:
        _check_change(known, takes_updates)
    problems = sorted(_problems_in(lines), key=lambda problem: problem.row)
    return Plan(problems=problems, new=new, changed=changed, unchanged=unchanged)


def _imported(pledges: Iterable[Pledge]) -> Mapping[int, ImportedRow]:
    rows = ImportedRow.objects.filter(pledge__in=pledges).select_related("pledge")
    return {row.pledge_id: row for row in rows.prefetch_related("pledge__targets__reports")}


def _check_change(known: Known, takes_updates: bool) -> None:
    line, pledge = known.line, known.imported.pledge
    if not takes_updates:
        line.complain("external_id", "changed", pledge=pledge.code)
        return
    if pledge.revision != known.imported.revision:
        line.complain("external_id", "corrected", pledge=pledge.code)
    if line.maker is not None and getattr(line.maker, "pk", None) != pledge.organisation_id:
        line.complain("organisation", "maker", pledge=pledge.code)
    if line.get("cycle") != str(pledge.cycle_id):
        line.complain("cycle", "forum", pledge=pledge.code)
    kept = len(list(targets_of(line)))
    for target in list(pledge.targets.all())[kept:]:
        if target.reports.all():
            line.complain(f"target_{target.order + 1}_indicator", "reported", pledge=pledge.code)


def _problems_in(lines: Iterable[Line]) -> Iterator[Problem]:
    for line in lines:
        yield from line.problems
