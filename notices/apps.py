"""Notices: the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("Notices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from notices import kinds  # noqa: PLC0415  (needs the models)
        from notices.account_adapter import ACCOUNT  # noqa: PLC0415

        kinds.register(ACCOUNT)
