"""`manage.py appoint_secretariat ADDRESS`: the first person of a new installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.urls import reverse
from django.utils.translation import override

from compact.models import StakeholderType
from compact.models.participation import UN_ENTITY
from stakeholders.choices import Role, Standing
from stakeholders.models import Organisation, User
from stakeholders.record import acting
from stakeholders.services.roles import begin


class Command(BaseCommand):
    help = "Give the role of the Secretariat to the first person, who then invites the others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="e-mail address of the person")
        parser.add_argument("--name", default="Secretariat", help="name of the person")
        parser.add_argument(
            "--organisation", default="Secretariat of the forum", help="UN entity it belongs to"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        address = options["address"].lower()
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address} is no e-mail address.") from error
        if not StakeholderType.objects.filter(pk=UN_ENTITY).exists():
            raise CommandError("Load the reference data first: manage.py load_reference")
        with transaction.atomic():
            if User.objects.holding(Role.SECRETARIAT).exists():
                raise CommandError("There is a Secretariat: it invites others on its desk.")
            appoint(address, options["name"], options["organisation"])
        with override(settings.LANGUAGE_CODE):
            reset = reverse("account_reset_password")
        self.stdout.write(f"Appointed. Set a password at {settings.PORTAL_ADDRESS}{reset}")


def appoint(address: str, name: str, organisation: str) -> None:
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, name=name)
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    with acting(by=None, verb="appoint"):
        there, _made = Organisation.objects.get_or_create(
            name=organisation, type_id=UN_ENTITY, country=None,
            defaults={"standing": Standing.VERIFIED},
        )  # fmt: skip
        begin(user, there, Role.SECRETARIAT, by=user, note="On the command line.")
