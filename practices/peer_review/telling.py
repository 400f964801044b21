"""Who is told of an assignment: each message once, in the transaction of what it tells of."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from notices.choices import NoticeState
from notices.models import Notice
from notices.services import queue_all
from practices.models import Assignment
from practices.peer_review import kinds
from publication import rooms
from publication.choices import SECRETARIAT
from stakeholders.models import User


def tell_reviewer(assignment: Assignment, kind: str, *, note: str = "", about: str = "") -> int:
    """Queue it, unless the reviewer was told this already. `about` tells two of a kind apart."""
    return queue_all([notice_to(assignment, kind, assignment.reviewer.user, note, about)])


def tell_secretariat(
    assignment: Assignment, kind: str, *, note: str = "", following: str = "", about: str = ""
) -> int:
    """All who may decide on the practice; `following` is the name of who is asked next."""
    people = rooms.named("practices").audiences[SECRETARIAT](assignment.practice)
    return queue_all(
        notice_to(assignment, kind, person, note, about, next=following) for person in people
    )


def notice_to(
    assignment: Assignment, kind: str, person: User, note: str = "", about: str = "", **told: str
) -> Notice:
    return Notice(
        key=f"{kind}:{assignment.pk}:{assignment.invitation}:{about}:{person.pk}",
        kind=kind,
        recipient=person,
        item_type=ContentType.objects.get_for_model(Assignment),
        item_id=str(assignment.pk),
        context={"note": note, "at": timezone.now().isoformat(), **told},
    )


def got_the_invitation(assignment: Assignment) -> bool:
    """The mail with the present token has left, or the invitation was answered all the same."""
    if assignment.no_conflict_at is not None:
        return True
    mail = notice_to(assignment, kinds.INVITED, assignment.reviewer.user)
    return Notice.objects.filter(key=mail.key, state=NoticeState.SENT).exists()
