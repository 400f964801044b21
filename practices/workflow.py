"""The table of moves of a practice, which all else follows."""

from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from practices.content import content_of
from practices.following import follow_up
from practices.listing import LISTING
from practices.models import Practice
from practices.paper import paper_of
from practices.peer_review.workflow import ASSIGNMENT_WORKFLOW
from practices.rules import (
    answers_every_point,
    call_is_open,
    has_enough_reviews,
    has_letter,
    has_points,
    has_rounds_left,
    implementer_agrees,
    is_author,
    is_complete,
    is_examiner,
    keeps_confidence,
    may_archive,
    may_see_on_desk,
    may_still_appeal,
)
from publication.choices import AUTHOR, SECRETARIAT, State
from publication.rooms import Room
from publication.rules import (
    has_declaration,
    has_note,
    has_time_to_come,
    is_portal,
    time_has_come,
)
from publication.wording import CORRECT, SHARED
from publication.workflow import Move, Words, Workflow, all_of
from stakeholders.choices import SPEAKERS, Role
from stakeholders.models import User

# fmt: off
MOVES = (
    #    move             from                to                  who may      tells
    Move("submit",        State.DRAFT,        State.SUBMITTED,    is_author,
         (SECRETARIAT, AUTHOR), all_of(has_declaration, is_complete, call_is_open)),
    Move("take back",     State.SUBMITTED,    State.DRAFT,        is_author,   (SECRETARIAT,)),
    Move("take in",       State.SUBMITTED,    State.UNDER_REVIEW, is_examiner, (AUTHOR,),
         implementer_agrees),
    Move("return",        State.SUBMITTED,    State.DRAFT,        is_examiner, (AUTHOR,), has_note),
    Move("decline",       State.SUBMITTED,    State.DECLINED,     is_examiner, (AUTHOR,), has_note),
    Move("withdraw",      State.UNDER_REVIEW, State.DRAFT,        is_author,   (SECRETARIAT,)),
    Move("accept",        State.UNDER_REVIEW, State.ACCEPTED,     is_examiner, (AUTHOR,),
         all_of(has_enough_reviews, has_letter, keeps_confidence)),
    Move("ask to revise", State.UNDER_REVIEW, State.REVISING,     is_examiner, (AUTHOR,),
         all_of(has_enough_reviews, has_letter, has_rounds_left, has_points, keeps_confidence)),
    Move("decline",       State.UNDER_REVIEW, State.DECLINED,     is_examiner, (AUTHOR,),
         all_of(has_enough_reviews, has_letter, keeps_confidence)),
    Move("resubmit",      State.REVISING,     State.UNDER_REVIEW, is_author,
         (SECRETARIAT, AUTHOR), all_of(is_complete, answers_every_point)),
    Move("appeal",        State.DECLINED,     State.APPEALED,     is_author,
         (SECRETARIAT, AUTHOR), all_of(has_note, may_still_appeal)),
    Move("uphold",        State.APPEALED,     State.DECLINED,     is_examiner, (AUTHOR,),
         all_of(has_note, keeps_confidence)),
    Move("reopen",        State.APPEALED,     State.UNDER_REVIEW, is_examiner, (AUTHOR,),
         all_of(has_note, keeps_confidence)),
    Move("publish",       State.ACCEPTED,     State.PUBLISHED,    is_examiner, (AUTHOR,)),
    Move("schedule",      State.ACCEPTED,     State.SCHEDULED,    is_examiner, (AUTHOR,),
         has_time_to_come),
    Move("hold back",     State.SCHEDULED,    State.ACCEPTED,     is_examiner, (AUTHOR,)),
    Move("release",       State.SCHEDULED,    State.PUBLISHED,    is_portal,   (AUTHOR,),
         time_has_come),
    Move("correct",       State.PUBLISHED,    State.PUBLISHED,    is_examiner, (AUTHOR,), has_note),
    Move("archive",       State.PUBLISHED,    State.ARCHIVED,     may_archive, (AUTHOR,), has_note),
    Move("restore",       State.ARCHIVED,     State.PUBLISHED,    is_examiner, (AUTHOR,), has_note),
)
# fmt: on

FOR_THE_RECORD = _("It goes on the record and into the mail.")

WORDS = {
    **SHARED,
    "submit": replace(
        SHARED["submit"],
        hint=_(
            "The Secretariat looks whether it meets the criteria. Then peers review it, and only "
            "then it is published. Until then nobody else sees it."
        ),
        declaration=_(
            "I submit this practice on behalf of my organisation, what it says is true, "
            "and I agree that the portal publishes it once it is accepted."
        ),
    ),
    "take in": Words(
        label=_("Take in for peer review"),
        done=_("Taken in for peer review"),
        hint=_("It meets the criteria. Next, reviewers are asked."),
    ),
    "decline": Words(
        label=_("Decline with a reason"),
        done=_("Declined"),
        note=_("Say why. Those who submitted it read it."),
    ),
    "withdraw": Words(
        label=_("Withdraw from review"),
        done=_("Withdrawn from review"),
        hint=_("It becomes a draft again, and the reviewers are told that they can stop."),
    ),
    "accept": Words(label=_("Accept"), done=_("Accepted"), note=_("The letter to the author.")),
    "ask to revise": Words(
        label=_("Ask to revise"), done=_("To be revised"), note=_("The letter to the author.")
    ),
    "resubmit": Words(
        label=_("Submit the revised practice"),
        done=_("Submitted again"),
        hint=_("It goes to another round of review, with your answers to the points."),
    ),
    "appeal": Words(
        label=_("Appeal against the decision"),
        done=_("Appealed against"),
        note=_("Say what was overlooked or unfair. The Secretariat looks at it once."),
    ),
    "uphold": Words(label=_("Uphold the decision"), done=_("Decision upheld"), note=_("Say why.")),
    "reopen": Words(
        label=_("Reopen the review"),
        done=_("Review reopened"),
        hint=_("It goes to another round, with reviewers who have not read it."),
        note=_("Say why."),
    ),
    "correct": CORRECT,
    "archive": Words(
        label=_("Archive"),
        done=_("Archived"),
        hint=_("Its page stays and says that it is no longer current. It leaves the lists."),
        note=_("Say why it is no longer true. Everybody reads it."),
    ),
    "restore": Words(
        label=_("Take back from the archive"),
        done=_("Taken back from the archive"),
        note=FOR_THE_RECORD,
    ),
}

WORKFLOW = Workflow(*MOVES, words=WORDS)


def authors(practice: Practice) -> QuerySet[User]:
    return User.objects.holding(*SPEAKERS, at=practice.organisation)


def secretariat(practice: Practice) -> QuerySet[User]:
    """All who may decide on it."""
    own = User.objects.holding(*SPEAKERS, at=practice.organisation)
    return User.objects.holding(Role.SECRETARIAT).exclude(pk__in=own.values("pk"))


ROOM = Room(
    name="practices",
    prefix="PRA",
    model=Practice,
    workflow=WORKFLOW,
    may_see=may_see_on_desk,
    audiences={AUTHOR: authors, SECRETARIAT: secretariat},
    content=content_of,
    desk_address=lambda practice: practice.desk_address,
    tables={"assignments of reviewers": ASSIGNMENT_WORKFLOW},
    listing=LISTING,
    paper=paper_of,
    follow_up=follow_up,
)
