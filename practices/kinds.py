"""What is told of a practice, and in which words."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from publication.kinds import AS_SECRETARIAT, desk_link, kinds_of_moves, when

AS_AUTHOR = _("You get this because you speak for the organisation that submits the practice.")

SEE = _("See where it stands")
OPEN_IT = _("Open it")

# Move, subject, body, action: to those who submit it. The note is the letter of a decision.
TO_AUTHOR = (
    (
        "take-in",
        _("%(code)s goes to peer review"),
        _(
            "%(code)s (%(item)s) meets the criteria. On %(when)s the Secretariat took it in for "
            "peer review: at least three reviewers read it.\n\n%(said)s"
        ),
        SEE,
    ),
    (
        "decline",
        _("%(code)s was declined"),
        _(
            "The Secretariat declined %(code)s (%(item)s) on %(when)s.\n\n%(note)s\n\n"
            "You can appeal once, within 30 days."
        ),
        SEE,
    ),
    (
        "accept",
        _("%(code)s is accepted"),
        _("%(code)s (%(item)s) was accepted on %(when)s and will be published.\n\n%(note)s"),
        SEE,
    ),
    (
        "ask-to-revise",
        _("%(code)s: please revise it"),
        _(
            "The reviewers advise to revise %(code)s (%(item)s). Work in the points or say why "
            "not, and submit it again.\n\n%(note)s"
        ),
        OPEN_IT,
    ),
    (
        "resubmit",
        _("%(code)s was received again"),
        _("The revised %(code)s (%(item)s) goes to another round of review."),
        SEE,
    ),
    (
        "appeal",
        _("Your appeal about %(code)s was received"),
        _("The Secretariat looks at the decision on %(code)s (%(item)s) once more."),
        SEE,
    ),
    (
        "uphold",
        _("%(code)s: the decision stands"),
        _("The decision on %(code)s (%(item)s) was looked at and stands.\n\n%(note)s"),
        SEE,
    ),
    (
        "reopen",
        _("%(code)s is reviewed once more"),
        _("Your appeal was heard: %(code)s (%(item)s) goes to other reviewers.\n\n%(note)s"),
        SEE,
    ),
    (
        "correct",
        _("%(code)s was corrected"),
        _("The Secretariat corrected %(code)s (%(item)s) on %(when)s.\n\n%(said)s"),
        SEE,
    ),
    (
        "archive",
        _("%(code)s is archived"),
        _(
            "%(code)s (%(item)s) was archived on %(when)s. Its page stays and says that it is no "
            "longer current.\n\n%(said)s"
        ),
        SEE,
    ),
    (
        "restore",
        _("%(code)s is back from the archive"),
        _("%(code)s (%(item)s) was taken back from the archive on %(when)s.\n\n%(said)s"),
        SEE,
    ),
)

TO_SECRETARIAT = (
    (
        "withdraw",
        _("%(code)s was withdrawn"),
        _("%(by)s withdrew %(code)s from review on %(when)s.\n\n%(said)s"),
    ),
    (
        "resubmit",
        _("%(code)s was submitted again"),
        _("%(by)s submitted the revised %(code)s (%(item)s) on %(when)s."),
    ),
    (
        "appeal",
        _("There is an appeal about %(code)s"),
        _("%(by)s appeals against the decision on %(code)s (%(item)s).\n\n%(note)s"),
    ),
)

# A practice is taken in for peer review, which has words of its own, and not taken up.
SHARED = (
    kind
    for kind in kinds_of_moves("practices", as_author=AS_AUTHOR)
    if kind.code != "practices.take-up.author"
)

KINDS = (
    *SHARED,
    *(
        Kind(
            code=f"practices.{move}.author",
            subject=subject,
            body=body,
            action=action,
            why=AS_AUTHOR,
            link=desk_link,
            details=when,
        )
        for move, subject, body, action in TO_AUTHOR
    ),
    *(
        Kind(
            code=f"practices.{move}.secretariat",
            subject=subject,
            body=body,
            action=OPEN_IT,
            why=AS_SECRETARIAT,
            link=desk_link,
            details=when,
        )
        for move, subject, body in TO_SECRETARIAT
    ),
)
