"""What is chosen from a list: options, yes or no, an order of them, and objectives."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from publication.browsing.labels import labels_of, objectives
from reviews.answer_kinds.values import (
    AnswerKind,
    Problems,
    Value,
    keys_in,
    read_list,
    read_text,
)
from reviews.choices import QuestionKind
from reviews.models import Question

YES_NO = {"yes": _("Yes"), "no": _("No")}


def offered(question: Question) -> dict[str, str]:
    """What can be chosen: keys, and names in the reader's language."""
    if question.kind == QuestionKind.YES_NO:
        return {key: str(label) for key, label in YES_NO.items()}
    if question.kind == QuestionKind.OBJECTIVES:
        return dict(labels_of(objectives))
    return {option.key: str(option.label) for option in question.options.all()}


def chosen_labels(question: Question, value: Value) -> list[str]:
    """The names of what was chosen: in the order of the list, or of importance."""
    labels, keys = offered(question), keys_in(value)
    if question.kind == QuestionKind.RANK:
        return [labels[key] for key in keys if key in labels]
    return [label for key, label in labels.items() if key in keys]


def _words(question: Question, value: Value) -> str:
    return pgettext("between two names", ", ").join(chosen_labels(question, value))


def _rank_words(question: Question, value: Value) -> str:
    labels = chosen_labels(question, value)
    return "\n".join(f"{place}. {label}" for place, label in enumerate(labels, 1))


def _yes_no_words(_question: Question, value: Value) -> str:
    return str(YES_NO.get(str(value), value))


def _check_yes_no(_question: Question, value: Value) -> Problems:
    if value not in YES_NO:
        yield _("Choose yes or no.")


def _check_one(question: Question, value: Value) -> Problems:
    yield from _check_list(keys_in(value), offered(question))


def _check_several(question: Question, value: Value) -> Problems:
    keys = keys_in(value)
    yield from _check_list(keys, offered(question))
    yield from _check_how_many(question, len(set(keys)))


def _check_rank(question: Question, value: Value) -> Problems:
    keys = keys_in(value)
    if len(keys) > len(set(keys)):
        yield _("Each can stand in the order only once.")
    yield from _check_several(question, value)


def _check_list(keys: list[str], labels: Mapping[str, str]) -> Problems:
    if set(keys) - set(labels):
        yield _("Choose from the list.")


def _check_how_many(question: Question, count: int) -> Problems:
    if question.minimum is not None and count < question.minimum:
        least = int(question.minimum)
        yield ngettext("Choose at least %(count)s.", "Choose at least %(count)s.", least) % {
            "count": least
        }
    if question.maximum is not None and count > question.maximum:
        most = int(question.maximum)
        yield ngettext("Choose at most %(count)s.", "Choose at most %(count)s.", most) % {
            "count": most
        }


ONE_OF = AnswerKind(read_text, _check_one, _words)
ANY_OF = AnswerKind(read_list, _check_several, _words)
YES_OR_NO = AnswerKind(read_text, _check_yes_no, _yes_no_words)
RANK = AnswerKind(read_list, _check_rank, _rank_words)
OBJECTIVES = AnswerKind(read_list, _check_several, _words)
