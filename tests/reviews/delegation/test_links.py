"""Links for writing: made, sent, sent again, revoked, and worth nothing to anybody else."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from notices.letters import compose
from notices.models import Notice
from publication.choices import State
from reviews.delegation import links
from reviews.delegation.links import (
    BadEndError,
    TooManyLinksError,
    make_link,
    note_use,
    revoke_link,
    send_link_again,
)
from reviews.delegation.tokens import address_of, digest_of, link_of, token_of
from reviews.models import Review, WritingLink
from reviews.services import NotAllowedError
from tests.desk.access import signed_in
from tests.factories.delegation import ended, link_to
from tests.factories.publication import WAYS, moved
from tests.factories.reviews import (
    begun,
    filled,
    focal_point_of,
    people_around,
    section_of,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/en/desk/reviews/REV-2030-CRI/links/"


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def form(review: Review, *keys: str, **fields: str) -> dict[str, Any]:
    sections = [str(section_of(review, key).pk) for key in keys or ("means",)]
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    told = {"name": "Statistics office", "email": "office@example.org", "language": "fr"}
    return {**told, "until": until, "sections": sections, **fields}


class TestTheToken:
    def test_it_is_in_no_table(self, review: Review) -> None:
        link = link_to(review)
        token = token_of(link)
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
        assert link.digest == hashlib.sha256(token.encode()).hexdigest()
        for notice in Notice.objects.all():
            assert token not in str(notice.__dict__)

    def test_the_mail_has_it_and_a_later_mail_the_same(self, review: Review) -> None:
        link = link_to(review)
        send_link_again(
            link=link,
            expires_at=timezone.now() + timedelta(days=3),
            by=focal_point_of("CRI"),
        )
        bodies = [
            str(compose(notice).body) for notice in Notice.objects.filter(kind="reviews.link")
        ]
        assert len(bodies) == 2
        assert all(
            f"https://testserver/en/desk/reviews/link/{token_of(link)}/" in b for b in bodies
        )

    def test_every_link_has_its_own(self, review: Review) -> None:
        assert token_of(link_to(review)) != token_of(link_to(review))

    def test_it_is_found_again_by_its_token_alone(self, review: Review) -> None:
        link = link_to(review)
        assert link_of(token_of(link)) == link
        for wrong in ("", "x" * 43, link.digest, token_of(link)[:-1], token_of(link).swapcase()):
            assert link_of(wrong) is None
        assert digest_of("a") != digest_of("b")

    def test_of_another_secret_no_mail_leads_anywhere(self, review: Review) -> None:
        link = link_to(review)
        with override_settings(SECRET_KEY="another"):
            assert address_of(link) == ""
        assert address_of(link)


class TestMaking:
    def test_it_opens_the_sections_named_until_the_end_of_the_day(
        self, browser: Client, review: Review
    ) -> None:
        response = browser.post(ADDRESS, form(review, "means", "methodology"), follow=True)
        link = WritingLink.objects.get()
        assert {section.section.key for section in link.sections.all()} == {"means", "methodology"}
        end = link.expires_at.astimezone(review.cycle.zone)
        assert (end.hour, end.minute) == (0, 0)
        assert end.date() == timezone.localdate() + timedelta(days=21)
        page = response.content.decode()
        assert "The link is on its way to office@example.org." in page
        assert "Statistics office" in page
        assert "Not used yet." in page
        assert token_of(link) not in page

    def test_the_mail_is_in_the_language_chosen(self, browser: Client, review: Review) -> None:
        browser.post(ADDRESS, form(review))
        notice = Notice.objects.get(kind="reviews.link")
        assert (notice.recipient, notice.email) == (None, "office@example.org")
        message = compose(notice)
        assert message.extra_headers["Content-Language"] == "fr"
        assert "https://testserver/fr/desk/reviews/link/" in str(message.body)

    def test_the_mail_says_who_asks_for_what_and_until_when(self, review: Review) -> None:
        link_to(review, "means", "objective-5")
        body = str(compose(Notice.objects.get(kind="reviews.link")).body)
        for words in (focal_point_of("CRI").name, "Section means", "Section objective-5", "until"):
            assert words in body

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("email", "no address"),
            ("email", ""),
            ("language", "tlh"),
            ("sections", []),
            ("sections", ["999999"]),
            ("sections", ["x"]),
            ("until", ""),
            ("until", "soon"),
            ("until", "2020-01-01"),
            ("until", "9999-12-31"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, browser: Client, review: Review, field: str, value: Any
    ) -> None:
        response = browser.post(ADDRESS, form(review) | {field: value})
        assert response.status_code == 422
        page = response.content.decode()
        assert field == "name" or "Statistics office" in page
        assert not WritingLink.objects.exists()

    def test_a_section_of_another_state_is_none(self, browser: Client, review: Review) -> None:
        other = begun("MEX", cycle=review.cycle)
        number = str(section_of(other, "means").pk)
        assert browser.post(ADDRESS, form(review) | {"sections": [number]}).status_code == 422
        with pytest.raises(NotAllowedError):
            make_link(
                review=review,
                sections=[section_of(other, "means")],
                name="x",
                email="x@example.org",
                language="en",
                expires_at=timezone.now() + timedelta(days=1),
                by=focal_point_of("CRI"),
            )

    def test_the_verb_takes_no_end_in_the_past_or_far_away(self, review: Review) -> None:
        for days in (-1, 0, 366):
            with pytest.raises(BadEndError):
                link_to(review, expires_at=timezone.now() + timedelta(days=days))

    def test_there_is_an_end_to_open_links(
        self, browser: Client, review: Review, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(links, "MOST_OPEN", 2)
        ended(link_to(review))
        link_to(review)
        link_to(review)
        with pytest.raises(TooManyLinksError):
            link_to(review)
        response = browser.post(ADDRESS, form(review))
        assert response.status_code == 422
        assert "Too many links are open." in response.content.decode()

    def test_the_section_from_which_one_comes_is_ticked(
        self, browser: Client, review: Review
    ) -> None:
        page = browser.get(ADDRESS, {"section": "means"}).content.decode()
        number = section_of(review, "means").pk
        assert re.search(rf'value="{number}"[^>]*checked', page)
        assert page.count(" checked") == 1

    @pytest.mark.parametrize("section", ["nothing", "x" * 300, "<script>"])
    def test_a_section_that_is_none_ticks_nothing(self, browser: Client, section: str) -> None:
        page = browser.get(ADDRESS, {"section": section}).content.decode()
        assert page.count(" checked") == 0


class TestRevoking:
    def address(self, link: WritingLink) -> str:
        return reverse("review_desk:link", args=[link.review.code, link.pk])

    def test_it_closes_at_once_and_for_good(self, browser: Client, review: Review) -> None:
        link = link_to(review)
        response = browser.post(self.address(link), {"revoke": "yes"}, follow=True)
        assert "Revoked" in response.content.decode()
        link.refresh_from_db()
        assert link.revoked_at
        assert not link.is_open(timezone.now())
        with pytest.raises(NotAllowedError):
            send_link_again(
                link=link,
                expires_at=timezone.now() + timedelta(days=1),
                by=focal_point_of("CRI"),
            )
        assert browser.get(self.address(link)).status_code == 404

    def test_the_first_moment_stays(self, review: Review) -> None:
        link = link_to(review)
        revoke_link(link=link, by=focal_point_of("CRI"))
        first = WritingLink.objects.get().revoked_at
        revoke_link(link=link, by=focal_point_of("CRI"))
        assert WritingLink.objects.get().revoked_at == first

    def test_it_is_sent_again_with_another_end(self, browser: Client, review: Review) -> None:
        link = ended(link_to(review))
        assert "Send a link again" in browser.get(self.address(link)).content.decode()
        day = timezone.localdate() + timedelta(days=2)
        response = browser.post(self.address(link), {"until": day.isoformat()}, follow=True)
        assert "The link was sent again." in response.content.decode()
        link.refresh_from_db()
        assert link.is_open(timezone.now())
        assert Notice.objects.filter(kind="reviews.link").count() == 2

    def test_a_day_that_will_not_do_is_refused(self, browser: Client, review: Review) -> None:
        link = link_to(review)
        assert browser.post(self.address(link), {"until": "2020-01-01"}).status_code == 422

    def test_a_link_of_another_state_is_not_there(self, browser: Client, review: Review) -> None:
        other = link_to(begun("MEX", cycle=review.cycle))
        address = reverse("review_desk:link", args=[review.code, other.pk])
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"revoke": "yes"}).status_code == 404
        other.refresh_from_db()
        assert other.revoked_at is None


class TestWhoAndWhen:
    @pytest.mark.parametrize("state", WAYS)
    def test_only_a_focal_point_of_a_draft_makes_one(self, state: State) -> None:
        review = filled(begun())
        people = people_around(review)
        moved(review, to=state)
        made = set()
        for role, user in people.items():
            if user is None:
                continue
            try:
                make_link(
                    review=review,
                    sections=[section_of(review, "means")],
                    name=role,
                    email="x@example.org",
                    language="en",
                    expires_at=timezone.now() + timedelta(days=1),
                    by=user,
                )
            except NotAllowedError:
                continue
            made.add(role)
        wanted = {"focal point", "second focal point"} if state == State.DRAFT else set()
        assert made == wanted

    @pytest.mark.parametrize("state", WAYS)
    def test_a_focal_point_revokes_in_every_state_and_nobody_else_does(self, state: State) -> None:
        review = filled(begun())
        people = people_around(review)
        mine = {role: link_to(review) for role, user in people.items() if user}
        moved(review, to=state)
        for role, link in mine.items():
            try:
                revoke_link(link=link, by=people[role])  # type: ignore[arg-type]
            except NotAllowedError:
                continue
        revoked = {role for role, link in mine.items() if refreshed(link).revoked_at}
        assert revoked == {"focal point", "second focal point"}

    def test_the_note_of_its_use_is_not_written_all_the_time(
        self, review: Review, django_assert_num_queries: Any
    ) -> None:
        link = link_to(review)
        note_use(link)
        first = refreshed(link).last_used_at
        assert first
        note_use(link)
        assert refreshed(link).last_used_at == first
        WritingLink.objects.update(last_used_at=first - timedelta(minutes=2))
        note_use(link)
        assert refreshed(link).last_used_at >= first

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same_however_many_there_are(
        self, browser: Client, review: Review, count: int, django_assert_num_queries: Any
    ) -> None:
        for _turn in range(count):
            link_to(review, "means", "methodology")
        browser.get(ADDRESS)
        with django_assert_num_queries(10):
            browser.get(ADDRESS)


def refreshed(link: WritingLink) -> Any:
    return WritingLink.objects.get(pk=link.pk)
