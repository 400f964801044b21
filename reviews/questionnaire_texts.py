"""A questionnaire as its files say it, in all languages."""

from dataclasses import dataclass
from decimal import Decimal

from compact.reference.toml_tables import Texts
from reviews.choices import QuestionKind


@dataclass(frozen=True, kw_only=True)
class OptionText:
    """What can be chosen, or a fixed row of a table."""

    key: str
    label: Texts


@dataclass(frozen=True, kw_only=True)
class ColumnText:
    key: str
    kind: QuestionKind
    label: Texts


@dataclass(frozen=True, kw_only=True)
class ConditionText:
    """Asked only where the question `on` was answered with one of the values."""

    on: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    key: str
    kind: QuestionKind
    label: Texts
    help: Texts
    unit: Texts
    required: bool
    may_not_apply: bool
    word_limit: int | None
    minimum: Decimal | None
    maximum: Decimal | None
    options: tuple[OptionText, ...]
    columns: tuple[ColumnText, ...]
    rows: tuple[OptionText, ...]
    conditions: tuple[ConditionText, ...]


@dataclass(frozen=True, kw_only=True)
class SectionText:
    """A section; with `each_objective`, a pattern of which 23 sections are made.

    With `chosen_in`, each of those is asked only if its objective was chosen in that question.
    """

    key: str
    each_objective: bool
    chosen_in: str
    title: Texts
    introduction: Texts
    questions: tuple[QuestionText, ...]
    conditions: tuple[ConditionText, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionnaireText:
    title: Texts
    sections: tuple[SectionText, ...]
