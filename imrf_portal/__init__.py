"""The roof: settings, addresses, Celery, the schedule of periodic jobs, the embedded servers."""

from imrf_portal.celery import app as celery_app

__all__ = ["celery_app"]
