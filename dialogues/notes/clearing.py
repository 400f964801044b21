"""The clearance of a note by the co-chairs of its debate."""

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, Clearance, CoChair
from dialogues.notes.errors import CannotClearError
from dialogues.rules import chairs
from notices.services import queue
from publication.choices import State
from publication.moves import digest_of
from publication.workflow import Attempt, Problems
from stakeholders.choices import Role
from stakeholders.models import User
from stakeholders.record import acting

CLEARED = "notes.cleared"


def clearances_of(note: BackgroundNote) -> dict[CoChair, Clearance | None]:
    """For each co-chair the clearance of the note as it says now."""
    digest = digest_of(content_of_note(note))
    given = {c.co_chair_id: c for c in note.clearances.filter(digest=digest).select_related("by")}
    return {co_chair: given.get(co_chair.pk) for co_chair in _chairs_of(note)}


def _chairs_of(note: BackgroundNote) -> list[CoChair]:
    return list(note.debate.co_chairs.select_related("organisation__type", "organisation__country"))


def cleared_by(note: BackgroundNote, digest: str) -> list[CoChair]:
    """Who cleared the content of this digest. A co-chair who was named later did not."""
    cleared = CoChair.objects.filter(clearances__note=note, clearances__digest=digest)
    return list(cleared.select_related("organisation__type", "organisation__country"))


def is_cleared(note: BackgroundNote, _attempt: Attempt) -> Problems:
    """Every co-chair cleared the note as it says now."""
    clearances = clearances_of(note)
    if not clearances:
        yield _("Name the co-chairs of the debate first: they clear its note.")
    for co_chair, clearance in clearances.items():
        if clearance is None:
            yield _("%(co_chair)s has not cleared it.") % {"co_chair": co_chair}


@transaction.atomic
def clear(
    *, note: BackgroundNote, co_chair: CoChair, digest: str, remark: str = "", by: User
) -> Clearance:
    """Agree, for the co-chair, to the note as it was read: `digest` is that of what was shown.

    Clearing twice changes nothing. The Secretariat is told once all have cleared it.
    """
    current = BackgroundNote.objects.select_for_update().get(pk=note.pk)
    if current.state != State.UNDER_REVIEW or co_chair not in chairs(by, current.debate):
        raise CannotClearError
    if digest != digest_of(content_of_note(current)):
        raise CannotClearError
    with acting(by, "clear"):
        clearance, is_new = Clearance.objects.get_or_create(
            note=current, co_chair=co_chair, digest=digest, defaults={"by": by, "remark": remark}
        )
    if is_new and all(clearances_of(current).values()):
        _tell_secretariat(current, clearance)
    return clearance


def _tell_secretariat(note: BackgroundNote, last: Clearance) -> None:
    for person in User.objects.holding(Role.SECRETARIAT):
        queue(
            kind=CLEARED,
            key=f"{CLEARED}:{note.pk}:{last.digest}:{last.pk}:{person.pk}",
            recipient=person,
            item=note,
            context={"at": last.at.isoformat(), "note": last.remark, "by": str(last.by)},
        )
