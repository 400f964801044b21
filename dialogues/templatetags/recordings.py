"""How a place in a recording is written: `{{ cue.starts_ms|position }}` is 12:34, or 1:02:03."""

from django import template

register = template.Library()


@register.filter
def position(milliseconds: int) -> str:
    """Figures and colons in every language, as every player shows them."""
    minutes, second = divmod(milliseconds // 1000, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
