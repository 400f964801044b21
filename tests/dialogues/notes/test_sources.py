"""What a paragraph can cite, what is said of it, and what when it is gone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.choices import ParagraphKind, PostState
from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, Post, Session
from dialogues.moments import Moment
from dialogues.notes.arranging import add_paragraph, remove_paragraph
from dialogues.notes.citing import citations_in, cite_in, uncite_in
from dialogues.notes.content import read
from dialogues.notes.errors import CannotCiteError, ClosedNoteError
from dialogues.notes.refs import Ref, model_of
from dialogues.notes.saving import save_head
from dialogues.notes.seconds import clock_of
from dialogues.notes.sources import LONGEST_QUOTE, shortened, sources_at
from publication.choices import State
from publication.models import Publishable
from publication.moves import make_move
from publication.services import citations_of
from tests.factories import pledges, practices, publication
from tests.factories.dialogues import (
    announced,
    captions,
    note,
    post,
    published_post,
    recording,
    session,
    space,
)
from tests.factories.notes import cite, cleared, keys_of, note_in, published, revised
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def spoken() -> Session:
    captions(recording(), "Good morning.", "Permits before the season.", "Thank you.")
    return Session.objects.get()


class TestReferences:
    @pytest.mark.parametrize("text", ["post:12:", "review:3:o05-progress", "session:7:1:es:754"])
    def test_they_are_read_as_they_are_written(self, text: str) -> None:
        assert str(Ref.read(text)) == text

    @pytest.mark.parametrize(
        "text", ["", "post", "post:12", "post:x:", "post:-1:", "post:²:", f"post:{9**20}:"]
    )
    def test_anything_else_is_none(self, text: str) -> None:
        with pytest.raises(ValueError, match="no reference"):
            Ref.read(text)

    def test_what_can_be_cited_is_a_contribution_or_an_item_of_a_room(self) -> None:
        assert model_of("post") is Post
        assert issubclass(model_of("review"), Publishable)
        for kind in ("user", "notice", "citation", ""):
            with pytest.raises(KeyError):
                model_of(kind)


class TestWhatIsSaid:
    def test_of_a_contribution(self) -> None:
        one = published_post(text="Permits first.", language="es")
        source = sources_at([Ref.of(one)])[Ref.of(one)]
        assert source.quote == "Permits first."
        assert one.affiliation in source.who
        assert (source.language, source.address) == ("es", one.get_absolute_url())

    def test_of_an_answer(self) -> None:
        review = publication.published(o05_progress="Slow but steady.")
        ref = Ref.of(review, "o05-progress")
        source = sources_at([ref])[ref]
        assert source.is_answer
        assert (source.quote, source.code) == ("Slow but steady.", review.code)
        assert source.heading
        assert source.address.endswith(f"/{review.code}/o05-progress/")

    def test_of_a_practice_and_a_pledge(self) -> None:
        for item in (practices.published(), pledges.published()):
            ref = Ref.of(item)
            source = sources_at([ref])[ref]
            assert source.code == item.code
            assert source.quote
            assert source.address == item.get_absolute_url()

    def test_of_a_second(self) -> None:
        one = spoken()
        ref = Ref.of(one, str(Moment(1, "en", 5)))
        source = sources_at([ref])[ref]
        assert source.quote == "Permits before the season. Thank you."
        assert source.heading == "0:05"
        assert "?t=5" in source.address

    def test_a_quotation_ends_with_a_word(self) -> None:
        assert shortened("word " * 200).endswith("word …")
        assert len(shortened("語" * 900)) == LONGEST_QUOTE + 2
        assert shortened("  two \n words ") == "two words"

    @pytest.mark.parametrize(("second", "words"), [(0, "0:00"), (754, "12:34"), (3723, "1:02:03")])
    def test_a_second_is_written_as_a_clock_does(self, second: int, words: str) -> None:
        assert clock_of(second) == words


class TestWhatIsGone:
    @pytest.mark.parametrize("state", [s for s in PostState if s != PostState.PUBLISHED])
    def test_a_contribution_that_is_not_published_is_not_shown(self, state: PostState) -> None:
        one = published_post(text="Not for everybody.")
        Post.objects.filter(pk=one.pk).update(state=state, reason="Because.")
        source = sources_at([Ref.of(one)])[Ref.of(one)]
        assert source.is_gone
        assert source.quote == source.who == source.address == ""

    def test_nor_what_was_withdrawn_in_a_room(self) -> None:
        review = publication.published(o05_progress="Slow.")
        refs = [Ref.of(review), Ref.of(review, "o05-progress")]
        make_move(review, "withdraw", by=examiner(), note="Wrong file.")
        assert all(source.is_gone for source in sources_at(refs).values())

    def test_nor_a_second_of_a_recording_that_was_taken_back(self) -> None:
        one = spoken()
        ref = Ref.of(one, "1:en:5")
        one.recordings.update(published_at=None)
        assert sources_at([ref])[ref].is_gone

    @pytest.mark.parametrize("part", ["no-such-question", "1:en:9999", "x", "1:en"])
    def test_nor_a_part_that_is_not_there(self, part: str) -> None:
        for item in (publication.published(), spoken()):
            ref = Ref.of(item, part)
            assert sources_at([ref])[ref].is_gone

    def test_nor_a_thing_that_never_was(self) -> None:
        for ref in (Ref("post", 4321), Ref("practice", 4321), Ref("nothing", 1)):
            assert sources_at([ref])[ref].is_gone

    def test_an_answer_that_is_not_asked_any_more_is_gone(self) -> None:
        review = publication.published()
        ref = Ref.of(review, "o05-progress")
        assert sources_at([ref])[ref].is_gone


class TestCiting:
    def test_twice_is_once(self) -> None:
        one, said = note(), published_post()
        cite(one, 0, said)
        cite(one, 0, said)
        assert citations_in(one).count() == 1

    def test_it_is_taken_away_from_the_paragraph_where_it_stands(self) -> None:
        one, said = note(None, "A", "B"), published_post()
        cite(one, 0, said)
        first, second = keys_of(one)
        number = citations_in(one).get().pk
        uncite_in(note=one, key=second, number=number, by=examiner())
        assert citations_in(one).count() == 1
        uncite_in(note=one, key=first, number=number, by=examiner())
        assert citations_in(one).count() == 0

    @pytest.mark.parametrize("what", ["waiting", "draft", "itself", "nothing", "unknown kind"])
    def test_only_what_everybody_can_read(self, what: str) -> None:
        one = note()
        ref = {
            "waiting": lambda: Ref.of(post()),
            "draft": lambda: Ref.of(session()),
            "itself": lambda: Ref.of(one),
            "nothing": lambda: Ref("post", 4321),
            "unknown kind": lambda: Ref("user", examiner().pk),
        }[what]()
        with pytest.raises(CannotCiteError):
            cite_in(note=one, key=keys_of(one)[0], ref=ref, by=examiner())

    def test_a_heading_cites_nothing_nor_does_what_was_taken_out(self) -> None:
        one, by = note(None, "A", "B"), examiner()
        heading = add_paragraph(note=one, after="", kind=ParagraphKind.HEADING, by=by)
        out, ref = keys_of(one)[-1], Ref.of(published_post())
        remove_paragraph(note=one, key=out, by=by)
        for key in (heading.key, out, "unknown"):
            with pytest.raises(CannotCiteError):
                cite_in(note=one, key=key, ref=ref, by=by)

    @pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.PUBLISHED])
    def test_only_in_a_note_that_is_written(self, state: State) -> None:
        one = note_in(state)
        with pytest.raises(ClosedNoteError):
            cite_in(note=one, key=keys_of(one)[0], ref=Ref.of(published_post()), by=examiner())

    def test_only_by_the_secretariat(self) -> None:
        one = note()
        with pytest.raises(ClosedNoteError):
            cite_in(note=one, key=keys_of(one)[0], ref=Ref.of(published_post()), by=UserFactory())

    def test_a_session_is_told_where_it_is_cited_and_what_was_taken_out_is_not(self) -> None:
        one, cited, left = note(None, "A", "B"), announced(), announced()
        cite(one, 0, cited)
        cite(one, 1, left)
        remove_paragraph(note=one, key=keys_of(one)[1], by=examiner())
        published(one)
        assert [c.source for c in citations_of(cited)] == [one]
        assert citations_of(left) == []

    @pytest.mark.parametrize("state", [State.REVISING, State.UNDER_REVIEW, State.SCHEDULED])
    def test_while_a_note_is_revised_what_is_published_of_it_counts(self, state: State) -> None:
        """What the new version cites nobody learns, nor its title, until it is published."""
        one, cited, cited_next = note(None, "A"), announced(), announced()
        captions(recording(cited), "Good morning.", "Permits.")
        cite(one, 0, cited, "1:en:5")
        title = published(one).title
        revised(one)
        uncite_in(note=one, key=keys_of(one)[0], number=citations_in(one).get().pk, by=examiner())
        cite(one, 0, cited_next)
        save_head(note=one, title="Not yet", seen=title, language="en", by=examiner())
        one.refresh_from_db()
        move_on(one, state)
        (found,) = citations_of(cited)
        assert (found.source, found.source_part) == (one, keys_of(one)[0])
        assert (found.target, found.target_part) == (cited, "1:en:5")
        assert str(found.source) == title
        assert citations_of(cited_next) == []
        page = Client().get(cited.get_absolute_url()).content.decode()
        assert one.code in page
        assert "Not yet" not in page

    def test_once_it_is_published_the_new_version_counts(self) -> None:
        one, cited, cited_next = note(None, "A"), announced(), announced()
        cite(one, 0, cited)
        revised(published(one))
        uncite_in(note=one, key=keys_of(one)[0], number=citations_in(one).get().pk, by=examiner())
        cite(one, 0, cited_next)
        published(one)
        assert citations_of(cited) == []
        assert [c.source for c in citations_of(cited_next)] == [one]

    def test_what_was_withdrawn_cites_nothing(self) -> None:
        one, cited = note(None, "A"), announced()
        cite(one, 0, cited)
        make_move(published(one), "withdraw", by=examiner(), note="It was wrong.")
        assert citations_of(cited) == []


def move_on(of: BackgroundNote, state: State) -> None:
    """A note that is revised, on its way to the next publication."""
    if state != State.REVISING:
        make_move(of, "resubmit", by=examiner())
    if state == State.SCHEDULED:
        at = timezone.now() + timedelta(hours=1)
        make_move(cleared(of), "schedule", by=examiner(), publish_at=at)


class TestNumbers:
    def test_sources_are_numbered_through_the_note_each_once(self) -> None:
        one = note(None, "A", "B")
        where = space(one.debate)
        first, second = published_post(where), published_post(where)
        cite(one, 0, first)
        cite(one, 1, second)
        cite(one, 1, first)
        whole = read(content_of_note(one))
        numbers = [[n.number for n in paragraph.sources] for paragraph in whole.paragraphs]
        assert numbers == [[1], [2, 1]]
        assert [n.source.ref for n in whole.sources] == [Ref.of(first), Ref.of(second)]

    def test_headings_are_no_numbered_paragraphs(self) -> None:
        one = note(None, "A", "B")
        first = keys_of(one)[0]
        add_paragraph(note=one, after=first, kind=ParagraphKind.HEADING, text="Part", by=examiner())
        whole = read(content_of_note(one))
        assert [p.number for p in whole.paragraphs] == [1, 0, 2]
        assert whole.words == 3


def test_many_sources_of_each_kind_take_as_many_queries_as_one() -> None:
    answers = [
        Ref.of(publication.published(iso3, o05_progress="Slow."), "o05-progress")
        for iso3 in ("CRI", "MEX")
    ]
    where, heard = space(), spoken()
    posts = [Ref.of(published_post(where)) for _n in range(3)]
    items = [Ref.of(practices.published()) for _n in range(3)]
    seconds = [Ref.of(heard, f"1:en:{second}") for second in (0, 5, 10)]
    counts = []
    for most in (1, 3, 1):
        refs = [*answers[:most], *posts[:most], *items[:most], *seconds[:most]]
        with CaptureQueriesContext(connection) as made:
            found = sources_at(refs)
        assert not any(source.is_gone for source in found.values())
        counts.append(len(made))
    assert counts[1:] == [13, 13]
