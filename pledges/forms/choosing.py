"""The objectives with their actions, as the form shows them."""

from dataclasses import dataclass

from compact.models import Action, Objective
from pledges.forms.pledge import PledgeForm


@dataclass(frozen=True)
class ActionChoice:
    action: Action
    chosen: bool


@dataclass(frozen=True)
class ObjectiveChoice:
    """`is_open` where an action of it is chosen, so that no choice is hidden."""

    objective: Objective
    chosen: bool
    actions: list[ActionChoice]

    @property
    def is_open(self) -> bool:
        return any(choice.chosen for choice in self.actions)


def objective_choices(form: PledgeForm) -> list[ObjectiveChoice]:
    objectives = set(form.data.getlist("objectives"))
    actions = set(form.data.getlist("actions"))
    return [
        ObjectiveChoice(
            objective,
            str(objective.pk) in objectives,
            [ActionChoice(a, str(a.pk) in actions) for a in objective.actions.all()],
        )
        for objective in Objective.objects.prefetch_related("actions")
    ]


def chosen_objectives(form: PledgeForm) -> list[int]:
    typed = form.data.getlist("objectives")
    return [int(number) for number in typed if number.isascii() and number.isdigit()]
