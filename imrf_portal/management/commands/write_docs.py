"""Writes the pages of docs/ that are made from the code; `--check` fails if they are stale."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from imrf_portal.docs import permissions_page, workflows_page


class Command(BaseCommand):
    help = "Write docs/workflows.md and docs/permissions.md from the code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if stale")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        with translation.override("en"):
            pages = {"workflows.md": workflows_page(), "permissions.md": permissions_page()}
        for name, text in pages.items():
            path = settings.BASE_DIR / "docs" / name
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            if check:
                raise CommandError(f"docs/{name} is stale: run `make docs`.")
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/{name} written")
