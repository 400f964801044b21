"""`manage.py compile_messages`: Django's compilemessages without GNU gettext."""

from django.core.management.base import BaseCommand

from imrf_portal import catalogues


class Command(BaseCommand):
    help = "Compile the catalogues that have changed (with Babel; msgfmt is not needed)."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        for code in catalogues.compile_changed():
            self.stdout.write(f"{code}: compiled")
