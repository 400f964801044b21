"""The desk: the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from desk.kinds import KINDS  # noqa: PLC0415  (needs the models)
        from desk.packs.kinds import KINDS as OF_PACKS  # noqa: PLC0415
        from notices import kinds  # noqa: PLC0415

        kinds.register(*KINDS, *OF_PACKS)
