"""Publication: the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = _("Publication")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from notices import kinds  # noqa: PLC0415  (needs the models)
        from publication.digest import DIGEST  # noqa: PLC0415

        kinds.register(DIGEST)
