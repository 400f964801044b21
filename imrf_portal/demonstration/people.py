"""Accounts of the demonstration. Each is named after its role, since nobody is invented here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from compact.models import Country
from imrf_portal.demonstration import states
from imrf_portal.demonstration.organisations import (
    CIVIL_SOCIETY,
    ORGANISATIONS,
    SECRETARIAT,
    UN_AGENCY,
    WHICH_REVIEW,
)
from imrf_portal.demonstration.practices.reviewers import ROSTER
from stakeholders.choices import Role, Standing
from stakeholders.models import Membership, Organisation, User
from stakeholders.record import acting

SINCE = datetime(2021, 6, 1, 9, tzinfo=UTC)
WITH_ARTICLE = {"NER", "PHL", "RUS"}


@dataclass(frozen=True, kw_only=True)
class Account:
    """`at` is the name of an organisation, or the ISO alpha-3 code of a Member State."""

    address: str
    name: str
    role: Role
    at: str
    language: str = "en"
    time_zone: str = "UTC"
    unit: str = ""
    until: datetime | None = None

    @property
    def email(self) -> str:
        return f"{self.address}@example.org"


OF_THE_SECRETARIAT = Account(
    address="secretariat",
    name="Demonstration Secretariat",
    role=Role.SECRETARIAT,
    at=SECRETARIAT,
    time_zone="Europe/Zurich",
)
FIXED = (
    OF_THE_SECRETARIAT,
    Account(
        address="moderator",
        name="Demonstration moderator",
        role=Role.MODERATOR,
        at=SECRETARIAT,
        time_zone="Europe/Zurich",
    ),
    Account(
        address="un",
        name="Representative of a demonstration agency",
        role=Role.REPRESENTATIVE,
        at=UN_AGENCY,
    ),
    Account(
        address="civil",
        name="Representative of a demonstration network",
        role=Role.REPRESENTATIVE,
        at=CIVIL_SOCIETY,
    ),
)
ZONES = {"CRI": "America/Costa_Rica", "MEX": "America/Mexico_City"}
# Costa Rica's people read their mail in English, so that the first tour needs no Spanish.
READS = {"CRI": "en"}


def accounts(countries: Iterable[Country]) -> Iterator[Account]:
    yield from FIXED
    for entry in ROSTER:
        yield Account(
            address=entry.address,
            name=f"Demonstration reviewer {entry.number}",
            role=Role.REVIEWER,
            at=entry.at,
            language=entry.languages[0],
            until=entry.retired_at,
        )
    yield from _who_speak()
    for country in countries:
        yield from _of_state(country)


def _who_speak() -> Iterator[Account]:
    """Somebody for each organisation that none of the above speaks for."""
    spoken_for = {account.at for account in FIXED}
    for number, name in enumerate((n for n in ORGANISATIONS if n not in spoken_for), 1):
        yield Account(
            address=f"speaker{number}",
            name=f"Representative of {name}",
            role=Role.REPRESENTATIVE,
            at=name,
            language=ORGANISATIONS[name].language,
        )


def _of_state(country: Country) -> Iterator[Account]:
    iso3, name = country.pk, f"the {country}" if country.pk in WITH_ARTICLE else str(country)
    language = READS.get(iso3, states.language_of(iso3))
    zone = ZONES.get(iso3, "UTC")
    yield Account(
        address=f"focal.{iso3.lower()}",
        name=f"Focal point of {name}",
        role=Role.FOCAL_POINT,
        at=iso3,
        language=language,
        time_zone=zone,
    )
    if iso3 in states.WITH_CONTRIBUTOR:
        yield Account(
            address=f"ministry.{iso3.lower()}",
            name=f"Ministry of Labour of {name}",
            role=Role.CONTRIBUTOR,
            at=iso3,
            language=language,
            time_zone=zone,
            unit="Ministry of Labour",
        )


def load() -> None:
    """Make the accounts that are missing. One that exists is left as its holder has it."""
    countries = Country.objects.filter(pk__in=states.everywhere()).order_by("pk")
    wanted = {account.email: account for account in accounts(countries)}
    present = set(User.objects.filter(email__in=wanted).values_list("email", flat=True))
    missing = [account for email, account in wanted.items() if email not in present]
    with acting(by=None, verb="load the demonstration"):
        organisations = _organisations()
        users = _users(missing)
        Membership.objects.bulk_create(
            Membership(
                user=user,
                organisation=organisations[account.at],
                role=account.role,
                unit=account.unit,
                since=SINCE,
                until=account.until,
            )
            for user, account in zip(users, missing, strict=True)
        )


def _organisations() -> dict[str, Organisation]:
    """By name; Member States by their code. Those of the demonstration are made where missing."""
    present = set(Organisation.objects.values_list("name", "type"))
    Organisation.objects.bulk_create(
        Organisation(
            name=name, type_id=made.type, country_id=made.country, standing=Standing.VERIFIED
        )
        for name, made in {**ORGANISATIONS, **WHICH_REVIEW}.items()
        if (name, made.type) not in present
    )
    return {
        str(organisation.country_id) if organisation.is_member_state else organisation.name: (
            organisation
        )
        for organisation in Organisation.objects.order_by("-pk")
    }


def _users(missing: list[Account]) -> list[User]:
    # Hashed once: a hash takes a third of a second, and the password is the same and no secret.
    password = make_password(settings.DEMO_PASSWORD) if missing else ""
    users = User.objects.bulk_create(
        User(
            email=account.email,
            password=password,
            name=account.name,
            language=account.language,
            time_zone=account.time_zone,
            is_staff=account.role == Role.SECRETARIAT,
            date_joined=SINCE,
        )
        for account in missing
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return users
