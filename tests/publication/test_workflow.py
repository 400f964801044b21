"""The table of moves itself: what it refuses to hold, and how a move is found in it."""

from datetime import datetime

import pytest
from rules.predicates import always_allow, always_deny

from publication.choices import State
from publication.rules import has_declaration, has_note, has_time_to_come, is_portal, time_has_come
from publication.workflow import (
    Attempt,
    Move,
    Problems,
    UnknownMoveError,
    Words,
    Workflow,
    all_of,
    always,
)
from reviews.models import Review
from reviews.workflow import MOVES, WORDS, WORKFLOW
from stakeholders.models import User
from tests.publication.moments import NOON, attempt, earlier, later

GO = Move("go", State.DRAFT, State.SUBMITTED, may=always_allow)
GO_ON = Move("go", State.SUBMITTED, State.UNDER_REVIEW, may=always_allow)
STAY_AWAY = Move("stay away", State.DRAFT, State.PUBLISHED, may=always_deny)
SPOKEN = {"go": Words(label="Go"), "stay away": Words(label="Stay away")}


@pytest.fixture
def table() -> Workflow:
    return Workflow(GO, GO_ON, STAY_AWAY, words=SPOKEN)


def test_two_moves_of_one_name_from_one_state_are_refused() -> None:
    twin = Move("go", State.DRAFT, State.PUBLISHED, may=always_allow)
    with pytest.raises(ValueError, match="same state"):
        Workflow(GO, twin, words=SPOKEN)


def test_a_move_without_words_is_refused() -> None:
    with pytest.raises(KeyError, match="stay away"):
        Workflow(GO, STAY_AWAY, words={"go": Words()})


def test_the_moves_stand_in_their_order_with_their_words(table: Workflow) -> None:
    assert [(m.name, m.source, m.words.label) for m in table] == [
        ("go", State.DRAFT, "Go"),
        ("go", State.SUBMITTED, "Go"),
        ("stay away", State.DRAFT, "Stay away"),
    ]


@pytest.mark.parametrize("name", ["stay away", "stay-away"])
def test_a_move_is_found_by_its_name_and_by_its_word_in_addresses(
    table: Workflow, name: str
) -> None:
    assert table.find(name, State.DRAFT).name == "stay away"


def test_of_several_the_one_from_the_present_state_is_found(table: Workflow) -> None:
    assert table.find("go", State.SUBMITTED).target == State.UNDER_REVIEW


def test_a_move_from_another_state_is_found_so_that_one_can_say_it_came_too_late(
    table: Workflow,
) -> None:
    assert table.find("stay away", State.PUBLISHED).source == State.DRAFT


@pytest.mark.parametrize("name", ["", "fly", "Go", "GO", "stay_away", "go\x00"])
def test_an_unknown_move_is_told(table: Workflow, name: str) -> None:
    with pytest.raises(UnknownMoveError):
        table.find(name, State.DRAFT)


def test_what_is_open_is_what_starts_here_and_one_may(table: Workflow) -> None:
    user = User(name="Ana")
    assert [m.name for m in table.open_to(user, Review(state=State.DRAFT))] == ["go"]
    assert [m.target for m in table.open_to(user, Review(state=State.SUBMITTED))] == [
        State.UNDER_REVIEW
    ]
    assert table.open_to(user, Review(state=State.PUBLISHED)) == []


def test_a_move_asks_for_a_time_when_it_schedules_and_keeps_content_at_each_end() -> None:
    assert [m.name for m in WORKFLOW if m.asks_time] == ["schedule"]
    kept = [m.name for m in WORKFLOW if m.keeps_content]
    assert kept == ["submit", "publish", "release", "correct", "restore"]


def test_words_and_table_of_reviews_name_the_same_moves() -> None:
    assert set(WORDS) == {move.name for move in MOVES}
    for words in WORDS.values():
        assert words.label
        assert words.done


def test_from_every_state_a_review_can_go_on() -> None:
    assert {move.source for move in WORKFLOW} == set(WORKFLOW.states)


def test_everything_that_is_published_was_examined_first() -> None:
    assert {m.source for m in WORKFLOW if m.target == State.PUBLISHED} == {
        State.UNDER_REVIEW,
        State.SCHEDULED,
        State.PUBLISHED,  # corrected
        State.ARCHIVED,  # restored
    }
    first = {m.source for m in WORKFLOW if m.name in {"correct", "withdraw"}}
    assert first == {State.PUBLISHED}


def problems(found: Problems) -> list[str]:
    return [str(problem) for problem in found]


def test_checks_add_up_and_every_problem_of_each_is_told() -> None:
    check = all_of(has_note, always, has_declaration)
    assert problems(check(None, attempt())) == ["Say why, in the note.", "Tick the declaration."]
    assert problems(check(None, attempt(note="Because.", declared=True))) == []
    assert check.__name__ == "has_note and always and has_declaration"


@pytest.mark.parametrize("note", ["", " ", "\n\t "])
def test_a_blank_note_says_nothing(note: str) -> None:
    assert problems(has_note(None, attempt(note=note))) == ["Say why, in the note."]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (attempt(), ["Give the date and time of publication."]),
        (attempt(publish_at=earlier()), ["The time of publication must lie in the future."]),
        (attempt(publish_at=NOON), ["The time of publication must lie in the future."]),
        (attempt(publish_at=later()), []),
        (attempt(publish_at=later(days=366)), []),
        (attempt(publish_at=later(days=367)), ["The time of publication must lie within a year."]),
    ],
)
def test_a_time_of_publication_lies_ahead(given: Attempt, told: list[str]) -> None:
    assert problems(has_time_to_come(None, given)) == told


@pytest.mark.parametrize(
    ("planned", "is_time"), [(None, False), (later(), False), (NOON, True), (earlier(), True)]
)
def test_the_time_has_come_at_the_very_moment(planned: datetime | None, is_time: bool) -> None:
    item = Review(publish_at=planned)
    assert (problems(time_has_come(item, attempt())) == []) is is_time


def test_the_portal_is_nobody_and_nobody_else_is() -> None:
    assert is_portal.test(None, None)
    assert not is_portal.test(User(name="Ana"), None)
