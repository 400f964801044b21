"""Every actor by every action. A pair that nobody named fails, and so does one named wrongly."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from stakeholders import rules
from stakeholders.choices import Role
from stakeholders.models import JoinRequest, Membership, Organisation, User
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, state

pytestmark = pytest.mark.django_db

# Of a State: nobody (not signed in), an outsider (no role), a stranger (focal point of another
# State), and those who hold a role in it.
OF_A_STATE = """
action                    | nobody outsider stranger contributor reviewer moderator focal-point secretariat
grant focal-point         | -      -        -        -           -        -         -           yes
grant contributor         | -      -        -        -           -        -         yes         yes
grant reviewer            | -      -        -        -           -        -         -           yes
grant moderator           | -      -        -        -           -        -         -           yes
end focal-point           | -      -        -        -           -        -         -           yes
end contributor           | -      -        -        -           -        -         yes         yes
end reviewer              | -      -        -        -           -        -         -           yes
end moderator             | -      -        -        -           -        -         -           yes
leave                     | -      yes      yes      yes         yes      yes       yes         yes
see                       | -      -        -        yes         yes      yes       yes         yes
manage                    | -      -        -        -           -        -         yes         yes
speak for                 | -      -        -        -           -        -         yes         -
decide on a request       | -      -        -        -           -        -         yes         yes
decide on one of a new    | -      -        -        -           -        -         -           yes
"""  # noqa: E501

# Of another organisation; the stranger represents a third one.
OF_ANOTHER = """
action                    | nobody outsider stranger contributor reviewer moderator representative secretariat
grant representative      | -      -        -        -           -        -         yes            yes
grant contributor         | -      -        -        -           -        -         yes            yes
grant reviewer            | -      -        -        -           -        -         -              yes
grant moderator           | -      -        -        -           -        -         -              yes
grant secretariat         | -      -        -        -           -        -         -              yes
end representative        | -      -        -        -           -        -         -              yes
end contributor           | -      -        -        -           -        -         yes            yes
end reviewer              | -      -        -        -           -        -         -              yes
end moderator             | -      -        -        -           -        -         -              yes
end secretariat           | -      -        -        -           -        -         -              yes
leave                     | -      yes      yes      yes         yes      yes       yes            yes
see                       | -      -        -        yes         yes      yes       yes            yes
manage                    | -      -        -        -           -        -         yes            yes
speak for                 | -      -        -        -           -        -         yes            -
decide on a request       | -      -        -        -           -        -         yes            yes
decide on one of a new    | -      -        -        -           -        -         -              yes
"""  # noqa: E501

Pairs = dict[tuple[str, str], bool]


def read(table: str) -> Pairs:
    head, *lines = table.strip().splitlines()
    actors = head.split("|")[1].split()
    pairs = {}
    for line in lines:
        action, _bar, answers = line.partition("|")
        for actor, answer in zip(actors, answers.split(), strict=True):
            pairs[actor, action.strip()] = answer == "yes"
    return pairs


def actors(organisation: Organisation, elsewhere: User) -> dict[str, User | None]:
    people: dict[str, User | None] = {
        role.value: UserFactory(role=role, role__at=organisation)
        for role in Role
        if role.fits(organisation) and role != Role.SECRETARIAT
    }
    people["secretariat"] = UserFactory(secretariat=True)
    return people | {"nobody": None, "outsider": UserFactory(), "stranger": elsewhere}


def actions(organisation: Organisation, new: Organisation) -> dict[str, Callable[[Any], bool]]:
    """What can be tried; each takes the actor."""
    roles = [role for role in Role if role.fits(organisation)]
    request = JoinRequest.objects.create(user=UserFactory(), organisation=organisation)
    request_of_new = JoinRequest.objects.create(user=UserFactory(), organisation=new)
    tried: dict[str, Callable[[Any], bool]] = {
        "leave": lambda who: rules.may_end(who, Membership(user=who, organisation=new)),
        "see": lambda who: rules.may_see(who, organisation),
        "manage": lambda who: rules.may_manage(who, organisation),
        "speak for": lambda who: rules.may_speak_for(who, organisation),
        "decide on a request": lambda who: rules.may_decide(who, request),
        "decide on one of a new": lambda who: rules.may_decide(who, request_of_new),
    }
    for role in roles:
        membership = give_role(UserFactory(), role, organisation)
        tried[f"grant {role}"] = partial(rules.may_grant, organisation=organisation, role=role)
        tried[f"end {role}"] = partial(rules.may_end, membership=membership)
    return tried


def check(table: str, organisation: Organisation, elsewhere: User) -> None:
    new = OrganisationFactory(standing="pending")
    people, tried, named = actors(organisation, elsewhere), actions(organisation, new), read(table)
    assert set(named) == {(actor, action) for actor in people for action in tried}
    found = {(actor, action): tried[action](people[actor]) for actor, action in named}
    assert {pair: found[pair] for pair in named if found[pair] != named[pair]} == {}


def test_every_pair_of_a_state() -> None:
    check(OF_A_STATE, state("CRI"), UserFactory(focal_point_of="MEX"))


@pytest.mark.parametrize("kind", ["civil-society", "un-entity"])
def test_every_pair_of_another_organisation(kind: str) -> None:
    table = OF_ANOTHER
    if kind != "un-entity":
        table = "\n".join(line for line in OF_ANOTHER.splitlines() if " secretariat  " not in line)
    stranger = UserFactory(role=Role.REPRESENTATIVE, role__at=OrganisationFactory())
    check(table, OrganisationFactory(code=kind), stranger)


def test_the_roles_on_offer_are_those_that_fit_and_may_be_granted() -> None:
    costa_rica, casa = state("CRI"), OrganisationFactory()
    boss, focal = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    representative = UserFactory(role=Role.REPRESENTATIVE, role__at=casa)
    assert rules.roles_to_hand_out(boss, costa_rica) == [
        Role.FOCAL_POINT,
        Role.CONTRIBUTOR,
        Role.REVIEWER,
        Role.MODERATOR,
    ]
    assert rules.roles_to_hand_out(focal, costa_rica) == [Role.CONTRIBUTOR]
    assert rules.roles_to_hand_out(focal, casa) == []
    assert rules.roles_to_hand_out(representative, casa) == [Role.REPRESENTATIVE, Role.CONTRIBUTOR]
    assert rules.roles_to_hand_out(UserFactory(), casa) == []


def test_the_predicates_of_one_role() -> None:
    casa = OrganisationFactory()
    people = {
        role: UserFactory(role=role, role__at=casa) for role in (Role.REVIEWER, Role.MODERATOR)
    }
    assert [rules.is_reviewer(person) for person in people.values()] == [True, False]
    assert [rules.is_moderator(person) for person in people.values()] == [False, True]
    assert not rules.is_secretariat(None)
