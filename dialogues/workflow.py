"""The tables of moves of a session and of a background note."""

from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.content import content_of, content_of_note
from dialogues.discussion.workflow import POST_WORKFLOW
from dialogues.listing import LISTING
from dialogues.models import BackgroundNote, Session
from dialogues.notes.clearing import is_cleared
from dialogues.notes.following import after_a_move
from dialogues.notes.paper import paper_of_note
from dialogues.notes.readiness import has_text
from dialogues.notes.reading import citations_in_force
from dialogues.notes.seconds import seconds_at
from dialogues.registering.following import follow_up
from dialogues.rules import (
    is_announceable,
    may_prepare,
    may_return_note,
    may_see_note_on_desk,
)
from publication.choices import AUTHOR, SECRETARIAT, State
from publication.rooms import Room
from publication.rules import has_note, has_time_to_come, is_portal, time_has_come
from publication.wording import CORRECT, SHARED
from publication.workflow import Move, Words, Workflow, all_of
from stakeholders.choices import SPEAKERS, Role
from stakeholders.models import User

# fmt: off
MOVES = (
    #    move         from              to               who may       tells
    Move("publish",   State.DRAFT,      State.PUBLISHED, may_prepare, (AUTHOR,), is_announceable),
    Move("schedule",  State.DRAFT,      State.SCHEDULED, may_prepare, (AUTHOR,),
         all_of(is_announceable, has_time_to_come)),
    Move("release",   State.SCHEDULED,  State.PUBLISHED, is_portal,   (AUTHOR,), time_has_come),
    Move("hold back", State.SCHEDULED,  State.DRAFT,     may_prepare, (AUTHOR,)),
    Move("correct",   State.PUBLISHED,  State.PUBLISHED, may_prepare, (),
         all_of(has_note, is_announceable)),
    Move("call off",  State.PUBLISHED,  State.ARCHIVED,  may_prepare, (AUTHOR,), has_note),
    Move("restore",   State.ARCHIVED,   State.PUBLISHED, may_prepare, (AUTHOR,), has_note),
)

NOTE_MOVES = (
    #    move         from                to                  who may          tells
    Move("submit",    State.DRAFT,        State.UNDER_REVIEW, may_prepare,     (AUTHOR,), has_text),
    Move("resubmit",  State.REVISING,     State.UNDER_REVIEW, may_prepare,     (AUTHOR,), has_text),
    Move("return",    State.UNDER_REVIEW, State.REVISING,     may_return_note, (SECRETARIAT,),
         has_note),
    Move("publish",   State.UNDER_REVIEW, State.PUBLISHED,    may_prepare,     (AUTHOR,),
         is_cleared),
    Move("schedule",  State.UNDER_REVIEW, State.SCHEDULED,    may_prepare,     (AUTHOR,),
         all_of(is_cleared, has_time_to_come)),
    Move("release",   State.SCHEDULED,    State.PUBLISHED,    is_portal,        (AUTHOR,),
         all_of(is_cleared, time_has_come)),
    Move("hold back", State.SCHEDULED,    State.UNDER_REVIEW, may_prepare,     (AUTHOR,)),
    Move("revise",    State.PUBLISHED,    State.REVISING,     may_prepare,     (), has_note),
    Move("withdraw",  State.PUBLISHED,    State.ARCHIVED,     may_prepare,     (AUTHOR,), has_note),
    Move("restore",   State.ARCHIVED,     State.PUBLISHED,    may_prepare,     (AUTHOR,), has_note),
)
# fmt: on

WORDS = {
    **SHARED,
    "publish": Words(
        label=_("Announce it now"),
        done=_("Announced"),
        hint=_("Everybody can read it, and register where it takes registrations."),
    ),
    "schedule": replace(SHARED["schedule"], label=_("Announce it at a set time")),
    "correct": CORRECT,
    "call off": Words(
        label=_("Call the session off"),
        done=pgettext_lazy("session", "Called off"),
        hint=_("Its page stays and says so. Those who are registered are told."),
        note=_("Say why. Everybody reads it."),
    ),
    "restore": Words(
        label=_("Announce it again"),
        done=_("Announced again"),
        note=_("Say why. Everybody reads it."),
    ),
}

NOTE_WORDS = {
    **SHARED,
    "submit": Words(
        label=_("Send to the co-chairs"),
        done=_("Sent to the co-chairs"),
        hint=_("They read it and clear it, or return it. Meanwhile nobody changes it."),
    ),
    "resubmit": Words(label=_("Send to the co-chairs again"), done=_("Sent to the co-chairs")),
    "return": Words(
        label=_("Return with a note"),
        done=_("Returned with a note"),
        note=_("Say what should be changed. The Secretariat reads it."),
    ),
    "revise": Words(
        label=_("Write a new version"),
        done=_("Being revised"),
        hint=_("Readers go on seeing the version that is published."),
        note=_("Say what is revised, and why. It goes on the record."),
    ),
    "withdraw": Words(
        label=_("Withdraw from publication"),
        done=pgettext_lazy("document", "Withdrawn"),
        note=_("Say why it is withdrawn. Everybody reads it."),
    ),
    "restore": Words(
        label=_("Publish it again"),
        done=_("Published again"),
        note=_("Say why it is published again. Everybody reads it."),
    ),
}

WORKFLOW = Workflow(*MOVES, words=WORDS)
NOTE_WORKFLOW = Workflow(*NOTE_MOVES, words=NOTE_WORDS)


def organisers(session: Session) -> QuerySet[User]:
    """Who speaks for an organisation that organises the session."""
    held = {"memberships__role__in": SPEAKERS, "memberships__until__isnull": True}
    mine = User.objects.filter(memberships__organisation__in=session.organisers.all(), **held)
    return mine.filter(is_active=True).distinct()


def co_chairs(note: BackgroundNote) -> QuerySet[User]:
    chairing = note.debate.co_chairs.values("organisation")
    held = {"memberships__role__in": SPEAKERS, "memberships__until__isnull": True}
    found = User.objects.filter(memberships__organisation__in=chairing, **held)
    return found.filter(is_active=True).distinct()


def secretariat(_item: Session | BackgroundNote) -> QuerySet[User]:
    return User.objects.holding(Role.SECRETARIAT)


ROOM = Room(
    name="dialogues",
    prefix="DLG",
    model=Session,
    workflow=WORKFLOW,
    may_see=may_prepare,
    audiences={AUTHOR: organisers, SECRETARIAT: secretariat},
    content=content_of,
    desk_address=lambda session: session.desk_address,
    tables={"contributions to discussions": POST_WORKFLOW},
    listing=LISTING,
    follow_up=follow_up,
    parts_at=seconds_at,
)

NOTES = Room(
    name="notes",
    prefix="BGN",
    model=BackgroundNote,
    workflow=NOTE_WORKFLOW,
    may_see=may_see_note_on_desk,
    audiences={AUTHOR: co_chairs, SECRETARIAT: secretariat},
    content=content_of_note,
    desk_address=lambda note: note.desk_address,
    paper=paper_of_note,
    follow_up=after_a_move,
    cites_in_force=citations_in_force,
)
