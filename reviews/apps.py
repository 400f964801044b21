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
        from publication.models import StateChange  # noqa: PLC0415
        from publication.paper import ways, word  # noqa: PLC0415
        from reviews.delegation.kinds import KINDS as OF_DELEGATION  # noqa: PLC0415
        from reviews.delegation.paper import HANDOVER, paper_of  # noqa: PLC0415
        from reviews.extensions import KINDS as OF_EXTENSIONS  # noqa: PLC0415
        from reviews.kinds import KINDS  # noqa: PLC0415
        from reviews.models import Review  # noqa: PLC0415
        from reviews.paper import paper_of_change  # noqa: PLC0415
        from reviews.workflow import ROOM  # noqa: PLC0415

        kinds.register(*KINDS, *OF_DELEGATION, *OF_EXTENSIONS)
        rooms.register(ROOM)
        ways.register(Review, HANDOVER, ways.Way(paper_of))
        ways.register(StateChange, ways.PDF, ways.Way(paper_of_change))
        in_word = ways.Way(paper_of_change, word.docx_of, word.DOCX, word.MEDIA_TYPE)
        ways.register(StateChange, word.DOCX, in_word)
