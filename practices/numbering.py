"""Codes of practices: PRA-2022-0031, counted within each forum."""

from django.db import connection
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from practices.models import Practice

# Any fixed number: it makes those who take a code wait for each other.
LOCK = 7_201_808


def next_code(year: int) -> str:
    """The next free code; call it in the transaction that uses it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    prefix = f"PRA-{year}-"
    number = Cast(Substr("code", len(prefix) + 1), IntegerField())
    taken = Practice.objects.filter(code__startswith=prefix).aggregate(newest=Max(number))
    return f"{prefix}{(taken['newest'] or 0) + 1:04}"
