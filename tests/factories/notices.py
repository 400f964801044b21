"""Messages in the outbox for tests."""

from typing import Any

import factory

from notices.account_adapter import ACCOUNT
from notices.models import Notice
from tests.factories.stakeholders import UserFactory

NEWS = {"subject": "News", "body": "Something happened."}


class NoticeFactory(factory.django.DjangoModelFactory):
    """A queued message to a person, of the kind whose words are its context."""

    class Meta:
        model = Notice

    key = factory.Sequence(lambda n: f"test:{n}")
    kind = ACCOUNT.code
    recipient = factory.SubFactory(UserFactory)
    context = factory.LazyFunction(NEWS.copy)


def to_address(email: str = "guest@example.org", **fields: Any) -> Notice:
    """A message to somebody who has no account."""
    notice: Notice = NoticeFactory(recipient=None, email=email, **fields)
    return notice
