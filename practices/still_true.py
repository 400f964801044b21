"""Is this practice still true? The yearly question that a link carries, and who may answer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from compact.dates import years_before
from notices.models import Notice
from practices.models import Practice
from publication.yearly import numbers_in
from stakeholders.models import User

KIND = "practices.still-true"
KIND_OF_SEVERAL = "practices.still-true-of-several"
# Longer than until the next question, so that a mail never outlives its answer by much.
LONGEST = 400 * 24 * 3600


class BadTokenError(Exception):
    """Nobody here has signed this, it is too old, or what it was made for is gone."""


@dataclass(frozen=True)
class Question:
    """Is it still true? Asked of this person, when that was last said at `heard_at`."""

    practice: Practice
    person: User
    heard_at: datetime

    @property
    def is_open(self) -> bool:
        """False once anybody has answered."""
        return self.practice.is_published and last_heard(self.practice) == self.heard_at


def last_heard(practice: Practice) -> datetime | None:
    """When its people last said that it is true; failing that, when it was published."""
    return practice.confirmed_at or practice.published_at


def is_unconfirmed(practice: Practice, now: datetime) -> bool:
    """Published, and nobody has said for a year that it is still true."""
    heard = last_heard(practice)
    return practice.is_published and heard is not None and heard <= years_before(now, 1)


def token_of(practice: Practice, person: User) -> str:
    heard = last_heard(practice)
    return signing.dumps([practice.pk, person.pk, heard and heard.isoformat()], salt=KIND)


def question_of(token: str) -> Question:
    """The question that the token was made for, open or not. Raises BadTokenError."""
    try:
        practice, person, heard = signing.loads(token, salt=KIND, max_age=LONGEST)
        return Question(
            Practice.objects.readable().with_names().get(pk=practice),
            User.objects.get(pk=person, is_active=True),
            datetime.fromisoformat(heard),
        )
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadTokenError from error
    except (Practice.DoesNotExist, User.DoesNotExist) as error:
        raise BadTokenError from error


def link_of(notice: Notice) -> str:
    """Of the one practice that it asks about. A token is in the mail alone: nothing stores it."""
    practice, person = notice.item, notice.recipient
    if not isinstance(practice, Practice) or person is None:
        return reverse("desk:home")
    return _answer(practice, person)


def links_of(notice: Notice) -> Mapping[str, object]:
    """Each of several practices with its own link; without those that are archived since."""
    person, numbers = notice.recipient, numbers_in(notice.context["questions"])
    practices = Practice.objects.published().in_bulk(numbers)
    asked = [practices[number] for number in numbers if number in practices]
    lines = [_line(practice, person) for practice in asked if person is not None]
    return {"items": "\n\n".join(lines)}


def _line(practice: Practice, person: User) -> str:
    address = f"{settings.PORTAL_ADDRESS}{_answer(practice, person)}"
    return f"{practice.code} {practice.title}\n{address}"


def _answer(practice: Practice, person: User) -> str:
    return reverse("practice_desk:still_true", args=[practice.code, token_of(practice, person)])
