"""The call as everybody reads it, and answering it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publication.choices import State
from reviews.consulting.calls import withdraw_call
from reviews.consulting.inputs import MOST_INPUTS
from reviews.models import Input
from tests.desk.access import signed_in
from tests.factories.consulting import called, noted, organisation_of, said, speaker
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, focal_point_of, people_around, section_of
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/en/reviews/REV-2030-CRI/input/"
FORM = {"text": "Look at the ports.", "language": "es"}


def page(browser: Client, address: str = ADDRESS) -> str:
    return browser.get(address).content.decode()


class TestReading:
    def test_what_is_asked_until_when_and_what_becomes_of_it(self, client: Client) -> None:
        called(begun(), introduction="What of <ports>?")
        html = page(client)
        assert "What of &lt;ports&gt;?" in html
        assert "Open until" in html
        assert "it names you only if you consent" in html
        assert "/accounts/login/?next=/en/reviews/REV-2030-CRI/input/" in html
        assert "<textarea" not in html

    def test_without_a_call_there_is_no_page(self, client: Client) -> None:
        begun()
        assert client.get(ADDRESS).status_code == 404

    def test_one_that_was_withdrawn_is_there_for_who_answered_it_alone(
        self, client: Client
    ) -> None:
        sender = speaker()
        call = called(begun(), introduction="What of ports?")
        said(call, by=sender)
        withdraw_call(call=call, by=focal_point_of("CRI"))
        assert client.get(ADDRESS).status_code == 404
        assert signed_in(UserFactory()).get(ADDRESS).status_code == 404
        html = page(signed_in(sender))
        assert "Look at the ports." in html
        assert "What of ports?" not in html

    def test_one_to_come_says_when_it_opens(self, client: Client) -> None:
        called(begun(), opens_at=timezone.now() + timedelta(days=2))
        html = page(client)
        assert "To come" in html
        assert "Sign in to answer" not in html

    def test_one_that_is_over_leads_to_the_review(self, client: Client) -> None:
        review = filled(begun())
        called(review)
        moved(review, to=State.PUBLISHED)
        html = page(client)
        assert "Closed" in html
        assert 'href="/en/reviews/REV-2030-CRI/"' in html

    def test_nothing_that_others_said_is_on_it(self) -> None:
        review = begun()
        call = called(review)
        noted(said(call, by=speaker("Union of Ports"), text="Secret words"), "Used in secret.")
        for person in people_around(review).values():
            html = page(signed_in(person) if person else Client())
            for words in ("Secret words", "Union of Ports", "Used in secret."):
                assert words not in html

    def test_in_arabic_the_words_of_the_state_say_their_own_language(self, client: Client) -> None:
        called(begun(language="es"))
        html = page(client, ADDRESS.replace("/en/", "/ar/"))
        assert 'lang="es" dir="auto"' in html


class TestAnswering:
    def test_one_says_it_for_an_organisation_of_ones_own(self) -> None:
        review = begun()
        called(review)
        sender = speaker("Union of Ports")
        section = section_of(review, "means")
        more = {"organisation": organisation_of(sender).pk, "section": section.pk}
        form = {**FORM, **more, "consents_to_be_named": "on"}
        answer = signed_in(sender).post(ADDRESS, form, follow=True)
        html = answer.content.decode()
        assert "Thank you. The Government has your input" in html
        assert "The State has not noted yet how it uses it." in html
        given = Input.objects.get()
        assert (given.section, given.language, given.consents_to_be_named) == (section, "es", True)
        assert given.organisation == organisation_of(sender)

    def test_who_speaks_for_one_organisation_finds_it_chosen(self) -> None:
        called(begun())
        sender = speaker("Union of Ports")
        html = page(signed_in(sender))
        assert f'value="{organisation_of(sender).pk}" selected' in html

    def test_who_speaks_for_nobody_speaks_for_themselves(self) -> None:
        called(begun())
        browser = signed_in(UserFactory())
        assert "For whom you speak" not in page(browser)
        browser.post(ADDRESS, FORM)
        assert Input.objects.get().organisation is None

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"text": "  "}, "Write what you wish to say."),
            ({"text": "w" * 10_001}, "Ensure this value has at most 10000 characters"),
            ({"language": "xx"}, "Select a valid choice."),
            ({"section": "999999"}, "Select a valid choice."),
            ({"organisation": "999999"}, "Select a valid choice."),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_lost(
        self, fields: dict[str, Any], words: str
    ) -> None:
        called(begun())
        answer = signed_in(speaker()).post(
            ADDRESS, {"text": "Kept words", "language": "en"} | fields
        )
        html = answer.content.decode()
        assert answer.status_code == 422
        assert words in html
        assert "Error:" in html
        assert "text" in fields or "Kept words" in html

    def test_another_organisation_than_ones_own_is_no_choice(self) -> None:
        called(begun())
        other = organisation_of(speaker("Others"))
        answer = signed_in(speaker("Union")).post(ADDRESS, {**FORM, "organisation": other.pk})
        assert answer.status_code == 422

    def test_too_late_keeps_the_words_in_the_field(self) -> None:
        call = called(begun())
        call.closes_at = timezone.now()
        call.save()
        answer = signed_in(speaker()).post(ADDRESS, FORM)
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "The call is closed" in html
        assert "Look at the ports." in html

    def test_so_does_saying_too_much(self) -> None:
        call, sender = called(begun()), speaker()
        for number in range(MOST_INPUTS):
            said(call, by=sender, text=str(number))
        answer = signed_in(sender).post(ADDRESS, FORM)
        assert answer.status_code == 422
        assert "withdraw one first" in answer.content.decode()

    def test_signed_out_one_signs_in_and_goes_on(self) -> None:
        call, sender = called(begun()), speaker()
        browser = Client()
        answer = browser.post(ADDRESS, FORM)
        assert answer["Location"] == f"/en/accounts/login/?next={ADDRESS}"
        login = {"login": sender.email, "password": PASSWORD}
        assert browser.post(reverse("account_login"), login).status_code == 302
        html = page(browser)
        assert "What you typed before you signed in is in the fields" in html
        assert "Look at the ports." in html
        assert not call.inputs.exists()
        browser.post(ADDRESS, FORM)
        assert "What you typed before you signed in" not in page(browser)

    def test_who_writes_the_review_or_examines_it_cannot(self) -> None:
        review = begun()
        called(review)
        people = people_around(review)
        for role in (
            "focal point",
            "second focal point",
            "contributor with a section",
            "contributor without",
            "secretariat",
        ):
            browser = signed_in(people[role])  # type: ignore[arg-type]
            assert "what you have to say goes another way" in page(browser), role
            assert browser.post(ADDRESS, FORM).status_code == 404, role
        assert not Input.objects.exists()


class TestOnesOwn:
    def test_one_sees_how_it_was_used(self) -> None:
        sender = speaker()
        noted(said(called(begun()), by=sender), "Taken up in the section on means.")
        assert "Taken up in the section on means." in page(signed_in(sender))

    def test_one_withdraws_it(self) -> None:
        sender = speaker()
        given = said(called(begun()), by=sender)
        browser = signed_in(sender)
        answer = browser.post(ADDRESS, {"withdraw": given.pk}, follow=True)
        html = answer.content.decode()
        assert "Withdrawn. The Government no longer reads it." in html
        assert f'name="withdraw" value="{given.pk}"' not in html

    def test_nobody_elses(self) -> None:
        given = said(called(begun()), by=speaker())
        for number in (given.pk, "x", "-1"):
            answer = signed_in(UserFactory()).post(ADDRESS, {"withdraw": number})
            assert answer.status_code == 404
        given.refresh_from_db()
        assert given.withdrawn_at is None

    def test_once_it_was_submitted_it_stays(self) -> None:
        review = filled(begun())
        sender = speaker()
        given = said(called(review), by=sender)
        moved(review, to=State.SUBMITTED)
        browser = signed_in(sender)
        assert "Withdraw it" not in page(browser)
        answer = browser.post(ADDRESS, {"withdraw": given.pk})
        assert answer.status_code == 409
        assert "on the record and cannot be withdrawn" in answer.content.decode()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_as_many_queries_however_much_one_said(
        self, rows: int, django_assert_num_queries: Any
    ) -> None:
        call, sender = called(begun()), speaker()
        for number in range(rows):
            said(call, by=sender, text=str(number))
        browser = signed_in(sender)
        page(browser)
        with django_assert_num_queries(QUERIES_OF_THE_CALL):
            page(browser)


QUERIES_OF_THE_CALL = 9


class TestTakingPart:
    def test_calls_that_are_open_are_listed(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        called(begun("CRI"))
        with django_assert_num_queries(2):
            html = page(client, "/en/participate/")
        assert f'href="{ADDRESS}"' in html
        called(begun("MEX"))
        with django_assert_num_queries(2):
            assert 'data-count="2"' in page(client, "/en/participate/")

    def test_without_one_nothing_is_said_of_it(self, client: Client) -> None:
        assert "ask for your input now" not in page(client, "/en/participate/")
