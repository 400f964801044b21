"""A pledge that answers another, named by its code."""

from pledges.models import Pledge


class BadMatchError(ValueError):
    """There is no published pledge of that code, or it is this one."""


def match(*, pledge: Pledge, code: str) -> Pledge | None:
    """The published pledge that this one answers; None for a blank code. Raises BadMatchError."""
    if not code.strip():
        return None
    found = Pledge.objects.published().filter(code=code.strip().upper()).first()
    if found is None or found.pk == pledge.pk:
        raise BadMatchError(code)
    return found
