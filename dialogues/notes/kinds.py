"""What is told of background notes besides their moves: to contributors, and once all cleared."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.notes.clearing import CLEARED
from dialogues.notes.telling import CITED, READ
from notices.kinds import Kind
from notices.models import Notice
from publication.kinds import AS_SECRETARIAT, desk_link, when

AS_CONTRIBUTOR = _("You get this, once for each version, because you contributed to the debate.")


def contributions_link(notice: Notice) -> str:
    """Where one sees of each contribution what became of it."""
    item = notice.item
    return reverse("dialogues:note_contributions", args=[item.code]) if item else ""


KINDS = (
    Kind(
        code=CITED,
        subject=_("What you said stands behind %(code)s"),
        body=_(
            "The background note %(code)s (%(item)s) was published on %(when)s.\n\n"
            "Of your contributions to this debate, %(cited)s of %(count)s stand behind it. "
            "See these paragraphs: %(paragraphs)s."
        ),
        action=_("See what was written"),
        why=AS_CONTRIBUTOR,
        details=when,
    ),
    Kind(
        code=READ,
        subject=_("%(code)s is published: what became of your contributions"),
        body=_(
            "The background note %(code)s (%(item)s) was published on %(when)s.\n\n"
            "You contributed to this debate. Your contributions were read, and no paragraph of "
            "the note cites them. They stay in the discussion, where everybody can read them."
        ),
        action=_("See what was taken up"),
        why=AS_CONTRIBUTOR,
        link=contributions_link,
        details=when,
    ),
    Kind(
        code=CLEARED,
        subject=_("%(code)s is cleared by all co-chairs"),
        body=_(
            "%(by)s was the last to clear %(code)s (%(item)s), on %(when)s. It can be published."
            "\n\n%(said)s"
        ),
        action=_("Open it"),
        why=AS_SECRETARIAT,
        link=desk_link,
        details=when,
    ),
)
