"""What is told of a move of a session and of a background note, and in which words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notices.kinds import Kind
from publication.kinds import AS_SECRETARIAT, desk_link, no_link, publication_time, when

AS_ORGANISER = _("You get this because your organisation organises the session.")
AS_CO_CHAIR = _("You get this because you speak for a co-chair of the debate.")

OF_SESSIONS = (
    *(
        Kind(
            code=f"dialogues.{move}.author",
            subject=_("%(code)s is announced"),
            body=_("%(code)s (%(item)s) was announced on %(when)s.\n\n%(said)s"),
            action=_("Read it"),
            why=AS_ORGANISER,
            details=when,
        )
        for move in ("publish", "release", "restore")
    ),
    Kind(
        code="dialogues.schedule.author",
        subject=_("%(code)s will be announced"),
        body=_("%(code)s (%(item)s) will be announced on %(planned)s.\n\n%(said)s"),
        why=AS_ORGANISER,
        link=no_link,
        details=publication_time,
    ),
    Kind(
        code="dialogues.hold-back.author",
        subject=_("%(code)s is not announced yet after all"),
        body=_("The Secretariat put off the announcement of %(code)s (%(item)s).\n\n%(said)s"),
        why=AS_ORGANISER,
        link=no_link,
        details=when,
    ),
    Kind(
        code="dialogues.call-off.author",
        subject=_("%(code)s is called off"),
        body=_("%(code)s (%(item)s) was called off on %(when)s.\n\n%(said)s"),
        action=_("Read it"),
        why=AS_ORGANISER,
        details=when,
    ),
)

# Move, subject, body, action: to the co-chairs.
TO_CO_CHAIRS = (
    (
        ("submit", "resubmit"),
        _("%(code)s is ready for your clearance"),
        _(
            "The Secretariat wrote %(code)s (%(item)s) and sent it to the co-chairs on %(when)s. "
            "Read it, then clear it or return it with a note.\n\n%(said)s"
        ),
        _("Read it and clear it"),
    ),
    (
        ("publish", "release", "restore"),
        _("%(code)s is published"),
        _("%(code)s (%(item)s) was published on %(when)s. Everybody can read it.\n\n%(said)s"),
        _("Read it"),
    ),
    (
        ("withdraw",),
        pgettext_lazy("document", "%(code)s was withdrawn"),
        _("%(code)s (%(item)s) was withdrawn on %(when)s.\n\n%(said)s"),
        "",
    ),
    (
        ("hold-back",),
        _("%(code)s is not published yet after all"),
        _("The Secretariat put off the publication of %(code)s (%(item)s).\n\n%(said)s"),
        _("See where it stands"),
    ),
)

OF_NOTES = (
    *(
        Kind(
            code=f"notes.{move}.author",
            subject=subject,
            body=body,
            action=action,
            why=AS_CO_CHAIR,
            link=no_link if move == "withdraw" else desk_link,
            details=when,
        )
        for moves, subject, body, action in TO_CO_CHAIRS
        for move in moves
    ),
    Kind(
        code="notes.schedule.author",
        subject=_("%(code)s will be published"),
        body=_("%(code)s (%(item)s) will be published on %(planned)s.\n\n%(said)s"),
        action=_("See where it stands"),
        why=AS_CO_CHAIR,
        link=desk_link,
        details=publication_time,
    ),
    Kind(
        code="notes.return.secretariat",
        subject=_("%(code)s was returned"),
        body=_("%(by)s returned %(code)s (%(item)s) on %(when)s.\n\n%(said)s"),
        action=_("Open it"),
        why=AS_SECRETARIAT,
        link=desk_link,
        details=when,
    ),
)

KINDS = (*OF_SESSIONS, *OF_NOTES)
