"""The Secretariat mends what somebody wrote of an organisation, on the record."""

import pytest
from django.urls import reverse

from stakeholders.choices import Standing
from stakeholders.history import history_of
from stakeholders.models import Organisation
from tests.desk.access import signed_in
from tests.factories.stakeholders import OrganisationFactory, UserFactory, stakeholder_type, state

pytestmark = pytest.mark.django_db

LIST = reverse("admin:stakeholders_organisation_changelist")


def page(organisation: Organisation) -> str:
    return reverse("admin:stakeholders_organisation_change", args=[organisation.pk])


def test_a_name_is_mended_and_the_record_says_by_whom() -> None:
    organisation = OrganisationFactory(name="Csa del Migrante", standing=Standing.PENDING)
    client = signed_in(UserFactory(secretariat=True, name="Ada"))
    given = {
        "name": "Casa del Migrante",
        "type": stakeholder_type("migrants").pk,
        "country": "",
        "website": "casa.example.org",
        "standing": "verified",  # what a tampered form sends
    }
    assert client.post(page(organisation), given)["Location"] == LIST
    organisation.refresh_from_db()
    assert (organisation.name, organisation.type_id) == ("Casa del Migrante", "migrants")
    assert organisation.website == "https://casa.example.org"
    assert organisation.standing == Standing.PENDING
    assert history_of(organisation)[0].who == "Ada"


def test_a_member_state_is_what_the_reference_data_says() -> None:
    client = signed_in(UserFactory(secretariat=True))
    costa_rica = state("CRI")
    given = {"name": "Elsewhere", "type": "civil-society", "website": "https://example.org"}
    assert client.post(page(costa_rica), given).status_code == 302
    costa_rica.refresh_from_db()
    assert costa_rica.is_member_state
    assert (costa_rica.name, costa_rica.website) == ("Country CRI", "https://example.org")


def test_organisations_are_neither_added_nor_deleted_there() -> None:
    client, organisation = signed_in(UserFactory(secretariat=True)), OrganisationFactory()
    for name, arguments in (("add", []), ("delete", [organisation.pk])):
        address = reverse(f"admin:stakeholders_organisation_{name}", args=arguments)
        assert client.get(address).status_code == client.post(address).status_code == 403
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_people_and_memberships_have_no_page_there() -> None:
    page = signed_in(UserFactory(secretariat=True)).get(reverse("admin:index")).content.decode()
    assert LIST in page
    assert "/admin/stakeholders/user/" not in page
    assert "/admin/stakeholders/membership/" not in page


def test_others_find_nothing() -> None:
    for person in (UserFactory(), UserFactory(focal_point_of="CRI")):
        assert signed_in(person).get(LIST, follow=True).status_code == 404
