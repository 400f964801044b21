"""People, organisations and roles for tests.

`UserFactory(secretariat=True)`, `UserFactory(focal_point_of="CRI")`, `(contributor_of="CRI")` and
`(role=Role.REVIEWER, role__at=organisation)` come with the membership that makes them so.
"""

from typing import Any

import factory
from allauth.account.models import EmailAddress

from compact.models import Country, StakeholderType
from compact.models.participation import MEMBER_STATE, UN_ENTITY
from stakeholders.choices import Role, Standing
from stakeholders.models import Membership, Organisation, User

PASSWORD = "correct horse battery staple"


def stakeholder_type(code: str) -> StakeholderType:
    label = code.replace("-", " ").capitalize()
    return StakeholderType.objects.get_or_create(code=code, defaults={"label": label})[0]


def country(iso3: str) -> Country:
    """The Member State of this code; a made-up one if the reference data is not loaded."""
    number = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(iso3))
    made_up = {
        "name": f"Country {iso3}",
        "sort_key": iso3.encode().hex(),
        "iso2": iso3[:2] if not Country.objects.filter(iso2=iso3[:2]).exists() else iso3[1:],
        "m49": f"{number % 1000:03d}",
        "tile_column": number % 1000,
        "tile_row": number // 1000,
    }
    return Country.objects.get_or_create(iso3=iso3, defaults=made_up)[0]


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    class Params:
        code = "civil-society"

    name = factory.Sequence(lambda n: f"Organisation {n}")
    type = factory.LazyAttribute(lambda o: stakeholder_type(o.code))
    standing = Standing.VERIFIED


def state(iso3: str) -> Organisation:
    """The organisation of a Member State."""
    its_country = country(iso3)
    return Organisation.objects.get_or_create(
        country=its_country,
        type=stakeholder_type(MEMBER_STATE),
        defaults={"name": its_country.name, "standing": Standing.VERIFIED},
    )[0]


def secretariat() -> Organisation:
    return Organisation.objects.get_or_create(
        name="Secretariat of the Network",
        type=stakeholder_type(UN_ENTITY),
        defaults={"standing": Standing.VERIFIED},
    )[0]


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return User.objects.create_user(password=PASSWORD, **fields)

    @factory.post_generation
    def verified(self: User, create: bool, extracted: bool | None, **_kwargs: Any) -> None:
        """An address that allauth knows as verified, unless `verified=False`."""
        EmailAddress.objects.create(
            user=self, email=self.email, primary=True, verified=extracted is not False
        )

    @factory.post_generation
    def secretariat(self: User, create: bool, extracted: bool | None, **_kwargs: Any) -> None:
        if extracted:
            give_role(self, Role.SECRETARIAT, secretariat())

    @factory.post_generation
    def focal_point_of(self: User, create: bool, extracted: str | None, **_kwargs: Any) -> None:
        if extracted:
            give_role(self, Role.FOCAL_POINT, state(extracted))

    @factory.post_generation
    def contributor_of(self: User, create: bool, extracted: str | None, **_kwargs: Any) -> None:
        if extracted:
            give_role(self, Role.CONTRIBUTOR, state(extracted))

    @factory.post_generation
    def role(self: User, create: bool, extracted: Role | None, **kwargs: Any) -> None:
        """`role=Role.REVIEWER`, `role__at=organisation`."""
        if extracted:
            give_role(self, extracted, kwargs.get("at") or OrganisationFactory())


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.REPRESENTATIVE


def give_role(user: User, role: Role, organisation: Organisation) -> Membership:
    membership: Membership = MembershipFactory(user=user, role=role, organisation=organisation)
    user.__dict__.pop("roles_held", None)
    return membership
