"""Who is told of more time: the Secretariat is asked, the focal points hear what was decided."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Cycle
from notices.kinds import Kind
from notices.models import Notice
from publication.kinds import AS_SECRETARIAT, in_words
from reviews.kinds_once_submitted import AS_FOCAL_POINT
from reviews.models import Extension
from stakeholders.choices import Role
from stakeholders.models import Membership, User

ASKED, GRANTED, REFUSED = (f"reviews.time-{what}" for what in ("asked", "granted", "refused"))


def notices_of_question(extension: Extension) -> Iterator[Notice]:
    for person in User.objects.holding(Role.SECRETARIAT):
        yield _notice(ASKED, extension, person, until=extension.wanted_until)


def notices_of_answer(extension: Extension) -> Iterator[Notice]:
    granted = extension.granted_until
    kind = GRANTED if granted else REFUSED
    memberships = Membership.objects.focal_points_of(extension.country_id)
    for person in User.objects.filter(memberships__in=memberships, is_active=True).distinct():
        yield _notice(kind, extension, person, until=granted or extension.wanted_until)


def _notice(kind: str, extension: Extension, person: User, *, until: datetime) -> Notice:
    return Notice(
        key=f"{kind}:{extension.pk}:{person.pk}",
        kind=kind,
        recipient=person,
        item_type=ContentType.objects.get_for_model(Cycle),
        item_id=str(extension.cycle_id),
        context={
            "country": extension.country_id,
            "year": str(extension.cycle_id),
            "until": until.isoformat(),
            "reason": extension.reason,
            "answer": extension.answer,
        },
    )


def _in_words(notice: Notice) -> Mapping[str, object]:
    """The State and the moment in the reader's language; what was answered, where it was."""
    said: Mapping[str, Any] = notice.context
    country = Country.objects.filter(pk=said["country"]).first()
    answer = gettext("The answer:\n\n%(answer)s") % {"answer": said["answer"]}
    return {
        "state": str(country or said["country"]),
        "moment": in_words(datetime.fromisoformat(said["until"])),
        "answered": answer if said["answer"] else "",
    }


def _address(notice: Notice) -> str:
    return reverse(
        "review_desk:extension", args=[notice.context["year"], notice.context["country"]]
    )


KINDS = (
    Kind(
        code=ASKED,
        subject=_("%(state)s asks for more time"),
        body=_(
            "%(state)s asks for more time for its voluntary review for the forum of %(year)s: "
            "until %(moment)s.\n\nThe reason given:\n\n%(reason)s"
        ),
        action=_("Decide on it"),
        why=AS_SECRETARIAT,
        link=_address,
        details=_in_words,
    ),
    Kind(
        code=GRANTED,
        subject=_("There is more time for your review: until %(moment)s"),
        body=_(
            "The voluntary review of %(state)s for the forum of %(year)s is due on %(moment)s. "
            "Reminders follow this date.\n\n%(answered)s"
        ),
        action=_("See the date"),
        why=AS_FOCAL_POINT,
        link=_address,
        details=_in_words,
    ),
    Kind(
        code=REFUSED,
        subject=_("There is no more time for your review"),
        body=_(
            "%(state)s asked for time until %(moment)s for its voluntary review for the forum of "
            "%(year)s. It is not granted: the date before holds.\n\n%(answered)s"
        ),
        action=_("See the date"),
        why=AS_FOCAL_POINT,
        link=_address,
        details=_in_words,
    ),
)
