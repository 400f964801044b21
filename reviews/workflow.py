"""The table of moves of a voluntary review, which all else follows."""

from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

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
from reviews.consulting.rules import has_whole_log
from reviews.content import content_of
from reviews.listing import LISTING
from reviews.models import Review
from reviews.paper import paper_of
from reviews.parts import parts_at, parts_of
from reviews.rules import (
    is_complete,
    is_focal_point,
    is_in_time,
    is_stamped,
    may_see_on_desk,
)
from reviews.services.noting import tell_notes
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from stakeholders.rules import is_secretariat

# fmt: off
MOVES = (
    #    move         from                to                  who may         tells
    Move("submit",    State.DRAFT,        State.SUBMITTED,    is_focal_point, (SECRETARIAT, AUTHOR),
         all_of(has_declaration, is_complete, is_stamped, has_whole_log, is_in_time)),
    Move("take back", State.SUBMITTED,    State.DRAFT,        is_focal_point, (SECRETARIAT,)),
    Move("take up",   State.SUBMITTED,    State.UNDER_REVIEW, is_secretariat, (AUTHOR,)),
    Move("publish",   State.UNDER_REVIEW, State.PUBLISHED,    is_secretariat, (AUTHOR,)),
    Move("schedule",  State.UNDER_REVIEW, State.SCHEDULED,    is_secretariat, (AUTHOR,),
         has_time_to_come),
    Move("return",    State.UNDER_REVIEW, State.DRAFT,        is_secretariat, (AUTHOR,), has_note),
    Move("release",   State.SCHEDULED,    State.PUBLISHED,    is_portal,      (AUTHOR,),
         time_has_come),
    Move("hold back", State.SCHEDULED,    State.UNDER_REVIEW, is_secretariat, (AUTHOR,)),
    Move("correct",   State.PUBLISHED,    State.PUBLISHED,    is_secretariat, (AUTHOR,), has_note),
    Move("withdraw",  State.PUBLISHED,    State.ARCHIVED,     is_secretariat, (AUTHOR,), has_note),
    Move("restore",   State.ARCHIVED,     State.PUBLISHED,    is_secretariat, (AUTHOR,), has_note),
)
# fmt: on

WORDS = {
    **SHARED,
    "submit": replace(
        SHARED["submit"],
        hint=_(
            "The Secretariat examines it and publishes it. "
            "You can take it back until they take it up."
        ),
        declaration=_(
            "I submit this review on behalf of my Government, "
            "and I agree that the portal publishes it."
        ),
    ),
    "correct": CORRECT,
    "withdraw": Words(
        label=_("Withdraw from publication"),
        done=_("Withdrawn"),
        note=_("Say why it is withdrawn. Everybody reads it."),
    ),
    "restore": Words(
        label=_("Publish it again"),
        done=_("Published again"),
        note=_("Say why it is published again. Everybody reads it."),
    ),
}

WORKFLOW = Workflow(*MOVES, words=WORDS)


def focal_points(review: Review) -> QuerySet[User]:
    memberships = Membership.objects.focal_points_of(review.country_id)
    return User.objects.filter(memberships__in=memberships, is_active=True).distinct()


def secretariat(_review: Review) -> QuerySet[User]:
    return User.objects.holding(Role.SECRETARIAT)


ROOM = Room(
    name="reviews",
    prefix="REV",
    model=Review,
    workflow=WORKFLOW,
    may_see=may_see_on_desk,
    audiences={AUTHOR: focal_points, SECRETARIAT: secretariat},
    content=content_of,
    desk_address=lambda review: review.desk_address,
    listing=LISTING,
    paper=paper_of,
    follow_up=tell_notes,
    parts_of=parts_of,
    parts_at=parts_at,
)
