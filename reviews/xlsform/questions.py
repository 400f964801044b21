"""One row of a form as a question, or as a column of a table."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.answer_kinds.tables import ROW
from reviews.choices import QuestionKind
from reviews.models.asking import CELL_KINDS
from reviews.questionnaires.measuring import measures_of
from reviews.xlsform.cells import Reader
from reviews.xlsform.choices import LONGEST_KEY, LONGEST_LABEL, ChoiceList
from reviews.xlsform.expressions import Limits, limits_in, matches_in
from reviews.xlsform.keys import Keys
from reviews.xlsform.plan import LinePlan, QuestionPlan, Wish, joined
from reviews.xlsform.types import Type, type_in

ALWAYS_ASKED = gettext_lazy("The portal cannot keep this condition: it is always asked.")
NO_SUCH_QUESTION = gettext_lazy("The portal has no such question: the whole row is left out.")
PARAMETER = re.compile(r"\b(start|end)\s*=\s*(-?[0-9.]+)")
LONGEST_UNIT = 60
OBJECTIVES = [str(number) for number in range(1, 24)]
# What other tools need to show or to check a question, and what the portal says in its own words.
OUR_OWN = {
    QuestionKind.SHORT_TEXT: {QuestionKind.LONG_TEXT},
    QuestionKind.ANY_OF: {QuestionKind.OBJECTIVES},
    QuestionKind.ONE_OF: {QuestionKind.YES_NO},
}


@dataclass
class Questions:
    """Makes questions of rows; the keys it gives are each given once."""

    lists: dict[str, ChoiceList]
    keys: Keys

    def question(self, reader: Reader) -> QuestionPlan | None:
        type_ = type_in(reader.text("type"))
        name = reader.text("name")
        if type_ is None:
            reader.tell("type", NO_SUCH_QUESTION)
            return None
        if type_.loss:
            reader.tell("type", type_.loss)
        plan = QuestionPlan(
            key=self.keys.key_for(name),
            name=name,
            kind=self._kind(type_, reader),
            label=reader.texts("label") or {"en": name or "?"},
            help=reader.texts("hint"),
            required=reader.yes("required"),
            may_not_apply=reader.yes("imrf:may-not-apply"),
        )
        self._choices(plan, type_, reader)
        _guidance(plan, reader)
        _limits(plan, reader)
        plan.wishes = wishes_in(reader)
        reader.tell_the_rest()
        return plan

    def column(self, reader: Reader, keys: Keys) -> LinePlan | None:
        type_ = type_in(reader.text("type"))
        name = reader.text("name")
        if type_ is None:
            reader.tell("type", NO_SUCH_QUESTION)
            return None
        kind = self._kind(type_, reader)
        if kind not in CELL_KINDS:
            reader.tell("type", _("In a table it is asked as a short text."))
            kind = QuestionKind.SHORT_TEXT
        label = reader.texts("label", LONGEST_LABEL) or reader.named(LONGEST_LABEL, "?")
        reader.tell_the_rest()
        return LinePlan(keys.key_for(name, "column"), label, kind)

    def _kind(self, type_: Type, reader: Reader) -> QuestionKind:
        is_long = type_.kind == QuestionKind.SHORT_TEXT and (
            "multiline" in reader.row.text("appearance")
        )
        if is_long:
            reader.ignore("appearance")
        ours = reader.text("imrf:kind")
        if ours in OUR_OWN.get(type_.kind, set()):
            return QuestionKind(ours)
        if is_long:
            return QuestionKind.LONG_TEXT
        chosen = self.lists.get(type_.list_name)
        if type_.kind == QuestionKind.ONE_OF and chosen and chosen.is_yes_no:
            return QuestionKind.YES_NO
        return type_.kind

    def _choices(self, plan: QuestionPlan, type_: Type, reader: Reader) -> None:
        if not type_.list_name:
            if plan.kind == QuestionKind.YES_NO:
                plan.answers = {"yes": "yes", "no": "no"}
            return
        chosen = self.lists.get(type_.list_name)
        if type_.has_other:
            reader.tell("type", _("“Other” is not added by itself: add an option and a question."))
        if plan.kind == QuestionKind.OBJECTIVES:
            plan.answers = dict(zip(OBJECTIVES, OBJECTIVES, strict=True))
        elif chosen is None:
            reader.tell("type", _("The form has no such list of choices."))
        elif plan.kind == QuestionKind.YES_NO:
            plan.answers = {name: name.casefold() for name in chosen.answers}
        else:
            plan.options, plan.answers = chosen.options, chosen.answers


def keys_of_columns() -> Keys:
    """A column is not called as a row calls itself."""
    return Keys(LONGEST_KEY, taken=[ROW])


def wishes_in(reader: Reader) -> list[Wish]:
    cell = reader.cell("relevant")
    if cell is None or cell.text.casefold() in {"true()", "yes", "true", "1"}:
        return []
    tests = matches_in(cell.text)
    if tests is None:
        reader.tell("relevant", ALWAYS_ASKED)
        return []
    return [Wish(tests, cell)]


def _guidance(plan: QuestionPlan, reader: Reader) -> None:
    """Beside a number it is the unit; otherwise more help."""
    guidance = reader.texts("guidance_hint")
    if not guidance:
        return
    is_unit = all(len(text) <= LONGEST_UNIT for text in guidance.values())
    if plan.kind == QuestionKind.NUMBER and is_unit:
        plan.unit = guidance
    else:
        plan.help = joined(plan.help, guidance)


def _limits(plan: QuestionPlan, reader: Reader) -> None:
    words = reader.number("imrf:word-limit")
    measures = measures_of(plan.kind)
    if words is not None and measures.words and 0 < words < 10**6:
        plan.word_limit = int(words)
    limits = _constraint(reader)
    if limits is not None and (not measures.limits or limits.of_count != measures.counts):
        reader.tell("constraint", _("The portal cannot check this."))
        limits = None
    limits = limits or _range(reader)
    if limits is None:
        return
    least, most = limits.least, limits.most
    is_in_order = least is None or most is None or least <= most
    if not is_in_order or not all(_can_be_kept(limit) for limit in (least, most)):
        reader.tell("constraint", _("The portal cannot check this."))
        return
    plan.minimum, plan.maximum = limits.least, limits.most


def _can_be_kept(limit: Decimal | None) -> bool:
    """As the database has it: 14 digits and 6 more."""
    return limit is None or (abs(limit) < 10**14 and limit == round(limit, 6))


def _constraint(reader: Reader) -> Limits | None:
    cell = reader.cell("constraint")
    if cell is None:
        return None
    limits = limits_in(cell.text)
    if limits is None:
        reader.tell("constraint", _("The portal cannot check this."))
    return limits


def _range(reader: Reader) -> Limits | None:
    if type_is_range(reader) and (cell := reader.cell("parameters")):
        found = dict(PARAMETER.findall(cell.text))
        joined = " and ".join(
            f". {sign} {found[name]}"
            for name, sign in (("start", ">="), ("end", "<="))
            if name in found
        )
        return limits_in(joined) if joined else None
    return None


def type_is_range(reader: Reader) -> bool:
    return reader.row.text("type").strip().casefold() == "range"
