"""How much more a page costs than the plainest signed-in read, and how many queries it takes."""

import time
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
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROUNDS = 40


@dataclass(frozen=True)
class Cost:
    page: str
    milliseconds: float
    queries: int


def pages() -> dict[str, tuple[str, str]]:
    """What is measured: its address, and who reads it. The first is what all are compared with."""
    return {
        "change of password": (reverse("account_change_password"), OWNER),
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


def measure() -> list[Cost]:
    """All pages in turn, many times over: what disturbs the machine disturbs them alike."""
    readers = {page: (reader(email), address) for page, (address, email) in pages().items()}
    times: dict[str, list[float]] = {page: [] for page in readers}
    for _ in range(ROUNDS):
        for page, (client, address) in readers.items():
            times[page].append(seconds(client, address))
    return [
        Cost(page, min(times[page]) * 1000, queries(client, address))
        for page, (client, address) in readers.items()
    ]


def reader(email: str) -> Client:
    client = Client(headers={"Host": "localhost"})
    if email:
        client.force_login(User.objects.get(email=email), BACKEND)
    return client


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        seconds(client, address)
    return len(captured)


def seconds(client: Client, address: str) -> float:
    begin = time.perf_counter()
    response = client.get(address)
    spent = time.perf_counter() - begin
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return spent
