"""What everybody reads of a note: you said, we wrote. And what they do not."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.choices import ParagraphKind, PostSource, PostState
from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, CoChair, Post
from dialogues.notes.arranging import add_paragraph, remove_paragraph
from dialogues.notes.clearing import clear, cleared_by
from dialogues.notes.saving import save_head, save_paragraph
from publication.choices import State
from publication.moves import digest_of, make_move
from tests.factories.dialogues import announced, co_chair, note, published_post, space
from tests.factories.notes import cite, keys_of, note_in, published, revised, signed_in
from tests.factories.publication import examiner
from tests.factories.publication import published as published_review
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

NAMES = ("note", "note_contributions", "note_pdf", "note_docx")


def at(name: str, of: BackgroundNote, *more: Any) -> str:
    return reverse(f"dialogues:{name}", args=[of.code, *more])


def read(name: str, of: BackgroundNote, *more: Any, query: str = "") -> str:
    response = Client().get(f"{at(name, of, *more)}{query}")
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", [State.DRAFT, State.UNDER_REVIEW, State.SCHEDULED])
def test_before_it_is_published_nobody_finds_it(name: str, state: State) -> None:
    one = note_in(state)
    for client in (Client(), signed_in(UserFactory()), signed_in(focal_point_of("CRI"))):
        assert client.get(at(name, one)).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(at("note_version", one, 1)).status_code == HTTPStatus.NOT_FOUND


def test_it_leads_from_each_paragraph_to_what_is_behind_it() -> None:
    review = published_review(o05_progress="Slow but steady.")
    one = note(None, "Permits are late.", "Nobody said this.")
    said = published_post(space(one.debate), text="Permits come after the season.", language="es")
    cite(one, 0, said)
    cite(one, 0, review, "o05-progress")
    page = read("note", published(one))
    first, second = keys_of(one)
    assert f'id="{first}"' in page
    assert f'id="{second}"' in page
    assert f'<a href="{said.get_absolute_url()}"' in page
    assert '<blockquote lang="es" dir="auto">Permits come after the season.</blockquote>' in page
    assert f"/reviews/{review.code}/o05-progress/" in page
    assert "Behind this: 2 sources" in page
    assert "No source is given for this paragraph." in page
    assert "Cleared by the co-chairs:" in page


def named(co_chairs: list[CoChair]) -> str:
    return ", ".join(map(str, co_chairs))


class TestWhoClearedIt:
    """The page names those who cleared what it shows, whoever chairs the debate by now."""

    def test_those_who_cleared_the_version_in_force(self) -> None:
        one = published(note())
        both = named(list(one.debate.co_chairs.all()))
        co_chair(one.debate, "COL")
        assert f"Cleared by the co-chairs: {both}." in read("note", one)

    def test_not_those_who_cleared_an_earlier_version(self) -> None:
        one = revised(published(note()))
        save_paragraph(note=one, key=keys_of(one)[0], text="Later.", base=1, by=examiner())
        make_move(one, "resubmit", by=examiner())
        digest = digest_of(content_of_note(one))
        costa_rica = one.debate.co_chairs.get(organisation__country="CRI")
        clear(note=one, co_chair=costa_rica, digest=digest, by=focal_point_of("CRI"))
        assert cleared_by(one, digest) == [costa_rica]
        both = named(list(one.debate.co_chairs.all()))
        assert f"Cleared by the co-chairs: {both}." in read("note", one)

    def test_nobody_is_named_where_nobody_cleared_it(self) -> None:
        one = published(note())
        one.clearances.all().delete()
        assert "Cleared by the co-chairs" not in read("note", one)


def test_the_text_is_safe() -> None:
    one = note(None, "<script>alert(1)</script> and *stress*.")
    said = published_post(space(one.debate), text="<img src=x onerror=alert(1)>")
    cite(one, 0, said)
    page = read("note", published(one))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<em>stress</em>" in page


class TestWhatWentNowhere:
    def test_it_is_counted_and_shown(self) -> None:
        one = note(None, "A", "B")
        where, heard = space(one.debate), announced()
        heard.debates.add(one.debate)
        cited = published_post(where, text="This one is taken up.")
        cite(one, 0, cited)
        cite(one, 1, cited)
        published_post(where, text="This one is not.")
        published_post(space(heard), text="Nor is this of a session.")
        published_post(where, text="Not for all.", state=PostState.REMOVED, reason="Rude.")
        page = read("note", published(one))
        assert "3 contributions were published" in page
        assert "1 stands behind a paragraph" in page
        assert "2 went into none" in page
        taken = read("note_contributions", one, query="?taken=yes")
        assert 'data-count="1"' in taken
        assert f"{one.get_absolute_url()}#{keys_of(one)[1]}" in taken
        left = read("note_contributions", one, query="?taken=no")
        assert 'data-count="2"' in left
        assert "This one is not." in left
        assert "Nor is this of a session." in left
        assert "Not for all." not in read("note_contributions", one)

    @pytest.mark.parametrize("query", ["?taken=perhaps", "?page=0", "?page=99", "?page=x"])
    def test_a_page_that_is_not_there(self, query: str) -> None:
        one = published(note())
        response = Client().get(f"{at('note_contributions', one)}{query}")
        assert response.status_code == HTTPStatus.NOT_FOUND

    def test_a_debate_to_which_nobody_contributed(self) -> None:
        one = published(note())
        assert "There were no contributions to this debate." in read("note", one)
        assert 'data-count="0"' in read("note_contributions", one)


class TestNoLeak:
    def test_no_address_and_no_moderator(self) -> None:
        one = note()
        said = published_post(
            space(one.debate),
            by=examiner(),
            source=PostSource.MAIL,
            author_name="A union (demonstration)",
            author_email="secret@example.org",
        )
        cite(one, 0, said)
        published(one)
        for name in ("note", "note_contributions"):
            page = read(name, one)
            assert "secret@example.org" not in page
            assert str(examiner()) not in page

    def test_what_is_withdrawn_after_the_publication_is_told_and_not_shown(self) -> None:
        one = note()
        said = published_post(space(one.debate), text="I take this back.")
        cite(one, 0, said)
        published(one)
        Post.objects.filter(pk=said.pk).update(state=PostState.WITHDRAWN)
        page = read("note", one)
        assert "I take this back." not in page
        assert "withdrawn since. It can no longer be read." in page
        assert "There were no contributions to this debate." in page
        assert "I take this back." not in read("note_version", one, 1)

    def test_a_new_version_is_not_shown_before_it_is_published(self) -> None:
        one = revised(published(note()))
        later = published_post(space(one.debate), text="Later words.")
        cite(one, 0, later)
        save_paragraph(note=one, key=keys_of(one)[0], text="Not yet.", base=1, by=examiner())
        save_head(note=one, title="Not yet either", seen=one.title, language="en", by=examiner())
        for name in ("note", "note_contributions"):
            page = read(name, one)
            assert "Not yet" not in page
        assert "0 stand behind a paragraph" in read("note", one)


class TestVersions:
    def changed(self) -> BackgroundNote:
        one = revised(published(note(None, "Stays.", "Changes here.", "Goes away.")))
        first, second, third = keys_of(one)
        save_paragraph(note=one, key=second, text="Changes there.", base=1, by=examiner())
        remove_paragraph(note=one, key=third, by=examiner())
        add_paragraph(
            note=one, after=first, kind=ParagraphKind.TEXT, text="New words.", by=examiner()
        )
        return published(one)

    def test_each_says_what_was_new_and_what_superseded_it(self) -> None:
        one = self.changed()
        newer = read("note_version", one, 2)
        assert "<del>here</del><ins>there</ins>" in newer
        assert "<ins>New words.</ins>" in newer
        assert "<del>Goes away.</del>" in newer
        assert "This is the version in force." in newer
        older = read("note_version", one, 1)
        assert "Goes away." in older
        assert "<del>" not in older
        assert "It was superseded on" in older
        assert Client().get(at("note_version", one, 3)).status_code == HTTPStatus.NOT_FOUND

    def test_the_page_shows_the_newest_and_lists_them_all(self) -> None:
        one = self.changed()
        page = read("note", one)
        assert "New words." in page
        assert "Goes away." not in page
        assert at("note_version", one, 1) in page


class TestWithdrawn:
    @pytest.mark.parametrize("name", NAMES)
    def test_it_says_so_at_each_address_and_nothing_else(self, name: str) -> None:
        one = note_in(State.ARCHIVED, None, "Wrong words.")
        response = Client().get(at(name, one))
        assert response.status_code == HTTPStatus.GONE
        assert "This background note was withdrawn" in response.content.decode()
        assert "Because." in response.content.decode()
        assert "Wrong words." not in response.content.decode()

    def test_it_can_come_back(self) -> None:
        one = note_in(State.ARCHIVED, None, "Right after all.")
        make_move(one, "restore", by=examiner(), note="It was right.")
        assert "Right after all." in read("note", one)


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    one = note(None, "A", "B", "C")
    where = space(one.debate)
    cite(one, 0, published_post(where))
    published(one)
    pages = (("note", 5), ("note_contributions", 5))
    for name, count in pages:
        read(name, one)
        with django_assert_num_queries(count):
            read(name, one)
    revised(one)
    for place in (1, 2):
        cite(one, place, published_post(where))
    published(one)
    for name, count in pages:
        with django_assert_num_queries(count):
            read(name, one)
