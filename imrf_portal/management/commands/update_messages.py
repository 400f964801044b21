"""`manage.py update_messages`: Django's makemessages without GNU gettext."""

from django.core.management.base import BaseCommand

from imrf_portal import catalogues


class Command(BaseCommand):
    help = "Bring the catalogue of each language up to date with the code and the templates."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        for code in catalogues.update_all():
            self.stdout.write(f"{code}: up to date")
