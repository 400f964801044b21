"""A form as it is going to be written down: sections, questions, lines, in each language."""

from dataclasses import dataclass, field
from decimal import Decimal

from reviews.choices import QuestionKind
from reviews.xlsform.expressions import Match
from reviews.xlsform.findings import Cell

Texts = dict[str, str]
"""By the code of the language."""


def joined(first: Texts, second: Texts) -> Texts:
    codes = [*first, *(code for code in second if code not in first)]
    return {c: "\n".join(t for t in (first.get(c, ""), second.get(c, "")) if t) for c in codes}


@dataclass(frozen=True)
class Wish:
    """A condition as it stands in the form, and where: what it names may not be there."""

    tests: list[Match]
    cell: Cell


@dataclass
class LinePlan:
    key: str
    label: Texts
    kind: QuestionKind = QuestionKind.SHORT_TEXT


@dataclass
class QuestionPlan:
    """`name` is what other questions of the form call it, and `answers` how they call its own."""

    key: str
    name: str
    kind: QuestionKind
    label: Texts
    help: Texts = field(default_factory=dict)
    unit: Texts = field(default_factory=dict)
    required: bool = False
    may_not_apply: bool = False
    word_limit: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    options: list[LinePlan] = field(default_factory=list)
    columns: list[LinePlan] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    wishes: list[Wish] = field(default_factory=list)
    conditions: "list[Given]" = field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """Asked only where `on` was answered with one of the values: a wish that can be kept."""

    on: QuestionPlan
    values: list[str]


@dataclass
class SectionPlan:
    key: str
    title: Texts
    introduction: Texts = field(default_factory=dict)
    objective: int | None = None
    is_named: bool = False
    questions: list[QuestionPlan] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    conditions: "list[Given]" = field(default_factory=list)


@dataclass
class FormPlan:
    title: Texts
    sections: list[SectionPlan] = field(default_factory=list)
