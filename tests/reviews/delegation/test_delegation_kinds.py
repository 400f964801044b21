"""What is told to those who write sections: in every language, with words for what is gone."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from notices import kinds
from notices.letters import compose
from notices.models import Notice
from reviews.delegation.kinds import KINDS, LINK, NUDGE, SECTION_DUE
from reviews.delegation.telling import BY_LINK, notice_to
from reviews.delegation.tokens import token_of
from reviews.models import Review, WritingLink
from tests.factories.delegation import link_to
from tests.factories.notices import NoticeFactory
from tests.factories.reviews import begun
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
CONTEXT = {"by": "Ana Mora", "sections": "methodology means", "due_on": "2030-01-15"}


def notice_of(kind: kinds.Kind, item: Any, **fields: Any) -> Notice:
    notice: Notice = NoticeFactory(
        kind=kind.code,
        item_type=ContentType.objects.get_for_model(item),
        item_id=str(item.pk),
        context=CONTEXT,
        **fields,
    )
    return notice


def item_of(kind: kinds.Kind, review: Review) -> Review | WritingLink:
    return link_to(review) if kind is LINK or kind.code.endswith(BY_LINK) else review


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_composes_in_every_language(language: str) -> None:
    review = begun()
    for kind in KINDS:
        message = compose(notice_of(kind, item_of(kind, review), recipient__language=language))
        body = str(message.body)
        assert message.subject
        assert "%(" not in message.subject + body
        assert "—" not in body, kind.code
        assert f"https://testserver/{language}/desk/reviews/" in body, kind.code


def test_all_are_registered_and_private_and_none_keeps_a_secret_in_its_row() -> None:
    assert {kinds.find(kind.code) for kind in KINDS} == set(KINDS)
    assert all(kind.private and not kind.secret for kind in KINDS)
    assert kinds.find("reviews.handed-over").private
    assert [kind.code for kind in KINDS if kind.optional] == ["reviews.section-due"]


def test_when_the_thing_is_gone_the_words_still_come() -> None:
    review = begun()
    for kind in KINDS:
        notice = notice_of(kind, item_of(kind, review))
        notice.item_id = "999999999"
        notice.save()
        body = str(compose(Notice.objects.get(pk=notice.pk)).body)
        assert "https://testserver/en/desk/" in body, kind.code


def test_through_a_link_one_is_led_through_it_and_told_why() -> None:
    link = link_to(begun())
    for kind in KINDS:
        if kind.code.endswith(BY_LINK):
            body = str(compose(notice_of(kind, link)).body)
            assert token_of(link) in body
            assert "somebody of your Government gave your address" in body


def test_one_key_for_each_writer_and_matter() -> None:
    review = begun()
    link, ana = link_to(review), UserFactory()
    keys = {
        notice_to(writer, kind, review=review, about=about, context={}).key
        for writer in (link, ana)
        for kind in (NUDGE.code, SECTION_DUE.code)
        for about in ("2030-01-15", "2030-01-16")
    }
    assert len(keys) == 8
    to_link = notice_to(link, NUDGE.code, review=review, about="x", context={"a": "b"})
    assert (to_link.recipient, to_link.email, to_link.language) == (None, link.email, "en")
    to_person = notice_to(ana, NUDGE.code, review=review, about="x", context={"a": "b"})
    assert (to_person.recipient, to_person.email) == (ana, "")
    assert to_person.item == review
