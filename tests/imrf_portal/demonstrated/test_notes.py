"""The made-up background notes: with what is behind them, cleared, published and told."""

import pytest
from django.test import Client

from dialogues.models import BackgroundNote, Clearance, Post
from dialogues.notes.clearing import clearances_of
from dialogues.notes.content import read, refs_in
from dialogues.notes.contributions import tally
from dialogues.notes.reading import cited_posts, in_force
from dialogues.notes.telling import CITED, READ
from imrf_portal.demonstration.dialogues import notes
from notices.choices import NoticeState
from notices.models import Notice
from publication.choices import State
from publication.models import StateChange
from publication.versions import versions_of
from tests.imrf_portal.demonstration import NOW

pytestmark = pytest.mark.usefixtures("demonstration")


def of_2022() -> list[BackgroundNote]:
    found = BackgroundNote.objects.with_names().filter(debate__cycle=2022)
    return list(found.order_by("code"))


def test_each_debate_of_2022_has_its_note_published_and_cleared() -> None:
    codes = [note.code for note in of_2022()]
    assert codes == ["BGN-2022-1", "BGN-2022-2", "BGN-2022-3", "BGN-2022-4", "BGN-2022-PD"]
    for note in of_2022():
        assert note.is_published
        given = clearances_of(note)
        assert len(given) == 2
        assert all(given.values())


def test_their_paragraphs_say_what_is_behind_them() -> None:
    kinds = set()
    for note in of_2022():
        content = in_force([note])[note.pk].content or {}
        whole = read(content)
        assert whole.words > 700
        assert whole.lost == 0
        assert len(whole.sources) >= 8
        kinds |= {ref.kind for ref in refs_in(content)}
    assert kinds == {"post", "review", "practice", "pledge", "session"}


def test_some_of_what_was_said_is_taken_up_and_some_is_not() -> None:
    for note in of_2022():
        counts = tally(note.debate, in_force([note])[note.pk].content or {})
        assert 0 < counts.taken < counts.said
    said = Post.objects.published().filter(space__debate__cycle=2022)
    assert len(cited_posts(list(said))) > 30


def test_the_first_has_two_versions_and_each_was_told_to_its_contributors() -> None:
    first = of_2022()[0]
    assert len(versions_of(first)) == 2
    told = Notice.objects.filter(kind__in=[CITED, READ], item_id=str(first.pk))
    assert told.count() > 2
    assert set(told.values_list("state", flat=True)) == {NoticeState.SENT}
    assert told.filter(kind=CITED).exists()


def test_there_is_something_to_do_for_the_forum_to_come() -> None:
    waiting = BackgroundNote.objects.get(state=State.UNDER_REVIEW)
    assert sorted(map(bool, clearances_of(waiting).values())) == [False, True]
    assert BackgroundNote.objects.filter(state=State.DRAFT).count() == 1


def test_the_record_is_in_order_and_before_the_forum_met() -> None:
    for note in of_2022():
        changes = list(StateChange.objects.of(note))
        assert [one.at for one in changes] == sorted(one.at for one in changes)
        assert changes[-1].at.year == 2022
        assert changes[-1].at.month == 5
        assert note.published_at == changes[-1].at


def test_they_are_written_once() -> None:
    before = BackgroundNote.objects.count(), Clearance.objects.count()
    notes.load(NOW)
    assert (BackgroundNote.objects.count(), Clearance.objects.count()) == before


@pytest.mark.parametrize("page", ["", "contributions/", "versions/1/"])
def test_everybody_can_read_them_in_a_page_that_is_not_too_heavy(page: str) -> None:
    for note in of_2022():
        response = Client().get(f"{note.get_absolute_url()}{page}")
        assert response.status_code == 200
        assert len(response.content) < 200_000
