"""Figures, money and choices of a pledge in the reader's words."""

from decimal import Decimal

from babel.numbers import format_currency, format_decimal
from django import template

from compact.dates import locale
from pledges.choices import Freshness, Nature, Stage
from pledges.models import Pledge

register = template.Library()

FRESHNESS_KINDS = {Freshness.FRESH: "good", Freshness.AGEING: "warn", Freshness.STALE: "bad"}
STAGE_KINDS = {
    Stage.PLANNING: "",
    Stage.IN_PROGRESS: "sea",
    Stage.FULFILLED: "good",
    Stage.DISCONTINUED: "bad",
}


@register.filter
def figure(number: Decimal) -> str:
    """The number as the reader's language writes it, without idle zeros."""
    return str(format_decimal(number, locale=locale()))


@register.filter
def money(pledge: Pledge) -> str:
    """The amount with its currency; a whole amount without decimals."""
    if pledge.amount is None:
        return ""
    if not pledge.currency:
        return figure(pledge.amount)
    is_whole = pledge.amount == pledge.amount.to_integral_value()
    return format_currency(
        pledge.amount.to_integral_value() if is_whole else pledge.amount,
        pledge.currency,
        format="#,##0 ¤¤" if is_whole else "#,##0.00 ¤¤",
        locale=locale(),
        currency_digits=False,
    )


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
