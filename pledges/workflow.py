"""The table of moves of a pledge, which all else follows."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pledges.choices import PartnerState
from pledges.content import content_of
from pledges.listing import LISTING
from pledges.models import Partner, Pledge
from pledges.rules import has_source, is_author, is_measurable, may_bring_in, may_see_on_desk
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
from stakeholders.rules import is_secretariat

# fmt: off
MOVES = (
    #    move         from                to                  who may         tells
    Move("submit",    State.DRAFT,        State.SUBMITTED,    is_author,      (SECRETARIAT, AUTHOR),
         all_of(has_declaration, is_measurable)),
    Move("take back", State.SUBMITTED,    State.DRAFT,        is_author,      (SECRETARIAT,)),
    Move("take up",   State.SUBMITTED,    State.UNDER_REVIEW, is_secretariat, (AUTHOR,)),
    Move("publish",   State.UNDER_REVIEW, State.PUBLISHED,    is_secretariat, (AUTHOR,),
         is_measurable),
    Move("schedule",  State.UNDER_REVIEW, State.SCHEDULED,    is_secretariat, (AUTHOR,),
         all_of(has_time_to_come, is_measurable)),
    Move("return",    State.UNDER_REVIEW, State.DRAFT,        is_secretariat, (AUTHOR,), has_note),
    Move("release",   State.SCHEDULED,    State.PUBLISHED,    is_portal,      (AUTHOR,),
         time_has_come),
    Move("hold back", State.SCHEDULED,    State.UNDER_REVIEW, is_secretariat, (AUTHOR,)),
    Move("correct",   State.PUBLISHED,    State.PUBLISHED,    is_secretariat, (AUTHOR,), has_note),
    # Told once for a whole file, by the import.
    Move("bring in",  State.DRAFT,        State.PUBLISHED,    may_bring_in,   (), has_source),
)
# fmt: on

WORDS = {
    **SHARED,
    "submit": replace(
        SHARED["submit"],
        hint=_("The Secretariat examines it and publishes it. Until then nobody else sees it."),
        declaration=_(
            "I make this pledge on behalf of my organisation, "
            "and I agree that the portal publishes it and what we report on it."
        ),
    ),
    "correct": CORRECT,
    "bring in": Words(label=_("Bring in from a file"), done=_("Brought in from a file")),
}

WORKFLOW = Workflow(*MOVES, words=WORDS)


def authors(pledge: Pledge) -> QuerySet[User]:
    return User.objects.holding(*SPEAKERS, at=pledge.organisation)


def allies_of(organisations: Collection[int]) -> set[int]:
    """Who made a pledge together with one of these organisations, or joined in one of theirs."""
    joined = Q(state=PartnerState.ACCEPTED)
    together = Partner.objects.filter(joined, organisation__in=organisations)
    shared = Pledge.objects.filter(
        Q(organisation__in=organisations) | Q(pk__in=together.values("pledge"))
    )
    partners = Partner.objects.filter(joined, pledge__in=shared).values_list("organisation")
    return set(shared.values_list("organisation", flat=True).union(partners))


def secretariat(_pledge: Pledge) -> QuerySet[User]:
    return User.objects.holding(Role.SECRETARIAT)


ROOM = Room(
    name="pledges",
    prefix="PLG",
    model=Pledge,
    workflow=WORKFLOW,
    may_see=may_see_on_desk,
    audiences={AUTHOR: authors, SECRETARIAT: secretariat},
    content=content_of,
    desk_address=lambda pledge: pledge.desk_address,
    listing=LISTING,
    allies_of=allies_of,
)
