"""How much more a page costs than the plainest signed-in read, and how many queries it takes."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stakeholders.models import User

REVIEW = "REV-2030-CRI"
PUBLISHED = "REV-2022-CRI"
OWNER = "focal.cri@example.org"
ROUNDS, WARM_UP = 30, 5


@dataclass(frozen=True)
class Cost:
    page: str
    milliseconds: float
    queries: int


def pages() -> dict[str, tuple[str, str]]:
    """What is measured: its address, and who reads it. The first is what all are compared with."""
    return {
        "settings of one's own": (reverse("desk:settings"), OWNER),
        "desk": (reverse("desk:home"), OWNER),
        "task list": (reverse("review_desk:tasks", args=[REVIEW]), OWNER),
        "section": (reverse("review_desk:section", args=[REVIEW, "objective-1"]), OWNER),
        "check answers": (reverse("review_desk:check", args=[REVIEW]), OWNER),
        "published review": (reverse("reviews:detail", args=[PUBLISHED]), ""),
        "list of reviews": (reverse("reviews:list"), ""),
        "home": (reverse("explore:home"), ""),
        "countries": (reverse("explore:countries"), ""),
        "timeline": (reverse("explore:timeline"), ""),
    }


def measure() -> Iterator[Cost]:
    for page, (address, email) in pages().items():
        client = Client(headers={"Host": "localhost"})
        if email:
            client.force_login(
                User.objects.get(email=email), "allauth.account.auth_backends.AuthenticationBackend"
            )
        times = [seconds(client, address) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
        with CaptureQueriesContext(connection) as queries:
            seconds(client, address)
        yield Cost(page, statistics.median(times) * 1000, len(queries))


def seconds(client: Client, address: str) -> float:
    begin = time.perf_counter()
    response = client.get(address)
    spent = time.perf_counter() - begin
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return spent
