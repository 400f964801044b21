"""A small world of practices in which everything secret has a name that occurs nowhere else."""

from dataclasses import dataclass
from types import MappingProxyType

from practices.choices import AssignmentState, Belonging, ReviewMode
from practices.models import Assignment, Practice, Reviewer
from publication.choices import State
from publication.moves import make_move
from publication.paper.renditions import ask_for, make
from stakeholders.choices import Role
from stakeholders.models import Organisation, User
from tests.factories.practices import (
    assigned,
    author_of,
    begun,
    open_round,
    reviewed,
    reviewer,
    taken_in,
    thematic_call,
    whole,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory

CONFIDENTIAL = "zqconfidential"
SCORE_COMMENT = "zqscorecomment"
FOR_AUTHOR = MappingProxyType({"B": "zqforauthorbeta", "D": "zqforauthordelta"})
LETTER = "zqletter"
POINT = "zqpoint"
CONTACT = "zqcontact"
REVIEWERS = ("Revila Onesta", "Revila Twosta", "Revila Threesta")
REVIEWERS_HOMES = ("Onestia Office", "Twostia Hall", "Threestia Lodge")
BLIND = ("Doblia", "doblia")
# By the key of the practice: a word of its title, which also stands in its texts.
TITLES = MappingProxyType(
    {"A": "Alphatitle", "B": "Betatitle", "C": "Gammatitle", "D": "Deltatitle", "E": "Epsilontitle",
     "F": "Zetatitle"}
)  # fmt: skip


@dataclass(frozen=True)
class World:
    practices: dict[str, Practice]
    reviewers: tuple[Reviewer, ...]
    people: dict[str, User]

    def assignment(self, key: str, number: int) -> Assignment:
        return Assignment.objects.get(
            round__practice=self.practices[key], reviewer=self.reviewers[number]
        )


def build() -> World:
    examiner()
    authoria = OrganisationFactory(name="Authoria House")
    doblia = OrganisationFactory(name="Doblia House")
    aurelia = UserFactory(name="Aurelia Authoria", role=Role.REPRESENTATIVE, role__at=authoria)
    UserFactory(
        name="Dora Doblia",
        email="dora@doblia.example.org",
        role=Role.REPRESENTATIVE,
        role__at=doblia,
    )
    reviewers = _reviewers()
    practices = _practices(authoria, doblia, reviewers)
    people: dict[str, User] = {
        "author": aurelia,
        "colleague": UserFactory(role=Role.CONTRIBUTOR, role__at=authoria),
        "outsider": UserFactory(role=Role.REPRESENTATIVE, role__at=OrganisationFactory()),
        "at work": reviewers[1].user,
        "handed in": reviewers[0].user,
        "invited": reviewers[2].user,
        "on the roster": reviewer().user,
    }
    return World(practices, reviewers, people)


def _reviewers() -> tuple[Reviewer, ...]:
    sides = (Belonging.UN, Belonging.EXTERNAL, Belonging.EXTERNAL)
    return tuple(
        _named(name, home, side)
        for name, home, side in zip(REVIEWERS, REVIEWERS_HOMES, sides, strict=True)
    )


def _named(name: str, home: str, side: Belonging) -> Reviewer:
    organisation = OrganisationFactory(name=home)
    person = UserFactory(
        name=name,
        email=f"{name.lower().replace(' ', '.')}@example.org",
        role=Role.REVIEWER,
        role__at=organisation,
    )
    return reviewer(side, organisation=organisation, user=person)


def _practices(
    authoria: Organisation, doblia: Organisation, reviewers: tuple[Reviewer, ...]
) -> dict[str, Practice]:
    blind = thematic_call("blind", mode=ReviewMode.DOUBLE_BLIND)
    made = {
        "A": _whole("A", authoria),
        "B": _whole("B", authoria),
        "C": _whole("C", authoria),
        "D": _whole("D", doblia, call=blind),
        "E": _whole("E", doblia),
        "F": _whole("F", authoria),
    }
    _decide(made["A"], reviewers, "accept")
    make_move(made["A"], "publish", by=examiner())
    make(ask_for(item=made["A"], language="en").pk)
    _decide(made["E"], reviewers, "decline")
    _decide(made["F"], reviewers, "ask to revise")
    for key, states in {
        "B": (AssignmentState.REVIEWED, AssignmentState.ACCEPTED, AssignmentState.INVITED),
        "D": (AssignmentState.ACCEPTED, AssignmentState.REVIEWED, AssignmentState.INVITED),
    }.items():
        taken_in(made[key])
        for one, state in zip(reviewers, states, strict=True):
            _brought(made[key], one, state, FOR_AUTHOR[key])
    return made


def _whole(key: str, organisation: Organisation, **options: object) -> Practice:
    word = TITLES[key]
    return whole(
        begun(organisation, **options),  # type: ignore[arg-type]
        title=f"{word} for everybody",
        summary=f"What {word} is about.",
        description=f"How {word} is done.",
        contact=f"{CONTACT}@example.org",
    )


def _brought(practice: Practice, by: Reviewer, to: AssignmentState, for_author: str) -> None:
    if to == AssignmentState.REVIEWED:
        _written(assigned(practice, by=by), for_author)
    else:
        assigned(practice, to, by=by)


def _written(assignment: Assignment, for_author: str) -> None:
    done = reviewed(assignment, 4, for_author=for_author, for_secretariat=CONFIDENTIAL)
    done.review.scores.update(comment=SCORE_COMMENT)


def _decide(practice: Practice, reviewers: tuple[Reviewer, ...], move: str) -> None:
    taken_in(practice)
    for one in reviewers:
        _written(assigned(practice, by=one), "What we told the author.")
    if move == "ask to revise":
        open_round(practice).points.create(number=1, text=POINT)
    make_move(practice, move, by=examiner(), note=LETTER)
    assert author_of(practice)
    assert practice.state != State.UNDER_REVIEW
