"""What a page may load, and where its forms may lead: the Content-Security-Policy."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF


def policy(sign_in_server: str) -> dict[str, Any]:
    """`sign_in_server` is the address of the provider through which people sign in, or blank."""
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "img-src": [SELF, "data:"],
            "object-src": [NONE],
            "base-uri": [SELF],
            # Signing in with the provider begins with a form, and browsers follow where it leads.
            "form-action": [SELF, *([_origin_of(sign_in_server)] if sign_in_server else [])],
            "frame-ancestors": [NONE],
        }
    }


def _origin_of(address: str) -> str:
    scheme, host, *_path = urlsplit(address)
    return f"{scheme}://{host}"
