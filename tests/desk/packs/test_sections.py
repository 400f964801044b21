"""The sections of a pack: what stands in each, in which order, how much of it, and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from compact.models import Cycle, Objective
from desk.packs import answers, commitments, contributions
from desk.packs.answers import answers_section
from desk.packs.clips import clock, sessions_section
from desk.packs.commitments import pledges_section, practices_section
from desk.packs.contributions import contributions_section
from desk.packs.numbers import numbers_section
from desk.packs.programmes import programmes_section
from desk.packs.sections import left_out, shortened
from dialogues.choices import PostState
from dialogues.models import Chapter, Debate
from dialogues.notes.citing import citations_in, uncite_in
from pledges.choices import Stage
from publication.choices import State
from publication.moves import make_move
from publication.paper.documents import Words
from publication.services import cite_thing
from tests.desk.packs.gathering import cells, headings, matter, part, words
from tests.factories.compact import ObjectiveFactory
from tests.factories.dialogues import (
    announced,
    captions,
    debate,
    note,
    post,
    published_post,
    recording,
    series,
    session,
    space,
)
from tests.factories.notes import cite, revised
from tests.factories.notes import published as published_note
from tests.factories.pledges import pledge_in
from tests.factories.pledges import published as published_pledge
from tests.factories.practices import thematic_call
from tests.factories.publication import examiner
from tests.factories.publication import published as published_review
from tests.factories.reviews import forum as forum_with_questions
from tests.practices.shelf import shelved

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum() -> Cycle:
    cycle = forum_with_questions()
    for number in range(1, 24):
        ObjectiveFactory(number=number)
    return cycle


@pytest.fixture
def table(forum: Cycle) -> Debate:
    """On objectives 5 and 6, of the forum in which the factories make things."""
    return debate(1, lists=[5, 6], cycle=forum)


class TestWords:
    def test_a_short_text_stays_as_it_is(self) -> None:
        assert shortened("One two.\n\nThree", 3) == "One two.\n\nThree"

    def test_a_long_one_is_cut_after_so_many_words_and_says_so(self) -> None:
        assert shortened("One two.\n\nThree four", 3) == "One two.\n\nThree …"

    def test_nothing_is_told_where_nothing_is_left_out(self) -> None:
        assert left_out(3, 3) == ""
        assert left_out(25, 240).startswith("25 of 240 stand here in full.")

    @pytest.mark.parametrize(
        ("seconds", "shown"), [(0, "0:00"), (75, "1:15"), (3754, "1:02:34"), (7200, "2:00:00")]
    )
    def test_the_clock(self, seconds: int, shown: str) -> None:
        assert clock(seconds) == shown


class TestNumbers:
    def test_bars_of_its_objectives_with_none_where_there_is_none(self, table: Debate) -> None:
        published_pledge(objectives=[5])
        published_pledge(objectives=[5, 20])
        charts = {c.caption: c for p in numbers_section(matter(table)).parts if (c := p.chart)}
        by_objective = charts["Pledges: Objective"]
        assert [count for _label, count in by_objective.bars] == [2, 0]
        assert charts["Pledges: Stage"].bars == ((str(Stage.PLANNING.label), 2),)
        assert not any(caption.startswith("Practices") for caption in charts)

    def test_the_policy_debate_has_all_objectives(self, forum: Cycle) -> None:
        published_pledge(objectives=[20])
        section = numbers_section(matter(debate(None, cycle=forum)))
        charts = [p.chart for p in section.parts if p.chart]
        assert len(charts[0].bars) == 23

    def test_without_anything_it_says_so(self, table: Debate) -> None:
        (only,) = numbers_section(matter(table)).parts
        assert words(only.text) == "Nothing is published on its objectives yet."

    def test_labels_are_in_the_language_of_the_pack(self, table: Debate) -> None:
        published_pledge(objectives=[5])
        with translation.override("fr"):
            section = numbers_section(matter(table, "fr"))
        assert any(p.chart and p.chart.caption.startswith("Engagements") for p in section.parts)


class TestAnswers:
    def test_the_first_answer_of_each_state_on_each_objective(self, table: Debate) -> None:
        review = published_review("CRI", o05_progress="Twelve *offices*")
        section = answers_section(matter(table))
        told = part(section, str(review))
        assert told.text == Words("Twelve *offices*", "en")
        assert told.about == "What of o05-progress? · English"
        assert told.address.endswith(f"/en/reviews/{review.code}/o05-progress/")
        assert (section.count, section.told) == (1, 1)
        assert "?cycle=2030&objective=5&objective=6" in section.address

    def test_what_is_not_published_or_of_another_forum_is_not_there(self, table: Debate) -> None:
        section = answers_section(matter(table))
        assert section.count == 0
        assert words(section.parts[-1].text) == "No review is published on these objectives yet."

    def test_all_reviews_stand_in_a_table(self, table: Debate) -> None:
        published_review("CRI", o05_progress="Twelve offices")
        published_review("MEX", o05_progress="Slow")
        rows = cells(part(answers_section(matter(table)), "All reviews"))
        assert [row[0] for row in rows] == ["REV-2030-MEX", "REV-2030-CRI"]
        assert {row[3] for row in rows} == {"5"}

    def test_no_more_stand_in_full_than_there_is_room_for(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(answers, "MOST_ANSWERS", 2)
        monkeypatch.setattr(answers, "FEWEST_ANSWERS", 1)
        for iso3 in ("CRI", "MEX", "KEN"):
            published_review(iso3, o05_progress=f"In {iso3}")
        section = answers_section(matter(table))
        on_five = next(p for p in section.parts if words(p.heading).startswith("5 "))
        assert words(on_five.text).startswith("1 of 3 stand here in full.")
        assert sum(p.level == 3 for p in section.parts) == 1
        assert len(cells(part(section, "All reviews"))) == 3

    def test_those_in_the_language_of_the_pack_come_first(self, table: Debate) -> None:
        for iso3 in ("CRI", "MEX"):
            published_review(iso3, o05_progress=f"In {iso3}")
        rows = matter(table).found("reviews").rows(9)
        rows[1].language = "es"
        firsts = {row.item_id: 1 for row in rows}
        assert [r.language for r in answers._chosen(rows, firsts, "es")] == ["es", "en"]

    def test_regions_take_turns(self, table: Debate) -> None:
        for iso3 in ("CRI", "MEX", "KEN"):
            published_review(iso3, o05_progress=f"In {iso3}")
        rows = matter(table).found("reviews").rows(9)
        for row, region in zip(rows, ("a", "a", "b"), strict=True):
            row.facets["region"] = [region]
        assert [row.facets["region"] for row in answers._in_turn(rows)] == [["a"], ["b"], ["a"]]

    def test_what_is_not_asked_is_not_told(self, table: Debate) -> None:
        review = published_review("CRI", o05_progress="Twelve offices")
        assert answers._first_answers(matter(table).found("reviews").rows(9), _five()) != {}
        type(review).objects.filter(pk=review.pk).update(state=State.ARCHIVED)
        assert answers._first_answers(matter(table).found("reviews").rows(9), _five()) == {}


def _five() -> list[Objective]:
    return list(Objective.objects.filter(pk=5))


class TestPledgesAndPractices:
    def test_in_full_and_in_the_table(self, table: Debate) -> None:
        one = published_pledge(objectives=[5], title="Rooms for *all*", language="en")
        section = pledges_section(matter(table))
        told = part(section, "Rooms for *all*")
        assert told.about.startswith(f"{one.code} · {one.organisation} · Planning · ")
        assert told.address.endswith(f"/en/pledges/{one.code}/")
        assert cells(part(section, "All pledges")) == [
            [one.code, "Rooms for *all*", str(one.organisation), "Planning"]
        ]

    def test_only_what_is_published_on_its_objectives_in_its_forum(self, table: Debate) -> None:
        pledge_in(State.SUBMITTED, objectives=[5], title="Not yet")
        published_pledge(objectives=[20], title="Elsewhere")
        published_pledge(objectives=[5], year=2026, title="Long ago")
        section = pledges_section(matter(table))
        assert section.count == 0
        assert words(section.parts[0].text) == "No pledge is published on these objectives yet."

    def test_the_newest_stand_in_full_and_all_in_the_table(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(commitments, "MOST_IN_FULL", 1)
        for title in ("First", "Second", "Third"):
            published_pledge(objectives=[5], title=title)
        section = pledges_section(matter(table))
        assert headings(section) == ["The newest", "Third", "All pledges"]
        assert words(part(section, "The newest").text).startswith("1 of 3 stand here in full.")
        assert (section.told, section.count) == (1, 3)

    def test_even_the_table_has_an_end_and_says_so(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(commitments, "MOST_ROWS", 2)
        for _number in range(3):
            published_pledge(objectives=[5])
        last = part(pledges_section(matter(table)), "All pledges")
        assert words(last.text).startswith("The newest 2 of 3.")
        assert len(cells(last)) == 2

    def test_practices_with_their_summary_and_no_contact(self, table: Debate) -> None:
        call = thematic_call(cycle=table.cycle)
        one = shelved(title="Vans that come", primary_objective=6, call=call)
        told = part(practices_section(matter(table)), "Vans that come")
        assert words(told.text).startswith(shortened(one.summary, 5).rstrip(" …"))
        assert "contacta" not in str(practices_section(matter(table)))


class TestProgrammes:
    def test_it_says_that_there_are_none_and_where_the_fund_is(self, table: Debate) -> None:
        section = programmes_section(matter(table))
        assert words(section.parts[0].text).startswith("The portal holds no programmes")
        assert section.address.endswith("/en/fund/")
        assert (section.count, section.told) == (0, 0)


class TestSessions:
    def test_those_that_feed_it_and_those_on_its_objectives(self, table: Debate) -> None:
        of = series(cycle=table.cycle)
        linked = announced(series=of, title_en="Linked")
        linked.debates.add(table)
        on_it = session(series=of, title_en="On it")
        on_it.objectives.add(5)
        make_move(on_it, "publish", by=examiner())
        session(series=of, title_en="A draft").debates.add(table)
        announced(series=of, title_en="On other things")
        section = sessions_section(matter(table))
        told = {row[1] for row in cells(part(section, "All sessions"))}
        assert told == {"Linked", "On it"}
        assert section.count == 2

    def test_recordings_with_their_chapters_lead_to_the_second(self, table: Debate) -> None:
        one = announced(series=series(cycle=table.cycle), title_en="Linked")
        one.debates.add(table)
        shown = recording(one, milliseconds=3_754_000)
        captions(shown, "Hello", language="es")
        Chapter.objects.create(recording=shown, starts_ms=754_000, title_en="The permits")
        recording(one, published_at=None, title="Not yet")
        section = sessions_section(matter(table))
        told = part(section, "Linked")
        assert "1:02:34" in told.about
        assert "Captions: Spanish" in told.about
        assert cells(told) == [["12:34", "The permits"]]
        assert told.table is not None
        assert "/1/transcript/es/?t=754" in told.table.rows[0][0].address
        assert section.told == 1

    def test_without_captions_a_chapter_leads_to_the_session(self, table: Debate) -> None:
        one = announced(series=series(cycle=table.cycle), title_en="Linked")
        one.debates.add(table)
        Chapter.objects.create(recording=recording(one), starts_ms=0, title_en="Opening")
        told = part(sessions_section(matter(table)), "Linked")
        assert told.table is not None
        assert told.table.rows[0][0].address.endswith(f"/en/dialogues/{one.code}/")

    def test_clips_that_the_published_note_cites(self, table: Debate) -> None:
        one = announced(series=series(cycle=table.cycle), title_en="Linked")
        one.debates.add(table)
        captions(recording(one), "Hello", "Permits come late.")
        written = note(table)
        part_of = written.paragraphs.get().key
        for target_part in ("1:en:5", "9:en:5", "nonsense"):
            cite_thing(
                source=written, part=part_of, target=one, target_part=target_part, by=examiner()
            )
        assert "Clips that the background note cites" not in headings(
            sessions_section(matter(table))
        )
        published_note(written)
        told = part(sessions_section(matter(table)), "Clips that the background note cites")
        assert cells(told) == [["0:05", "Linked", "Permits come late."]]

    def test_what_a_note_under_revision_cites_stays_out_of_packs(self, table: Debate) -> None:
        one = announced(series=series(cycle=table.cycle), title_en="Linked")
        one.debates.add(table)
        captions(recording(one), "Permits come late.", "This is not decided yet.")
        written = note(table)
        cite(written, 0, one, "1:en:0")
        revised(published_note(written))
        cite(written, 0, one, "1:en:5")
        old = citations_in(written).earliest("pk")
        uncite_in(note=written, key=old.source_part, number=old.pk, by=examiner())
        told = part(sessions_section(matter(table)), "Clips that the background note cites")
        assert cells(told) == [["0:00", "Linked", "Permits come late."]]
        published_note(written)
        told = part(sessions_section(matter(table)), "Clips that the background note cites")
        assert cells(told) == [["0:05", "Linked", "This is not decided yet."]]

    def test_without_sessions_it_says_so(self, table: Debate) -> None:
        section = sessions_section(matter(table))
        assert words(section.parts[0].text).startswith("No session was announced")


class TestContributions:
    def test_what_is_published_in_its_space_and_in_those_of_its_sessions(
        self, table: Debate
    ) -> None:
        here = space(table, title="Here")
        one = announced(series=series(cycle=table.cycle))
        one.debates.add(table)
        there = space(one, title="There")
        published_post(here, text="Said here.", affiliation="Network of One")
        published_post(there, text="Said *there*.")
        post(here, text="Waiting")
        post(here, state=PostState.WITHDRAWN, text="Withdrawn")
        published_post(space(debate(2, cycle=table.cycle)), text="Elsewhere")
        section = contributions_section(matter(table))
        texts = {words(p.text) for p in section.parts if p.level == 3}
        assert texts == {"Said here.", "Said *there*."}
        assert {"Here", "There"} <= set(headings(section))
        assert (section.told, section.count) == (2, 2)
        told = next(p for p in section.parts if words(p.text) == "Said here.")
        assert told.about.startswith("Network of One · ")
        assert f"/dialogues/spaces/{here.code}/" in told.address

    def test_the_policy_debate_hears_every_round_table(self, table: Debate) -> None:
        published_post(space(table), text="Said at the table.")
        policy = debate(None, cycle=table.cycle)
        assert contributions_section(matter(policy)).count == 1

    def test_no_address_and_no_moderator(self, table: Debate) -> None:
        one = published_post(space(table), author_email="secret@example.org")
        text = str(contributions_section(matter(table)))
        assert "secret@example.org" not in text
        assert one.decided_by is not None
        assert str(one.decided_by) not in text

    def test_the_newest_where_there_are_many_in_the_order_in_which_they_were_said(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(contributions, "MOST_POSTS", 2)
        here, now = space(table), timezone.now()
        for number in range(3):
            published_post(here, text=f"Number {number}", posted_at=now + timedelta(number))
        section = contributions_section(matter(table))
        told = [words(p.text) for p in section.parts if p.level == 3]
        assert told == ["Number 1", "Number 2"]
        assert (section.told, section.count) == (2, 3)

    def test_without_any_it_says_so(self, table: Debate) -> None:
        (only,) = contributions_section(matter(table)).parts
        assert words(only.text).startswith("No contribution is published")


def test_a_round_table_without_objectives_gathers_nothing(forum: Cycle) -> None:
    published_pledge(objectives=[5])
    empty = debate(4, cycle=forum)
    for make in (numbers_section, answers_section, pledges_section, practices_section):
        assert make(matter(empty)).count == 0
