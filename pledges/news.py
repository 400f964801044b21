"""The yearly question what is new: to those who make a pledge and have not said for a year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.urls import reverse

from notices.models import Notice
from notices.services import queue_all
from pledges.freshness import last_news, years_before
from pledges.models import Pledge
from stakeholders.choices import SPEAKERS
from stakeholders.models import Membership, User

KIND = "pledges.news-wanted"
AT_ONCE = 200
# Longer than until the next question, so that a mail never outlives its answer by much.
LONGEST = 400 * 24 * 3600


class BadTokenError(Exception):
    """Nobody here has signed this, it is too old, or what it was made for is gone."""


@dataclass(frozen=True)
class Question:
    """What is new of this pledge? Asked of this person, when its last news was `heard_at`."""

    pledge: Pledge
    person: User
    heard_at: datetime

    @property
    def is_open(self) -> bool:
        """False once anybody has answered."""
        return last_news(self.pledge) == self.heard_at


def token_of(pledge: Pledge, person: User) -> str:
    heard = last_news(pledge)
    return signing.dumps([pledge.pk, person.pk, heard and heard.isoformat()], salt=KIND)


def question_of(token: str) -> Question:
    """The question that the token was made for, open or not. Raises BadTokenError."""
    try:
        pledge, person, heard = signing.loads(token, salt=KIND, max_age=LONGEST)
        return Question(
            Pledge.objects.published().select_related("organisation__country").get(pk=pledge),
            User.objects.get(pk=person, is_active=True),
            datetime.fromisoformat(heard),
        )
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadTokenError from error
    except (Pledge.DoesNotExist, User.DoesNotExist) as error:
        raise BadTokenError from error


def link_of(notice: Notice) -> str:
    """The one place where a token is made: the mail carries it, and nothing stores it."""
    pledge, person = notice.item, notice.recipient
    if not isinstance(pledge, Pledge) or person is None:
        return reverse("desk:home")
    return reverse("pledge_desk:news", args=[pledge.code, token_of(pledge, person)])


def ask_for_news(now: datetime) -> int:
    """Queue each question that should have been asked by now; return how many were new.

    Of several years that were missed only the latest is asked for.
    """
    silent = Pledge.objects.silent_since(years_before(now, 1)).order_by("pk")
    pledges = silent.iterator(chunk_size=AT_ONCE)
    asked = 0
    while some := list(islice(pledges, AT_ONCE)):
        asked += queue_all(_notices(some, now))
    return asked


def _notices(pledges: list[Pledge], now: datetime) -> Iterator[Notice]:
    item_type = ContentType.objects.get_for_model(Pledge)
    speakers = _speakers(pledge.organisation_id for pledge in pledges)
    for pledge in pledges:
        heard = last_news(pledge) or now
        for person in speakers[pledge.organisation_id]:
            yield Notice(
                key=f"{KIND}:{pledge.pk}:{heard:%Y-%m-%d}+{_years(heard, now)}:{person.pk}",
                kind=KIND,
                recipient=person,
                item_type=item_type,
                item_id=str(pledge.pk),
            )


def _years(since: datetime, now: datetime) -> int:
    """How many whole years have passed."""
    years = now.year - since.year
    return years if since <= years_before(now, years) else years - 1


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
