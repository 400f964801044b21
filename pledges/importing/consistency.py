"""What must agree within a row, and between the rows of a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from pledges.choices import PledgeKind, Stage
from pledges.forms.pledge import MOST_COMMITMENTS
from pledges.importing.columns import MOST_TARGETS, TARGET_PARTS
from pledges.importing.rows import Line

JOINT = {PledgeKind.COMMON, PledgeKind.PARTNERSHIP}


def check_row(line: Line) -> None:
    _check_days(line)
    _check_stage(line)
    _check_belongings(line)
    _check_kind(line)
    for number in range(1, MOST_TARGETS + 1):
        _check_target(line, number)


def check_numbers(lines: Iterable[Line]) -> None:
    """No two rows have one number."""
    seen: dict[str, int] = {}
    for line in lines:
        if line.external_id in seen:
            line.complain("external_id", "id-twice", row=seen[line.external_id])
        elif line.external_id:
            seen[line.external_id] = line.number


def _check_days(line: Line) -> None:
    starts_on, ends_on = line.get("starts_on"), line.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        line.complain("ends_on", "ends-early")
    made_on, last_news = line.get("made_on"), line.get("last_news")
    if made_on and last_news and last_news < made_on:
        line.complain("last_news", "news-early")


def _check_stage(line: Line) -> None:
    is_discontinued = line.get("stage") == Stage.DISCONTINUED
    if is_discontinued and not line.get("stage_reason"):
        line.miss("stage_reason", "no-reason")
    if line.get("stage_reason") and not is_discontinued:
        line.complain("stage_reason", "idle-reason")


def _check_belongings(line: Line) -> None:
    objectives = line.get("objectives")
    for action in line.get("actions", ()):
        if objectives and action.split("(")[0] not in objectives:
            line.complain("actions", "action-alone", value=action)
    if line.get("amount") is not None and not line.get("currency"):
        line.miss("currency", "currency")
    if len(line.get("commitments", ())) > MOST_COMMITMENTS:
        line.complain("commitments", "many", limit=MOST_COMMITMENTS)


def _check_kind(line: Line) -> None:
    kind, partners = line.get("kind"), line.get("partners", [])
    if kind in JOINT and not any(partners):
        line.miss("partners", "partner-wanted")
    if kind == PledgeKind.MATCHING and not line.get("answers_to"):
        line.miss("answers_to", "match-wanted")
    types = line.get("partner_types")
    if types and len(types) > len(partners):
        line.complain("partner_types", "types-differ", types=len(types), partners=len(partners))


def targets_of(line: Line) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each target of which anything is said, by its number."""
    for number in range(1, MOST_TARGETS + 1):
        parts = {part: line.get(f"target_{number}_{part}") for part in TARGET_PARTS}
        if any(value is not None for value in parts.values()):
            yield number, parts


def _check_target(line: Line, number: int) -> None:
    parts = dict(targets_of(line)).get(number)
    if parts is None:
        return
    names = {part: f"target_{number}_{part}" for part in TARGET_PARTS}
    for part, value in parts.items():
        if value is None:
            line.miss(names[part], "target-part")
    baseline, value, due_on = parts["baseline"], parts["value"], parts["due_on"]
    if value is not None and baseline == value:
        line.complain(names["value"], "target-still")
    starts_on = line.get("starts_on")
    if due_on and starts_on and due_on < starts_on:
        line.complain(names["due_on"], "target-early")
