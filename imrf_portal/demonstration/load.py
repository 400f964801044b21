"""The whole demonstration in one transaction: safe to repeat, and quick when all is there."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import override

from compact.reference.loader import wait_for_other_loads
from imrf_portal.demonstration import cycle, people, reviews, sharing
from imrf_portal.demonstration.dialogues import debates, discussions, notes, recordings, sessions
from imrf_portal.demonstration.pledges import loading as pledges
from imrf_portal.demonstration.practices import loading as practices


@transaction.atomic
def load(now: datetime) -> None:
    wait_for_other_loads()
    with override("en"):
        people.load()
        cycle.open_for_reviews(now)
        reviews.load()
        sharing.load(now)
        pledges.load(now)
        practices.load(now)
        # Dialogues: debates, sessions, recordings, spaces, notes, in this order.
        debates.load(now)
        sessions.load(now)
        recordings.load(now)
        discussions.load(now)
        notes.load(now)
    _count()


def _count() -> None:
    """Let the planner know how much there is now; by itself it would learn it a minute later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
