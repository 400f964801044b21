"""What Django's own system checks cannot know about this portal."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils.module_loading import autodiscover_modules

from imrf_portal.celery import app as celery_app

UN_ORDER = ["ar", "zh-hans", "en", "fr", "ru", "es", "pt"]
Apps = Sequence[AppConfig] | None


@register()
def database_is_postgresql(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return []
    return [Error("DATABASE_URL must name a PostgreSQL database.", id="portal.E001")]


@register(Tags.translation)
def languages_are_in_order(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    if [code for code, name in settings.LANGUAGES] == UN_ORDER:
        return []
    return [Error("LANGUAGES must keep the order of the United Nations.", id="portal.E002")]


@register()
def tasks_are_delivered_once(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    """A task that outlasts the visibility timeout would be given to a second worker."""
    visible = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    if visible > settings.CELERY_TASK_TIME_LIMIT and settings.CELERY_TASK_ACKS_LATE:
        return []
    return [Error("The visibility timeout must exceed CELERY_TASK_TIME_LIMIT.", id="portal.E003")]


@register()
def schedule_names_tasks_that_exist(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    autodiscover_modules("tasks")
    named = {entry["task"] for entry in celery_app.conf.beat_schedule.values()}
    return [
        Error(f"The schedule names the task {name}, which does not exist.", id="portal.E004")
        for name in sorted(named - celery_app.tasks.keys())
    ]


@register(Tags.security, deploy=True)
def demonstration_stays_at_home(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    if not settings.DEMONSTRATION:
        return []
    message = "DEMONSTRATION is on: its accounts have a password that everybody knows."
    return [Warning(message, id="portal.W001")]


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [Warning("ALLOWED_HOSTS takes any host: name the portal's own.", id="portal.W002")]


@register(Tags.security, deploy=True)
def links_in_mail_lead_here(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    address = urlsplit(settings.PORTAL_ADDRESS)
    if address.scheme == "https" and address.hostname in settings.ALLOWED_HOSTS:
        return []
    message = "PORTAL_ADDRESS, where links in mail lead, is not https on one of ALLOWED_HOSTS."
    return [Warning(message, id="portal.W003")]
