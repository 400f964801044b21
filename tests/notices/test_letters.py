"""How a mail reads: in the recipient's language and zone, safe in every part."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings as portal
from django.core.mail import EmailMultiAlternatives
from django.utils import formats, timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from notices import kinds
from notices.letters import compose
from notices.models import Notice
from stakeholders.models import User
from tests.factories.notices import NoticeFactory, to_address
from tests.factories.stakeholders import UserFactory
from tests.notices.conftest import kind

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in portal.LANGUAGES]
MOMENT = datetime(2030, 2, 1, 3, 30, tzinfo=UTC)


def html_of(message: EmailMultiAlternatives) -> str:
    [(html, media_type)] = message.alternatives
    assert media_type == "text/html"
    return str(html)


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]


def when(_notice: Notice) -> dict[str, object]:
    local = timezone.localtime(MOMENT)
    zone = timezone.get_current_timezone_name()
    return {"when": f"{formats.date_format(local, 'DATETIME_FORMAT')} ({zone})"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_the_recipients_language_and_direction(language: str) -> None:
    message = compose(NoticeFactory(recipient__language=language))
    html = html_of(message)
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert message.extra_headers["Content-Language"] == language
    assert f"/{language}/desk/settings/" in html
    assert f"/{language}/desk/settings/" in str(message.body)


def test_the_language_of_the_writer_does_not_matter() -> None:
    notice = NoticeFactory(recipient__language="es")
    with translation.override("ar"):
        message = compose(notice)
        assert translation.get_language() == "ar"
    assert 'lang="es" dir="ltr"' in html_of(message)


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("UTC", "1 February 2030, 03:30 (UTC)"),
        ("America/Costa_Rica", "31 January 2030, 21:30 (America/Costa_Rica)"),
        ("Pacific/Kiritimati", "1 February 2030, 17:30 (Pacific/Kiritimati)"),
        ("Pacific/Pago_Pago", "31 January 2030, 16:30 (Pacific/Pago_Pago)"),
        ("Asia/Kathmandu", "1 February 2030, 09:15 (Asia/Kathmandu)"),
    ],
)
def test_a_moment_is_in_the_recipients_zone_and_says_so(
    zone: str, told: str, register: Callable[..., kinds.Kind]
) -> None:
    register("dated", subject="News", body="It is due on %(when)s.", details=when)
    message = compose(NoticeFactory(kind="dated", recipient__time_zone=zone))
    assert f"It is due on {told}." in str(message.body)
    assert f"It is due on {told}." in html_of(message)


def test_without_an_account_the_zone_is_the_portals(register: Callable[..., kinds.Kind]) -> None:
    register("dated", subject="News", body="On %(when)s.", details=when)
    assert "(UTC)" in str(compose(to_address(kind="dated")).body)


@pytest.mark.parametrize(
    ("language", "figure"), [("en", "1 February 2030"), ("es", "1 de febrero"), ("ru", "1 февраля")]
)
def test_a_date_is_written_as_the_language_writes_it(
    language: str, figure: str, register: Callable[..., kinds.Kind]
) -> None:
    register("dated", subject="News", body="%(when)s", details=when)
    assert figure in str(compose(NoticeFactory(kind="dated", recipient__language=language)).body)


def test_plain_and_html_say_the_same(register: Callable[..., kinds.Kind]) -> None:
    register("news", action="See it", link=lambda _notice: "/en/there/", why="Because.")
    person = UserFactory(name="Ana Mora")
    message = compose(NoticeFactory(kind="news", recipient=person))
    for text in (str(message.body), html_of(message)):
        for words in (
            "Dear Ana Mora,",
            "Something happened.",
            "See it",
            "https://testserver/en/there/",
            "Because.",
            "https://testserver/en/desk/settings/",
        ):
            assert words in text
    assert message.subject == "News"
    assert message.to == [person.email]


def test_every_link_leads_to_the_portal_and_nothing_is_loaded(
    register: Callable[..., kinds.Kind],
) -> None:
    register("news", link=lambda _notice: "/en/there/")
    html = html_of(compose(NoticeFactory(kind="news")))
    assert {link.split("/en/")[0] for link in Links(html).found} == {"https://testserver"}
    assert "<img" not in html
    assert "<script" not in html


def test_who_has_no_account_is_led_to_no_settings_and_called_by_no_name() -> None:
    body = str(compose(to_address()).body)
    assert "settings" not in body
    assert "Dear" not in body


def test_a_message_without_a_link_has_no_button() -> None:
    html = html_of(compose(to_address()))
    assert Links(html).found == []


def test_the_headers_let_a_mailbox_know_it_again_and_no_robot_answer_it() -> None:
    notice = NoticeFactory()
    one, other = compose(notice), compose(notice)
    assert one.extra_headers["Message-ID"] == other.extra_headers["Message-ID"]
    assert one.extra_headers["Message-ID"] == f"<notice-{notice.pk}@testserver>"
    assert one.extra_headers["Auto-Submitted"] == "auto-generated"
    assert one.extra_headers["X-Portal-Notice"] == "account"


@pytest.mark.parametrize("on", [True, False])
def test_a_demonstration_says_that_it_is_one(settings: Settings, on: bool) -> None:
    settings.DEMONSTRATION = on
    message = compose(NoticeFactory())
    for text in (str(message.body), html_of(message)):
        assert ("This is a demonstration." in text) == on


def test_what_people_wrote_is_text_in_html_and_as_it_is_in_plain() -> None:
    written = "<script>alert('1')</script> & <b>5 < 6</b>"
    message = compose(NoticeFactory(context={"subject": written, "body": written}))
    assert written in str(message.body)
    assert "<script>alert" not in html_of(message)
    assert "&lt;script&gt;alert" in html_of(message)


def test_paragraphs_stay_apart() -> None:
    html = html_of(compose(to_address(context={"subject": "x", "body": "One.\n\nTwo.\nThree."})))
    assert "<p>One.</p>" in html
    assert "<p>Two.<br>Three.</p>" in html


def test_percent_signs_of_people_are_no_placeholders() -> None:
    context = {"subject": "100%", "body": "5 % of %(by)s, %s and %d"}
    message = compose(to_address(context=context))
    assert message.subject == "100%"
    assert "5 % of %(by)s, %s and %d" in str(message.body)


INJECTIONS = [
    "News\nBcc: all@example.org",
    "News\r\nBcc: all@example.org",
    "News\rBcc: all@example.org",
    "News\r\n\r\n<html>another body</html>",
    "News\u2028Bcc: all@example.org",
    "News\x0bBcc: all@example.org",
    "News\x85Bcc: all@example.org",
]


def as_sent(message: EmailMultiAlternatives) -> EmailMessage:
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)


@pytest.mark.parametrize("subject", INJECTIONS)
def test_no_subject_brings_in_a_header(subject: str) -> None:
    sent = as_sent(compose(to_address(context={"subject": subject, "body": "x"})))
    assert sent["Bcc"] is None
    assert sent["To"] == "guest@example.org"
    assert "Bcc: all@example.org" in sent["Subject"] or "another body" in sent["Subject"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_whatever_the_subject_the_headers_stay_those_of_the_portal(subject: str) -> None:
    notice = Notice(pk=1, kind="account", email="guest@example.org")
    notice.context = {"subject": subject, "body": "x"}
    sent = as_sent(compose(notice))
    assert set(sent.keys()) == {
        "Content-Type",
        "MIME-Version",
        "Subject",
        "From",
        "To",
        "Date",
        "Message-ID",
        "Content-Language",
        "Auto-Submitted",
        "X-Portal-Notice",
    }


@pytest.mark.parametrize("name", ["Ana\nMora", "Ana <b>Mora</b>", "أنا", "安娜", "%(item)s"])
def test_a_persons_name_is_text(name: str) -> None:
    person = User(name=name, email="ana@example.org")
    notice = Notice(pk=1, kind="account", recipient=person, email="ana@example.org")
    notice.context = {"subject": "x", "body": "y"}
    html = html_of(compose(notice))
    assert "<b>Mora</b>" not in html
    assert as_sent(compose(notice))["To"] == "ana@example.org"


def test_a_kind_may_lead_to_its_item_in_the_readers_language() -> None:
    plain = kind("plain")
    assert plain.link(Notice()) == ""
    assert kinds.link_to_item(Notice()) == ""
    assert kinds.no_details(Notice()) == {}


def test_every_registered_kind_is_listed_once_in_order() -> None:
    codes = [each.code for each in kinds.every_kind()]
    assert codes == sorted(set(codes))
    assert "account" in codes
    with pytest.raises(KeyError):
        kinds.find("gossip")


def test_composing_leaves_zone_and_language_as_they_were() -> None:
    compose(NoticeFactory(recipient__language="ar", recipient__time_zone="Asia/Kathmandu"))
    assert (translation.get_language(), timezone.get_current_timezone_name()) == ("en", "UTC")


def read_aloud(message: Any) -> str:
    return " ".join(str(message.body).split())


def test_the_plain_mail_reads_well_from_top_to_bottom(
    register: Callable[..., kinds.Kind], settings: Settings
) -> None:
    settings.DEMONSTRATION = False
    register("news", action="See it", link=lambda _notice: "/en/there/", why="You follow it.")
    notice = NoticeFactory(kind="news", recipient__name="Ana")
    assert read_aloud(compose(notice)) == (
        "Dear Ana, Something happened. See it: https://testserver/en/there/ -- You follow it. "
        "Change what you are told, and in which language: https://testserver/en/desk/settings/"
    )


def test_a_line_with_an_address_of_the_portal_below_it_is_a_link_on_the_page(
    register: Callable[..., kinds.Kind],
) -> None:
    register("news", subject="News", body="%(items)s")
    items = "A <b>title</b> \nhttps://testserver/en/there/?a=1&b=2\n\nElse\nhttps://example.org/x"
    notice = NoticeFactory(kind="news", context={"items": items})
    assert items in str(compose(notice).body)
    html = html_of(compose(notice))
    there = 'href="https://testserver/en/there/?a=1&amp;b=2"'
    assert re.search(rf"<a {re.escape(there)}[^>]*>A &lt;b&gt;title&lt;/b&gt; </a>", html)
    assert "Else<br>https://example.org/x" in html


def test_files_of_its_kind_go_with_it_made_in_the_readers_language(
    register: Callable[..., kinds.Kind],
) -> None:
    def made(_notice: Notice) -> list[kinds.Attachment]:
        language = translation.get_language()
        return [kinds.Attachment(name="a.ics", media_type="text/calendar", content=f"é {language}")]

    with_file = register("with a file", files=made)
    message = compose(NoticeFactory(kind=with_file.code, recipient__language="fr"))
    assert message.attachments == [("a.ics", "é fr", "text/calendar")]
    sent = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert isinstance(sent, EmailMessage)
    (file,) = sent.iter_attachments()
    assert file.get_filename() == "a.ics"
    assert file.get_content().strip() == "é fr"


def test_without_files_it_has_none() -> None:
    assert compose(NoticeFactory()).attachments == []
