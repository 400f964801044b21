"""Whether the portal lives, whether it can serve, and its figures for Prometheus.

These addresses are for machines: no language, no session, never a redirect.
"""

import asyncio
import hmac
from datetime import timedelta
from functools import partial
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from health_check.base import HealthCheck
from health_check.checks import Database
from health_check.contrib.redis import Redis
from redis.asyncio import Redis as RedisClient
from redis.backoff import NoBackoff
from redis.retry import Retry

SECONDS = 1
PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


def one_try(address: str) -> RedisClient:
    """A client that answers at once: by default redis-py tries again for a while."""
    parts = urlsplit(address)
    if parts.scheme == "redis+socket":  # as kombu writes it
        database = parse_qs(parts.query).get("virtual_host", ["0"])[0]
        address = f"unix://{parts.path}?db={database}"
    return RedisClient.from_url(
        address,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=SECONDS,
        socket_connect_timeout=SECONDS,
    )


def servers() -> dict[str, HealthCheck]:
    """The servers without which a page may fail."""
    checks = {
        "database": Database(),
        "cache": Redis(client_factory=partial(one_try, settings.CACHES["default"]["LOCATION"])),
        "broker": Redis(client_factory=partial(one_try, settings.CELERY_BROKER_URL)),
    }
    for check in checks.values():
        check.timeout = timedelta(seconds=SECONDS)
    return checks


@require_safe
@never_cache
async def ready(request: HttpRequest) -> JsonResponse:
    """Ask every server at once. Say which one is missing, and nothing about where it is."""
    checks = servers()
    results = await asyncio.gather(*(check.get_result() for check in checks.values()))
    well = {name: not result.error for name, result in zip(checks, results, strict=True)}
    return JsonResponse(
        {name: "ok" if fine else "unavailable" for name, fine in well.items()},
        status=200 if all(well.values()) else 503,
    )


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; it asks nobody else."""
    return HttpResponse("alive", content_type="text/plain")


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for who asks from this machine or knows the token. To others: nothing here."""
    if not (knows_token(request) or asks_from_this_machine(request)):
        raise Http404
    response: HttpResponse = ExportToDjangoView(request)
    return response


def knows_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode()
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given, expected)


def asks_from_this_machine(request: HttpRequest) -> bool:
    """Directly: a proxy on this machine passes on what the whole world asks."""
    if any(header in request.headers for header in PROXY_HEADERS):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


urlpatterns = [
    path("live", live, name="live"),
    path("ready", ready, name="ready"),
]
