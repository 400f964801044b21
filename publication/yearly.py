"""A question that is asked once a year of each published item: to whom, in one mail a day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType

from compact.dates import years_before
from notices.models import Notice
from notices.services import queue_all
from publication.models import Publishable
from stakeholders.choices import SPEAKERS
from stakeholders.models import Membership, User

PEOPLE_AT_ONCE = 200
# In one mail; what is left is asked the day after.
MOST_ASKED = 100


@dataclass(frozen=True, kw_only=True)
class YearlyQuestion:
    """What a room asks: of one item about that item, of several in a list.

    An item has an `organisation`, whose speakers are asked; `last_heard` tells when the question
    was last answered, or would have been asked first.
    """

    kind: str
    kind_of_several: str
    model: type[Publishable]
    last_heard: Callable[[Any], datetime | None]

    @property
    def kinds(self) -> tuple[str, str]:
        return self.kind, self.kind_of_several


def ask(question: YearlyQuestion, unheard: Iterable[Any], now: datetime) -> int:
    """Queue the mail of each person who should have been asked more by now; return how many.

    Of several years that were missed only the latest is asked for. Safe to run twice: a mail keeps
    which questions it asks, and a person gets one a day.
    """
    wanted = _by_person(question, unheard, now)
    people = iter(wanted)
    asked = 0
    while some := list(islice(people, PEOPLE_AT_ONCE)):
        asked += queue_all(_notices(question, {person: wanted[person] for person in some}, now))
    return asked


def numbers_in(questions: str) -> list[int]:
    """Of the items that a mail asks about, as its context keeps them."""
    return [int(one.partition(":")[0]) for one in questions.split()]


def _by_person(
    question: YearlyQuestion, items: Iterable[Any], now: datetime
) -> Mapping[User, list[str]]:
    """The questions for each person, asked already or not."""
    by_maker: defaultdict[int, list[str]] = defaultdict(list)
    for item in items:
        by_maker[item.organisation_id].append(_asked_once(question, item, now))
    wanted: defaultdict[User, list[str]] = defaultdict(list)
    for organisation, speakers in _speakers(by_maker).items():
        for person in speakers:
            wanted[person] += by_maker[organisation]
    return wanted


def _asked_once(question: YearlyQuestion, item: Any, now: datetime) -> str:
    """Of this item, so many years after it was last heard of. Each is asked once."""
    heard = question.last_heard(item) or now
    return f"{item.pk}:{heard:%Y-%m-%d}+{_years(heard, now)}"


def _years(since: datetime, now: datetime) -> int:
    """How many whole years have passed."""
    years = now.year - since.year
    return years if since <= years_before(now, years) else years - 1


def _notices(
    question: YearlyQuestion, wanted: Mapping[User, list[str]], now: datetime
) -> Iterator[Notice]:
    asked = _asked(question, wanted)
    for person, questions in wanted.items():
        new = [one for one in questions if one not in asked[person.pk]]
        if new:
            yield _notice(question, person, new[:MOST_ASKED], now)


def _asked(question: YearlyQuestion, people: Iterable[User]) -> Mapping[int, set[str]]:
    """The questions that each has been asked before."""
    mails = Notice.objects.filter(kind__in=question.kinds, recipient__in=people)
    asked: defaultdict[int, set[str]] = defaultdict(set)
    for person, questions in mails.values_list("recipient", "context__questions"):
        asked[person].update(questions.split())
    return asked


def _notice(question: YearlyQuestion, person: User, questions: list[str], now: datetime) -> Notice:
    notice = Notice(
        key=f"{question.kind}:{now.astimezone(UTC):%Y-%m-%d}:{person.pk}",
        kind=question.kind_of_several,
        recipient=person,
        context={"questions": " ".join(questions)},
    )
    if len(questions) == 1:
        notice.kind = question.kind
        notice.item_type = ContentType.objects.get_for_model(question.model)
        notice.item_id = str(*numbers_in(questions[0]))
    return notice


def _speakers(organisations: Iterable[int]) -> Mapping[int, list[User]]:
    """Who speaks for each of them today, each person once."""
    roles = Membership.objects.in_force().filter(
        role__in=SPEAKERS, organisation__in=set(organisations), user__is_active=True
    )
    found: defaultdict[int, list[User]] = defaultdict(list)
    for role in roles.select_related("user").order_by("pk"):
        if role.user not in found[role.organisation_id]:
            found[role.organisation_id].append(role.user)
    return found
