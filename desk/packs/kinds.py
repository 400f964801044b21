"""The words of the mails about packs."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind

AS_ASKED = _("You get this because you asked for it and need not wait for it.")

KINDS = (
    Kind(
        code="packs.made",
        subject=_("The pack is made: %(item)s"),
        body=_("The pack is made: %(item)s. It has the data of the moment when it was begun."),
        action=_("Download it"),
        why=AS_ASKED,
    ),
    Kind(
        code="packs.failed",
        subject=_("The pack could not be made: %(item)s"),
        body=_(
            "The pack could not be made: %(item)s. Something went wrong on our side, and whoever "
            "looks after the portal can see it. You can ask for it again."
        ),
        action=_("Go to the packs"),
        why=AS_ASKED,
    ),
)
