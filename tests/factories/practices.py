"""Practices, reviewers and assignments for tests, as far on their way as a test needs them.

`begun()` is an empty draft, `whole(practice)` has all it needs, `practice_in(State.PUBLISHED)`
has made every move on the way there, with three reviewers who agree.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from practices.choices import AssignmentState, Belonging, Progress, Recommendation, RosterState
from practices.models import (
    Assignment,
    Call,
    Criterion,
    CriterionAnswer,
    PeerReview,
    Practice,
    Reviewer,
    RevisionPoint,
    Round,
    Score,
)
from practices.numbering import next_code
from practices.peer_review.moves import move_assignment
from practices.peer_review.rubric import lines_of
from publication.choices import Scope, State
from publication.moves import make_move
from stakeholders.choices import Role
from stakeholders.models import Organisation, User
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.pledges import cycle, principle, speaker_of
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory

TITLE = "Mobile registry offices for seasonal workers"
SECRET_NOTE = "Between us: the figures look copied from elsewhere."
LETTER = "Thank you. Three reviewers have read the practice."


def criterion(key: str = "impact", **fields: Any) -> Criterion:
    values = {
        "title": key.capitalize(),
        "question": f"What about {key}?",
        "low": "Nothing is shown.",
        "middle": "Some of it is shown.",
        "high": "All of it is shown.",
        **fields,
    }
    return Criterion.objects.get_or_create(key=key, defaults=values)[0]


def standing_call() -> Call:
    found = Call.objects.filter(is_standing=True).first()
    if found is not None:
        return found
    call = Call.objects.create(
        code="standing",
        cycle=cycle(),
        title="Standing call",
        is_standing=True,
        opens_at=timezone.now() - timedelta(days=30),
        published_at=timezone.now() - timedelta(days=30),
    )
    call.criteria.add(criterion("impact", answered_in="impact"), criterion("rights"))
    return call


def thematic_call(code: str = "climate", **fields: Any) -> Call:
    values: dict[str, Any] = {
        "cycle": cycle(),
        "title": "Call on climate and migration",
        "opens_at": timezone.now() - timedelta(days=5),
        "due_at": timezone.now() + timedelta(days=40),
        "published_at": timezone.now() - timedelta(days=5),
        **fields,
    }
    call = Call.objects.create(code=code, **values)
    call.criteria.add(criterion("impact", answered_in="impact"), criterion("rights"))
    return call


def author_of(practice: Practice) -> User:
    return speaker_of(practice.organisation)


def begun(
    organisation: Organisation | None = None, *, call: Call | None = None, language: str = "en"
) -> Practice:
    """An empty draft."""
    maker = organisation or OrganisationFactory()
    into = call or standing_call()
    by = speaker_of(maker)
    return Practice.objects.create(
        code=next_code(into.cycle_id),
        call=into,
        cycle=into.cycle,
        organisation=maker,
        language=language,
        author=by,
        saved_by=by,
    )


def whole(practice: Practice, **fields: Any) -> Practice:
    """With all that is needed to submit it; objectives, principles, countries by their codes."""
    objectives = fields.pop("objectives", [])
    principles = fields.pop("principles", [1])
    countries = fields.pop("countries", ["CRI"])
    primary = fields.pop("primary_objective", 5)
    values: dict[str, Any] = {
        "title": TITLE,
        "summary": "Vans with a registry office visit the farms in the season.",
        "description": "Two vans, four registrars, a timetable that the farms know beforehand.",
        "beneficiaries": "Seasonal workers and their families.",
        "impact": "Nine of ten births are registered within a month.",
        "evidence": "Counted by the registry, looked over by the university.",
        "lessons": "Come in the evening, when people are there.",
        "replication": "A van, a link to the registry, and a mayor who agrees.",
        "scope": Scope.NATIONAL,
        "starts_on": date(2019, 3, 1),
        "progress": Progress.COMPLETED,
        "contact": "Rosa Contacta, rosa.contacta@example.org",
        **fields,
    }
    for name, value in values.items():
        setattr(practice, name, value)
    practice.primary_objective = ObjectiveFactory(number=primary)
    practice.save()
    practice.objectives.set([ObjectiveFactory(number=number) for number in objectives])
    practice.principles.set([principle(number) for number in principles])
    practice.countries.set([CountryFactory(iso3=iso3) for iso3 in countries])
    for one in practice.call.criteria.filter(answered_in=""):
        CriterionAnswer.objects.get_or_create(
            practice=practice, criterion=one, defaults={"text": f"Our answer on {one.key}."}
        )
    return practice


def reviewer(
    belonging: Belonging = Belonging.EXTERNAL,
    *,
    state: RosterState = RosterState.ACTIVE,
    iso3: str = "",
    objectives: list[int] | None = None,
    **fields: Any,
) -> Reviewer:
    """On the roster, of an organisation and a country of its own unless they are given."""
    home = fields.pop("organisation", None) or OrganisationFactory()
    person = fields.pop("user", None) or UserFactory(role=Role.REVIEWER, role__at=home)
    values: dict[str, Any] = {"languages": ["en"], "years": 8, **fields}
    found = Reviewer.objects.create(
        user=person,
        organisation=home,
        belonging=belonging,
        state=state,
        country=CountryFactory(iso3=iso3) if iso3 else CountryFactory(),
        decided_at=timezone.now(),
        **values,
    )
    found.objectives.set([ObjectiveFactory(number=number) for number in objectives or [5]])
    return found


def open_round(practice: Practice) -> Round:
    return Round.objects.get(practice=practice, ended_at=None)


def assigned(
    practice: Practice,
    to: AssignmentState = AssignmentState.INVITED,
    by: Reviewer | None = None,
    **fields: Any,
) -> Assignment:
    """A reviewer who was asked, and moved to this state by the moves that lead there."""
    values: dict[str, Any] = {
        "answer_due_at": timezone.now() + timedelta(days=7),
        "review_due_at": timezone.now() + timedelta(days=21),
        **fields,
    }
    made = Assignment.objects.create(
        round=open_round(practice), reviewer=by or reviewer(), invited_by=examiner(), **values
    )
    person = made.reviewer.user
    match to:
        case AssignmentState.ACCEPTED:
            return move_assignment(made, "accept", by=person, declared=True)
        case AssignmentState.REVIEWED:
            return reviewed(made)
        case AssignmentState.DECLINED:
            return move_assignment(made, "refuse", by=person)
        case AssignmentState.CALLED_OFF:
            return move_assignment(made, "call off", by=examiner())
    return made


def reviewed(
    assignment: Assignment,
    score: int = 4,
    recommendation: Recommendation = Recommendation.ACCEPT,
    **fields: Any,
) -> Assignment:
    """Accepted where it was not yet, written with one score for every line, and handed in."""
    person = assignment.reviewer.user
    if assignment.state == AssignmentState.INVITED:
        assignment = move_assignment(assignment, "accept", by=person, declared=True)
    values = {
        "recommendation": recommendation,
        "for_author": f"Say more on the cost ({assignment.pk}).",
        "for_secretariat": SECRET_NOTE,
        **fields,
    }
    review = PeerReview.objects.create(assignment=assignment, **values)
    for line in lines_of(assignment.practice):
        kind = "criterion" if isinstance(line, Criterion) else "principle"
        Score.objects.create(review=review, value=score, **{kind: line})
    return move_assignment(assignment, "hand in", by=person)


def quorum(practice: Practice, *scores: int) -> list[Assignment]:
    """One review of the UN and two external ones, handed in."""
    given = scores or (4, 4, 4)
    sides = (Belonging.UN, Belonging.EXTERNAL, Belonging.EXTERNAL)
    return [
        reviewed(assigned(practice, by=reviewer(side)), score)
        for side, score in zip(sides, given, strict=True)
    ]


def taken_in(practice: Practice) -> Practice:
    make_move(practice, "submit", by=author_of(practice), declared=True)
    make_move(practice, "take in", by=examiner())
    return practice


def decided(practice: Practice, move: str = "accept") -> Practice:
    """Reviewed by a quorum, and decided."""
    quorum(practice)
    if move == "ask to revise":
        RevisionPoint.objects.create(
            round=open_round(practice), number=1, text="Say what it costs a year."
        )
    make_move(practice, move, by=examiner(), note=LETTER)
    return practice


def practice_in(to: State, organisation: Organisation | None = None, **fields: Any) -> Practice:
    """A whole practice in this state."""
    call = fields.pop("call", None)
    language = fields.get("language", "en")
    practice = whole(begun(organisation, call=call, language=language), **fields)
    return moved(practice, to=to)


def moved(practice: Practice, *, to: State) -> Practice:  # noqa: C901 - one case a state
    """Make every move that leads from a whole draft to the state."""
    author = author_of(practice)
    match to:
        case State.DRAFT:
            pass
        case State.SUBMITTED:
            make_move(practice, "submit", by=author, declared=True)
        case State.UNDER_REVIEW:
            taken_in(practice)
        case State.REVISING:
            decided(taken_in(practice), "ask to revise")
        case State.ACCEPTED:
            decided(taken_in(practice))
        case State.DECLINED:
            decided(taken_in(practice), "decline")
        case State.APPEALED:
            make_move(moved(practice, to=State.DECLINED), "appeal", by=author, note="Unfair.")
        case State.SCHEDULED:
            soon = timezone.now() + timedelta(hours=1)
            accepted = moved(practice, to=State.ACCEPTED)
            make_move(accepted, "schedule", by=examiner(), publish_at=soon)
        case State.PUBLISHED:
            make_move(moved(practice, to=State.ACCEPTED), "publish", by=examiner())
        case State.ARCHIVED:
            make_move(moved(practice, to=State.PUBLISHED), "archive", by=author, note="It ended.")
    practice.refresh_from_db()
    return practice


def published(organisation: Organisation | None = None, **fields: Any) -> Practice:
    return practice_in(State.PUBLISHED, organisation, **fields)
