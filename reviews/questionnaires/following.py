"""What became of each question of the version before."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from reviews.choices import Succession as How
from reviews.models import Question, Questionnaire, Succession
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.holding import hold
from reviews.questionnaires.questions import questions_of_draft
from stakeholders.models import User


@dataclass(frozen=True)
class Fate:
    """Of an earlier question. Where nobody said, the same key continues; `by_key` is that one."""

    earlier: Question
    how: str = ""
    later: list[Question] = field(default_factory=list)
    by_key: Question | None = None

    @property
    def is_open(self) -> bool:
        """Nobody said what became of it, and no question has its key."""
        return not self.how and self.by_key is None

    @property
    def becomes(self) -> list[Question]:
        if self.how:
            return self.later
        return [self.by_key] if self.by_key else []

    @property
    def changed_kind(self) -> list[Question]:
        """What follows it as a question of another kind, so that its answers do not fit."""
        return [question for question in self.becomes if question.kind != self.earlier.kind]


def fates_in(draft: Questionnaire) -> list[Fate]:
    """Every question of the version that the draft is made from, in its order: three queries."""
    if draft.made_from_id is None:
        return []
    told: dict[int, list[Succession]] = defaultdict(list)
    for one in draft.successions.select_related("later__section"):
        told[one.earlier_id].append(one)
    by_key = {question.key: question for question in questions_of_draft(draft)}
    earlier = Question.objects.filter(section__questionnaire=draft.made_from_id)
    return [
        _fate(question, told.get(question.pk, []), by_key)
        for question in earlier.select_related("section").order_by("section__order", "order")
    ]


def _fate(earlier: Question, told: list[Succession], by_key: dict[str, Question]) -> Fate:
    if told:
        later = [one.later for one in told if one.later is not None]
        return Fate(earlier, told[0].how, later)
    return Fate(earlier, by_key=by_key.get(earlier.key))


def new_in(draft: Questionnaire, fates: list[Fate]) -> list[Question]:
    """The questions that follow no earlier one."""
    followed = {question.pk for fate in fates for question in fate.becomes}
    return [question for question in questions_of_draft(draft) if question.pk not in followed]


@transaction.atomic
def settle(
    *, draft: Questionnaire, earlier: Question, how: str, later: list[Question], by: User
) -> None:
    """Say what became of it; with a blank `how`, that its key says so."""
    draft = hold(draft, by)
    if earlier.section.questionnaire_id != draft.made_from_id:
        raise QuestionnaireError(_("The version before has no such question."))
    problem = _problem(draft, how, later)
    if problem:
        raise QuestionnaireError(problem)
    draft.successions.filter(earlier=earlier).delete()
    if how == How.RETIRES:
        Succession.objects.create(questionnaire=draft, earlier=earlier, how=how)
    elif how:
        Succession.objects.bulk_create(
            Succession(questionnaire=draft, earlier=earlier, later=one, how=how) for one in later
        )


def _problem(draft: Questionnaire, how: str, later: list[Question]) -> str:
    if how and how not in How.values:
        return _("Say whether it continues, is split or is retired.")
    known = questions_of_draft(draft).filter(pk__in=[question.pk for question in later])
    if known.count() != len(later):
        return _("Choose among the questions of this version.")
    if how == How.CONTINUES and len(later) != 1:
        return _("A question continues in exactly one question.")
    if how == How.SPLITS and len(later) < 2:  # noqa: PLR2004
        return _("A question is split into two or more.")
    if how in {"", How.RETIRES} and later:
        return _("A question that is retired is followed by none.")
    return ""
