"""`manage.py check_messages`: are the translations complete, and of what the portal says today?"""

from django.core.management.base import BaseCommand, CommandError

from imrf_portal import catalogues


class Command(BaseCommand):
    help = "Look for messages that are missing, fuzzy, untranslated or with other placeholders."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        faults = list(catalogues.faults())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the catalogues.")
        self.stdout.write("The catalogues are complete and up to date.")
