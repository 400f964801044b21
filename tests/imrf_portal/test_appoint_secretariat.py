"""How a new installation gets its first person."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from compact.models import StakeholderType
from compact.models.participation import UN_ENTITY
from stakeholders.choices import Role
from stakeholders.models import Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def un_entities() -> StakeholderType:
    return StakeholderType.objects.create(code=UN_ENTITY, label="UN entity")


def appoint(*arguments: str) -> str:
    said = StringIO()
    call_command("appoint_secretariat", *arguments, stdout=said)
    return said.getvalue()


def test_the_first_person_is_of_the_secretariat() -> None:
    said = appoint("Chief@Example.org", "--name", "Chief", "--organisation", "Network")
    assert said == "Appointed. Set a password at https://testserver/en/accounts/password/reset/\n"
    chief = User.objects.holding(Role.SECRETARIAT).get()
    assert (chief.email, chief.name, chief.is_staff) == ("chief@example.org", "Chief", True)
    assert not chief.has_usable_password()
    assert Membership.objects.get().organisation.name == "Network"


def test_who_has_an_account_keeps_it() -> None:
    person = User.objects.create_user("known@example.org", "a password", name="Known")
    appoint("known@example.org")
    person.refresh_from_db()
    assert (person.name, person.check_password("a password")) == ("Known", True)


def test_nobody_is_appointed_beside_a_secretariat() -> None:
    appoint("first@example.org")
    with pytest.raises(CommandError, match="There is a Secretariat"):
        appoint("second@example.org")
    assert not User.objects.filter(email="second@example.org").exists()


def test_reference_data_come_first(un_entities: StakeholderType) -> None:
    un_entities.delete()
    with pytest.raises(CommandError, match="Load the reference data first"):
        appoint("first@example.org")


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match=r"^nobody is no e-mail address\.$"):
        appoint("nobody")
