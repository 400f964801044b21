"""The queue of those who ask to take part, and the decisions."""

import pytest
from django.test import Client
from django.urls import reverse

from desk import services
from notices.models import Notice
from stakeholders.choices import Role, Standing
from stakeholders.models import JoinRequest, Organisation, User
from tests.desk.access import signed_in
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state

pytestmark = pytest.mark.django_db

QUEUE = reverse("desk:requests")


def asked(organisation: Organisation | None = None) -> JoinRequest:
    return services.ask_to_take_part(
        organisation=organisation or OrganisationFactory(), by=UserFactory(), message="I help."
    )


def verify(request: JoinRequest) -> str:
    return reverse("desk:verify_request", args=[request.pk])


def decline(request: JoinRequest) -> str:
    return reverse("desk:decline_request", args=[request.pk])


def test_the_queue_shows_what_one_may_decide() -> None:
    mine, other = asked(), asked()
    person = UserFactory(role=Role.REPRESENTATIVE, role__at=mine.organisation)
    page = signed_in(person).get(QUEUE).content.decode()
    assert 'data-count="1"' in page
    assert mine.user.email in page
    assert other.user.email not in page
    everything = signed_in(UserFactory(secretariat=True)).get(QUEUE).content.decode()
    assert 'data-count="2"' in everything


def test_verifying_lets_in_and_tells() -> None:
    request = asked(OrganisationFactory(standing=Standing.PENDING))
    page = signed_in(UserFactory(secretariat=True)).post(verify(request), follow=True)
    assert "now takes part" in page.content.decode()
    assert request.user.memberships.get().role == Role.REPRESENTATIVE
    assert Notice.objects.get(kind="people.verified").recipient == request.user


def test_declining_needs_a_reason_and_tells_it() -> None:
    request, client = asked(), signed_in(UserFactory(secretariat=True))
    assert client.post(decline(request), {"reason": " "}).status_code == 422
    page = client.post(decline(request), {"reason": "We do not know you."}, follow=True)
    assert page.redirect_chain == [(QUEUE, 302)]
    assert Notice.objects.get(kind="people.declined").recipient == request.user
    request.refresh_from_db()
    assert request.reason == "We do not know you."
    assert not request.user.memberships.exists()


@pytest.mark.parametrize("who", ["outsider", "stranger", "contributor", "asker"])
def test_others_cannot_decide(who: str) -> None:
    request = asked(state("CRI"))
    people: dict[str, User] = {
        "outsider": UserFactory(),
        "stranger": UserFactory(focal_point_of="MEX"),
        "contributor": UserFactory(contributor_of="CRI"),
        "asker": request.user,
    }
    client = signed_in(people[who])
    assert client.post(verify(request)).status_code == 404
    assert client.post(decline(request), {"reason": "No"}).status_code == 404
    request.refresh_from_db()
    assert request.standing == Standing.PENDING


def test_nobody_decides_without_signing_in() -> None:
    request = asked()
    assert Client().post(verify(request))["Location"].startswith("/en/accounts/login/")
    request.refresh_from_db()
    assert request.standing == Standing.PENDING


def test_a_request_that_was_decided_meanwhile_is_said_so() -> None:
    request, client = asked(), signed_in(UserFactory(secretariat=True))
    client.post(verify(request))
    again = client.post(verify(request), follow=True)
    assert "This has been decided already." in again.content.decode()
    late = client.post(decline(request), {"reason": "No"})
    assert late.status_code == 422
    assert "This has been decided already." in late.content.decode()
    assert Notice.objects.filter(kind="people.verified").count() == 1


def test_an_address_that_only_takes_posts_leads_back_to_the_queue() -> None:
    """As after signing in anew: the address is asked for, and nothing happens."""
    request, client = asked(), signed_in(UserFactory(secretariat=True))
    assert client.get(verify(request))["Location"] == QUEUE
    request.refresh_from_db()
    assert request.standing == Standing.PENDING
