"""Joining in: invited by the lead, answered by the partner's own people, on the record."""

from http import HTTPStatus
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from notices.models import Notice
from pledges.choices import PartnerState
from pledges.models import Partner, Pledge
from pledges.record import partners_record
from pledges.services import (
    AlreadyDecidedError,
    BadPartnerError,
    NotAllowedError,
    answer_invitation,
    invite_partner,
    leave,
    take_back_invitation,
)
from publication.choices import State
from stakeholders.choices import Role, Standing
from stakeholders.models import Organisation
from tests.desk.access import signed_in
from tests.factories.pledges import (
    author_of,
    begun,
    partner,
    people_around,
    pledge_in,
    published,
    speaker_of,
)
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state

pytestmark = pytest.mark.django_db

ACCEPTED, DECLINED = PartnerState.ACCEPTED, PartnerState.DECLINED
INVITED, LEFT = PartnerState.INVITED, PartnerState.LEFT


def told(kind: str) -> list[str]:
    """Who is told of it, by name."""
    notices = Notice.objects.filter(kind=f"pledges.partner-{kind}").order_by("pk")
    return [str(notice.recipient) for notice in notices]


def test_those_who_speak_for_the_partner_are_told_and_accept() -> None:
    pledge = begun()
    other = OrganisationFactory()
    one, two = (UserFactory(role=Role.REPRESENTATIVE, role__at=other) for _ in range(2))
    UserFactory(role=Role.CONTRIBUTOR, role__at=other)
    asked = invite_partner(pledge=pledge, organisation=other, by=author_of(pledge))
    assert (asked.state, asked.invited_by) == (INVITED, author_of(pledge))
    assert sorted(told("invited")) == sorted([str(one), str(two)])
    answer_invitation(partner=asked, accept=True, by=two, note="Gladly.")
    assert (asked.state, asked.decided_by, asked.note) == (ACCEPTED, two, "Gladly.")
    assert told("accepted") == [str(author_of(pledge))]


def test_declining_and_leaving_are_told_to_the_lead_with_the_note() -> None:
    pledge = begun()
    partner(pledge, DECLINED)
    partner(pledge, LEFT)
    notes = [n.context["note"] for n in Notice.objects.filter(recipient=author_of(pledge))]
    assert "Not this year." in notes
    assert "We move on." in notes


@pytest.mark.parametrize("standing", [Standing.PENDING, Standing.DECLINED])
def test_an_organisation_that_is_not_verified_cannot_be_invited(standing: Standing) -> None:
    pledge = begun()
    with pytest.raises(BadPartnerError):
        invite_partner(
            pledge=pledge,
            organisation=OrganisationFactory(standing=standing),
            by=author_of(pledge),
        )
    assert not Partner.objects.exists()


def test_nobody_is_a_partner_of_oneself() -> None:
    pledge = begun()
    with pytest.raises(BadPartnerError):
        invite_partner(pledge=pledge, organisation=pledge.organisation, by=author_of(pledge))
    assert not Partner.objects.exists()


@pytest.mark.parametrize("there", [INVITED, ACCEPTED])
def test_who_was_asked_or_is_in_is_not_asked_again(there: PartnerState) -> None:
    pledge = begun()
    asked = partner(pledge, there)
    with pytest.raises(BadPartnerError):
        invite_partner(pledge=pledge, organisation=asked.organisation, by=author_of(pledge))
    assert Partner.objects.get().state == there


@pytest.mark.parametrize("before", [DECLINED, LEFT])
def test_who_declined_or_left_may_be_asked_again_and_is_told_again(before: PartnerState) -> None:
    pledge = begun()
    asked = partner(pledge, before)
    again = invite_partner(pledge=pledge, organisation=asked.organisation, by=author_of(pledge))
    assert again.pk == asked.pk
    assert (again.state, again.decided_at, again.decided_by) == (INVITED, None, None)
    assert len(told("invited")) == 2


@pytest.mark.parametrize(
    "role",
    ["outsider", "contributor", "partner", "invited partner", "other organisation", "secretariat"],
)
def test_only_the_lead_invites_and_takes_back(role: str) -> None:
    pledge = begun()
    who = people_around(pledge)[role]
    assert who is not None
    with pytest.raises(NotAllowedError):
        invite_partner(pledge=pledge, organisation=OrganisationFactory(), by=who)
    asked = pledge.partners.get(state=INVITED)
    with pytest.raises(NotAllowedError):
        take_back_invitation(partner=asked, by=who)


@pytest.mark.parametrize(
    "role",
    ["outsider", "author", "contributor", "partner", "contributor of a partner", "secretariat"],
)
def test_nobody_answers_for_another(role: str) -> None:
    pledge = begun()
    who = people_around(pledge)[role]
    assert who is not None
    asked = pledge.partners.get(state=INVITED)
    for accept in (True, False):
        with pytest.raises(NotAllowedError):
            answer_invitation(partner=asked, accept=accept, by=who)
    assert pledge.partners.filter(state=INVITED).exists()


@pytest.mark.parametrize("state_now", [ACCEPTED, DECLINED, LEFT])
def test_an_invitation_is_answered_once(state_now: PartnerState) -> None:
    asked = partner(begun(), state_now)
    by = speaker_of(asked.organisation)
    with pytest.raises(AlreadyDecidedError):
        answer_invitation(partner=asked, accept=True, by=by)
    assert Partner.objects.get().state == state_now


@pytest.mark.parametrize("state_now", [INVITED, DECLINED, LEFT])
def test_only_who_is_in_can_leave(state_now: PartnerState) -> None:
    asked = partner(begun(), state_now)
    with pytest.raises(AlreadyDecidedError):
        leave(partner=asked, by=speaker_of(asked.organisation), note="")


def test_an_open_invitation_is_taken_back_and_an_answered_one_is_not() -> None:
    pledge = begun()
    asked = partner(pledge, INVITED)
    take_back_invitation(partner=asked, by=author_of(pledge))
    assert not Partner.objects.exists()
    joined = partner(pledge, ACCEPTED)
    with pytest.raises(AlreadyDecidedError):
        take_back_invitation(partner=joined, by=author_of(pledge))


def test_all_of_it_stays_on_the_record() -> None:
    pledge = begun()
    asked = partner(pledge, LEFT)
    invite_partner(pledge=pledge, organisation=asked.organisation, by=author_of(pledge))
    take_back_invitation(partner=Partner.objects.get(), by=author_of(pledge))
    name, by = str(asked.organisation), str(speaker_of(asked.organisation))
    lead = str(author_of(pledge))
    assert [(entry.what, entry.who) for entry in partners_record(pledge)] == [
        (f"The invitation of {name} was taken back", lead),
        (f"{name} was asked to join in", lead),
        (f"{name} left", by),
        (f"{name} joined in", by),
        (f"{name} was asked to join in", lead),
    ]
    assert [entry.note for entry in partners_record(pledge)][2] == "We move on."


def test_the_database_holds_the_same() -> None:
    asked = partner(begun(), INVITED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=asked.pk).update(state=ACCEPTED)  # without saying when
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.create(
            pledge=asked.pledge, organisation=asked.organisation, invited_by=asked.invited_by
        )


class TestThePageOfTheLead:
    def at(self, pledge: Pledge) -> str:
        return reverse("pledge_desk:partners", args=[pledge.code])

    def post(self, pledge: Pledge, **data: Any) -> Any:
        return signed_in(author_of(pledge)).post(self.at(pledge), data)

    def test_it_finds_verified_organisations_by_a_part_of_their_name(self) -> None:
        pledge = begun()
        OrganisationFactory(name="House of Migrants")
        OrganisationFactory(name="House of Cards", standing=Standing.PENDING)
        partner(pledge, ACCEPTED, OrganisationFactory(name="House of Partners"))
        page = signed_in(author_of(pledge)).get(self.at(pledge), {"q": "house"}).content.decode()
        assert 'data-count="1"' in page
        assert "House of Migrants" in page
        assert "House of Cards" not in page

    def test_it_does_not_offer_the_maker_itself(self) -> None:
        pledge = begun(OrganisationFactory(name="House of Makers"))
        page = signed_in(author_of(pledge)).get(self.at(pledge), {"q": "house"}).content.decode()
        assert 'data-count="0"' in page

    def test_it_invites_and_takes_back(self) -> None:
        pledge = begun()
        other = OrganisationFactory()
        assert self.post(pledge, organisation=other.pk).status_code == HTTPStatus.FOUND
        assert self.post(pledge, take_back=Partner.objects.get().pk).status_code == HTTPStatus.FOUND
        assert not Partner.objects.exists()

    def test_it_says_why_one_cannot_be_invited(self) -> None:
        pledge = begun()
        response = self.post(pledge, organisation=pledge.organisation.pk)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "makes the pledge itself" in response.content.decode()

    def test_it_says_that_it_was_answered_meanwhile(self) -> None:
        pledge = begun()
        response = self.post(pledge, take_back=partner(pledge, ACCEPTED).pk)
        assert response.status_code == HTTPStatus.CONFLICT

    @pytest.mark.parametrize("number", ["", "x", "0", "-1", "9" * 18, "9" * 40])
    @pytest.mark.parametrize("name", ["organisation", "take_back"])
    def test_nonsense_is_not_found(self, name: str, number: str) -> None:
        assert self.post(begun(), **{name: number}).status_code == HTTPStatus.NOT_FOUND


class TestThePageOfThePartner:
    def at(self, asked: Partner) -> str:
        return reverse("pledge_desk:partner", args=[asked.pledge.code, asked.pk])

    def post(self, asked: Partner, **data: str) -> Any:
        return signed_in(speaker_of(asked.organisation)).post(self.at(asked), data)

    @pytest.mark.parametrize(
        ("before", "answer", "after"),
        [(INVITED, "accept", ACCEPTED), (INVITED, "decline", DECLINED), (ACCEPTED, "leave", LEFT)],
    )
    def test_it_answers(self, before: PartnerState, answer: str, after: PartnerState) -> None:
        asked = partner(begun(), before)
        assert self.post(asked, answer=answer, note="So be it.").status_code == HTTPStatus.FOUND
        partner_now = Partner.objects.get()
        assert (partner_now.state, partner_now.note) == (after, "So be it.")

    def test_a_get_changes_nothing(self) -> None:
        asked = partner(begun(), INVITED)
        client = signed_in(speaker_of(asked.organisation))
        assert client.get(self.at(asked), {"answer": "accept"}).status_code == HTTPStatus.OK
        assert Partner.objects.get().state == INVITED

    def test_a_second_answer_is_told(self) -> None:
        asked = partner(begun(), ACCEPTED)
        response = self.post(asked, answer="accept", note="Again.")
        assert response.status_code == HTTPStatus.CONFLICT
        assert "answered in the meantime" in response.content.decode()

    @pytest.mark.parametrize("answer", ["", "perhaps", "take-back"])
    def test_nonsense_is_refused(self, answer: str) -> None:
        asked = partner(begun(), INVITED)
        assert self.post(asked, answer=answer).status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    def test_a_note_that_is_too_long_comes_back(self) -> None:
        asked = partner(begun(), INVITED)
        response = self.post(asked, answer="accept", note="x" * 501)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "x" * 501 in response.content.decode()

    def test_who_is_asked_reads_the_draft_and_is_led_to_answer(self) -> None:
        asked = partner(pledge_in(State.DRAFT), INVITED)
        client = signed_in(speaker_of(asked.organisation))
        page = client.get(asked.pledge.desk_address).content.decode()
        assert f"{asked.organisation} is asked to join in" in page
        assert self.at(asked) in page


def test_a_partner_does_not_learn_who_else_was_asked() -> None:
    pledge = pledge_in(State.DRAFT)
    joined = partner(pledge, ACCEPTED)
    others = {state: partner(pledge, state).organisation for state in (INVITED, DECLINED, LEFT)}
    pages = {
        who: signed_in(user).get(pledge.desk_address).content.decode()
        for who, user in {
            "partner": speaker_of(joined.organisation),
            "author": author_of(pledge),
        }.items()
    }
    for organisation in others.values():
        assert str(organisation) in pages["author"]
        assert str(organisation) not in pages["partner"]
    assert str(joined.organisation) in pages["partner"]


def test_a_pledge_may_be_joined_after_it_is_published() -> None:
    pledge = published()
    joined = partner(pledge, ACCEPTED, state("MEX"))
    page = signed_in(UserFactory()).get(pledge.get_absolute_url()).content.decode()
    assert str(joined.organisation) in page


def test_organisations_of_the_same_name_are_told_apart_by_number() -> None:
    pledge = begun()
    one = OrganisationFactory(name="House")
    partner(pledge, INVITED, one)
    assert Organisation.objects.get(pk=pledge.partners.get().organisation_id) == one
