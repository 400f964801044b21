"""One load of the reference data of the Compact."""

import zlib

from django.db import connection, transaction
from django.utils.translation import override

from compact.reference.catalogue import catalogue
from compact.reference.report import Report
from compact.reference.rows import plant
from compact.reference.texts import ENGLISH, Texts

LOCK = zlib.crc32(b"load_reference")


@transaction.atomic
def load(report: Report) -> None:
    """Create and update reference data. All of it or, where a data file is wrong, none."""
    wait_for_other_loads()
    with override(ENGLISH):
        texts = Texts()
        for kind in catalogue():
            plant(kind, texts, report)
        texts.refuse_leftovers()


def wait_for_other_loads() -> None:
    """Until the transaction ends, a second load waits here and then finds everything in place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
