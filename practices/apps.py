"""Repository of practices: the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Repository of practices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from notices import kinds  # noqa: PLC0415  (needs the models)
        from practices.consent import KINDS as OF_CONSENT  # noqa: PLC0415
        from practices.extensions import KINDS as OF_CALLS  # noqa: PLC0415
        from practices.kinds import KINDS  # noqa: PLC0415
        from practices.kinds_once_published import KINDS as ONCE_PUBLISHED  # noqa: PLC0415
        from practices.models import Reviewer  # noqa: PLC0415
        from practices.peer_review import kinds as of_peer_review  # noqa: PLC0415
        from practices.peer_review.certificates import CERTIFICATE, certificate_of  # noqa: PLC0415
        from practices.roster import kinds as of_roster  # noqa: PLC0415
        from practices.workflow import ROOM  # noqa: PLC0415
        from publication import rooms  # noqa: PLC0415
        from publication.paper import ways  # noqa: PLC0415

        kinds.register(
            *KINDS, *OF_CALLS, *OF_CONSENT, *ONCE_PUBLISHED, *of_peer_review.KINDS, *of_roster.KINDS
        )
        rooms.register(ROOM)
        ways.register(Reviewer, CERTIFICATE, ways.Way(certificate_of))
