"""The settings of production, save what would make tests slow or send something out."""

import os

from imrf_portal.settings import *  # noqa: F403
from imrf_portal.settings import CACHES, STATE_DIR, STORAGES

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECURE_SSL_REDIRECT = False
MEDIA_ROOT = STATE_DIR / "media" / WORKER
UPLOADS_DIR = STATE_DIR / "uploads" / WORKER
CACHES["default"]["KEY_PREFIX"] = f"test-{WORKER}"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Each has a queue of its own, so that a real worker of one does not take what another has queued.
CELERY_TASK_DEFAULT_QUEUE = f"test-{WORKER}"
