"""The call and the inputs on the desk of the State."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from publication.choices import State
from reviews.consulting.inputs import withdraw_input
from reviews.models import InputCall
from tests.desk.access import signed_in
from tests.factories.consulting import called, noted, said, speaker
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, focal_point_of
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

CALL = "/en/desk/reviews/REV-2030-CRI/call/"
INPUTS = "/en/desk/reviews/REV-2030-CRI/inputs/"


@pytest.fixture
def browser() -> Client:
    return signed_in(focal_point_of("CRI"))


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def call_form(**fields: str) -> dict[str, str]:
    today = timezone.localdate()
    usual = {
        "introduction": "What should it say?",
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=20)).isoformat(),
        "revision": "0",
    }
    return usual | fields


class TestTheCall:
    def test_it_is_made_and_public_at_once(self, browser: Client) -> None:
        begun()
        assert "says publicly that your Government is preparing a review" in page(browser, CALL)
        answer = browser.post(CALL, call_form(), follow=True)
        assert "Saved. Everybody can read the call." in answer.content.decode()
        assert "What should it say?" in page(Client(), "/en/reviews/REV-2030-CRI/input/")

    @pytest.mark.parametrize("name", ["introduction", "opens_on", "closes_on"])
    def test_what_is_missing_is_said_and_what_was_typed_stays(
        self, name: str, browser: Client
    ) -> None:
        begun()
        answer = browser.post(CALL, call_form(introduction="Kept words") | {name: ""})
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "This field is required." in html
        assert "Error:" in html
        assert name == "introduction" or "Kept words" in html
        assert not InputCall.objects.exists()

    def test_another_saved_in_between(self, browser: Client) -> None:
        review = begun()
        called(review, introduction="Before.")
        browser.post(CALL, call_form(introduction="Theirs.", revision="1"))
        answer = browser.post(CALL, call_form(introduction="Mine.", revision="1"))
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "Theirs." in html
        assert "Mine." in html
        browser.post(CALL, call_form(introduction="Mine.", revision="1", over="2"))
        assert InputCall.objects.get().introduction == "Mine."

    def test_two_who_say_the_same_are_not_bothered(self, browser: Client) -> None:
        begun()
        browser.post(CALL, call_form())
        assert browser.post(CALL, call_form()).status_code == 302

    def test_it_is_withdrawn_and_published_again(self, browser: Client) -> None:
        review = begun()
        call = called(review)
        browser.post(CALL, call_form(revision="1", step="withdraw"))
        assert "Publish it again" in page(browser, CALL)
        assert Client().get(call.get_absolute_url()).status_code == 404
        browser.post(CALL, call_form(revision="2"))
        assert Client().get(call.get_absolute_url()).status_code == 200

    def test_once_submitted_it_is_read_and_what_was_typed_can_be_copied(
        self, browser: Client
    ) -> None:
        review = filled(begun())
        called(review)
        moved(review, to=State.SUBMITTED)
        assert "<textarea" not in page(browser, CALL)
        answer = browser.post(CALL, call_form(introduction="Words to copy", revision="1"))
        assert answer.status_code == 409
        assert "Words to copy" in answer.content.decode()

    def test_a_form_without_its_revision_is_refused(self, browser: Client) -> None:
        begun()
        assert browser.post(CALL, call_form(revision="x")).status_code == 400


class TestTheInputs:
    def test_each_with_who_of_what_and_whether_it_was_noted(self, browser: Client) -> None:
        review = begun()
        call = called(review)
        noted(said(call, by=speaker("Union of Ports"), text="On ports."))
        said(call, by=UserFactory(name="Ana Mora"), text="On schools.")
        html = page(browser, INPUTS)
        for words in ("Union of Ports", "Ana Mora", "On ports.", "Use noted", "To be noted"):
            assert words in html
        assert 'data-count="2"' in html
        assert html.index("Ana Mora") < html.index("Union of Ports")

    def test_what_was_withdrawn_is_counted_and_not_shown(self, browser: Client) -> None:
        sender = speaker("Union of Ports")
        given = said(called(begun()), by=sender, text="On ports.")
        withdraw_input(given=given, by=sender)
        html = page(browser, INPUTS)
        assert "On ports." not in html
        assert "1 was withdrawn by its sender" in html
        assert browser.get(f"{INPUTS}{given.pk}/").status_code == 404

    def test_there_may_be_none(self, browser: Client) -> None:
        review = begun()
        assert "There is no call for input." in page(browser, INPUTS)
        called(review)
        assert "Nothing was said yet." in page(browser, INPUTS)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_as_many_queries_whatever_its_length(
        self, rows: int, browser: Client, django_assert_num_queries: Any
    ) -> None:
        review = begun()
        call = called(review)
        for number in range(rows):
            said(call, by=speaker(f"Union {number}"), text=str(number))
        page(browser, INPUTS)
        with django_assert_num_queries(QUERIES_OF_THE_INPUTS):
            page(browser, INPUTS)


QUERIES_OF_THE_INPUTS = 12


class TestOneInput:
    def test_the_note_is_saved_and_the_sender_told(self, browser: Client) -> None:
        given = said(called(begun()), by=speaker("Union of Ports"), text="<i>Ports</i>")
        address = f"{INPUTS}{given.pk}/"
        assert "&lt;i&gt;Ports&lt;/i&gt;" in page(browser, address)
        assert "do not consent to be named" in page(browser, address)
        answer = browser.post(address, {"use": "Taken up.", "seen": ""}, follow=True)
        assert "Noted. The sender is told." in answer.content.decode()

    def test_an_empty_note_is_none(self, browser: Client) -> None:
        given = said(called(begun()))
        assert browser.post(f"{INPUTS}{given.pk}/", {"use": " ", "seen": ""}).status_code == 422

    def test_a_name_to_be_kept_back_is_pointed_out(self, browser: Client) -> None:
        given = said(called(begun()), by=speaker("Union of Ports"))
        words = {"use": "As the Union of Ports wishes.", "seen": ""}
        answer = browser.post(f"{INPUTS}{given.pk}/", words)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "leave out “Union of Ports”." in html
        assert "As the Union of Ports wishes." in html

    def test_another_noted_in_between(self, browser: Client) -> None:
        given = said(called(begun()))
        noted(given, "Theirs.")
        address = f"{INPUTS}{given.pk}/"
        answer = browser.post(address, {"use": "Mine.", "seen": ""})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "Theirs." in html
        assert "Mine." in html
        given.refresh_from_db()
        assert given.use == "Theirs."
        seen = given.use_noted_at
        assert seen is not None
        assert browser.post(address, {"use": "Mine.", "seen": seen.isoformat()}).status_code == 302

    def test_a_note_on_what_is_withdrawn_meanwhile_can_be_copied(self, browser: Client) -> None:
        sender = speaker("Union of Ports")
        given = said(called(begun()), by=sender, text="On ports.")
        withdraw_input(given=given, by=sender)
        answer = browser.post(f"{INPUTS}{given.pk}/", {"use": "Words to copy", "seen": ""})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "Words to copy" in html
        assert "On ports." not in html

    @pytest.mark.parametrize("seen", ["x", "2029-10-01", "2029-10-01T00:00:00"])
    def test_a_moment_that_is_none_is_refused(self, seen: str, browser: Client) -> None:
        given = said(called(begun()))
        answer = browser.post(f"{INPUTS}{given.pk}/", {"use": "Taken up.", "seen": seen})
        assert answer.status_code == 400

    def test_once_submitted_the_note_is_read(self, browser: Client) -> None:
        review = filled(begun())
        given = noted(said(called(review)), "Taken up.")
        moved(review, to=State.SUBMITTED)
        html = page(browser, f"{INPUTS}{given.pk}/")
        assert "Taken up." in html
        assert "<textarea" not in html
