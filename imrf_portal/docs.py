"""The pages of docs/ that are made from the code: the workflows, and who may do what."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import TextChoices

from publication import rooms
from publication.rooms import Room
from publication.workflow import Move, Workflow
from stakeholders.choices import Role
from stakeholders.rules import ENDS, HANDS_OUT

MADE = "<!-- Made by `make docs` from the code. Do not edit it here. -->"


def workflows_page() -> str:
    """Each room's table of moves, as a diagram and as a table."""
    parts = [MADE, "", "# Workflows", ""]
    for room in rooms.every_room():
        parts += [_heading(room), "", *_diagram(room.workflow), ""]
        parts += [*_moves_table(room.workflow), ""]
        for name, table in room.tables.items():
            parts += [f"### {name.capitalize()}", "", *_diagram(table), ""]
            parts += [*_moves_table(table), ""]
    return "\n".join(parts)


def permissions_page() -> str:
    """Who may move what, who hands out and ends which role, and what each predicate means."""
    parts = [MADE, "", "# Permissions", ""]
    parts += [
        "What one may not see is answered with 404, so that nobody learns that it exists.",
        "",
    ]
    for room in rooms.every_room():
        parts += [_heading(room), ""]
        parts += [f"Seen on the desk by: `{_name(room.may_see)}`. By everybody once published.", ""]
        parts += [*_by_state(room.workflow), ""]
        for name, table in room.tables.items():
            parts += [f"### {name.capitalize()}", "", *_by_state(table), ""]
    parts += ["## Roles", "", "The Secretariat hands out and ends every role, everywhere.", ""]
    parts += [*_roles_table(), ""]
    parts += ["## What the words mean", ""]
    for module in _rule_modules():
        parts += [f"### {module.__name__}", "", inspect.getdoc(module) or "", ""]
        parts += [*_meanings(module), ""]
    return "\n".join(parts)


def _heading(room: Room) -> str:
    return f"## {str(room.model._meta.verbose_name_plural).capitalize()}"


def _diagram(workflow: Workflow) -> Iterator[str]:
    """It begins in the first of its states."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in workflow.states:
        yield f'  state "{state.label}" as {state.name}'
    yield f"  [*] --> {workflow.states[0].name}"
    for move in workflow:
        yield f"  {move.source.name} --> {move.target.name}: {move.name}"
    yield "```"


def _moves_table(workflow: Workflow) -> Iterator[str]:
    yield from _table(
        ("Move", "From", "To", "Who may", "Who is told", "Only when"),
        (
            (
                f"{move.name} (“{move.words.label}”)",
                move.source.label,
                move.target.label,
                f"`{_name(move.may)}`",
                ", ".join(audience.value for audience in move.tells),
                f"`{move.ready.__name__}`",
            )
            for move in workflow
        ),
    )


def _by_state(workflow: Workflow) -> Iterator[str]:
    yield from _table(
        ("State", "Moves, and who may"),
        ((state.label, _moves_from(state, workflow)) for state in workflow.states),
    )


def _moves_from(state: TextChoices, moves: Iterable[Move]) -> str:
    return "; ".join(f"{m.name}: `{_name(m.may)}`" for m in moves if m.source == state) or "none"


def _roles_table() -> Iterator[str]:
    yield from _table(
        ("Role", "Hands out, in the same organisation", "Ends there"),
        ((role.label, _roles(HANDS_OUT, role), _roles(ENDS, role)) for role in Role),
    )


def _roles(table: Mapping[Role, frozenset[Role]], role: Role) -> str:
    if role == Role.SECRETARIAT:
        return "all"
    return ", ".join(sorted(str(other.label) for other in table.get(role, ()))) or "none"


def _rule_modules() -> Iterator[ModuleType]:
    """Of each app, and of each package inside it that has a table of moves of its own."""
    for app in apps.get_app_configs():
        if app.name not in _own_apps() or app.module is None:
            continue
        packages = (
            f"{app.name}.{one.name}" for one in iter_modules(app.module.__path__) if one.ispkg
        )
        for place in (app.name, *packages):
            if find_spec(f"{place}.rules") is not None:
                yield import_module(f"{place}.rules")


def _own_apps() -> set[str]:
    return {"stakeholders", "publication", *(r.model._meta.app_label for r in rooms.every_room())}


def _meanings(module: ModuleType) -> Iterator[str]:
    for name, value in sorted(vars(module).items()):
        if name.startswith("_") or getattr(value, "__module__", "") == "typing":
            continue
        function: Callable[..., Any] | None = getattr(value, "fn", None) or (
            value if inspect.isfunction(value) else None
        )
        meaning = inspect.getdoc(function) if function is not None else None
        if function is not None and meaning and function.__module__ == module.__name__:
            yield f"- `{name}`: {' '.join(meaning.split())}"


def _name(predicate: Any) -> str:
    return str(predicate.name)


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
