"""Load what the demonstration shows. Never into an installation that works for real."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from compact.models import Objective
from imrf_portal.demonstration.load import load
from pledges.models import Pledge
from practices.models import Practice
from reviews.models import Questionnaire, Review
from stakeholders.models import User

SURE = "--yes-this-is-a-demonstration"


class Command(BaseCommand):
    help = "Loads made-up reviews, pledges and practices with their people. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            SURE, action="store_true", dest="sure", help="do it although DEMONSTRATION is not set"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMONSTRATION or options["sure"]):
            raise CommandError(f"This is no demonstration: set DEMONSTRATION=1, or give {SURE}.")
        if not (Objective.objects.exists() and Questionnaire.objects.exists()):
            raise CommandError("Load the reference data first: manage.py load_reference")
        load(timezone.now())
        reviews = Review.objects.filter(is_demonstration=True).count()
        pledges = Pledge.objects.filter(is_demonstration=True).count()
        practices = Practice.objects.filter(is_demonstration=True).count()
        people = User.objects.count()
        self.stdout.write(
            f"{reviews} reviews, {pledges} pledges and {practices} practices of the demonstration, "
            f"{people} people."
        )
