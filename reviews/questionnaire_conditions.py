"""Conditions in the files of a questionnaire: on an earlier question, and on its own answers."""

from collections.abc import Iterable, Mapping

from compact.reference.toml_tables import Table
from reviews.choices import QuestionKind
from reviews.questionnaire_texts import ConditionText, QuestionText, SectionText

EVERY_OBJECTIVE = tuple(str(number) for number in range(1, 24))
YES_OR_NO = ("yes", "no")


def check_conditions(top: Table, sections: Iterable[SectionText]) -> None:
    """Raises a fault for what could never hold."""
    earlier: dict[str, QuestionText] = {}
    for section in sections:
        for condition in conditions_of_section(section):
            _check(top, section.key, condition, earlier)
        own = dict(earlier)
        for question in section.questions:
            for condition in question.conditions:
                _check(top, question.key, condition, own)
            own[question.key] = question
        if not section.each_objective:
            earlier = own


def conditions_of_section(section: SectionText) -> tuple[ConditionText, ...]:
    if not section.chosen_in:
        return section.conditions
    return (*section.conditions, ConditionText(on=section.chosen_in, values=EVERY_OBJECTIVE))


def _check(
    top: Table, key: str, condition: ConditionText, earlier: Mapping[str, QuestionText]
) -> None:
    on = earlier.get(condition.on)
    if on is None:
        raise top.fault(f"“{key}” depends on “{condition.on}”, which is not asked before it")
    if unknown := set(condition.values) - set(answers_to(on)):
        raise top.fault(f"“{key}”: nobody can answer “{unknown.pop()}” to “{condition.on}”")


def answers_to(question: QuestionText) -> Iterable[str]:
    """What can be answered, where it is known beforehand."""
    match question.kind:
        case QuestionKind.ONE_OF | QuestionKind.ANY_OF:
            return [option.key for option in question.options]
        case QuestionKind.YES_NO:
            return YES_OR_NO
        case QuestionKind.OBJECTIVES:
            return EVERY_OBJECTIVE
    return ()
