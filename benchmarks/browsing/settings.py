"""The portal's own settings, and beside its pages the plain ones that it is compared with."""

from imrf_portal.settings import *  # noqa: F403
from imrf_portal.settings import BASE_DIR, INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django_filters"]
ROOT_URLCONF = "benchmarks.browsing.urls"
TEMPLATES[0]["DIRS"] = [BASE_DIR / "benchmarks" / "browsing" / "templates", BASE_DIR / "templates"]
