"""What is told of the moves that all rooms share, and in which words."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

AS_SECRETARIAT = _("You get this because you work for the Secretariat.")


def desk_link(notice: Notice) -> str:
    return str(notice.item.desk_address) if notice.item else reverse("desk:home")


def no_link(_notice: Notice) -> str:
    return ""


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


def kinds_of_moves(room: str, *, as_author: "Text") -> tuple[Kind, ...]:
    """The notices of the shared moves; `as_author` says why an author gets them."""
    return (
        *_to_secretariat(room),
        *_while_examined(room, as_author),
        *_about_its_time(room, as_author),
        *_published(room, as_author),
    )


def _to_secretariat(room: str) -> tuple[Kind, ...]:
    return (
        Kind(
            code=f"{room}.submit.secretariat",
            subject=_("%(code)s was submitted"),
            body=_("%(by)s submitted %(code)s (%(item)s) on %(when)s.\n\n%(said)s"),
            action=_("Examine it"),
            why=AS_SECRETARIAT,
            link=desk_link,
            details=when,
        ),
        Kind(
            code=f"{room}.take-back.secretariat",
            subject=_("%(code)s was taken back"),
            body=_("%(by)s took %(code)s (%(item)s) back on %(when)s.\n\n%(said)s"),
            why=AS_SECRETARIAT,
            link=no_link,
            details=when,
        ),
    )


def _while_examined(room: str, as_author: "Text") -> tuple[Kind, ...]:
    return (
        Kind(
            code=f"{room}.submit.author",
            subject=_("%(code)s was received"),
            body=_(
                "%(item)s reached the Secretariat on %(when)s. Your reference is %(code)s.\n\n"
                "The Secretariat now examines it. "
                "You are told when it is taken up, returned or published."
            ),
            action=_("See where it stands"),
            why=as_author,
            link=desk_link,
            details=when,
        ),
        Kind(
            code=f"{room}.take-up.author",
            subject=_("%(code)s is being examined"),
            body=_("The Secretariat took up %(code)s (%(item)s) on %(when)s.\n\n%(said)s"),
            action=_("See where it stands"),
            why=as_author,
            link=desk_link,
            details=when,
        ),
        Kind(
            code=f"{room}.return.author",
            subject=_("%(code)s was returned to you"),
            body=_(
                "The Secretariat returned %(code)s (%(item)s) on %(when)s. Nothing in it was "
                "changed; you can go on writing and submit it again.\n\n%(said)s"
            ),
            action=_("Open it"),
            why=as_author,
            link=desk_link,
            details=when,
        ),
    )


def _about_its_time(room: str, as_author: "Text") -> tuple[Kind, ...]:
    return (
        Kind(
            code=f"{room}.schedule.author",
            subject=_("%(code)s will be published"),
            body=_("%(code)s (%(item)s) will be published on %(planned)s.\n\n%(said)s"),
            action=_("See where it stands"),
            why=as_author,
            link=desk_link,
            details=publication_time,
        ),
        Kind(
            code=f"{room}.hold-back.author",
            subject=_("%(code)s is not published yet after all"),
            body=_("The Secretariat put off the publication of %(code)s (%(item)s).\n\n%(said)s"),
            action=_("See where it stands"),
            why=as_author,
            link=desk_link,
            details=when,
        ),
    )


def _published(room: str, as_author: "Text") -> tuple[Kind, ...]:
    return tuple(
        Kind(
            code=f"{room}.{move}.author",
            subject=_("%(code)s is published"),
            body=_(
                "%(code)s (%(item)s) was published on %(when)s. Everybody can read it.\n\n%(said)s"
            ),
            action=_("Read it"),
            why=as_author,
            details=when,
        )
        for move in ("publish", "release")
    )
