"""Codes of sessions: DLG-2022-0003, counted within each forum."""

from django.db import connection
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from dialogues.models import Debate, Session

# Any fixed number: it makes those who take a code wait for each other.
LOCK = 7_201_809


def next_code(year: int) -> str:
    """The next free code; call it in the transaction that uses it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    prefix = f"DLG-{year}-"
    number = Cast(Substr("code", len(prefix) + 1), IntegerField())
    taken = Session.objects.filter(code__startswith=prefix).aggregate(newest=Max(number))
    return f"{prefix}{(taken['newest'] or 0) + 1:04}"


def code_of_note(debate: Debate) -> str:
    """BGN-2022-1 of a round table, BGN-2022-PD of the policy debate: each has one note."""
    return f"BGN-{debate.cycle_id}-{debate.round_table.number if debate.round_table else 'PD'}"
