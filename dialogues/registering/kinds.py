"""What those who register are told, and in which words."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogues.calendar_files import MEDIA_TYPE, calendar_of, name_of
from dialogues.choices import RegistrationState
from dialogues.models import Registration
from dialogues.registering import telling
from dialogues.registering.tokens import address_of
from dialogues.timing import timing_in_words
from notices.kinds import Attachment, Kind
from notices.models import Notice

AS_REGISTERED = _("You get this because you are registered for this session.")
AS_ASKED = _("You get this because somebody registered for this session with your address.")
SEE = _("See the session")


def registration_in(notice: Notice) -> Registration | None:
    found = Registration.objects.select_related("session", "user")
    return found.filter(pk=notice.context.get("registration")).first()


def place_link(notice: Notice) -> str:
    """To the session for who has an account; to the page of the place for anybody else."""
    registration = registration_in(notice)
    if registration is None or registration.user_id is not None:
        return str(notice.item.get_absolute_url()) if notice.item else ""
    return address_of(registration)


def when(notice: Notice) -> Mapping[str, object]:
    """`%(when)s` on both clocks, `%(joining)s` for who has a place, `%(said)s` is the note."""
    note = notice.context.get("note", "")
    return {
        "when": timing_in_words(notice.item) if notice.item else "",
        "joining": _joining(notice),
        "said": gettext("The note says:\n\n%(note)s") % {"note": note} if note else "",
    }


def _joining(notice: Notice) -> str:
    """Read when the mail is written: who gave the place back meanwhile learns nothing."""
    registration = registration_in(notice)
    has_place = registration is not None and registration.state == RegistrationState.PLACED
    if not has_place or not notice.item:
        return ""
    if not notice.item.joining:
        return gettext("How to join is told to you before the session.")
    return gettext("How to join:\n\n%(joining)s") % {"joining": notice.item.joining}


def calendar(notice: Notice) -> Sequence[Attachment]:
    """The session as it is now, for those who have a place."""
    registration = registration_in(notice)
    if registration is None or registration.state != RegistrationState.PLACED:
        return ()
    session = registration.session
    return [Attachment(
        name=name_of(session),
        media_type=MEDIA_TYPE,
        content=calendar_of(session, joining=session.joining),
    )]  # fmt: skip


def cancelled_calendar(notice: Notice) -> Sequence[Attachment]:
    """It takes the session out of the calendar into which it went."""
    registration = registration_in(notice)
    if registration is None or registration.placed_at is None:
        return ()
    session = registration.session
    content = calendar_of(session, is_cancelled=True)
    return [Attachment(name=name_of(session), media_type=MEDIA_TYPE, content=content)]


ON_ASKING = (
    Kind(
        code=telling.CONFIRM,
        subject=_("Confirm that you register for %(item)s"),
        body=_(
            "Somebody gave this address to register for “%(item)s” (%(code)s), %(when)s.\n\n"
            "If it was you, open the page and confirm. Only then you have a place. The link works "
            "for three days.\n\nIf it was not you, do nothing: nothing comes of it."
        ),
        action=_("Confirm"),
        why=AS_ASKED,
        link=place_link,
        details=when,
    ),
    Kind(
        code=telling.ALREADY,
        subject=_("You are registered for %(item)s already"),
        body=_(
            "Somebody gave this address to register for “%(item)s” (%(code)s), %(when)s. It is "
            "registered already: nothing is left to do.\n\n%(joining)s"
        ),
        action=_("See your registration"),
        why=AS_ASKED,
        link=place_link,
        details=when,
    ),
)

ON_PLACES = (
    Kind(
        code=telling.PLACED,
        subject=_("You are registered: %(item)s"),
        body=_(
            "You have a place at “%(item)s” (%(code)s).\n\n%(when)s\n\n%(joining)s\n\n"
            "The file with this mail puts it into your calendar. If you cannot come, please give "
            "the place back: somebody else may be waiting for it."
        ),
        action=_("See your registration"),
        why=AS_REGISTERED,
        link=place_link,
        details=when,
        files=calendar,
    ),
    Kind(
        code=telling.WAITING,
        subject=_("You are on the waiting list: %(item)s"),
        body=_(
            "All places of “%(item)s” (%(code)s), %(when)s, are taken. You are on the waiting list "
            "and get a mail as soon as a place is yours."
        ),
        action=_("See your registration"),
        why=AS_REGISTERED,
        link=place_link,
        details=when,
    ),
    Kind(
        code=telling.MOVED_UP,
        subject=_("You have a place now: %(item)s"),
        body=_(
            "A place at “%(item)s” (%(code)s) has become free, and it is yours.\n\n%(when)s\n\n"
            "%(joining)s\n\nIf you can no longer come, please give it back."
        ),
        action=_("See your registration"),
        why=AS_REGISTERED,
        link=place_link,
        details=when,
        files=calendar,
    ),
    Kind(
        code=telling.CANCELLED,
        subject=_("You are no longer registered: %(item)s"),
        body=_(
            "Your registration for “%(item)s” (%(code)s), %(when)s, was cancelled. You can "
            "register again as long as registration is open."
        ),
        action=SEE,
        why=AS_REGISTERED,
        details=when,
        files=cancelled_calendar,
    ),
)

ON_CHANGES = (
    Kind(
        code=telling.CHANGED,
        subject=_("Another time or place: %(item)s"),
        body=_(
            "“%(item)s” (%(code)s), for which you are registered, is now held:\n\n%(when)s\n\n"
            "%(said)s\n\n%(joining)s"
        ),
        action=_("See your registration"),
        why=AS_REGISTERED,
        link=place_link,
        details=when,
        files=calendar,
    ),
    Kind(
        code=telling.JOINING,
        subject=_("How to join: %(item)s"),
        body=_("How to join “%(item)s” (%(code)s) has changed.\n\n%(when)s\n\n%(joining)s"),
        action=_("See your registration"),
        why=AS_REGISTERED,
        link=place_link,
        details=when,
        files=calendar,
    ),
    Kind(
        code=telling.CALLED_OFF,
        subject=_("Called off: %(item)s"),
        body=_(
            "“%(item)s” (%(code)s), for which you are registered, is called off. It was to be "
            "held: %(when)s.\n\n%(said)s"
        ),
        action=SEE,
        why=AS_REGISTERED,
        details=when,
        files=cancelled_calendar,
    ),
    Kind(
        code=telling.ON_AGAIN,
        subject=_("Held after all: %(item)s"),
        body=_(
            "“%(item)s” (%(code)s) is held after all. Your registration stands.\n\n%(when)s\n\n"
            "%(said)s\n\n%(joining)s"
        ),
        action=_("See your registration"),
        why=AS_REGISTERED,
        link=place_link,
        details=when,
        files=calendar,
    ),
)

BEFORE_IT = (
    Kind(
        code=telling.DAY_BEFORE,
        subject=_("Tomorrow: %(item)s"),
        body=_(
            "“%(item)s” (%(code)s) is held within a day.\n\n%(when)s\n\n%(joining)s\n\n"
            "If you cannot come, please give your place back."
        ),
        action=_("See your registration"),
        why=AS_REGISTERED,
        link=place_link,
        details=when,
        optional=True,
    ),
    Kind(
        code=telling.HOUR_BEFORE,
        subject=_("Within the hour: %(item)s"),
        body=_("“%(item)s” (%(code)s) begins within the hour.\n\n%(when)s\n\n%(joining)s"),
        action=SEE,
        why=AS_REGISTERED,
        link=place_link,
        details=when,
        optional=True,
    ),
)

KINDS = (*ON_ASKING, *ON_PLACES, *ON_CHANGES, *BEFORE_IT)
