"""The roof, as an app: its management commands and its system checks."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "imrf_portal"
    verbose_name = "IMRF Portal"

    def ready(self) -> None:
        from imrf_portal import checks, permissions  # noqa: F401, PLC0415 - registers them
