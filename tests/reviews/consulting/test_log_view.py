"""The pages of the log: what they show, what they save, and what they never lose."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from compact.dates import period
from publication.choices import State
from reviews.consulting.log import take_out
from reviews.models import Consultation
from tests.desk.access import signed_in
from tests.factories.consulting import WHOLE, called, held, said, speaker
from tests.factories.publication import examiner, moved
from tests.factories.reviews import begun, filled, focal_point_of
from tests.factories.stakeholders import PASSWORD

pytestmark = pytest.mark.django_db

LOG = "/en/desk/reviews/REV-2030-CRI/consultations/"


@pytest.fixture
def browser() -> Client:
    return signed_in(focal_point_of("CRI"))


def page(browser: Client, address: str = LOG) -> str:
    return browser.get(address).content.decode()


class TestTheLog:
    def test_each_with_its_day_its_groups_and_how_it_stands(self, browser: Client) -> None:
        review = begun()
        held(review, until="2029-10-02")
        held(review, title="", people="about forty")
        html = page(browser)
        assert period(date(2029, 10, 1), date(2029, 10, 2)) in html
        assert "Trade union" in html
        assert "Consultation without a title" in html
        assert "Give it a title." in html
        assert "Something in it could not be read." in html
        assert 'data-count="2"' in html

    def test_it_shows_the_annex_as_it_would_be(self, browser: Client) -> None:
        review = begun()
        assert "has no such annex" in page(browser)
        held(review)
        html = page(browser)
        assert "As it would be published now." in html
        assert "Fees are still paid by workers." in html
        assert "The Federation of Unions" not in html

    def test_what_was_taken_out_can_be_put_back(self, browser: Client) -> None:
        kept = held(begun())
        browser.post(LOG, {"take_out": kept.pk})
        assert "1 consultation was taken out" in page(browser)
        browser.post(LOG, {"put_back": kept.pk})
        assert "was taken out" not in page(browser)

    def test_adding_leads_to_a_blank_page_and_twice_to_the_same(self, browser: Client) -> None:
        review = begun()
        first, second = browser.post(LOG, {"add": "yes"}), browser.post(LOG, {"add": "yes"})
        assert first["Location"] == second["Location"] == review.consultations.get().desk_address

    def test_it_tells_of_the_call_and_of_what_waits(self, browser: Client) -> None:
        review = begun()
        assert "Make a call for input" in page(browser)
        said(called(review), by=speaker())
        html = page(browser)
        assert "1 input came." in html
        assert "Of 1 you have not noted the use yet." in html

    def test_the_secretariat_reads_the_log_and_the_annex_and_nothing_of_the_call(self) -> None:
        review = filled(begun())
        held(review)
        said(called(review), by=speaker("Union of Ports"), text="For the State alone")
        moved(review, to=State.UNDER_REVIEW)
        html = page(signed_in(examiner()))
        assert "Round table with unions" in html
        assert "Call for input</h2>" not in html
        for words in ("For the State alone", "Union of Ports", "Add a consultation", "taken out"):
            assert words not in html

    @pytest.mark.parametrize("rows", [1, 3])
    def test_as_many_queries_whatever_its_length(
        self, rows: int, browser: Client, django_assert_num_queries: Any
    ) -> None:
        review = begun()
        call = called(review)
        for number in range(rows):
            held(review, title=f"Consultation {number}")
            said(call, by=speaker(f"Union {number}"), text=str(number))
        page(browser)
        with django_assert_num_queries(QUERIES_OF_THE_LOG):
            page(browser)


QUERIES_OF_THE_LOG = 21


def form(consultation: Consultation, **fields: Any) -> dict[str, Any]:
    return {**WHOLE, "revision": str(consultation.revision), **fields}


class TestWriting:
    def test_what_is_typed_is_saved_and_one_goes_on(self, browser: Client) -> None:
        kept = held(begun())
        answer = browser.post(kept.desk_address, form(kept, title="Hearing", next="log"))
        assert answer["Location"] == LOG
        kept.refresh_from_db()
        assert (kept.title, kept.revision) == ("Hearing", 3)

    def test_what_cannot_be_read_is_saved_and_said(self, browser: Client) -> None:
        kept = held(begun())
        answer = browser.post(kept.desk_address, form(kept, people="about forty"), follow=True)
        html = answer.content.decode()
        assert "Saved as you typed it. Some of it cannot be read yet." in html
        assert 'value="about forty"' in html
        assert "Write the number in digits alone: for example 140." in html

    def test_saved_while_one_writes(self, browser: Client) -> None:
        kept = held(begun())
        answer = browser.post(
            kept.desk_address, form(kept, title="Hearing"), HTTP_HX_REQUEST="true"
        )
        html = answer.content.decode()
        assert 'name="revision" value="3"' in html
        assert "Saved" in html

    def test_a_stale_save_shows_both_texts_and_loses_neither(self, browser: Client) -> None:
        kept = held(begun())
        browser.post(kept.desk_address, form(kept, title="Theirs"))
        answer = browser.post(kept.desk_address, form(kept, title="Mine"))
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "Theirs" in html
        assert 'value="Mine"' in html
        kept.refresh_from_db()
        assert kept.title == "Theirs"
        browser.post(kept.desk_address, form(kept, title="Mine", over="3"))
        kept.refresh_from_db()
        assert kept.title == "Mine"

    def test_groups_are_compared_by_their_names(self, browser: Client) -> None:
        kept = held(begun())
        browser.post(kept.desk_address, form(kept, groups=["migrants"]))
        html = browser.post(
            kept.desk_address, form(kept, groups=["civil-society"])
        ).content.decode()
        assert "Civil society" in html
        assert "Migrants" in html

    @pytest.mark.parametrize("revision", ["", "x", "-1", "1" * 12])
    def test_a_form_that_was_tampered_with_is_refused(self, revision: str, browser: Client) -> None:
        kept = held(begun())
        answer = browser.post(kept.desk_address, form(kept) | {"revision": revision})
        assert answer.status_code == 400

    def test_closed_shows_what_was_written(self, browser: Client) -> None:
        review = filled(begun())
        kept = held(review)
        moved(review, to=State.SUBMITTED)
        answer = browser.post(kept.desk_address, form(kept, heard="Words to copy"))
        assert answer.status_code == 409
        assert "Words to copy" in answer.content.decode()

    def test_so_does_a_page_that_was_taken_out(self, browser: Client) -> None:
        kept = held(begun())
        take_out(consultation=kept, by=focal_point_of("CRI"))
        answer = browser.post(kept.desk_address, form(kept, heard="Words to copy"))
        assert answer.status_code == 409
        assert "Words to copy" in answer.content.decode()
        assert browser.get(kept.desk_address)["Location"] == LOG

    def test_what_was_typed_while_signed_out_is_there_after_signing_in(self) -> None:
        kept = held(begun())
        browser = Client()
        browser.post(kept.desk_address, form(kept, title="Typed in vain"))
        sign_in(browser)
        html = page(browser, kept.desk_address)
        assert 'value="Typed in vain"' in html
        assert "What you typed and could not be saved is in the fields" in html

    def test_the_language_can_be_switched(self, browser: Client) -> None:
        kept = held(begun(), title="<b>Title</b>")
        html = page(browser, kept.desk_address.replace("/en/", "/ar/"))
        assert 'dir="rtl"' in html
        assert "&lt;b&gt;Title&lt;/b&gt;" in html


def sign_in(browser: Client) -> None:
    """Through the form, which takes the anonymous session along."""
    login = {"login": focal_point_of("CRI").email, "password": PASSWORD}
    assert browser.post(reverse("account_login"), login).status_code == 302


class TestTheCheck:
    def test_what_the_log_lacks_is_said_with_a_link(self, browser: Client) -> None:
        kept = held(begun(), use="")
        html = page(browser, "/en/desk/reviews/REV-2030-CRI/check/")
        assert "Some consultations of the log are not complete" in html
        assert f'href="{kept.desk_address}#id_use"' in html

    def test_nothing_is_said_of_a_whole_one(self, browser: Client) -> None:
        held(begun())
        html = page(browser, "/en/desk/reviews/REV-2030-CRI/check/")
        assert "Some consultations" not in html

    def test_the_task_list_leads_to_the_log(self, browser: Client) -> None:
        begun()
        assert f'href="{LOG}"' in page(browser, "/en/desk/reviews/REV-2030-CRI/")
