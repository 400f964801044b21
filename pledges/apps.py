"""Pledges: the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = _("Pledges")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from notices import kinds  # noqa: PLC0415  (needs the models)
        from pledges.kinds import KINDS  # noqa: PLC0415
        from pledges.workflow import ROOM  # noqa: PLC0415
        from publication import rooms  # noqa: PLC0415

        kinds.register(*KINDS)
        rooms.register(ROOM)
