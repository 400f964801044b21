"""Figures, money and choices of a pledge in the reader's words."""

from django import template

from pledges.choices import Freshness, Nature, Stage
from pledges.models import Pledge
from publication import amounts

register = template.Library()

FRESHNESS_KINDS = {Freshness.FRESH: "good", Freshness.AGEING: "warn", Freshness.STALE: "bad"}
STAGE_KINDS = {
    Stage.PLANNING: "",
    Stage.IN_PROGRESS: "sea",
    Stage.FULFILLED: "good",
    Stage.DISCONTINUED: "bad",
}


register.filter("figure", amounts.figure)


@register.filter
def money(pledge: Pledge) -> str:
    """The amount with its currency."""
    return amounts.amount_in_words(pledge.amount, pledge.currency)


@register.filter
def nature_labels(pledge: Pledge) -> list[str]:
    return [str(Nature(nature).label) for nature in pledge.natures]


@register.filter
def freshness_kind(freshness: Freshness) -> str:
    """The look of the light's tag."""
    return FRESHNESS_KINDS[freshness]


@register.filter
def stage_kind(stage: str) -> str:
    return STAGE_KINDS[Stage(stage)]
