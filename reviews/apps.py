"""Voluntary reviews: the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Voluntary reviews")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from notices import kinds  # noqa: PLC0415  (needs the models)
        from publication import rooms  # noqa: PLC0415
        from reviews.kinds import KINDS  # noqa: PLC0415
        from reviews.workflow import ROOM  # noqa: PLC0415

        kinds.register(*KINDS)
        rooms.register(ROOM)
