"""Addresses of the pages on which is written, for people with an account and through a link."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_url(context: dict[str, Any], name: str, *places: object) -> str:
    """`{% desk_url "section" section.section.key %}`: of this review, as its reader came in."""
    if "preview" in context:
        address: str = context["preview"].address(name, *places)
        return address
    token = context.get("token")
    if token:
        return reverse(f"review_desk:link_{name}", args=[token, *places])
    return reverse(f"review_desk:{name}", args=[context["review"].code, *places])


@register.simple_tag(takes_context=True)
def attachment_url(context: dict[str, Any], number: int) -> str:
    token = context.get("token")
    if token:
        return reverse("review_desk:link_attachment", args=[token, number])
    return reverse("reviews:attachment", args=[context["review"].code, number])
