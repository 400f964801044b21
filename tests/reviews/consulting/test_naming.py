"""A note on the use of an input does not name who did not consent."""

import pytest

from reviews.consulting.naming import names_in
from reviews.models import Input, InputCall
from stakeholders.models import Organisation, User


def given(organisation: str = "", name: str = "Ana Mora", *, consents: bool = False) -> Input:
    return Input(
        call=InputCall(),
        by=User(name=name, email="ana@example.org"),
        organisation=Organisation(name=organisation) if organisation else None,
        consents_to_be_named=consents,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As the Union of Ports says.", ["Union of Ports"]),
        ("As the union of ports says.", ["Union of Ports"]),
        ("As the Union of\nPorts says.", ["Union of Ports"]),
        ("Ana Mora said so.", ["Ana Mora"]),
        ("Ana Mora of the Union of Ports.", ["Union of Ports", "Ana Mora"]),
        ("As unions in ports say.", []),
        ("Ana Moravia said so.", []),
        ("", []),
    ],
)
def test_the_organisation_and_the_person_are_found(text: str, found: list[str]) -> None:
    assert names_in(text, given("Union of Ports")) == found


def test_who_consents_may_be_named() -> None:
    assert names_in("The Union of Ports.", given("Union of Ports", consents=True)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("示范移民互助社", "根据示范移民互助社的意见"),
        ("Сеть женщин", "Как пишет сеть женщин."),
        ("شبكة النقابات", "كما تقول شبكة النقابات."),
    ],
)
def test_in_every_script(name: str, text: str) -> None:
    assert names_in(text, given(name)) == [name]


def test_a_name_of_one_letter_is_in_every_text_and_so_not_looked_for() -> None:
    assert names_in("A plan.", given(name="A")) == []
