"""Discussions as everybody reads them, without an account: the list, a space, one contribution."""

from datetime import timedelta
from http import HTTPStatus
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dialogues.choices import PostState
from dialogues.discussion.choosing import find
from dialogues.models import Following, GuidingQuestion, Post, Space, SpaceExtension
from tests.desk.access import signed_in
from tests.dialogues.discussion.people import moderator
from tests.factories.dialogues import (
    announced,
    debate,
    post,
    poster,
    published_post,
    session,
    space,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory, state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page(address: str, **query: str) -> str:
    response = Client().get(address, query)
    assert response.status_code == HTTPStatus.OK
    text: str = response.content.decode()
    return text


def shown(of: Space, **query: str) -> str:
    return page(of.get_absolute_url(), **query)


class TestList:
    def test_it_shows_what_is_open_to_come_and_over(self) -> None:
        now = timezone.now()
        space(debate(1), title="The open one", closes_at=now + DAY)
        space(debate(2), title="The coming one", opens_at=now + DAY, closes_at=now + 2 * DAY)
        space(debate(3), title="The old one", opens_at=now - 2 * DAY, closes_at=now - DAY)
        space(session(), title="The hidden one")
        text = page(reverse("dialogues:spaces"))
        places = [text.index(name) for name in ("The open one", "The coming one", "The old one")]
        assert places == sorted(places)
        assert "The hidden one" not in text

    def test_only_what_is_published_is_counted(self) -> None:
        of = space()
        published_post(of)
        published_post(of)
        post(of)
        assert "2 contributions" in page(reverse("dialogues:spaces"))

    def test_without_any_it_says_so(self) -> None:
        assert "No discussion is open" in page(reverse("dialogues:spaces"))

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same_however_many_there_are(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(rows):
            published_post(space(debate(number + 1)))
            published_post(space(announced()))
        address = reverse("dialogues:spaces")
        page(address)
        with django_assert_num_queries(1):
            page(address)


class TestSpace:
    def test_it_says_what_it_is_about_and_how_it_stands(self) -> None:
        of = space(introduction="Why we ask.", rules="Be kind.")
        text = shown(of)
        for words in (of.title, "Why we ask.", "Be kind.", "What works?", "Open"):
            assert words in text
        assert "Sign in to contribute" in text

    def test_it_leads_to_its_session_or_its_debate(self) -> None:
        one = announced()
        assert one.get_absolute_url() in shown(space(one))
        of = space()
        assert of.debate is not None
        assert of.debate.get_absolute_url() in shown(of)

    def test_that_of_a_session_that_is_not_announced_is_no_page(self) -> None:
        hidden = space(session())
        published = published_post(hidden)
        for address in (hidden.get_absolute_url(), published.get_absolute_url()):
            assert Client().get(address).status_code == HTTPStatus.NOT_FOUND
            assert signed_in(poster()).get(address).status_code == HTTPStatus.NOT_FOUND

    def test_the_moving_of_its_closing_is_shown_without_a_name(self) -> None:
        of, by = space(), UserFactory(name="Sec Retary", secretariat=True)
        times = {"closed_before": of.closes_at - DAY, "closes_after": of.closes_at}
        SpaceExtension.objects.create(space=of, **times, reason="Many asked for it.", by=by)
        text = shown(of)
        assert "Many asked for it." in text
        assert "Sec Retary" not in text

    def test_answers_stand_below_what_they_answer(self) -> None:
        of = space()
        head = published_post(of, text="The question.")
        published_post(of, text="A later thing.")
        published_post(of, text="An answer.", answers=head)
        text = shown(of)
        assert text.index("A later thing.") < text.index("The question.") < text.index("An answer.")

    def test_an_answer_stays_readable_when_its_head_is_gone(self) -> None:
        of = space()
        head = published_post(of, text="Taken back later.")
        published_post(of, text="An answer.", answers=head)
        Post.objects.filter(pk=head.pk).update(state=PostState.WITHDRAWN)
        text = shown(of)
        assert "An answer." in text
        assert "Taken back later." not in text
        assert "not shown any more" in text

    def test_another_language_says_so(self) -> None:
        of = space()
        published_post(of, text="Los permisos llegan tarde.", language="es")
        text = shown(of)
        assert '<div class="said" lang="es" dir="auto">' in text
        assert "Español" in text

    def test_what_came_by_mail_says_so(self) -> None:
        of = space()
        published_post(of, source="mail", by=moderator(), organisation=None, author_name="Ana")
        assert "entered by the Secretariat" in shown(of)

    def test_markup_in_a_contribution_is_text(self) -> None:
        of = space()
        published_post(of, text="<script>alert(1)</script> [x](javascript:alert(1)) **bold**")
        text = shown(of)
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
        assert "<strong>bold</strong>" in text

    def test_a_state_is_named_in_the_language_of_the_page(self) -> None:
        country = state("CRI").country
        assert country is not None
        country.name_fr = "Le Costa Rica"  # type: ignore[attr-defined]
        country.save()
        of = space()
        published_post(of, by=poster(state("CRI")))
        address = of.get_absolute_url().replace("/en/", "/fr/")
        assert "Le Costa Rica" in page(address)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same_however_much_is_said(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        of = space()
        for number in range(rows):
            GuidingQuestion.objects.create(space=of, order=number + 2, text=f"Q{number}?")
            head = published_post(of, by=poster(state("CRI")), text=f"Head {number}.")
            published_post(of, answers=head, text=f"Answer {number}.")
        shown(of)
        with django_assert_num_queries(QUERIES):
            shown(of)

    def test_many_threads_are_told_in_pages(self) -> None:
        of = space()
        for number in range(21):
            published_post(of, text=f"Thread number {number:02}.")
        assert "Thread number 00." not in shown(of)
        assert "Thread number 00." in shown(of, page="2")
        for wrong in ("3", "0", "x", "-1", "9" * 400):
            response = Client().get(of.get_absolute_url(), {"page": wrong})
            assert response.status_code == HTTPStatus.NOT_FOUND


# The space, its questions, its count by language and by question, its extensions, the page and its
# number, the answers, and where they are cited.
QUERIES = 9


class TestNarrowing:
    def test_to_a_guiding_question(self) -> None:
        of = space()
        published_post(of, text="To the question.", question=of.questions.get())
        published_post(of, text="To none.")
        text = shown(of, question="1")
        assert "To the question." in text
        assert "To none." not in text
        assert 'data-count="1"' in text

    def test_to_a_language_in_any_part_of_a_thread(self) -> None:
        of = space()
        head = published_post(of, text="In English.")
        published_post(of, text="En français.", language="fr", answers=head)
        published_post(of, text="Only English.")
        text = shown(of, language="fr")
        assert "In English." in text
        assert "En français." in text
        assert "Only English." not in text

    @pytest.mark.parametrize(
        ("said", "asked"),
        [
            ("La migración circular", "migracion"),
            ("Seasonal PERMITS", "permits seasonal"),
            ("يحتاج العمال إلى تصاريح", "تصاريح"),
            ("季节工人需要许可证", "许可"),
            ("Сезонные рабочие", "рабочие"),
        ],
    )
    def test_words_are_found_without_case_and_accents(self, said: str, asked: str) -> None:
        of = space()
        published_post(of, text=said)
        published_post(of, text="Something else entirely.")
        text = shown(of, q=asked)
        assert said in text
        assert "Something else entirely." not in text

    def test_every_word_has_to_be_there(self) -> None:
        of = space()
        published_post(of, text="Permits for nurses.")
        assert "Nothing was said that fits" in shown(of, q="permits drivers")

    @pytest.mark.parametrize("asked", ["!!!", "%", "_", "\\", "' OR 1=1", "x" * 5000])
    def test_signs_alone_find_nothing_and_break_nothing(self, asked: str) -> None:
        of = space()
        published_post(of)
        assert "Nothing was said that fits" in shown(of, q=asked)

    def test_nobody_finds_what_is_not_published(self) -> None:
        of = space()
        post(of, text="A secret word: xylophone.")
        published_post(of)
        assert "A secret word" not in shown(of, q="xylophone")
        assert find(Post.objects.published(), "xylophone") == []

    @pytest.mark.parametrize("query", [{"question": "9"}, {"question": "x"}, {"language": "tlh"}])
    def test_what_there_is_not_is_refused_in_words(self, query: dict[str, str]) -> None:
        response = Client().get(space().get_absolute_url(), query)
        assert response.status_code == HTTPStatus.BAD_REQUEST
        assert "is not a value of" in response.content.decode()


class TestOne:
    def test_it_has_an_address_and_says_how_to_cite_it(self) -> None:
        made = published_post(text="Worth citing.")
        text = page(made.get_absolute_url())
        assert "Worth citing." in text
        assert "Cite this" in text
        assert f"http://testserver{made.get_absolute_url()}" in text

    def test_an_answer_is_shown_in_its_thread(self) -> None:
        of = space()
        head = published_post(of, text="The question.")
        answer = published_post(of, text="The answer.", answers=head)
        assert "The question." in page(answer.get_absolute_url())

    @pytest.mark.parametrize("left", [s for s in PostState if s != PostState.PUBLISHED])
    def test_what_is_not_published_is_no_page(self, left: PostState) -> None:
        made = post()
        fields = {"decided_at": timezone.now(), "reason": "Because."}
        Post.objects.filter(pk=made.pk).update(state=left, **fields)
        for client in (Client(), signed_in(made.by), signed_in(moderator())):
            assert client.get(made.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND

    def test_it_is_not_at_the_address_of_another_space(self) -> None:
        made = published_post()
        other = space(announced())
        wrong = reverse("dialogues:post", args=[other.code, made.pk])
        assert Client().get(wrong).status_code == HTTPStatus.NOT_FOUND


class TestFollowing:
    def at(self, of: Space) -> str:
        return reverse("dialogues:follow", args=[of.code])

    def test_it_begins_and_stops_by_a_button(self) -> None:
        of, client = space(), signed_in(UserFactory())
        client.post(self.at(of), {"do": "follow"})
        client.post(self.at(of), {"do": "follow"})
        assert Following.objects.count() == 1
        assert "Stop following" in client.get(of.get_absolute_url()).content.decode()
        client.post(self.at(of), {"do": "stop"})
        assert not Following.objects.exists()

    def test_an_address_alone_changes_nothing(self) -> None:
        of = space()
        response = signed_in(UserFactory()).get(self.at(of))
        assert response["Location"] == of.get_absolute_url()
        assert not Following.objects.exists()

    def test_who_is_not_signed_in_is_led_there(self) -> None:
        of = space()
        response = Client().post(self.at(of), {"do": "follow"})
        assert response.status_code == HTTPStatus.FOUND
        assert not Following.objects.exists()


class TestFeed:
    def feed(self, of: Space) -> ET.Element:
        response = Client().get(reverse("dialogues:space_feed", args=[of.code]))
        assert response["Content-Type"] == "application/atom+xml"
        return ET.fromstring(response.content)  # noqa: S314 - our own

    def test_it_tells_the_newest_first(self) -> None:
        of = space()
        published_post(of, text="First <b>said</b>.\x0b")
        published_post(of, text="Then said.")
        post(of, text="Not yet.")
        atom = "{http://www.w3.org/2005/Atom}"
        entries = self.feed(of).findall(f"{atom}entry")
        said = [entry.findtext(f"{atom}summary") for entry in entries]
        assert said == ["<p>Then said.</p>", "<p>First &lt;b&gt;said&lt;/b&gt;.</p>"]

    def test_an_empty_one_is_a_feed_too(self) -> None:
        assert self.feed(space()).tag.endswith("feed")


class TestPart:
    """What the pages of a session and of a round table show."""

    def test_the_page_of_a_session_shows_the_newest(self) -> None:
        one = announced()
        of = space(one)
        for number in range(4):
            published_post(of, text=f"Said number {number}.")
        post(of, text="Not yet.")
        text = render_to_string("dialogues/parts/space.html", {"space": one.space})
        assert "4 contributions" in text
        assert "Said number 3." in text
        assert "Said number 0." not in text
        assert "Not yet." not in text

    def test_without_a_space_it_says_nothing(self) -> None:
        part = Template('{% include "dialogues/parts/space.html" with space=session.space %}')
        assert part.render(Context({"session": session()})).strip() == ""


def test_the_secretariat_may_read_it_like_everybody() -> None:
    assert signed_in(examiner()).get(space().get_absolute_url()).status_code == HTTPStatus.OK
