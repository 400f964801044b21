"""Every way in which a row can be wrong, told by row and column, all of them at once."""

import io

import pytest

from pledges.importing.checking import Plan, check
from pledges.importing.words import WORDS
from stakeholders.choices import Standing
from tests.factories.stakeholders import OrganisationFactory
from tests.pledges.importing.tables import FULL, as_csv, small


def plan_of(*rows: dict[str, str]) -> Plan:
    return check(io.BytesIO(as_csv(rows)), "pledges.csv", takes_updates=False)


def problems_of(**fields: str) -> list[tuple[str, str]]:
    """Column and code of what is wrong with a full row that says this instead."""
    problems = plan_of({**FULL, **fields}).problems
    assert all(problem.row == 2 and problem.words for problem in problems)
    return [(problem.column, problem.code) for problem in problems]


def test_a_full_row_is_right() -> None:
    assert problems_of() == []


@pytest.mark.parametrize(
    "column",
    [
        "external_id",
        "organisation",
        "cycle",
        "made_on",
        "language",
        "title",
        "description",
        "nature",
    ],
)
def test_what_must_be_there(column: str) -> None:
    assert problems_of(**{column: "  "}) == [(column, "required")]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("amount", "1e400", "number-unread"),
        ("amount", "1,250,000", "number-unread"),
        ("amount", "about five million", "number-unread"),
        ("amount", "inf", "number-unread"),
        ("amount", "NaN", "number-unread"),
        ("amount", "9" * 17, "number-long"),
        ("amount", "1.005", "number-fine"),
        ("amount", "-1", "negative"),
        ("target_1_value", "1e400", "number-unread"),
        ("starts_on", "31/02/2022", "day"),
        ("starts_on", "2022-02-31", "day"),
        ("starts_on", "20220701", "day"),
        ("starts_on", "2022-W27-5", "day"),
        ("starts_on", "44743", "day"),
        ("made_on", "2999-01-01", "to-come"),
        ("last_news", "2999-01-01", "to-come"),
        ("last_news", "2021-01-01", "news-early"),
        ("cycle", "2023", "unknown-of"),
        ("language", "de", "unknown-of"),
        ("kind", "joint", "unknown-of"),
        ("scope", "global", "unknown-of"),
        ("stage", "done", "unknown-of"),
        ("nature", "financial;policy", "unknown-of"),
        ("objectives", "5; 24", "unknown-of"),
        ("actions", "5(z)", "unknown-of"),
        ("countries", "CRI; XXX", "unknown-of"),
        ("currency", "USX", "unknown-like"),
        ("currency", "§§§", "unknown"),
        ("title", "x" * 201, "long"),
        ("description", "x" * 3001, "long"),
        ("commitments", "x" * 1001, "long"),
        ("title", "bell \a", "control"),
        ("title", "null \0", "control"),
        ("title", "#REF!", "error-cell"),
        ("ends_on", "2022-01-01", "ends-early"),
        ("stage_reason", "Because.", "idle-reason"),
        ("commitments", "\n".join("abcdefghijklmnopqrstuvwxyz0"), "many"),
        ("partner_types", "local-authority; trade-union; trade-union", "types-differ"),
        ("target_1_value", "0", "target-still"),
        ("target_1_due_on", "2022-06-30", "target-early"),
        ("target_2_unit", "", "target-part"),
    ],
)
def test_each_kind_of_error(column: str, value: str, code: str) -> None:
    assert problems_of(**{column: value}) == [(column, code)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"currency": ""}, [("currency", "currency")]),
        ({"stage": "discontinued"}, [("stage_reason", "no-reason")]),
        ({"objectives": "5"}, [("actions", "action-alone")]),
        ({"kind": "matching"}, [("answers_to", "match-wanted")]),
        ({"kind": "common", "partners": "", "partner_types": ""}, [("partners", "partner-wanted")]),
        ({"answers_to": "HUB-1"}, [("answers_to", "match-itself")]),
        ({"answers_to": "PLG-2022-9999"}, [("answers_to", "match-unknown")]),
        ({"partners": "CRI", "partner_types": ""}, [("partners", "partner-itself")]),
        ({"partners": "MEX; mex", "partner_types": ""}, [("partners", "partner-twice")]),
        ({"partners": "Nobody", "partner_types": ""}, [("partners", "organisation")]),
        ({"partners": "Mexica", "partner_types": ""}, [("partners", "organisation")]),
        ({"organisation": "Narnia", "organisation_type": "member-state"},
         [("organisation", "organisation-state")]),
        ({"target_2_baseline": "x", "target_2_unit": ""},
         [("target_2_baseline", "number-unread"), ("target_2_unit", "target-part")]),
    ],
)  # fmt: skip
def test_what_does_not_agree(fields: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert problems_of(**fields) == expected


def test_all_errors_of_all_rows_are_told_in_their_order() -> None:
    plan = plan_of(small(1, cycle="x"), small(2), small(1, amount="x", scope="y"))
    assert [(p.row, p.column, p.code) for p in plan.problems] == [
        (2, "cycle", "unknown-of"),
        (4, "scope", "unknown-of"),
        (4, "amount", "number-unread"),
        (4, "external_id", "id-twice"),
    ]
    assert plan.problems[-1].words == "Row 2 has the same number."


def test_a_name_of_two_organisations_needs_its_type() -> None:
    for code in ("civil-society", "trade-union"):
        OrganisationFactory(name="Solidarity", code=code)
    assert problems_of(organisation="Solidarity") == [("organisation", "organisation-many")]
    assert problems_of(organisation="solidarity", organisation_type="trade-union") == []


def test_a_name_that_is_nearly_right_is_told() -> None:
    OrganisationFactory(name="Network of Associations")
    (problem,) = plan_of({**FULL, "organisation": "Netwerk of Associations"}).problems
    assert problem.code == "organisation-like"
    assert "“Network of Associations”" in problem.words


def test_an_organisation_that_waits_is_not_let_in_by_the_way() -> None:
    OrganisationFactory(name="Newcomers", standing=Standing.PENDING)
    assert problems_of(organisation="Newcomers") == [("organisation", "organisation-pending")]
    OrganisationFactory(name="Refused", standing=Standing.DECLINED)
    assert problems_of(organisation="Refused") == [("organisation", "organisation")]


@pytest.mark.parametrize(
    ("fields", "column", "value"),
    [
        ({"objectives": "12,5 ;12"}, "objectives", ["12", "5"]),
        ({"nature": "FINANCIAL"}, "nature", ["financial"]),
        ({"countries": "cri، pan"}, "countries", ["CRI", "PAN"]),
        ({"currency": "usd"}, "currency", "USD"),
        ({"title": " Two\n lines "}, "title", "Two lines"),
        ({"description": "One\r\n\r\nTwo "}, "description", "One\n\nTwo"),
        ({"description": "=1+1"}, "description", "=1+1"),
        ({"commitments": "a) One\n\nb) Two"}, "commitments", ["One", "Two"]),
    ],
)
def test_what_is_understood(fields: dict[str, str], column: str, value: object) -> None:
    plan = plan_of({**FULL, **fields})
    assert plan.problems == []
    assert plan.new[0].get(column) == value


@pytest.mark.parametrize("text", ["٦٤٠٠٫٥", "6 400.50", "006400.5"])
def test_amounts_in_the_digits_of_any_script(text: str) -> None:
    plan = plan_of({**FULL, "amount": text})
    assert str(plan.new[0].get("amount")) == "6400.50"


def test_every_word_can_be_written() -> None:
    params = dict.fromkeys(
        ("value", "known", "limit", "length", "line", "row", "types", "partners", "pledge"), "x"
    )
    for code, words in WORDS.items():
        assert str(words) % params, code
