"""People come on the roster and leave it: every state by every step by every role."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.db import transaction
from django.utils import timezone

from notices.kinds import Kind
from notices.letters import compose
from notices.models import Notice
from practices.choices import AssignmentState, Belonging, RosterState
from practices.models import Absence, Reviewer
from practices.roster import kinds
from practices.roster.deciding import STEPS, decide
from practices.roster.errors import (
    AlreadyThereError,
    BadAbsenceError,
    ChangedMeanwhileError,
    NoReasonError,
    NotAllowedError,
    RosterError,
)
from practices.roster.joining import (
    Profile,
    accept_invitation,
    apply,
    invite_to_roster,
    refuse_invitation,
    tell,
)
from practices.roster.keeping import add_absence, remove_absence, save_profile
from publication.choices import State
from stakeholders.choices import Role, Standing
from stakeholders.models import User
from stakeholders.rules import is_reviewer
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.practices import assigned, practice_in, reviewer
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, secretariat

pytestmark = pytest.mark.django_db


def profile(**fields: object) -> Profile:
    values = {
        "country": CountryFactory(iso3="KEN"),
        "languages": ["en", "fr"],
        "objectives": [ObjectiveFactory(number=5)],
        "years": 9,
        "most_a_semester": 3,
        **fields,
    }
    return Profile(**values)  # type: ignore[arg-type]


def member(code: str = "civil-society") -> User:
    person: User = UserFactory(role=Role.CONTRIBUTOR, role__at=OrganisationFactory(code=code))
    return person


def entry(state: RosterState) -> Reviewer:
    """In this state; only who is on the roster holds the role."""
    home = OrganisationFactory()
    active = {"role": Role.REVIEWER} if state == RosterState.ACTIVE else {"role": Role.CONTRIBUTOR}
    return reviewer(state=state, organisation=home, user=UserFactory(**active, role__at=home))


class TestApplying:
    def test_it_waits_for_the_secretariat_who_is_told(self) -> None:
        decider, person = examiner(), member()
        home = person.memberships.get().organisation
        made = apply(user=person, organisation=home, profile=profile())
        assert (made.state, made.belonging) == (RosterState.APPLIED, Belonging.EXTERNAL)
        assert (made.languages, [o.pk for o in made.objectives.all()]) == (["en", "fr"], [5])
        assert not is_reviewer(person)
        assert Notice.objects.get(kind=kinds.APPLIED).recipient == decider

    def test_who_takes_part_for_an_entity_of_the_un_is_of_the_un(self) -> None:
        person = member("un-entity")
        home = person.memberships.get().organisation
        assert apply(user=person, organisation=home, profile=profile()).belonging == Belonging.UN

    def test_whom_the_secretariat_made_a_reviewer_is_on_it_at_once(self) -> None:
        person = UserFactory(role=Role.REVIEWER)
        home = person.memberships.get().organisation
        made = apply(user=person, organisation=home, profile=profile())
        assert made.state == RosterState.ACTIVE
        assert list(Reviewer.objects.active()) == [made]
        assert not Notice.objects.filter(kind=kinds.APPLIED).exists()

    def test_for_ones_own_organisation_only(self) -> None:
        with pytest.raises(NotAllowedError):
            apply(user=member(), organisation=OrganisationFactory(), profile=profile())

    def test_not_for_one_that_is_not_verified(self) -> None:
        home = OrganisationFactory(standing=Standing.PENDING)
        person = UserFactory(role=Role.REPRESENTATIVE, role__at=home)
        with pytest.raises(NotAllowedError):
            apply(user=person, organisation=home, profile=profile())

    def test_the_secretariat_decides_and_does_not_review(self) -> None:
        with pytest.raises(NotAllowedError):
            apply(user=examiner(), organisation=secretariat(), profile=profile())

    @pytest.mark.parametrize("state", RosterState)
    def test_again_only_after_a_refusal_or_an_end(self, state: RosterState) -> None:
        one = entry(state)
        if state in {RosterState.DECLINED, RosterState.RETIRED}:
            made = apply(user=one.user, organisation=one.organisation, profile=profile(years=30))
            assert (made.pk, made.state, made.years) == (one.pk, RosterState.APPLIED, 30)
        else:
            with pytest.raises(AlreadyThereError):
                apply(user=one.user, organisation=one.organisation, profile=profile())


class TestInvitation:
    def invited(self) -> Reviewer:
        person = member()
        home = person.memberships.get().organisation
        country = CountryFactory(iso3="PER")
        return invite_to_roster(user=person, organisation=home, country=country, by=examiner())

    def test_the_person_is_told_and_is_not_on_it_yet(self) -> None:
        one = self.invited()
        assert one.state == RosterState.INVITED
        assert Notice.objects.get(kind=kinds.INVITED).recipient == one.user
        assert not Reviewer.objects.active().exists()

    def test_accepted_it_makes_a_reviewer(self) -> None:
        one = accept_invitation(
            reviewer=(asked := self.invited()), profile=profile(), by=asked.user
        )
        assert one.state == RosterState.ACTIVE
        assert is_reviewer(User.objects.get(pk=one.user_id))
        assert list(Reviewer.objects.active()) == [one]

    def test_refused_it_makes_none(self) -> None:
        one = refuse_invitation(reviewer=(asked := self.invited()), by=asked.user)
        assert one.state == RosterState.DECLINED
        with pytest.raises(ChangedMeanwhileError):
            accept_invitation(reviewer=one, profile=profile(), by=one.user)

    def test_nobody_answers_for_another(self) -> None:
        with pytest.raises(NotAllowedError):
            accept_invitation(reviewer=self.invited(), profile=profile(), by=member())

    def test_only_the_secretariat_invites(self) -> None:
        person = member()
        home = person.memberships.get().organisation
        with pytest.raises(NotAllowedError):
            invite_to_roster(user=person, organisation=home, country=CountryFactory(), by=person)

    def test_nobody_is_invited_who_is_there(self) -> None:
        one = reviewer()
        with pytest.raises(AlreadyThereError):
            invite_to_roster(
                user=one.user, organisation=one.organisation, country=one.country, by=examiner()
            )


# “done”, “-” (not this person's to do) or “late” (not in this state).
MATRIX = """
secretariat  | accept decline take-back retire
invited      | late   late    done      late
applied      | done   done    late      late
active       | late   late    late      done
declined     | late   late    late      late
retired      | late   late    late      late

the reviewer | accept decline take-back retire
invited      | -      -       -         late
applied      | -      -       -         late
active       | -      -       -         done
declined     | -      -       -         late
retired      | -      -       -         late

colleague, outsider, other reviewer, moderator | accept decline take-back retire
invited      | -      -       -         -
applied      | -      -       -         -
active       | -      -       -         -
declined     | -      -       -         -
retired      | -      -       -         -
"""


def named() -> dict[tuple[str, str, str], str]:
    found = {}
    for table in MATRIX.strip().split("\n\n"):
        head, *lines = table.splitlines()
        roles, steps = head.split("|")
        for line in lines:
            state, _bar, outcomes = line.partition("|")
            for role in roles.split(","):
                for step, outcome in zip(steps.split(), outcomes.split(), strict=True):
                    found[role.strip(), state.strip(), step] = outcome
    return found


def people(one: Reviewer) -> dict[str, User]:
    return {
        "secretariat": examiner(),
        "the reviewer": one.user,
        "colleague": UserFactory(role=Role.REPRESENTATIVE, role__at=one.organisation),
        "outsider": UserFactory(),
        "other reviewer": reviewer().user,
        "moderator": UserFactory(role=Role.MODERATOR),
    }


def outcome(one: Reviewer, step: str, by: User) -> str:
    try:
        with transaction.atomic():
            decide(reviewer=one, step=step, by=by, note="Because.")
            transaction.set_rollback(True)
    except NotAllowedError:
        return "-"
    except ChangedMeanwhileError:
        return "late"
    return "done"


@pytest.mark.parametrize("state", RosterState)
def test_every_step_by_everybody(state: RosterState) -> None:
    one = entry(state)
    everybody = people(one)
    wanted = {triple: told for triple, told in named().items() if triple[1] == state}
    assert set(wanted) == set(product(everybody, [state.value], STEPS))
    found = {
        (role, state.value, step): outcome(one, step, everybody[role])
        for role, step in product(everybody, STEPS)
    }
    assert found == wanted


class TestDeciding:
    def test_taken_on_the_roster(self) -> None:
        one = decide(reviewer=entry(RosterState.APPLIED), step="accept", by=examiner())
        assert one.state == RosterState.ACTIVE
        assert is_reviewer(User.objects.get(pk=one.user_id))
        assert Notice.objects.get(kind=kinds.ACCEPTED).recipient == one.user

    def test_not_taken_and_told_why(self) -> None:
        one = entry(RosterState.APPLIED)
        with pytest.raises(NoReasonError):
            decide(reviewer=one, step="decline", by=examiner(), note="  ")
        decide(reviewer=one, step="decline", by=examiner(), note="Too little experience.")
        told = Notice.objects.get(kind=kinds.DECLINED)
        assert told.context["note"] == "Too little experience."

    def test_who_is_of_the_secretariat_does_not_decide_on_oneself(self) -> None:
        one = entry(RosterState.APPLIED)
        give_role(one.user, Role.SECRETARIAT, secretariat())
        with pytest.raises(NotAllowedError):
            decide(reviewer=one, step="accept", by=one.user)

    def test_retired_the_role_ends_and_open_invitations_with_it(self) -> None:
        one = entry(RosterState.ACTIVE)
        asked = assigned(practice_in(State.UNDER_REVIEW), by=one)
        at_work = assigned(practice_in(State.UNDER_REVIEW), AssignmentState.ACCEPTED, by=one)
        decide(reviewer=one, step="retire", by=examiner(), note="Thank you.")
        asked.refresh_from_db()
        at_work.refresh_from_db()
        assert not is_reviewer(User.objects.get(pk=one.user_id))
        assert asked.state == AssignmentState.CALLED_OFF
        assert at_work.state == AssignmentState.ACCEPTED
        assert Notice.objects.get(kind=kinds.RETIRED).recipient == one.user

    def test_who_leaves_is_not_told_that_they_left(self) -> None:
        one = entry(RosterState.ACTIVE)
        decide(reviewer=one, step="retire", by=one.user)
        assert not Notice.objects.filter(kind=kinds.RETIRED).exists()


class TestKeeping:
    @pytest.mark.parametrize("state", RosterState)
    def test_ones_own_entry_while_it_counts(self, state: RosterState) -> None:
        one = entry(state)
        if state in {RosterState.APPLIED, RosterState.ACTIVE}:
            save_profile(reviewer=one, profile=profile(years=12), by=one.user)
            assert Reviewer.objects.get(pk=one.pk).years == 12
        else:
            with pytest.raises(NotAllowedError):
                save_profile(reviewer=one, profile=profile(), by=one.user)

    @pytest.mark.parametrize("who", [examiner, member])
    def test_nobody_elses(self, who: Callable[[], User]) -> None:
        with pytest.raises(NotAllowedError):
            save_profile(reviewer=reviewer(), profile=profile(), by=who())

    def test_absences_come_and_go(self) -> None:
        one, today = reviewer(), timezone.localdate()
        made = add_absence(reviewer=one, starts_on=today, ends_on=today, by=one.user)
        assert one.is_away(today)
        with pytest.raises(NotAllowedError):
            remove_absence(absence=made, by=examiner())
        remove_absence(absence=made, by=one.user)
        assert not Absence.objects.exists()

    @pytest.mark.parametrize(("first", "last"), [(2, 1), (-5, -1)])
    def test_no_absence_that_makes_no_sense(self, first: int, last: int) -> None:
        one, today = reviewer(), timezone.localdate()
        days = {"starts_on": today + timedelta(first), "ends_on": today + timedelta(last)}
        with pytest.raises(BadAbsenceError):
            add_absence(reviewer=one, by=one.user, **days)


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.code)
def test_each_mail_can_be_written_and_carries_the_note(kind: Kind) -> None:
    one = reviewer()
    tell(one, kind.code, one.user, about="today", note="We meet in May.")
    letter = str(compose(Notice.objects.get(kind=kind.code)).body)
    assert str(one.organisation) in letter or str(one) in letter
    assert "/desk/practices/roster/" in letter
    assert ("We meet in May." in letter) == ("%(said)s" in str(kind.body))


@pytest.mark.parametrize("error", RosterError.__subclasses__())
def test_each_refusal_says_why(error: type[RosterError]) -> None:
    assert str(error()) != str(RosterError())
