"""The clearance of a note by the co-chairs of its debate."""

from django.utils.translation import gettext as _

from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, Clearance, CoChair
from publication.moves import digest_of
from publication.workflow import Attempt, Problems


def clearances_of(note: BackgroundNote) -> dict[CoChair, Clearance | None]:
    """For each co-chair the clearance of the note as it says now."""
    digest = digest_of(content_of_note(note))
    given = {c.co_chair_id: c for c in note.clearances.filter(digest=digest).select_related("by")}
    chairs = note.debate.co_chairs.select_related("organisation__type", "organisation__country")
    return {co_chair: given.get(co_chair.pk) for co_chair in chairs}


def is_cleared(note: BackgroundNote, _attempt: Attempt) -> Problems:
    """Every co-chair cleared the note as it says now."""
    clearances = clearances_of(note)
    if not clearances:
        yield _("Name the co-chairs of the debate first: they clear its note.")
    for co_chair, clearance in clearances.items():
        if clearance is None:
            yield _("%(co_chair)s has not cleared it.") % {"co_chair": co_chair}
