"""The yearly question whether it is still true: to whom, of which practices; one mail a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice

from django.contrib.contenttypes.models import ContentType

from compact.dates import years_before
from notices.models import Notice
from notices.services import queue_all
from practices.models import Practice
from practices.still_true import KIND, KIND_OF_SEVERAL, last_heard, numbers_in
from stakeholders.choices import SPEAKERS
from stakeholders.models import Membership, User

KINDS = (KIND, KIND_OF_SEVERAL)
PEOPLE_AT_ONCE = 200
# In one mail; what is left is asked the day after.
MOST_ASKED = 100


def ask_whether_still_true(now: datetime) -> int:
    """Queue the mail of each person who should have been asked more by now; return how many.

    Of several years that were missed only the latest is asked for. Safe to run twice: a mail keeps
    which questions it asks, and a person gets one a day.
    """
    silent = Practice.objects.unconfirmed_since(years_before(now, 1)).order_by("pk")
    wanted = _by_person(silent.only("organisation", "confirmed_at", "published_at"), now)
    people = iter(wanted)
    asked = 0
    while some := list(islice(people, PEOPLE_AT_ONCE)):
        asked += queue_all(_notices({person: wanted[person] for person in some}, now))
    return asked


def _by_person(practices: Iterable[Practice], now: datetime) -> Mapping[User, list[str]]:
    """The questions for each person, asked already or not."""
    by_maker: defaultdict[int, list[str]] = defaultdict(list)
    for practice in practices:
        by_maker[practice.organisation_id].append(_question(practice, now))
    wanted: defaultdict[User, list[str]] = defaultdict(list)
    for organisation, speakers in _speakers(by_maker).items():
        for person in speakers:
            wanted[person] += by_maker[organisation]
    return wanted


def _question(practice: Practice, now: datetime) -> str:
    """Is it still true, so many years after that was last said? Each is asked once."""
    heard = last_heard(practice) or now
    return f"{practice.pk}:{heard:%Y-%m-%d}+{_years(heard, now)}"


def _years(since: datetime, now: datetime) -> int:
    """How many whole years have passed."""
    years = now.year - since.year
    return years if since <= years_before(now, years) else years - 1


def _notices(wanted: Mapping[User, list[str]], now: datetime) -> Iterator[Notice]:
    asked = _asked(wanted)
    for person, questions in wanted.items():
        new = [question for question in questions if question not in asked[person.pk]]
        if new:
            yield _notice(person, new[:MOST_ASKED], now)


def _asked(people: Iterable[User]) -> Mapping[int, set[str]]:
    """The questions that each has been asked before."""
    mails = Notice.objects.filter(kind__in=KINDS, recipient__in=people)
    asked: defaultdict[int, set[str]] = defaultdict(set)
    for person, questions in mails.values_list("recipient", "context__questions"):
        asked[person].update(questions.split())
    return asked


def _notice(person: User, questions: list[str], now: datetime) -> Notice:
    """Of one practice, about that practice; of several, a list."""
    notice = Notice(
        key=f"{KIND}:{now.astimezone(UTC):%Y-%m-%d}:{person.pk}",
        kind=KIND_OF_SEVERAL,
        recipient=person,
        context={"questions": " ".join(questions)},
    )
    if len(questions) == 1:
        notice.kind = KIND
        notice.item_type = ContentType.objects.get_for_model(Practice)
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
