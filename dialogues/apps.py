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
        from dialogues.models import BackgroundNote  # noqa: PLC0415
        from dialogues.notes.kinds import KINDS as OF_NOTES  # noqa: PLC0415
        from dialogues.notes.paper import paper_of_note  # noqa: PLC0415
        from dialogues.registering.kinds import KINDS as OF_PLACES  # noqa: PLC0415
        from dialogues.workflow import NOTES, ROOM  # noqa: PLC0415
        from notices import kinds  # noqa: PLC0415
        from publication import rooms  # noqa: PLC0415
        from publication.paper import ways, word  # noqa: PLC0415

        kinds.register(*KINDS, *OF_DISCUSSIONS, *OF_NOTES, *OF_PLACES)
        rooms.register(ROOM)
        rooms.register(NOTES)
        in_word = ways.Way(paper_of_note, word.docx_of, word.DOCX, word.MEDIA_TYPE)
        ways.register(BackgroundNote, word.DOCX, in_word)
