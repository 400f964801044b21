"""Settings of a journey: production's, on plain HTTP, with mail as files, as in `make demo`."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import override_settings

HASHED = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


def demonstration(place: Path) -> override_settings:
    return override_settings(
        DEMONSTRATION=True,
        SESSION_COOKIE_SECURE=False,
        CSRF_COOKIE_SECURE=False,
        ACCOUNT_DEFAULT_HTTP_PROTOCOL="http",
        EMAIL_BACKEND="notices.mail_files.OneFileEach",
        STORAGES={**settings.STORAGES, "staticfiles": HASHED},
        STATIC_ROOT=place / "static",
        MEDIA_ROOT=place / "media",
    )


def journey(place: Path) -> override_settings:
    """A mail box of its own, and a cache in which nobody has tried to sign in before."""
    cache: dict[str, Any] = {**settings.CACHES["default"], "KEY_PREFIX": f"journey-{uuid4()}"}
    return override_settings(MAIL_DIR=place / "mail", CACHES={"default": cache})
