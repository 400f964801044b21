"""What nobody may learn: who did not accept, the contact, a draft. It is looked for everywhere."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from notices.delivery import deliver_one
from notices.models import Notice
from pledges.choices import PartnerState, Side
from pledges.models import Pledge
from pledges.services import correct_pledge
from publication.choices import State
from publication.models import ListedItem, StateChange
from stakeholders.choices import Role
from stakeholders.models import Organisation
from tests.desk.access import signed_in
from tests.factories.pledges import (
    CONTACT,
    author_of,
    begun,
    partner,
    pledge_in,
    published,
    reported,
    speaker_of,
    whole,
)
from tests.factories.publication import examiner, moved
from tests.factories.stakeholders import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

NAMES = {
    PartnerState.ACCEPTED: "Acceptania House",
    PartnerState.INVITED: "Invitania House",
    PartnerState.DECLINED: "Declinia House",
    PartnerState.LEFT: "Departia House",
}
CITY = "local-authority"
SECRETS = ("Contacta", "rosa.contacta", "5555 0101")


@pytest.fixture
def pledge() -> Pledge:
    """Published, with a partner in each state; each of a type of its own."""
    examiner()
    pledge = whole(begun(), objectives=[4, 5], countries=["CRI"], side=Side.OFFER)
    for number, (state, name) in enumerate(NAMES.items()):
        partner(pledge, state, OrganisationFactory(name=name, code=f"{CITY}-{number}"))
    moved(pledge, to=State.PUBLISHED)
    reported(pledge.targets.get())
    return pledge


def get(address: str, **query: str) -> str:
    response = Client().get(address, query)
    assert response.status_code == 200, address
    content = response.getvalue() if response.streaming else response.content
    return str(content.decode())


def the_page(pledge: Pledge) -> str:
    return get(pledge.get_absolute_url())


def the_versions(pledge: Pledge) -> str:
    note = "A word."
    correct_pledge(
        pledge=pledge,
        base_revision=Pledge.objects.get(pk=pledge.pk).revision,
        write=lambda current: current.save(),
        note=note,
        by=examiner(),
    )
    addresses = (reverse("pledges:version", args=[pledge.code, n]) for n in (1, 2))
    return "".join(get(address) for address in addresses)


def the_list(_pledge: Pledge) -> str:
    return get(reverse("pledges:list"))


def needs_and_offers(_pledge: Pledge) -> str:
    need = published(OrganisationFactory(), title="A need", side=Side.NEED, objectives=[5])
    assert need.is_published
    at = reverse("pledges:needs_and_offers")
    return get(at) + get(at, side="offer")


def the_csv(_pledge: Pledge) -> str:
    return get(reverse("pledges:list"), format="csv")


def the_spreadsheet(_pledge: Pledge) -> str:
    response = Client().get(reverse("pledges:list"), {"format": "xlsx"})
    book = load_workbook(BytesIO(response.getvalue()))
    return str([cell.value for sheet in book for row in sheet for cell in row])


def what_is_listed(_pledge: Pledge) -> str:
    rows = ListedItem.objects.values_list("title", "text", "facets", "card", "vector")
    return str(list(rows)).casefold()


def the_snapshots(_pledge: Pledge) -> str:
    return str([change.content for change in StateChange.objects.all() if change.content])


def public_pages_of_the_forum(pledge: Pledge) -> str:
    return "".join(
        get(address)
        for address in (
            reverse("explore:home"),
            reverse("explore:objective", args=[5]),
            reverse("explore:country", args=["CRI"]),
            reverse("explore:forum", args=[pledge.cycle_id]),
        )
    )


def mail_to_the_secretariat(_pledge: Pledge) -> str:
    return mail_to("secretariat")


def mail_to_the_accepted_partner(_pledge: Pledge) -> str:
    return mail_to("partner")


def mail_to(whom: str) -> str:
    """All that was written to them, as it is sent."""
    people = (
        [examiner()]
        if whom == "secretariat"
        else [speaker_of(Organisation.objects.get(name=NAMES[PartnerState.ACCEPTED]))]
    )
    for notice in Notice.objects.filter(recipient__in=people):
        assert deliver_one(notice.pk)
    assert mail.outbox
    return "".join(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)


PLACES: list[Callable[[Pledge], str]] = [
    the_page, the_versions, the_list, needs_and_offers, the_csv, the_spreadsheet, what_is_listed,
    the_snapshots, public_pages_of_the_forum, mail_to_the_secretariat,
    mail_to_the_accepted_partner,
]  # fmt: skip
NAMES_PARTNERS = {the_page, the_versions, the_csv, the_spreadsheet, the_snapshots}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_only_the_accepted_partner_is_named(place: Callable[[Pledge], str], pledge: Pledge) -> None:
    text = place(pledge).casefold()
    for state in (PartnerState.INVITED, PartnerState.DECLINED, PartnerState.LEFT):
        assert NAMES[state].split()[0].casefold() not in text
    if place in NAMES_PARTNERS:
        assert NAMES[PartnerState.ACCEPTED].casefold() in text


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_the_contact_is_nowhere(place: Callable[[Pledge], str], pledge: Pledge) -> None:
    assert CONTACT in pledge.contact
    text = place(pledge).casefold()
    assert not [secret for secret in SECRETS if secret.casefold() in text]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_a_draft_and_what_is_handed_in_are_nowhere(
    place: Callable[[Pledge], str], pledge: Pledge
) -> None:
    whole(begun(), title="Draftenheim", objectives=[5])
    text = place(pledge)
    assert "draftenheim" not in text.casefold()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (NAMES[PartnerState.ACCEPTED].split()[0], True),
        (NAMES[PartnerState.INVITED].split()[0], False),
        (NAMES[PartnerState.DECLINED].split()[0], False),
        (NAMES[PartnerState.LEFT].split()[0], False),
        *((secret, False) for secret in SECRETS),
    ],
)
def test_search_finds_only_what_is_public(words: str, found: bool, pledge: Pledge) -> None:
    assert (pledge.code in get(reverse("pledges:list"), q=words)) is found


def test_a_facet_counts_only_the_accepted_partner(pledge: Pledge) -> None:
    listed = ListedItem.objects.get(item_id=pledge.pk)
    types = listed.facets["organisation_type"]
    assert [kind for kind in types if kind.startswith(CITY)] == [f"{CITY}-0"]


def test_who_leaves_a_published_pledge_is_named_as_former_and_listed_no_longer(
    pledge: Pledge,
) -> None:
    joined = pledge.partners.get(state=PartnerState.ACCEPTED)
    client = signed_in(speaker_of(joined.organisation))
    at = reverse("pledge_desk:partner", args=[pledge.code, joined.pk])
    client.post(at, {"answer": "leave"})
    page = the_page(pledge)
    assert re.search(rf"Former partners</dt><dd>\s*{joined.organisation} \(until", page)
    assert page.count(str(joined.organisation)) == 1
    for place in (the_list, the_csv, what_is_listed):
        assert str(joined.organisation).casefold() not in place(pledge).casefold()


def others() -> Iterator[tuple[str, Any]]:
    yield "nobody", Client()
    yield "outsider", signed_in(UserFactory())
    yield "other organisation", signed_in(UserFactory(role=Role.REPRESENTATIVE))


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW])
def test_what_is_not_public_is_told_to_nobody_by_its_address(state: State) -> None:
    hidden = pledge_in(state, title="Draftenheim")
    addresses = [
        hidden.get_absolute_url(),
        hidden.desk_address,
        reverse("pledge_desk:write", args=[hidden.code]),
        reverse("publication:move", args=["pledges", hidden.code, "publish"]),
    ]
    for _who, client in others():
        for address in addresses:
            response = client.get(address, follow=True)
            assert "Draftenheim" not in response.content.decode()


def test_a_draft_is_no_secret_to_its_own(pledge: Pledge) -> None:
    hidden = whole(begun(), title="Draftenheim")
    page = signed_in(author_of(hidden)).get(hidden.desk_address).content.decode()
    assert "Draftenheim" in page
    assert CONTACT.split(",")[0] in page


def test_likeness_never_shows_the_secretariat_a_draft() -> None:
    submitted = pledge_in(State.SUBMITTED)
    draft = whole(begun(), title="Draftenheim")
    client = signed_in(examiner())
    assert draft.code not in client.get(submitted.desk_address).content.decode()
    at = reverse("pledge_desk:likeness", args=[submitted.code, draft.code])
    assert client.get(at).status_code == 404
