"""Everybody who could come by a practice, by what they are to it."""

from practices.models import Assignment, Practice
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.practices import author_of, reviewer
from tests.factories.stakeholders import UserFactory, give_role, secretariat


def another_speaker(practice: Practice) -> User:
    return UserFactory(role=Role.REPRESENTATIVE, role__at=practice.organisation)


def partial_examiner(practice: Practice) -> User:
    """Of the Secretariat, and speaks for the organisation that submits the practice."""
    person: User = UserFactory(secretariat=True)
    give_role(person, Role.REPRESENTATIVE, practice.organisation)
    return person


def people_around(practice: Practice, assignment: Assignment | None = None) -> dict[str, User]:
    """The “reviewer” is the one of the assignment, where there is one."""
    asked = assignment.reviewer if assignment else reviewer()
    return {
        "author": author_of(practice),
        "second speaker": another_speaker(practice),
        "contributor": UserFactory(role=Role.CONTRIBUTOR, role__at=practice.organisation),
        "secretariat": UserFactory(secretariat=True),
        "secretariat who speaks for it": partial_examiner(practice),
        "colleague of the secretariat": UserFactory(
            role=Role.CONTRIBUTOR, role__at=secretariat(), second_factor=True
        ),
        "reviewer": asked.user,
        "other reviewer": reviewer().user,
        "other organisation": UserFactory(role=Role.REPRESENTATIVE),
        "moderator": UserFactory(role=Role.MODERATOR),
        "outsider": UserFactory(),
    }
