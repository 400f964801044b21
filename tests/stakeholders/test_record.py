"""The record: every change is in it, says who, and cannot be changed."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from stakeholders import services
from stakeholders.choices import MOST_FOCAL_POINTS, Role, Standing
from stakeholders.history import history_of
from stakeholders.models import Invitation, Membership, Organisation, User
from stakeholders.record import acting
from tests.factories.stakeholders import OrganisationFactory, UserFactory, secretariat, state

MembershipEvent = Membership.pgh_event_model  # type: ignore[attr-defined]
OrganisationEvent = Organisation.pgh_event_model  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_each_change_says_who_and_how() -> None:
    boss, old, new = UserFactory(secretariat=True, name="Ada"), UserFactory(), UserFactory()
    first = services.grant_role(user=old, organisation=state("CRI"), role=Role.FOCAL_POINT, by=boss)
    services.hand_over(membership=first, to=new, by=boss)
    events = MembershipEvent.objects.filter(organisation=state("CRI")).order_by("pgh_id")
    told = [(e.pgh_label, e.user, e.pgh_context["name"], e.pgh_context["verb"]) for e in events]
    assert told == [
        ("insert", old, "Ada", "grant"),
        ("update", old, "Ada", "hand-over"),
        ("insert", new, "Ada", "hand-over"),
    ]
    assert {e.pgh_context["user"] for e in events} == {boss.pk}


@pytest.mark.django_db
def test_the_record_keeps_what_the_orm_does_not_see() -> None:
    """Triggers write it: an update in SQL is as much on the record as one of a verb."""
    UserFactory(contributor_of="CRI")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stakeholders_membership SET note = 'by hand'")
    assert MembershipEvent.objects.order_by("pgh_id").last().note == "by hand"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table", ["stakeholders_membershipevent", "stakeholders_organisationevent"]
)
@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_the_record_cannot_be_changed(table: str, statement: str) -> None:
    UserFactory(contributor_of="CRI")
    with (
        pytest.raises(DatabaseError, match="annot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.django_db
def test_a_membership_is_ended_and_never_deleted() -> None:
    UserFactory(contributor_of="CRI")
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Membership.objects.all().delete()
    assert Membership.objects.count() == 1


@pytest.mark.django_db
def test_the_name_of_who_acted_outlives_a_change_of_name() -> None:
    boss, person = UserFactory(secretariat=True, name="Ada"), UserFactory()
    organisation = services.name_organisation(
        name="Casa", type=OrganisationFactory().type, by=person
    )
    services.verify_organisation(organisation=organisation, by=boss)
    User.objects.filter(pk=boss.pk).update(name="Ada Married")
    assert [entry.who for entry in history_of(organisation)] == ["Ada", person.name]


@pytest.mark.django_db
def test_the_history_of_an_organisation_reads_latest_first() -> None:
    boss = UserFactory(secretariat=True, name="Ada")
    person = UserFactory(name="Grace")
    organisation = services.name_organisation(
        name="Casa", type=OrganisationFactory().type, by=person
    )
    request = services.ask_to_take_part(organisation=organisation, by=person)
    membership = services.verify_request(request=request, by=boss)
    services.end_role(membership=membership, by=person, note="New post")
    told = [(entry.what, entry.who, entry.note) for entry in history_of(organisation)]
    assert told[0] == ("Grace: no longer Representative", "Grace", "New post")
    assert set(told[1:]) == {
        ("Grace: Representative", "Ada", ""),
        ("Casa: Verified", "Ada", ""),
        ("Casa: Waiting to be verified", "Grace", ""),
    }
    with override("es"):
        assert history_of(organisation)


@pytest.mark.django_db
def test_a_change_by_nobody_in_particular_is_on_the_record_too() -> None:
    organisation = OrganisationFactory()
    assert [entry.who for entry in history_of(organisation)] == [""]


@pytest.mark.django_db
class TestActing:
    """Who acts is said for the block, and for nothing that is written after it."""

    def named_by(self, organisation: Organisation) -> list[str]:
        return [entry.who for entry in history_of(organisation)]

    def test_what_comes_after_it_in_the_transaction_says_nothing(self) -> None:
        with acting(UserFactory(name="Ada"), "verify"):
            during = OrganisationFactory()
        after = OrganisationFactory()
        assert (self.named_by(during), self.named_by(after)) == (["Ada"], [""])

    def test_what_comes_after_an_inner_one_says_the_outer(self) -> None:
        with acting(UserFactory(name="Ada"), "verify"):
            with acting(UserFactory(name="Grace"), "grant"):
                inner = OrganisationFactory()
            outer = OrganisationFactory()
        assert (self.named_by(inner), self.named_by(outer)) == (["Grace"], ["Ada"])

    def test_a_verb_that_fails_takes_its_name_with_it(self) -> None:
        with suppress(DatabaseError), transaction.atomic(), acting(UserFactory(name="Ada"), "x"):
            OrganisationFactory()
            Organisation.objects.create(name="No type")
        assert self.named_by(OrganisationFactory()) == [""]


@dataclass
class Walk:
    """A State, its Secretariat and four people, to whom things are done."""

    boss: User
    place: Organisation
    people: list[User]

    def held(self, one: User, role: Role) -> Membership:
        return one.memberships.active().get(role=role, organisation=self.place)

    def open_invitation(self, one: User, role: Role) -> Invitation:
        return self.place.invitations.open(timezone.now()).get(email=one.email, role=role)

    def grant(self, one: User, _other: User, role: Role) -> None:
        services.grant_role(user=one, organisation=self.place, role=role, by=self.boss)

    def end(self, one: User, _other: User, role: Role) -> None:
        services.end_role(membership=self.held(one, role), by=self.boss)

    def leave(self, one: User, _other: User, role: Role) -> None:
        services.end_role(membership=self.held(one, role), by=one)

    def hand_over(self, one: User, other: User, role: Role) -> None:
        services.hand_over(membership=self.held(one, role), to=other, by=self.boss)

    def invite(self, one: User, _other: User, role: Role) -> None:
        services.invite(email=one.email, organisation=self.place, role=role, by=self.boss)

    def succeed(self, one: User, other: User, role: Role) -> None:
        services.invite(
            email=one.email,
            organisation=self.place,
            role=role,
            by=self.boss,
            succeeds=self.held(other, role),
        )

    def accept(self, one: User, _other: User, role: Role) -> None:
        services.accept_invitation(invitation=self.open_invitation(one, role), by=one)

    def revoke(self, one: User, _other: User, role: Role) -> None:
        services.revoke_invitation(invitation=self.open_invitation(one, role), by=self.boss)


VERBS = ["grant", "end", "leave", "hand_over", "invite", "succeed", "accept", "revoke"]
WHO = st.integers(0, 3)
ROLES = st.sampled_from([Role.FOCAL_POINT, Role.CONTRIBUTOR])
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), WHO, WHO, ROLES), max_size=14)


class Walks(TestCase):
    """Whatever is done in whatever order, nothing is lost and the rules hold."""

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def test_no_walk_breaks_the_record(self, steps: list[tuple[str, int, int, Role]]) -> None:
        walk = Walk(
            boss=UserFactory(secretariat=True),
            place=state("CRI"),
            people=[UserFactory() for _ in range(4)],
        )
        ever: set[int] = set()
        for verb, one, other, role in steps:
            with suppress(services.RefusalError, Membership.DoesNotExist, Invitation.DoesNotExist):
                getattr(walk, verb)(walk.people[one], walk.people[other], role)
            ever |= set(walk.place.memberships.values_list("pk", flat=True))
            assert Membership.objects.focal_points_of("CRI").count() <= MOST_FOCAL_POINTS
        assert ever == set(walk.place.memberships.values_list("pk", flat=True))
        self.check_record(walk.place)

    def check_record(self, organisation: Organisation) -> None:
        """Each membership begins once, ends at most once, and its last event is how it stands."""
        for membership in organisation.memberships.all():
            events = list(MembershipEvent.objects.filter(pgh_obj=membership).order_by("pgh_id"))
            assert [event.pgh_label for event in events] in (["insert"], ["insert", "update"])
            assert events[0].until is None
            assert (events[-1].until, events[-1].user) == (membership.until, membership.user)
            assert all(event.pgh_context["name"] for event in events)


@pytest.mark.django_db
def test_the_secretariat_of_the_tests_is_of_the_united_nations() -> None:
    assert secretariat().is_un_entity
    assert secretariat().standing == Standing.VERIFIED
