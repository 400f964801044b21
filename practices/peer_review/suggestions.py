"""Whom to ask next: everybody on the roster who can be asked, the best first, and why."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from practices.choices import Belonging
from practices.models import Assignment, Practice, Reviewer, Round
from practices.peer_review.conflicts import Conflict
from practices.peer_review.obstacles import Obstacle, obstacles_of
from practices.peer_review.quorum import FEWEST
from practices.peer_review.reasons import Reason, Why
from practices.roster.load import loads_of

# What each reason is worth. That a side is missing weighs most: without it nothing is decided.
WEIGHTS: Mapping[Why, int] = {
    Why.UN_MISSING: 60,
    Why.EXTERNAL_MISSING: 60,
    Why.LANGUAGE: 40,
    Why.PRIMARY_OBJECTIVE: 30,
    Why.READ_BEFORE: 25,
    Why.OBJECTIVES: 8,
    Why.REGION: 10,
    Why.GENDER: 8,
    Why.LOAD: 20,
}
MOST_OBJECTIVES = 3
MISSING = {Belonging.UN: Why.UN_MISSING, Belonging.EXTERNAL: Why.EXTERNAL_MISSING}


@dataclass(frozen=True)
class Suggestion:
    """A reviewer who can be asked, with what speaks for them and what one should know besides."""

    reviewer: Reviewer
    reasons: tuple[Reason, ...]
    cautions: tuple[Reason, ...]
    score: int
    load: int


@dataclass(frozen=True)
class Needs:
    """What a round asks of the next reviewer."""

    language: str
    primary: int | None
    objectives: frozenset[int]
    missing: Collection[Belonging]
    regions: Collection[str]
    genders: Counter[str]
    readers: Collection[int]


@dataclass(frozen=True)
class Survey:
    """Everybody on the roster, as seen from one round: whom to ask, and who cannot be asked."""

    suggestions: Sequence[Suggestion] = ()
    others: Sequence[tuple[Reviewer, Sequence[Obstacle | Conflict]]] = ()


def suggestions_for(practice: Practice, now: datetime | None = None) -> list[Suggestion]:
    """Empty where no round is open."""
    one_round = practice.rounds.filter(ended_at=None).first()
    return [] if one_round is None else list(survey(one_round, now).suggestions)


def survey(one_round: Round, now: datetime | None = None) -> Survey:
    moment = now or timezone.now()
    roster = list(Reviewer.objects.active().with_names())
    obstacles = obstacles_of(one_round, roster, moment)
    loads = loads_of(roster, moment)
    needs = needs_of(one_round)
    found = [suggest(one, needs, loads[one.pk]) for one in roster if not obstacles[one.pk]]
    return Survey(
        sorted(found, key=lambda one: (-one.score, one.load, str(one.reviewer), one.reviewer.pk)),
        [(one, obstacles[one.pk]) for one in roster if obstacles[one.pk]],
    )


def needs_of(one_round: Round) -> Needs:
    practice = one_round.practice
    asked = _asked(one_round)
    sides = Counter(one.belonging for one in asked)
    earlier = Assignment.objects.exclude(round=one_round).filter(
        round__practice=practice, reviewed_at__isnull=False
    )
    return Needs(
        language=practice.language,
        primary=practice.primary_objective_id,
        objectives=frozenset(objective.pk for objective in practice.objectives.all()),
        missing=[side for side, fewest in FEWEST.items() if sides[side] < fewest],
        regions={region.pk for one in asked for region in one.country.regions.all()},
        genders=Counter(one.gender for one in asked),
        readers=set(earlier.values_list("reviewer", flat=True)),
    )


def _asked(one_round: Round) -> list[Reviewer]:
    """Who reviews in this round, or was asked and has not refused."""
    taken = one_round.assignments.taken()
    return list(Reviewer.objects.filter(pk__in=taken.values("reviewer")).with_names())


def suggest(reviewer: Reviewer, needs: Needs, load: int) -> Suggestion:
    reasons = tuple(_for(reviewer, needs, load))
    cautions = tuple(_against(reviewer, needs))
    return Suggestion(reviewer, reasons, cautions, sum(map(_worth, reasons)), load)


def _for(reviewer: Reviewer, needs: Needs, load: int) -> Iterator[Reason]:
    known = {objective.pk for objective in reviewer.objectives.all()}
    side = Belonging(reviewer.belonging)
    if side in needs.missing:
        yield Reason(MISSING[side])
    if needs.primary in known:
        yield Reason(Why.PRIMARY_OBJECTIVE, (str(needs.primary),))
    if further := sorted(known & needs.objectives - {needs.primary}):
        yield Reason(Why.OBJECTIVES, tuple(map(str, further)))
    if needs.language in reviewer.languages:
        yield Reason(Why.LANGUAGE)
    if reviewer.pk in needs.readers:
        yield Reason(Why.READ_BEFORE)
    if new := [one for one in reviewer.country.regions.all() if one.pk not in needs.regions]:
        yield Reason(Why.REGION, tuple(one.acronym for one in new))
    if _balances(reviewer, needs.genders):
        yield Reason(Why.GENDER)
    yield Reason(Why.LOAD, (str(load), str(reviewer.most_a_semester)))


def _against(reviewer: Reviewer, needs: Needs) -> Iterator[Reason]:
    known = {objective.pk for objective in reviewer.objectives.all()}
    if needs.language not in reviewer.languages:
        yield Reason(Why.NO_LANGUAGE)
    if not known & (needs.objectives | {needs.primary}):
        yield Reason(Why.NO_OBJECTIVE)


def _balances(reviewer: Reviewer, genders: Counter[str]) -> bool:
    """Said their gender, and the round has somebody but nobody of it yet."""
    return bool(reviewer.gender) and genders.total() > 0 and not genders[reviewer.gender]


def _worth(reason: Reason) -> int:
    weight = WEIGHTS[reason.why]
    match reason.why:
        case Why.LOAD:
            taken, most = (int(value) for value in reason.values)
            return weight * (most - taken) // most
        case Why.OBJECTIVES:
            return weight * min(len(reason.values), MOST_OBJECTIVES)
    return weight
