"""Fifty people write in one review at once, over HTTP, and what became of each of their texts."""

import http.client
import random
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from benchmarks.pages import OWNER, REVIEW, reader
from reviews.choices import QuestionKind
from reviews.delegation.links import make_link
from reviews.delegation.tokens import token_of
from reviews.models import AnswerRevision, Review, UnmergedText
from stakeholders.models import User

WRITERS, SAVES = 50, 200
SECTION = "objective-1"
BASE = re.compile(r'name="base-([^"]+)" value="([0-9]+)"')
FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Pen:
    """One writer on one connection. What was refused is sent again from the revision shown."""

    port: int
    page: str
    name: str
    keys: list[str]
    cookies: dict[str, str] = field(default_factory=dict)
    accepted: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    other: list[int] = field(default_factory=list)

    def write(self) -> None:
        chance = random.Random(self.name)  # noqa: S311 - the same every time is what is wanted
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        page = self._ask("GET", self.page)[1]
        self.token = FORM_TOKEN.findall(page)[0]
        bases, waiting = dict(BASE.findall(page)), dict[str, str]()
        for number in range(SAVES):
            key = chance.choice(self.keys)
            text = waiting.pop(key, f"{self.name} wrote this as number {number}.")
            self._save(key, text, bases, waiting)
        self.connection.close()

    def _save(self, key: str, text: str, bases: dict[str, str], waiting: dict[str, str]) -> None:
        said = {f"base-{key}": bases.get(key, "0"), f"answer-{key}": text}
        status, answer = self._ask("POST", f"{self.page}{key}/save/", said)
        # The last is that of the button which saves over what another has written.
        bases.update(BASE.findall(answer))
        if status == HTTPStatus.OK:
            self.accepted.append(text)
        elif status == HTTPStatus.CONFLICT:
            self.refused.append(text)
            waiting[key] = text
        else:
            self.other.append(status)

    def _ask(self, method: str, path: str, said: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if said is not None:
            said = {**said, "csrfmiddlewaretoken": self.token}
            headers |= {"HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, urlencode(said) if said else None, headers)
        response = self.connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _equals, rest = cookie.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return response.status, response.read().decode()


@dataclass(frozen=True)
class Outcome:
    saves: int
    refused: int
    lost: int
    doubled: int
    missing: int
    failed: int

    @property
    def holds(self) -> bool:
        everything = self.saves == WRITERS * SAVES
        return everything and not (self.lost or self.doubled or self.missing or self.failed)


def write_all_at_once(port: int) -> Outcome:
    """All write in the same section, in the same few answers, as fast as they are answered."""
    review = Review.objects.get(code=REVIEW)
    before = _last_revision(review)
    pens = list(_pens(review, port))
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(Pen.write, pens))
    return _outcome(review, pens, before)


def _pens(review: Review, port: int) -> Iterator[Pen]:
    """The focal point with an account; all others through a link of their own."""
    focal_point = User.objects.get(email=OWNER)
    section = review.sections.select_related("section").get(section__key=SECTION)
    texts = section.section.questions.filter(kind=QuestionKind.LONG_TEXT)
    keys = list(texts.values_list("key", flat=True))
    session = reader(OWNER).cookies[settings.SESSION_COOKIE_NAME].value
    own_page = reverse("review_desk:section", args=[REVIEW, SECTION])
    yield Pen(port, own_page, "The focal point", keys, {settings.SESSION_COOKIE_NAME: session})
    for number in range(2, WRITERS + 1):
        link = make_link(
            review=review,
            sections=[section],
            name=f"Office {number}",
            email=f"office-{number}@example.org",
            language="en",
            expires_at=timezone.now() + timedelta(days=1),
            by=focal_point,
        )
        page = reverse("review_desk:link_section", args=[token_of(link), SECTION])
        yield Pen(port, page, f"Office {number}", keys)


def _last_revision(review: Review) -> int:
    last = AnswerRevision.objects.filter(answer__review=review).aggregate(last=Max("pk"))["last"]
    return int(last or 0)


def _outcome(review: Review, pens: list[Pen], before: int) -> Outcome:
    accepted = Counter(text for pen in pens for text in pen.accepted)
    refused = {text for pen in pens for text in pen.refused}
    revisions = AnswerRevision.objects.filter(answer__review=review, pk__gt=before)
    kept = Counter(revisions.values_list("value", flat=True))
    unmerged = set(UnmergedText.objects.filter(review=review).values_list("value", flat=True))
    return Outcome(
        saves=sum(len(pen.accepted) + len(pen.refused) + len(pen.other) for pen in pens),
        refused=sum(len(pen.refused) for pen in pens),
        lost=(accepted - kept).total() + len(refused - unmerged),
        doubled=(kept - accepted).total(),
        missing=sum(_gaps(review)),
        failed=sum(len(pen.other) for pen in pens),
    )


def _gaps(review: Review) -> Iterator[int]:
    """Of each answer, how many of its revisions from the first to the present one are not there."""
    for answer in review.answers.prefetch_related("revisions"):
        numbers = {revision.number for revision in answer.revisions.all()}
        yield len(set(range(1, answer.revision + 1)) ^ numbers)
