"""Dialogues: the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "dialogues"
    verbose_name = _("Dialogues")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dialogues.discussion.kinds import KINDS as OF_DISCUSSIONS  # noqa: PLC0415
        from dialogues.kinds import KINDS  # noqa: PLC0415  (needs the models)
        from dialogues.workflow import NOTES, ROOM  # noqa: PLC0415
        from notices import kinds  # noqa: PLC0415
        from publication import rooms  # noqa: PLC0415

        kinds.register(*KINDS, *OF_DISCUSSIONS)
        rooms.register(ROOM)
        rooms.register(NOTES)
