"""Lists of what is published, made anew: for rooms that begin to be browsed, and new facets."""

from django.core.management.base import BaseCommand

from publication import rooms
from publication.browsing.listed import show_all


class Command(BaseCommand):
    help = (
        "Lists what is published in all rooms anew: after a change of what lists tell, or of how "
        "text is folded. Safe to run twice, and while the portal runs."
    )

    def handle(self, *args: str, **options: str) -> None:
        for room in rooms.every_room():
            if room.listing is not None:
                self.stdout.write(f"{room.name}: {show_all(room.listing)} listed")
