"""`manage.py check_templates`: does every template compile, and lead somewhere?"""

from django.core.management.base import BaseCommand, CommandError

from imrf_portal import template_checks


class Command(BaseCommand):
    help = "Compile every template; look for addresses that do not exist and for inline script."

    def handle(self, *args: object, **options: object) -> None:
        faults = list(template_checks.faults())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the templates.")
        self.stdout.write("Every template compiles and leads somewhere.")
