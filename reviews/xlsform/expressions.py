"""The expressions that the portal can keep: choices of other questions, and simple limits."""

import re
from dataclasses import dataclass
from decimal import Decimal

NAME = r"\$\{\s*([\w.\-]+)\s*\}"
TEXT = r"""(?:'([^']*)'|"([^"]*)"|(-?[0-9]+(?:\.[0-9]+)?))"""
EQUALS = re.compile(rf"^{NAME}\s*=\s*{TEXT}$")
SELECTED = re.compile(rf"^selected\(\s*{NAME}\s*,\s*{TEXT}\s*\)$")
LIMIT = re.compile(r"^(\.|count-selected\(\s*\.\s*\))\s*(>=|<=|>|<|=)\s*(-?[0-9]+(?:\.[0-9]+)?)$")
AND, OR = re.compile(r"\s+and\s+", re.IGNORECASE), re.compile(r"\s+or\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """One question that has any of these answers."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    least: Decimal | None = None
    most: Decimal | None = None
    of_count: bool = False


def matches_in(text: str) -> list[Match] | None:
    """All of which must hold; None where the portal cannot keep what it says."""
    tests = []
    parts = AND.split(_unwrapped(text))
    for part in parts:
        # In XPath `and` binds before `or`: without brackets it would say something else.
        is_mixed = len(parts) > 1 and OR.search(part) and _unwrapped(part) == part.strip()
        test = None if is_mixed else _any_of(_unwrapped(part))
        if test is None:
            return None
        tests.append(test)
    return tests


def limits_in(text: str) -> Limits | None:
    """A least and a most, both included."""
    limits = Limits()
    for part in AND.split(_unwrapped(text)):
        found = LIMIT.match(_unwrapped(part))
        if found is None:
            return None
        number, of_count = Decimal(found[3]), found[1] != "."
        match found[2]:
            case ">=":
                limits = Limits(number, limits.most, of_count)
            case "<=":
                limits = Limits(limits.least, number, of_count)
            case "=":
                limits = Limits(number, number, of_count)
            case ">" if of_count:
                limits = Limits(number + 1, limits.most, of_count)
            case "<" if of_count:
                limits = Limits(limits.least, number - 1, of_count)
            case _:
                return None
    return limits


def _any_of(text: str) -> Match | None:
    """`a or b`, if all of it is about one question."""
    name, values = "", []
    for part in OR.split(text):
        found = EQUALS.match(_unwrapped(part)) or SELECTED.match(_unwrapped(part))
        if found is None or (name and found[1] != name):
            return None
        name = found[1]
        values.append(next(one for one in found.groups()[1:] if one is not None))
    return Match(name, tuple(values)) if all(values) else None


def _unwrapped(text: str) -> str:
    """Without the brackets that stand around the whole of it."""
    text = text.strip()
    while text.startswith("(") and _closes_at_its_end(text):
        text = text[1:-1].strip()
    return text


def _closes_at_its_end(text: str) -> bool:
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place == len(text) - 1
    return False


def expression_of(tests: list[tuple[str, bool, list[str]]]) -> str:
    """Said in XLSForm: of each question its name, whether several are chosen, and the values."""
    parts = []
    for name, is_several, values in tests:
        one = "selected(${%s}, '%s')" if is_several else "${%s} = '%s'"
        said = " or ".join(one % (name, value) for value in values)
        parts.append(f"({said})" if len(values) > 1 and len(tests) > 1 else said)
    return " and ".join(parts)
