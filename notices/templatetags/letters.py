"""What a mail is written with: `{{ paragraph|linked }}`."""

import re

from django import template
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def linked(paragraph: str) -> SafeString:
    """Escaped; a line with an address of the portal below it becomes the link that leads there."""
    below = re.compile(rf"(?m)^(.+)\r?\n({re.escape(escape(settings.PORTAL_ADDRESS))}/\S*)$")
    link = r'<a href="\2" dir="auto" style="color:#0b4f71">\1</a>'
    return mark_safe(below.sub(link, escape(paragraph)))  # noqa: S308 - escaped just before
