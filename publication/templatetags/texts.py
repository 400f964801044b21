"""What people wrote, as safe HTML and as numbers; the time of a save."""

from datetime import datetime

from django import template
from django.utils import formats, timezone
from django.utils.safestring import SafeString

from publication import text

register = template.Library()

register.filter("characters", text.count_characters)


@register.filter
def as_html(words: str) -> SafeString:
    return text.as_html(words)


@register.filter
def clock(moment: datetime) -> str:
    """The time alone where it was today, on the reader's clock; else the day as well."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return formats.date_format(local, "H:i" if is_today else "j N Y, H:i")
