"""Two loads at the same time. Apart from the tests that hold the loaded data in a transaction."""

from threading import Thread

import pytest
from django.db import connection

from compact.models import Country
from compact.reference import Report, load


def load_and_close(report: Report) -> None:
    try:
        load(report)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_load_once() -> None:
    reports = [Report(), Report()]
    threads = [Thread(target=load_and_close, args=[report]) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(report.changed for report in reports) == [False, True]
    assert Country.objects.count() == 193
