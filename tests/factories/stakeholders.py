"""People, organisations and roles for tests.

`UserFactory(secretariat=True)`, `UserFactory(focal_point_of="CRI")`, `(contributor_of="CRI")` and
`(role=Role.REVIEWER, role__at=organisation)` come with the membership that makes them so.
"""

from typing import Any

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from compact.models import StakeholderType
from compact.models.participation import MEMBER_STATE, UN_ENTITY
from stakeholders.choices import Role, Standing
from stakeholders.models import Membership, Organisation, User
from stakeholders.rules import is_secretariat
from tests.factories.compact import CountryFactory

PASSWORD = "correct horse battery staple"


def stakeholder_type(code: str) -> StakeholderType:
    label = code.replace("-", " ").capitalize()
    return StakeholderType.objects.get_or_create(code=code, defaults={"label": label})[0]


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
    its_country = CountryFactory(iso3=iso3)
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
    def second_factor(self: User, create: bool, extracted: bool | None, **_kwargs: Any) -> None:
        """The Secretariat has one, unless `second_factor=False`; others only with `=True`."""
        if extracted or (extracted is None and is_secretariat(self)):
            totp = {"secret": "JBSWY3DPEHPK3PXP"}
            Authenticator.objects.create(user=self, type=Authenticator.Type.TOTP, data=totp)

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
    user.forget_roles()
    return membership
