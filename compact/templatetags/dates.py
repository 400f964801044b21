"""Dates in the reader's words: `{{ start|until:end }}`, `{% due_by moment zone as due %}`."""

from datetime import date

from django import template

from compact import dates

register = template.Library()

register.filter("day", dates.day)
register.filter("moment", dates.moment)
register.filter("listed", dates.listed)
register.simple_tag(dates.deadline, name="due_by")


@register.filter
def until(start: date, end: date) -> str:
    return dates.period(start, end)
