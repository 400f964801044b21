"""Every mail about discussions composes in every language, with all that its words name."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from dialogues.discussion.kinds import DECISIONS, KINDS
from dialogues.discussion.spaces import EXTENDED
from dialogues.models import Post
from notices.letters import compose
from notices.models import Notice
from notices.services import queue
from tests.factories.dialogues import post, published_post, space
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def notice_of(code: str, language: str, about: Post) -> Notice:
    """With the context that its verb gives it."""
    person = UserFactory(language=language)
    context = {"reason": "Because.", "at": timezone.now().isoformat()}
    item: object = about
    if code == EXTENDED:
        item = about.space
        context = {"reason": "Because.", "until": timezone.now().isoformat()}
    elif code.endswith("digest"):
        item = about.space
        context = {"numbers": str(about.pk), "count": "3"}
    on_behalf = code.endswith("-on-behalf")
    queue(
        kind=code,
        key=f"{code}:{language}",
        recipient=None if on_behalf else person,
        email="ana@example.net" if on_behalf else "",
        language=language if on_behalf else "",
        item=item,  # type: ignore[arg-type]
        context=context,
    )
    return Notice.objects.get(key=f"{code}:{language}")


def whole(message: EmailMultiAlternatives) -> str:
    html = str(message.alternatives[0][0])
    return f"{message.subject}\n{message.body}\n{html}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_composes_in_every_language(language: str) -> None:
    of = space(closes_at=timezone.now() + timedelta(days=3))
    post(of)
    about = published_post(of)
    for kind in KINDS:
        said = whole(compose(notice_of(kind.code, language, about)))
        assert "%(" not in said, kind.code
        assert f"/{language}/" in said, kind.code


def test_there_are_two_for_every_decision() -> None:
    codes = {kind.code for kind in KINDS}
    for what, *_words in DECISIONS:
        assert {f"dialogues.post-{what}", f"dialogues.post-{what}-on-behalf"} <= codes


def test_only_digests_and_extensions_can_be_switched_off() -> None:
    optional = {kind.code for kind in KINDS if kind.optional}
    assert optional == {
        EXTENDED,
        "dialogues.discussion-digest",
        "dialogues.moderators-digest",
    }
