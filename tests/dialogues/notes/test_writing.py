"""The page on which a note is written: by whom, with and without script, and by two at once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.choices import ParagraphKind
from dialogues.models import BackgroundNote
from dialogues.notes.arranging import MOST_PARAGRAPHS
from dialogues.notes.citing import citations_in
from dialogues.notes.editing import LONGEST_TEXT
from dialogues.notes.refs import Ref
from dialogues.notes.saving import save_head, save_paragraph
from publication.choices import State
from publication.moves import make_move
from tests.factories.dialogues import note, published_post, sent, space
from tests.factories.notes import address, cite, form_of, keys_of, note_in, person, signed_in
from tests.factories.publication import examiner
from tests.factories.reviews import focal_point_of

pytestmark = pytest.mark.django_db

HX = {"HX-Request": "true"}


@pytest.fixture
def one() -> BackgroundNote:
    return note(None, "First.", "Second.")


@pytest.fixture
def desk() -> Client:
    return signed_in(examiner())


def texts_of(of: BackgroundNote) -> list[str]:
    return list(of.paragraphs.filter(removed_at=None).values_list("text", flat=True))


def send(desk: Client, of: BackgroundNote, **fields: Any) -> Any:
    return desk.post(address("note_write", of), form_of(of, **fields))


def autosave(desk: Client, of: BackgroundNote, key: str, text: str, base: int = 1) -> Any:
    typed = {f"text-{key}": text, f"base-{key}": str(base)}
    return desk.post(address("paragraph", of, key), typed, headers=HX)


class TestWho:
    PAGES = ("note_write", "note_sources")

    @pytest.mark.parametrize("name", PAGES)
    def test_the_secretariat_does(self, one: BackgroundNote, desk: Client, name: str) -> None:
        assert desk.get(address(name, one)).status_code == 200

    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize("who", ["co-chair", "colleague", "outsider"])
    def test_nobody_else_knows_of_it(self, one: BackgroundNote, name: str, who: str) -> None:
        assert signed_in(person(who)).get(address(name, one)).status_code == 404

    def test_a_co_chair_who_reads_it_does_not_write_in_it(self, one: BackgroundNote) -> None:
        sent(one)
        chair = signed_in(focal_point_of("CRI"))
        assert chair.get(address("note", one)).status_code == 200
        for name, more in (("note_write", ()), ("paragraph", (keys_of(one)[0],))):
            assert chair.post(address(name, one, *more), form_of(one)).status_code == 404
        assert chair.post(address("note_cite", one, keys_of(one)[0])).status_code == 404

    def test_who_is_signed_out_signs_in_and_finds_what_was_typed(self, one: BackgroundNote) -> None:
        first = keys_of(one)[0]
        client = Client()
        answer = client.post(address("note_write", one), form_of(one, **{f"text-{first}": "Kept."}))
        assert answer.status_code == 302
        session = client.session
        assert "Kept." in session["kept_form"]["form"]

    def test_an_autosave_that_is_signed_out_says_so_in_its_line(self, one: BackgroundNote) -> None:
        client, first = Client(), keys_of(one)[0]
        answer = autosave(client, one, first, "Kept too.")
        assert answer.status_code == 401
        assert client.session["kept_form"]["place"] == address("note_write", one)


class TestSaving:
    def test_all_that_was_typed_is_saved(self, one: BackgroundNote, desk: Client) -> None:
        first, second = keys_of(one)
        typed = {f"text-{first}": "One.", f"text-{second}": "Two.\r\nMore.", "title": "New  title"}
        answer = send(desk, one, **typed, language="fr")
        assert answer.status_code == 302
        one.refresh_from_db()
        assert texts_of(one) == ["One.", "Two.\nMore."]
        assert (one.title, one.language) == ("New title", "fr")

    def test_a_paragraph_saves_itself_and_says_when_and_how_long_the_note_is(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        first = keys_of(one)[0]
        answer = autosave(desk, one, first, "Three words more.")
        assert answer.status_code == 200
        page = answer.content.decode()
        assert f'name="base-{first}" value="2"' in page
        assert 'data-words="4"' in page
        assert 'hx-swap-oob="true"' in page

    def test_the_count_of_words_is_told_against_what_is_wanted(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        autosave(desk, one, keys_of(one)[0], "word " * 1200)
        page = desk.get(address("note_write", one)).content.decode()
        assert "1,201 of about 1,000 words" in page
        assert 'class="over" data-words="1201"' in page

    def test_too_long_a_paragraph_is_told_and_stays_in_its_field(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        first, second = keys_of(one)
        long = "a" * (LONGEST_TEXT + 1)
        answer = send(desk, one, **{f"text-{first}": long, f"text-{second}": "Saved."})
        assert answer.status_code == 422
        assert long in answer.content.decode()
        assert "Paragraph 1 is not saved" in answer.content.decode()
        assert texts_of(one) == ["First.", "Saved."]
        assert autosave(desk, one, first, long).status_code == 422

    def test_both_texts_stay_where_a_full_note_has_no_place_for_another(self, desk: Client) -> None:
        one = note(None, *["A"] * MOST_PARAGRAPHS)
        first, second = keys_of(one)[:2]
        typed = form_of(one, **{f"text-{first}": "Mine.", f"text-{second}": "Saved."})
        save_paragraph(note=one, key=first, text="Theirs.", base=1, by=examiner())
        answer = desk.post(address("note_write", one), {**typed, "do": f"both-{first}"})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Mine." in page
        assert "Theirs." in page
        assert "a note has at most 100 paragraphs" in page
        assert texts_of(one)[:3] == ["Theirs.", "Saved.", "A"]
        assert len(texts_of(one)) == MOST_PARAGRAPHS
        assert "Mine." in desk.get(address("note_write", one)).content.decode()

    def test_too_long_a_title_is_told(self, one: BackgroundNote, desk: Client) -> None:
        answer = send(desk, one, title="t" * 201)
        assert answer.status_code == 422
        assert "The title is not saved" in answer.content.decode()

    @pytest.mark.parametrize("do", ["burn-all", "up", "nonsense"])
    def test_a_button_that_is_not_there(self, one: BackgroundNote, desk: Client, do: str) -> None:
        assert send(desk, one, do=do).status_code in {302, 400}
        assert texts_of(one) == ["First.", "Second."]

    def test_control_characters_do_no_harm(self, one: BackgroundNote, desk: Client) -> None:
        first = keys_of(one)[0]
        assert send(desk, one, **{f"text-{first}": "a\x00b"}).status_code == 400
        assert texts_of(one)[0] == "First."

    def test_a_paragraph_of_another_note_is_not_written(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        assert autosave(desk, one, "unknown", "x").status_code == 404
        assert desk.post(address("paragraph", one, keys_of(one)[0])).status_code == 404

    def test_once_it_is_before_the_co_chairs_nothing_is_saved_and_nothing_lost(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        first = keys_of(one)[0]
        typed = form_of(one, **{f"text-{first}": "Late words."})
        sent(one)
        answer = desk.post(address("note_write", one), typed)
        assert answer.status_code == 409
        assert "Late words." in answer.content.decode()
        assert autosave(desk, one, first, "Late words.").status_code == 409
        assert texts_of(one)[0] == "First."
        assert desk.get(address("note_write", one)).status_code == 302


class TestTwoWriters:
    def test_both_texts_are_shown_and_nothing_is_written_over(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        first, second = keys_of(one)
        typed = form_of(one, **{f"text-{first}": "Mine.", f"text-{second}": "Saved."})
        save_paragraph(note=one, key=first, text="Theirs.", base=1, by=examiner())
        answer = desk.post(address("note_write", one), typed)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Theirs." in page
        assert "Mine." in page
        assert f'name="base-{first}" value="1"' in page
        assert texts_of(one) == ["Theirs.", "Saved."]

    def test_what_the_writer_left_as_it_was_gives_way(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        first, second = keys_of(one)
        typed = form_of(one, **{f"text-{second}": "Mine."})
        save_paragraph(note=one, key=first, text="Theirs.", base=1, by=examiner())
        assert desk.post(address("note_write", one), typed).status_code == 302
        assert texts_of(one) == ["Theirs.", "Mine."]

    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            ("over", ["Mine.", "Second."]),
            ("theirs", ["Theirs.", "Second."]),
            ("both", ["Theirs.", "Mine.", "Second."]),
        ],
    )
    def test_the_writer_chooses(
        self, one: BackgroundNote, desk: Client, choice: str, expected: list[str]
    ) -> None:
        first = keys_of(one)[0]
        typed = form_of(one, **{f"text-{first}": "Mine."})
        save_paragraph(note=one, key=first, text="Theirs.", base=1, by=examiner())
        desk.post(address("note_write", one), typed)
        chosen = {f"base-{first}": "2"} if choice == "over" else {"do": f"{choice}-{first}"}
        assert desk.post(address("note_write", one), {**typed, **chosen}).status_code == 302
        assert texts_of(one) == expected
        assert "Mine." not in desk.session.get("kept_form", {}).get("form", "")

    def test_an_autosave_over_anothers_words_shows_both_and_keeps_them_for_the_page(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        first = keys_of(one)[0]
        save_paragraph(note=one, key=first, text="Theirs.", base=1, by=examiner())
        answer = autosave(desk, one, first, "Mine.")
        assert answer.status_code == 409
        assert "Theirs." in answer.content.decode()
        page = desk.get(address("note_write", one)).content.decode()
        assert "Mine." in page
        assert "Theirs." in page

    def test_a_title_too(self, one: BackgroundNote, desk: Client) -> None:
        typed = form_of(one, title="Mine")
        save_head(note=one, title="Theirs", seen=one.title, language="en", by=examiner())
        answer = desk.post(address("note_write", one), typed)
        assert answer.status_code == 409
        assert "Theirs" in answer.content.decode()
        one.refresh_from_db()
        assert one.title == "Theirs"
        desk.post(address("note_write", one), {**typed, "do": "theirs-title"})
        one.refresh_from_db()
        assert one.title == "Theirs"
        desk.post(address("note_write", one), {**typed, "title-seen": "Theirs"})
        one.refresh_from_db()
        assert one.title == "Mine"


class TestButtons:
    def test_each_saves_first_and_then_does_its_work(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        first, second = keys_of(one)
        send(desk, one, do=f"down-{first}", **{f"text-{first}": "Changed."})
        assert texts_of(one) == ["Second.", "Changed."]
        send(desk, one, do=f"up-{first}")
        answer = send(desk, one, do=f"heading-{first}")
        new = keys_of(one)[1]
        assert answer["Location"].endswith(f"#p-{new}")
        assert one.paragraphs.get(key=new).kind == ParagraphKind.HEADING
        send(desk, one, do=f"text-{second}", **{f"text-{new}": "Part"})
        assert texts_of(one) == ["Changed.", "Part", "Second.", ""]
        send(desk, one, do=f"split-{first}", **{f"text-{first}": "A.\n\nB."})
        assert texts_of(one)[:3] == ["A.", "B.", "Part"]
        send(desk, one, do=f"out-{second}")
        assert "Second." not in texts_of(one)
        page = desk.get(address("note_write", one)).content.decode()
        assert f'value="back-{second}"' in page
        send(desk, one, do=f"back-{second}")
        assert "Second." in texts_of(one)

    def test_a_source_is_cited_and_taken_away_without_script(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        said, (first, second) = published_post(space(one.debate)), keys_of(one)
        send(desk, one, do=f"cite-{Ref.of(said)}", at=second, q="permits")
        (citation,) = citations_in(one)
        assert citation.source_part == second
        answer = send(desk, one, do=f"uncite-{second}-{citation.pk}")
        assert answer["Location"].endswith(f"#p-{second}")
        assert not citations_in(one).exists()
        assert first != second

    @pytest.mark.parametrize("do", ["cite-post:x:", "uncite-abc-x", "cite-"])
    def test_a_source_that_no_page_sends(self, one: BackgroundNote, desk: Client, do: str) -> None:
        assert send(desk, one, do=do).status_code == 404

    def test_a_source_that_is_gone_is_told_and_the_text_saved(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        first = keys_of(one)[0]
        answer = desk.post(
            address("note_write", one),
            form_of(one, do="cite-post:4321:", at=first, **{f"text-{first}": "Saved."}),
            follow=True,
        )
        assert "this cannot be cited here" in answer.content.decode()
        assert texts_of(one)[0] == "Saved."

    def test_searching_without_script_saves_and_finds(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        published_post(space(one.debate), text="Recruitment fees are paid by workers.")
        first = keys_of(one)[0]
        answer = desk.post(
            address("note_write", one),
            form_of(one, do="search", q="recruitment", at=first, **{f"text-{first}": "Saved."}),
            follow=True,
        )
        assert "Recruitment fees" in answer.content.decode()
        assert texts_of(one)[0] == "Saved."


class TestScript:
    def test_what_is_cited_stands_at_its_paragraph_at_once(
        self, one: BackgroundNote, desk: Client
    ) -> None:
        said, first = published_post(space(one.debate)), keys_of(one)[0]
        where = address("note_cite", one, "at")
        answer = desk.post(where, {"at": first, "cite": str(Ref.of(said))}, headers=HX)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Cited in paragraph 1" in page
        assert f'id="cited-{first}" hx-swap-oob="true"' in page
        assert "1 of 1 contributions taken up" in page
        number = citations_in(one).get().pk
        answer = desk.post(address("note_cite", one, first), {"uncite": number}, headers=HX)
        assert "Cites nothing yet." in answer.content.decode()

    def test_what_cannot_be_cited_is_told(self, one: BackgroundNote, desk: Client) -> None:
        first = keys_of(one)[0]
        answer = desk.post(address("note_cite", one, first), {"cite": "post:4321:"}, headers=HX)
        assert answer.status_code == 409
        assert "cannot be cited" in answer.content.decode()
        assert desk.post(address("note_cite", one, first), {"cite": "x"}).status_code == 404
        sent(one)
        answer = desk.post(address("note_cite", one, first), {"cite": "post:4321:"}, headers=HX)
        assert answer.status_code == 409


@pytest.mark.parametrize("query", ["in=nowhere", "q=" + "a" * 201, "q=a%00b"])
def test_a_search_that_no_page_sends(one: BackgroundNote, desk: Client, query: str) -> None:
    assert desk.get(f"{address('note_sources', one)}?{query}").status_code == 400


def test_the_panel_is_only_there_while_it_is_written(desk: Client) -> None:
    one = note_in(State.UNDER_REVIEW)
    assert desk.get(address("note_sources", one)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_paragraphs_and_sources(
    desk: Client, django_assert_num_queries: Any
) -> None:
    one = note(None, "Alone.")
    where = space(one.debate)
    cite(one, 0, published_post(where))
    desk.get(address("note_write", one))
    with django_assert_num_queries(15):
        desk.get(address("note_write", one))
    for place in (1, 2):
        send(desk, one, do=f"text-{keys_of(one)[-1]}")
        cite(one, place, published_post(where))
        cite(one, 0, published_post(where))
    desk.get(address("note_write", one))
    with django_assert_num_queries(15):
        desk.get(address("note_write", one))


def test_an_item_that_does_not_exist_is_404(desk: Client) -> None:
    for name in ("note", "note_write", "note_sources"):
        assert desk.get(reverse(f"dialogue_desk:{name}", args=["BGN-1999-1"])).status_code == 404


def test_after_it_is_returned_it_is_written_again(one: BackgroundNote, desk: Client) -> None:
    sent(one)
    make_move(one, "return", by=focal_point_of("CRI"), note="Shorter.")
    assert autosave(desk, one, keys_of(one)[0], "Shorter.").status_code == 200
