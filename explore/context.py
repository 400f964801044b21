"""What every page needs: its languages, where the reader is, and the colours of the strip."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from explore.selectors import round_table_classes

PLACES = (
    ("reviews:list", _("Reviews")),
    ("practices:list", _("Practices")),
    ("pledges:list", _("Pledges")),
    ("dialogues:list", _("Dialogues")),
    ("explore:objectives", _("Objectives")),
    ("explore:countries", _("Countries")),
    ("explore:timeline", _("Timeline")),
    ("explore:forums", _("Forum")),
    ("explore:participate", _("Take part")),
)
ACCOUNT = (
    ("desk:settings", _("My settings")),
    ("account_email", _("E-mail addresses")),
    ("account_change_password", _("Password")),
    ("mfa_index", _("Second factor")),
    ("usersessions_list", _("Where I am signed in")),
    ("socialaccount_connections", _("Connected accounts")),
    ("account_logout", _("Sign out")),
)


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    href: str
    current: bool


class Portal:
    """Read lazily, so that a page pays only for what it shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def demonstration(self) -> bool:
        return bool(settings.DEMONSTRATION)

    @cached_property
    def languages(self) -> list[Language]:
        """The fixed order of the settings, each leading to this same page."""
        here = get_language()
        return [
            Language(code, name, self._address_in(code), code == here)
            for code, name in settings.LANGUAGES
        ]

    @property
    def navigation(self) -> list[Link]:
        return [self._link(name, str(label)) for name, label in PLACES]

    @property
    def account(self) -> list[Link]:
        """The pages on which a person looks after the account."""
        return [self._link(name, str(label)) for name, label in ACCOUNT]

    @cached_property
    def round_tables(self) -> Mapping[int, str]:
        """One query a page, however many strips it shows."""
        return round_table_classes()

    def _link(self, name: str, label: str) -> Link:
        href = reverse(name)
        return Link(label, href, self.request.path.startswith(href))

    def _address_in(self, code: str) -> str:
        here, prefix = self.request.get_full_path(), f"/{get_language()}/"
        if self.request.resolver_match and here.startswith(prefix):
            return f"/{code}/{here.removeprefix(prefix)}"
        address = translate_url(here, code)
        if address == here and code != get_language():
            # No page of ours (an unknown address, say): the home page in that language.
            with override(code):
                address = reverse("explore:home")
        return address


def site(request: HttpRequest) -> dict[str, Portal]:
    """`portal` in every template; allauth has its own `site`."""
    return {"portal": Portal(request)}
