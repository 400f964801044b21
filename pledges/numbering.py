"""Codes of pledges: PLG-2022-0147, counted within each forum."""

from django.db import connection

from pledges.models import Pledge

# Any fixed number: it makes those who take a code wait for each other.
LOCK = 7_201_807


def next_code(year: int) -> str:
    """The next free code; call it in the transaction that uses it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    prefix = f"PLG-{year}-"
    codes = Pledge.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    newest = max((int(code.removeprefix(prefix)) for code in codes), default=0)
    return f"{prefix}{newest + 1:04}"
