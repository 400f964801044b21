"""What is told of a review, and in which words."""

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from reviews.models import Section

AS_FOCAL_POINT = _("You get this because you are a focal point of the State.")
AS_SECRETARIAT = _("You get this because you work for the Secretariat.")
AS_WRITER = _("You get this because a section of the review waits for you, or the review itself.")


def desk_link(notice: Notice) -> str:
    return str(notice.item.desk_address) if notice.item else reverse("desk:home")


def in_words(moment: datetime) -> str:
    """Date, time and zone, in the language and the zone that are active."""
    local = timezone.localtime(moment)
    return (
        f"{formats.date_format(local, 'DATETIME_FORMAT')} ({timezone.get_current_timezone_name()})"
    )


def when(notice: Notice) -> Mapping[str, object]:
    """`%(when)s` of a move; `%(said)s` is the note, in a paragraph of its own."""
    note = notice.context.get("note", "")
    said = gettext("The note says:\n\n%(note)s") % {"note": note} if note else ""
    return {"when": in_words(datetime.fromisoformat(notice.context["at"])), "said": said}


def publication_time(notice: Notice) -> Mapping[str, object]:
    planned = notice.item.publish_at if notice.item else None
    return {**when(notice), "planned": in_words(planned) if planned else "—"}


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
    Kind(
        code="reviews.submit.secretariat",
        subject=_("%(code)s was submitted"),
        body=_("%(by)s submitted the %(item)s on %(when)s.\n\n%(said)s"),
        action=_("Examine it"),
        why=AS_SECRETARIAT,
        link=desk_link,
        details=when,
    ),
    Kind(
        code="reviews.submit.author",
        subject=_("%(code)s: your review was received"),
        body=_(
            "The %(item)s reached the Secretariat on %(when)s. Your reference is %(code)s.\n\n"
            "The Secretariat now examines it. "
            "You are told when it is taken up, returned or published."
        ),
        action=_("See the receipt"),
        why=AS_FOCAL_POINT,
        link=desk_link,
        details=when,
    ),
    Kind(
        code="reviews.take-back.secretariat",
        subject=_("%(code)s was taken back"),
        body=_("%(by)s took the %(item)s back on %(when)s, to change it.\n\n%(said)s"),
        why=AS_SECRETARIAT,
        link=lambda _notice: "",
        details=when,
    ),
    Kind(
        code="reviews.take-up.author",
        subject=_("%(code)s is being examined"),
        body=_("The Secretariat took up the %(item)s on %(when)s.\n\n%(said)s"),
        action=_("See where it stands"),
        why=AS_FOCAL_POINT,
        link=desk_link,
        details=when,
    ),
    Kind(
        code="reviews.return.author",
        subject=_("%(code)s was returned to you"),
        body=_(
            "The Secretariat returned the %(item)s on %(when)s. Nothing in it was changed; "
            "you can go on writing and submit it again.\n\n%(said)s"
        ),
        action=_("Open it"),
        why=AS_FOCAL_POINT,
        link=desk_link,
        details=when,
    ),
    Kind(
        code="reviews.schedule.author",
        subject=_("%(code)s will be published"),
        body=_("The %(item)s will be published on %(planned)s.\n\n%(said)s"),
        action=_("See where it stands"),
        why=AS_FOCAL_POINT,
        link=desk_link,
        details=publication_time,
    ),
    Kind(
        code="reviews.hold-back.author",
        subject=_("%(code)s is not published yet after all"),
        body=_("The Secretariat held the publication of the %(item)s back.\n\n%(said)s"),
        action=_("See where it stands"),
        why=AS_FOCAL_POINT,
        link=desk_link,
        details=when,
    ),
    *(
        Kind(
            code=f"reviews.{move}.author",
            subject=_("%(code)s is published"),
            body=_("The %(item)s was published on %(when)s. Everybody can read it.\n\n%(said)s"),
            action=_("Read it"),
            why=AS_FOCAL_POINT,
            details=when,
        )
        for move in ("publish", "release")
    ),
    Kind(
        code="reviews.handed-over",
        subject=_("A section of %(code)s was handed over to you"),
        body=_("%(by)s asks you to write “%(section)s” of the %(item)s.\n\n%(until)s"),
        action=_("Open the section"),
        why=AS_WRITER,
        link=desk_link,
        details=handed_over,
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
)
