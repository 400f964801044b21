"""Anyone may ask to take part, and is verified by the organisation or by the Secretariat."""

import pytest

from stakeholders import services
from stakeholders.choices import Role, Standing
from stakeholders.models import JoinRequest, Organisation, User
from stakeholders.services import errors
from stakeholders.services.requests import MOST_OPEN_REQUESTS
from tests.factories.compact import CountryFactory
from tests.factories.stakeholders import (
    OrganisationFactory,
    UserFactory,
    give_role,
    stakeholder_type,
    state,
)

pytestmark = pytest.mark.django_db


def named(name: str = "Casa del Migrante", by: User | None = None, **more: object) -> Organisation:
    return services.name_organisation(
        name=name,
        type=stakeholder_type("civil-society"),
        by=by or UserFactory(),
        **more,  # type: ignore[arg-type]
    )


def asked(organisation: Organisation | None = None, by: User | None = None) -> JoinRequest:
    return services.ask_to_take_part(
        organisation=organisation or OrganisationFactory(),
        by=by or UserFactory(),
        message="I help.",
    )


def test_a_new_organisation_waits_to_be_verified() -> None:
    organisation = named(website="https://casa.example.org")
    assert organisation.standing == Standing.PENDING
    assert organisation.website == "https://casa.example.org"


def test_an_organisation_of_the_same_name_is_found_and_not_doubled() -> None:
    first = named("Casa del Migrante")
    assert named("CASA DEL MIGRANTE", website="https://other.example.org") == first
    assert named("Casa del Migrante", country=CountryFactory(iso3="MEX")) != first
    first.refresh_from_db()
    assert first.website == ""


def test_an_organisation_that_was_declined_may_be_named_again() -> None:
    first = named()
    first.standing = Standing.DECLINED
    first.save()
    assert named() != first


def test_nobody_names_a_member_state() -> None:
    with pytest.raises(errors.RoleDoesNotFitError):
        services.name_organisation(
            name="Costa Rica", type=stakeholder_type("member-state"), by=UserFactory()
        )


def test_one_asks_once() -> None:
    person, organisation = UserFactory(), OrganisationFactory()
    request = asked(organisation, person)
    assert (request.standing, request.message) == (Standing.PENDING, "I help.")
    with pytest.raises(errors.AlreadyAskedError):
        asked(organisation, person)


def test_one_does_not_ask_for_what_one_has() -> None:
    person = UserFactory(contributor_of="CRI")
    with pytest.raises(errors.AlreadyMemberError):
        asked(state("CRI"), person)


def test_one_does_not_ask_everywhere_at_once() -> None:
    person = UserFactory()
    for _ in range(MOST_OPEN_REQUESTS):
        asked(by=person)
    with pytest.raises(errors.TooManyRequestsError):
        asked(by=person)


def test_one_does_not_ask_for_a_declined_organisation() -> None:
    with pytest.raises(errors.NotVerifiedError):
        asked(OrganisationFactory(standing=Standing.DECLINED))


def test_the_secretariat_verifies_a_new_organisation_with_its_person() -> None:
    boss, request = UserFactory(secretariat=True), asked(named())
    membership = services.verify_request(request=request, by=boss)
    assert membership.role == Role.REPRESENTATIVE
    assert membership.organisation.standing == Standing.VERIFIED
    assert (request.standing, request.decided_by) == (Standing.VERIFIED, boss)


def test_a_representative_verifies_a_colleague() -> None:
    organisation = OrganisationFactory()
    colleague = UserFactory(role=Role.REPRESENTATIVE, role__at=organisation)
    membership = services.verify_request(request=asked(organisation), by=colleague)
    assert membership.role == Role.REPRESENTATIVE


def test_who_asks_for_a_state_becomes_a_contributor_never_a_focal_point() -> None:
    host = UserFactory(focal_point_of="CRI")
    assert services.verify_request(request=asked(state("CRI")), by=host).role == Role.CONTRIBUTOR


def test_nobody_of_a_new_organisation_verifies_it() -> None:
    """A second person cannot be verified by a first one who was not."""
    organisation = named()
    give_role(UserFactory(), Role.REPRESENTATIVE, organisation)
    first = organisation.memberships.get().user
    with pytest.raises(errors.NotAllowedError):
        services.verify_request(request=asked(organisation), by=first)


def test_a_request_is_decided_once() -> None:
    boss, request = UserFactory(secretariat=True), asked()
    services.verify_request(request=request, by=boss)
    with pytest.raises(errors.AlreadyDecidedError):
        services.verify_request(request=request, by=boss)
    with pytest.raises(errors.AlreadyDecidedError):
        services.decline_request(request=request, by=boss, reason="No")
    assert request.user.memberships.count() == 1


def test_a_request_is_verified_though_the_role_came_another_way() -> None:
    boss, request = UserFactory(secretariat=True), asked()
    held = give_role(request.user, Role.REPRESENTATIVE, request.organisation)
    assert services.verify_request(request=request, by=boss) == held


def test_declining_says_why() -> None:
    boss, request = UserFactory(secretariat=True), asked()
    with pytest.raises(errors.NoReasonError):
        services.decline_request(request=request, by=boss, reason="  ")
    services.decline_request(request=request, by=boss, reason=" We do not know you. ")
    assert (request.standing, request.reason) == (Standing.DECLINED, "We do not know you.")
    assert not request.user.memberships.exists()
    assert request.organisation.standing == Standing.VERIFIED


def test_a_new_organisation_is_declined_with_the_last_who_asked_for_it() -> None:
    boss, organisation = UserFactory(secretariat=True), named()
    one, two = asked(organisation), asked(organisation)
    services.decline_request(request=one, by=boss, reason="No")
    organisation.refresh_from_db()
    assert organisation.standing == Standing.PENDING
    services.decline_request(request=JoinRequest.objects.get(pk=two.pk), by=boss, reason="No")
    organisation.refresh_from_db()
    assert organisation.standing == Standing.DECLINED


def test_one_may_ask_again_after_a_refusal() -> None:
    boss, person, organisation = UserFactory(secretariat=True), UserFactory(), OrganisationFactory()
    services.decline_request(request=asked(organisation, person), by=boss, reason="No")
    assert asked(organisation, person).standing == Standing.PENDING


def test_only_the_secretariat_verifies_an_organisation() -> None:
    organisation = named()
    with pytest.raises(errors.NotAllowedError):
        services.verify_organisation(organisation=organisation, by=UserFactory())
    services.verify_organisation(organisation=organisation, by=UserFactory(secretariat=True))
    assert Organisation.objects.verified().filter(pk=organisation.pk).exists()
    with pytest.raises(errors.AlreadyDecidedError):
        services.verify_organisation(organisation=organisation, by=UserFactory(secretariat=True))


def test_who_may_decide_sees_it_in_the_queue_and_others_do_not() -> None:
    """The queue is a query, the permission a predicate: they say the same of every person."""
    from stakeholders.rules import may_decide  # noqa: PLC0415

    of_verified = asked()
    new, of_state = asked(named()), asked(state("CRI"))
    people = [
        UserFactory(),
        UserFactory(secretariat=True),
        UserFactory(role=Role.REPRESENTATIVE, role__at=of_verified.organisation),
        UserFactory(role=Role.REPRESENTATIVE, role__at=new.organisation),
        UserFactory(role=Role.CONTRIBUTOR, role__at=of_verified.organisation),
        UserFactory(focal_point_of="CRI"),
        UserFactory(focal_point_of="MEX"),
        UserFactory(contributor_of="CRI"),
    ]
    for person in people:
        queue = set(JoinRequest.objects.decidable_by(person))
        assert queue == {r for r in (of_verified, new, of_state) if may_decide(person, r)}
