"""What is told to those who write sections, and in which words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from notices.kinds import Kind
from notices.models import Notice
from publication.kinds import desk_link, in_words
from reviews.delegation.telling import BY_LINK
from reviews.delegation.tokens import address_of
from reviews.models import Review, Section, WritingLink

AS_HOLDER = _("You get this because a section of the review was handed over to you.")
AS_LINK = _("You get this because somebody of your Government gave your address.")


def link_address(notice: Notice) -> str:
    if not isinstance(notice.item, WritingLink):
        return reverse("desk:home")
    return address_of(notice.item)


def of_link(notice: Notice) -> Mapping[str, object]:
    """The review, its sections, and until when the link is open."""
    link = notice.item
    if not isinstance(link, WritingLink):
        return dict.fromkeys(("review", "titles", "until"), "—")
    sections = Section.objects.filter(review_sections__links=link).select_related("objective")
    return {
        "review": link.review,
        "titles": listed(sections),
        "until": in_words(link.expires_at),
    }


def of_sections(notice: Notice) -> Mapping[str, object]:
    """The sections in the reader's language, and their date."""
    item = notice.item
    review = item.review if isinstance(item, WritingLink) else item
    keys = notice.context["sections"].split()
    sections = Section.objects.none()
    if isinstance(review, Review):
        sections = Section.objects.filter(questionnaire=review.questionnaire_id, key__in=keys)
    due_on = notice.context.get("due_on")
    return {
        "review": review or "—",
        "titles": listed(sections.select_related("objective")),
        "day": formats.date_format(date.fromisoformat(due_on), "DATE_FORMAT") if due_on else "",
        "how_many": ngettext("%(count)s section", "%(count)s sections", len(keys))
        % {"count": len(keys)},
    }


def listed(sections: "object") -> str:
    """A line each."""
    return "\n".join(f"– {section}" for section in sections) or "—"  # type: ignore[attr-defined]


LINK = Kind(
    code="reviews.link",
    subject=_("Your link for writing in the %(review)s"),
    body=_(
        "%(by)s asks you to write in the %(review)s:\n\n%(titles)s\n\n"
        "You need no account: the link below opens these sections and nothing else. "
        "It is meant for you alone, so please do not pass it on. It is open until %(until)s.\n\n"
        "What you write is saved as you write it. It is seen inside your Government only, "
        "until your focal point submits the review."
    ),
    action=_("Open the sections"),
    why=AS_LINK,
    link=link_address,
    details=of_link,
    private=True,
)
NUDGE = Kind(
    code="reviews.nudge",
    subject=_("%(by)s asks about your part of the %(review)s"),
    body=_("%(by)s asks you to go on with what is not complete yet:\n\n%(titles)s"),
    action=_("Go on writing"),
    why=AS_HOLDER,
    link=desk_link,
    details=of_sections,
    private=True,
)
SECTION_DUE = Kind(
    code="reviews.section-due",
    subject=_("%(review)s: %(how_many)s due on %(day)s"),
    body=_(
        "Inside your Government it was agreed that this is finished by %(day)s:\n\n%(titles)s\n\n"
        "It is not marked as complete yet."
    ),
    action=_("Go on writing"),
    why=AS_HOLDER,
    link=desk_link,
    details=of_sections,
    optional=True,
    private=True,
)


def by_link(kind: Kind) -> Kind:
    """The same words to somebody without an account."""
    return replace(kind, code=kind.code + BY_LINK, link=link_address, why=AS_LINK, optional=False)


KINDS = (LINK, NUDGE, by_link(NUDGE), SECTION_DUE, by_link(SECTION_DUE))
