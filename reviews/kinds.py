"""What is told of a review, and in which words."""

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from publication.kinds import desk_link, in_words
from reviews.consulting import kinds as consulting
from reviews.kinds_once_submitted import AS_FOCAL_POINT, kinds_of_reviews
from reviews.models import Section

AS_WRITER = _("You get this because a section of the review waits for you, or the review itself.")


def deadline(notice: Notice) -> Mapping[str, object]:
    """The deadline in its own zone and in the reader's, and the days left when the mail is read."""
    due = datetime.fromisoformat(notice.context["due"])
    today = timezone.localdate()
    days = (timezone.localtime(due).date() - today).days
    left = ngettext("%(days)s day is left.", "%(days)s days are left.", days) % {"days": days}
    return {"due": in_words(due), "left": left if days >= 0 else gettext("The date has passed.")}


def handed_over(notice: Notice) -> Mapping[str, object]:
    """The section in the reader's language, and until when it is wanted."""
    section = Section.objects.filter(
        review_sections__review=int(notice.item_id), key=notice.context["section"]
    ).first()
    due_on = notice.context["due_on"]
    if not due_on:
        return {"section": section, "until": ""}
    day = formats.date_format(date.fromisoformat(due_on), "DATE_FORMAT")
    return {"section": section, "until": gettext("Please finish it by %(day)s.") % {"day": day}}


KINDS = (
    *kinds_of_reviews(),
    Kind(
        code="reviews.handed-over",
        subject=_("A section of %(code)s was handed over to you"),
        body=_("%(by)s asks you to write “%(section)s” of the %(item)s.\n\n%(until)s"),
        action=_("Open the section"),
        why=AS_WRITER,
        link=desk_link,
        details=handed_over,
        private=True,
    ),
    Kind(
        code="reviews.reminder",
        subject=_("%(item)s: %(left)s"),
        body=_("The review is due on %(due)s. %(left)s\n\nIt is not submitted yet."),
        action=_("Go on writing"),
        why=AS_WRITER,
        link=desk_link,
        details=deadline,
        optional=True,
    ),
    Kind(
        code="reviews.not-begun",
        subject=_("Voluntary review for %(year)s: %(left)s"),
        body=_(
            "Voluntary reviews for the forum of %(year)s are due on %(due)s. %(left)s\n\n"
            "Your State has not begun one."
        ),
        action=_("Begin a review"),
        why=AS_FOCAL_POINT,
        link=lambda _notice: reverse("desk:home"),
        details=deadline,
        optional=True,
    ),
    *consulting.KINDS,
)
