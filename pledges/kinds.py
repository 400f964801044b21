"""What is told of a pledge, and in which words."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from pledges.news import KIND, KIND_OF_SEVERAL, link_of, links_of
from publication.kinds import desk_link, kinds_of_moves, when

AS_AUTHOR = _("You get this because you speak for the organisation that makes the pledge.")
AS_PARTNER = _("You get this because you speak for an organisation that was asked to join in.")


def figures(notice: Notice) -> Mapping[str, object]:
    """How many rows of an import came out how."""
    count = getattr(notice.item, "report", {}).get("count", {})
    return {name: count.get(name, 0) for name in ("errors", "new", "changed", "unchanged")}


PARTNERS = (
    Kind(
        code="pledges.partner-invited",
        subject=_("%(organisation)s is asked to join in a pledge"),
        body=_(
            "%(by)s asks %(organisation)s to join in the pledge %(code)s: %(item)s.\n\n"
            "Only partners who accept are named."
        ),
        action=_("Read it and answer"),
        why=AS_PARTNER,
        link=desk_link,
    ),
    *(
        Kind(
            code=f"pledges.partner-{state}",
            subject=subject,
            body=_("The pledge is %(code)s: %(item)s.\n\n%(note)s"),
            action=_("See the pledge"),
            why=AS_AUTHOR,
            link=desk_link,
        )
        for state, subject in (
            ("accepted", _("%(organisation)s joins in %(code)s")),
            ("declined", _("%(organisation)s does not join in %(code)s")),
            ("left", _("%(organisation)s has left %(code)s")),
        )
    ),
)

BROUGHT_IN = Kind(
    code="pledges.brought-in",
    subject=_("%(organisation)s: pledges were brought into the portal"),
    body=_(
        "The Secretariat published pledges that %(organisation)s made before there was this "
        "portal:\n\n%(pledges)s\n\nLook whether they are right, and report on them from now on."
    ),
    action=_("See your pledges"),
    why=AS_AUTHOR,
    link=lambda _notice: reverse("pledge_desk:mine"),
)

IMPORTS = tuple(
    Kind(
        code=f"pledges.import-{state}",
        subject=subject,
        body=_(
            "The file is %(item)s.\n\nErrors: %(errors)s\nNew pledges: %(new)s\n"
            "Changed: %(changed)s\nAs they were: %(unchanged)s"
        ),
        action=_("See the report"),
        why=_("You get this because you asked for it and need not wait for it."),
        details=figures,
    )
    for state, subject in (
        ("checked", _("%(item)s was checked")),
        ("done", _("%(item)s was brought in")),
        ("failed", _("%(item)s could not be worked on")),
    )
)

KINDS = (
    *kinds_of_moves("pledges", as_author=AS_AUTHOR),
    *PARTNERS,
    *IMPORTS,
    BROUGHT_IN,
    Kind(
        code="pledges.correct.author",
        subject=_("%(code)s was corrected"),
        body=_("The Secretariat corrected %(code)s (%(item)s) on %(when)s.\n\n%(said)s"),
        action=_("Read it"),
        why=AS_AUTHOR,
        details=when,
    ),
    Kind(
        code=KIND,
        subject=_("%(code)s: what is new?"),
        body=_(
            "There has been no news of %(code)s (%(item)s) for a year. Report on its targets, "
            "change its stage, or say that nothing is new: the link leads to a page with one "
            "button for it."
        ),
        action=_("Say what is new"),
        why=AS_AUTHOR,
        link=link_of,
        optional=True,
    ),
    Kind(
        code=KIND_OF_SEVERAL,
        subject=_("Your pledges: what is new?"),
        body=_(
            "There has been no news of these pledges for a year. Report on their targets, change "
            "their stage, or say that nothing is new: each link leads to a page with one button "
            "for it.\n\n%(items)s"
        ),
        action=_("See all your pledges"),
        why=_("You get this because you speak for those who make these pledges."),
        details=links_of,
        link=lambda _notice: reverse("pledge_desk:mine"),
        optional=True,
    ),
)
