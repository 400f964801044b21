"""What is new of a pledge? The question that a link carries, and who may answer it by one click."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from notices.models import Notice
from pledges.freshness import last_news
from pledges.models import Pledge
from publication.yearly import numbers_in
from stakeholders.models import User

KIND = "pledges.news-wanted"
KIND_OF_SEVERAL = "pledges.news-wanted-of-several"
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
    """Of the one pledge that it asks about. A token is in the mail alone: nothing stores it."""
    pledge, person = notice.item, notice.recipient
    if not isinstance(pledge, Pledge) or person is None:
        return reverse("desk:home")
    return _answer(pledge, person)


def links_of(notice: Notice) -> Mapping[str, object]:
    """Each of several pledges with its own link; without those that are published no longer."""
    person, numbers = notice.recipient, numbers_in(notice.context["questions"])
    pledges = Pledge.objects.published().in_bulk(numbers)
    asked = [pledges[number] for number in numbers if number in pledges]
    lines = [_line(pledge, person) for pledge in asked if person is not None]
    return {"items": "\n\n".join(lines)}


def _line(pledge: Pledge, person: User) -> str:
    return f"{pledge.code} {pledge.title}\n{settings.PORTAL_ADDRESS}{_answer(pledge, person)}"


def _answer(pledge: Pledge, person: User) -> str:
    return reverse("pledge_desk:news", args=[pledge.code, token_of(pledge, person)])
