"""What lists are written with: `{% card number %}`, `{{ count|figure }}`."""

from functools import cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from publication.browsing.figures import figure

register = template.Library()

register.filter("figure", figure)


@register.simple_tag(takes_context=True)
def card(context: template.Context, number: int) -> SafeString:
    """The card of a row: as it was written before, or written with the room's template.

    One that has just gone is left out.
    """
    shelf, results = context["shelf"], context["results"]
    if number not in shelf and number in results:
        with context.push(card=results[number]):
            shelf[number] = _template(context["card_template"]).render(context)
    written: SafeString = shelf.get(number, SafeString(""))
    return written


@cache
def _template(name: str) -> template.Template:
    found: template.Template = get_template(name).template  # type: ignore[attr-defined]
    return found
