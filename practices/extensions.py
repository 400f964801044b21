"""Who is told that the deadline of a call was put off: those whose practice for it is a draft."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from practices.models import CallExtension, Practice
from publication.choices import State
from publication.kinds import desk_link, in_words
from stakeholders.choices import SPEAKERS
from stakeholders.models import User

EXTENDED = "practices.call-extended"


def notices_of(extension: CallExtension) -> Iterator[Notice]:
    drafts = Practice.objects.filter(call=extension.call, state=State.DRAFT)
    for practice in drafts.select_related("organisation"):
        for person in User.objects.holding(*SPEAKERS, at=practice.organisation):
            yield Notice(
                key=f"{EXTENDED}:{extension.pk}:{practice.pk}:{person.pk}",
                kind=EXTENDED,
                recipient=person,
                item_type=ContentType.objects.get_for_model(Practice),
                item_id=str(practice.pk),
                context={
                    "call": str(extension.call),
                    "due": extension.due_after.isoformat(),
                    "reason": extension.reason,
                },
            )


def _until(notice: Notice) -> Mapping[str, object]:
    return {"until": in_words(datetime.fromisoformat(notice.context["due"]))}


KINDS = (
    Kind(
        code=EXTENDED,
        subject=_("There is more time: “%(call)s”"),
        body=_(
            "The deadline of “%(call)s” was put off to %(until)s. Your practice %(code)s "
            "(%(item)s) is a draft: you can submit it until then.\n\n"
            "The reason given:\n\n%(reason)s"
        ),
        action=_("Open it"),
        why=_("You get this because you speak for an organisation that writes a practice for it."),
        link=desk_link,
        details=_until,
    ),
)
