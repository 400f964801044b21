"""What allauth asks of the portal: in whose language, under what name, and where to lead next."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from stakeholders.models import User


class PortalAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def new_user(self, request: HttpRequest) -> User:
        """A person who registers keeps the language in which they did so."""
        return User(language=get_language() or settings.LANGUAGE_CODE)

    def is_safe_url(self, url: str) -> bool:
        """`next` leads to this portal or nowhere."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )


class PortalSocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """The provider tells a name in one part or in two; the portal keeps it in one."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = data.get("name") or f"{data.get('first_name', '')} {data.get('last_name', '')}"
        user.name = parts.strip()[:150]
        return user
