"""Create and update the reference data, and say what changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from compact import reference as of_the_compact
from practices import reference as of_practices
from reviews import reference as of_reviews
from stakeholders import reference as of_stakeholders


class Command(BaseCommand):
    help = "Loads the reference data. Safe to repeat: what the Secretariat edited is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        report = of_the_compact.Report()
        try:
            with transaction.atomic():
                of_the_compact.load(report)
                of_stakeholders.load(report)
                of_reviews.load(report)
                of_practices.load(report)
        except of_the_compact.DataError as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
        if not report.changed:
            self.stdout.write("Nothing changed.")
