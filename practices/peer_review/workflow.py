"""The table of moves of an assignment: a reviewer asked to review a practice."""

from django.utils.translation import gettext_lazy as _

from practices.choices import AssignmentState
from practices.peer_review.rules import (
    calls_off,
    is_examiner,
    is_the_reviewer,
    is_whole,
    round_is_open,
    time_to_answer_is_over,
)
from publication.rules import has_declaration, has_note, is_portal
from publication.workflow import Move, Words, Workflow

INVITED, ACCEPTED = AssignmentState.INVITED, AssignmentState.ACCEPTED
REVIEWED, DECLINED = AssignmentState.REVIEWED, AssignmentState.DECLINED
LAPSED, CALLED_OFF = AssignmentState.LAPSED, AssignmentState.CALLED_OFF

# fmt: off
MOVES = (
    #    move         from      to          who may                 only when
    Move("accept",    INVITED,  ACCEPTED,   is_the_reviewer, ready=has_declaration),
    Move("refuse",    INVITED,  DECLINED,   is_the_reviewer),
    Move("lapse",     INVITED,  LAPSED,     is_portal,       ready=time_to_answer_is_over),
    Move("hand in",   ACCEPTED, REVIEWED,   is_the_reviewer, ready=is_whole),
    Move("step down", ACCEPTED, DECLINED,   is_the_reviewer, ready=has_note),
    Move("give back", REVIEWED, ACCEPTED,   is_examiner,     ready=round_is_open),
    Move("call off",  INVITED,  CALLED_OFF, calls_off),
    Move("call off",  ACCEPTED, CALLED_OFF, calls_off),
)
# fmt: on

WORDS = {
    "accept": Words(
        label=_("Accept to review"),
        declaration=_("I have no conflict of interest in this practice."),
    ),
    "refuse": Words(label=_("Refuse")),
    "lapse": Words(label=_("Not answered in time")),
    "hand in": Words(label=_("Hand in the review")),
    "step down": Words(label=_("Step down")),
    "give back": Words(label=_("Give back for a correction")),
    "call off": Words(label=_("Call off")),
}

ASSIGNMENT_WORKFLOW = Workflow(*MOVES, words=WORDS)
