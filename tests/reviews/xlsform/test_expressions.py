"""The expressions that can be kept, and those that cannot: never half of one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.xlsform.expressions import Limits, Match, expression_of, limits_in, matches_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${a} = 'yes'", [Match("a", ("yes",))]),
        ('${a}="yes"', [Match("a", ("yes",))]),
        ("${a} = 1", [Match("a", ("1",))]),
        ("selected(${a}, 'x')", [Match("a", ("x",))]),
        ("(selected(${a}, 'x'))", [Match("a", ("x",))]),
        ("${a} = 'x' or ${a} = 'y'", [Match("a", ("x", "y"))]),
        ("${a} = 'x' and ${b} = 'y'", [Match("a", ("x",)), Match("b", ("y",))]),
        ("(${a}='x' or ${a}='z') and ${b}='y'", [Match("a", ("x", "z")), Match("b", ("y",))]),
        ("selected(${a},'x') AND selected(${b-2},'y')", [Match("a", ("x",)), Match("b-2", ("y",))]),
    ],
)
def test_what_can_be_kept(text: str, expected: list[Match]) -> None:
    assert matches_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "${a} != 'yes'",
        "not(selected(${a}, 'x'))",
        "${a} > 18",
        "${a} = ${b}",
        "${a} = ''",
        "${a} = 'x' or ${b} = 'y'",
        "${a} = 'x' and ${b} = 'y' or ${b} = 'z'",
        "(${a} = 'x' and ${b} = 'y') or ${c} = 'z'",
        "true() and ${a} = 'x'",
        "selected(/data/a, 'x')",
        "${a} = 'x') or (${a} = 'y'",
        "((((",
    ],
)
def test_what_cannot(text: str) -> None:
    assert matches_in(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (". >= 1", Limits(Decimal(1))),
        (".>=1 and .<=5.5", Limits(Decimal(1), Decimal("5.5"))),
        (". <= -2", Limits(None, Decimal(-2))),
        (". = 7", Limits(Decimal(7), Decimal(7))),
        ("count-selected(.) <= 3", Limits(None, Decimal(3), of_count=True)),
        ("count-selected(.) > 1", Limits(Decimal(2), None, of_count=True)),
        ("(. >= 1) and (. <= 5)", Limits(Decimal(1), Decimal(5))),
    ],
)
def test_limits(text: str, expected: Limits) -> None:
    assert limits_in(text) == expected


@pytest.mark.parametrize(
    "text", ["", ". > 1", ". < ${a}", ". >= today()", "regex(., '[a-z]')", ". >= 1 or . = 0"]
)
def test_limits_that_the_portal_does_not_have(text: str) -> None:
    assert limits_in(text) is None


names = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True).filter(
    lambda name: name not in {"and", "or"}
)


@given(
    st.lists(
        st.tuples(names, st.booleans(), st.lists(names, min_size=1, max_size=3, unique=True)),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_written_reads_the_same(tests: list[tuple[str, bool, list[str]]]) -> None:
    expected = [Match(name, tuple(values)) for name, _several, values in tests]
    assert matches_in(expression_of(tests)) == expected


@given(st.text(max_size=60))
def test_no_text_is_stumbled_over(text: str) -> None:
    matches_in(text)
    limits_in(text)
