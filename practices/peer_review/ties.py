"""What ties people to organisations and to one another: the data behind a conflict of interest."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from practices.models import Practice, PracticePartner, Reviewer
from publication.choices import State
from publication.models import StateChange
from stakeholders.folding import folded
from stakeholders.models import Membership, Organisation

# The moves that only those make who write an item.
BY_AUTHORS = ("submit", "resubmit", "take back", "withdraw", "appeal")


@dataclass(frozen=True)
class Ties:
    """The organisations that a reviewer belongs to today, and to which they belonged before."""

    today: Mapping[int, Organisation]
    before: Mapping[int, Organisation] = field(default_factory=dict)


def ties_of(reviewers: Collection[Reviewer]) -> Mapping[int, Ties]:
    """By the reviewer's number, in two queries for all of them."""
    homes = Organisation.objects.select_related("country", "type").in_bulk(
        {one.organisation_id for one in reviewers}
    )
    today: defaultdict[int, dict[int, Organisation]] = defaultdict(dict)
    before: defaultdict[int, dict[int, Organisation]] = defaultdict(dict)
    held = Membership.objects.filter(user__in=[one.user_id for one in reviewers])
    for membership in held.select_related("organisation__country", "organisation__type"):
        kept = today if membership.until is None else before
        kept[membership.user_id][membership.organisation_id] = membership.organisation
    return {
        one.pk: Ties(
            {one.organisation_id: homes[one.organisation_id], **today[one.user_id]},
            before[one.user_id],
        )
        for one in reviewers
    }


def people_of(practice: Practice) -> set[int]:
    """Who wrote it or moved it as its author."""
    moved = StateChange.objects.of(practice).filter(move__in=BY_AUTHORS)
    people = {practice.author_id, practice.saved_by_id, *moved.values_list("by", flat=True)}
    return {person for person in people if person is not None}


def works_of(people: Collection[int]) -> Mapping[int, set[str]]:
    """The codes of what each handed in, in any room; a draft that nobody else has seen is none."""
    works: defaultdict[int, set[str]] = defaultdict(set)
    moved = StateChange.objects.filter(move__in=BY_AUTHORS, by__in=people)
    for person, code in moved.order_by().values_list("by", "item_code").distinct():
        if person is not None:
            works[person].add(code)
    written = Practice.objects.exclude(state=State.DRAFT).filter(
        Q(author__in=people) | Q(saved_by__in=people)
    )
    for code, *hands in written.values_list("code", "author", "saved_by"):
        for person in hands:
            if person in people:
                works[person].add(code)
    return works


def joint_practices(practice: Practice, organisations: Collection[int]) -> Mapping[int, str]:
    """The code of another practice that each submitted with the organisation of this one."""
    own = practice.organisation_id
    rows = PracticePartner.objects.exclude(practice=practice).exclude(practice__state=State.DRAFT)
    together = rows.filter(
        Q(practice__organisation=own, organisation__in=organisations)
        | Q(practice__organisation__in=organisations, organisation=own)
    ).values_list("practice__organisation", "organisation", "practice__code")
    return {(partner if maker == own else maker): code for maker, partner, code in together}


def stands_in(name: str, text: str) -> bool:
    """The name stands in the text as whole words, however it is typed."""
    sought = folded(name.strip())
    return bool(sought) and bool(re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", folded(text)))


def names_of(organisation: Organisation) -> list[str]:
    """Its name; a Member State's in every language."""
    country = organisation.country if organisation.is_member_state else None
    return [organisation.name, *(country.every_name if country else ())]
