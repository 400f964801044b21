"""Every state of a contribution by every move by every role. A triple that nobody named fails."""

from itertools import product
from typing import Any

import pytest
from django.db import transaction

from dialogues.choices import PostState
from dialogues.discussion.moves import move_post
from dialogues.discussion.workflow import POST_WORKFLOW
from dialogues.models import Post
from publication.moves import AlreadyMovedError, NotAllowedError
from tests.dialogues.discussion.people import moderating_author, moderator, people_around
from tests.factories.dialogues import post, space
from tests.practices.matrices import read

pytestmark = pytest.mark.django_db

# “made”, “-” (refused to this person), or “late”: one may, but not from that state.
TABLES = """
author
          | publish decline remove edit withdraw appeal uphold grant
waiting   | -       -       -      late made     late   -      -
published | -       -       -      made made     late   -      -
declined  | -       -       -      late late     made   -      -
removed   | -       -       -      late late     made   -      -
appealed  | -       -       -      late late     late   -      -
withdrawn | -       -       -      late late     late   -      -

moderator, secretariat, moderator of the debate
          | publish decline remove edit withdraw appeal uphold grant
waiting   | made    made    late   -    -        -      late   late
published | late    late    made   -    -        -      late   late
declined  | late    late    late   -    -        -      late   late
removed   | late    late    late   -    -        -      late   late
appealed  | late    late    late   -    -        -      made   made
withdrawn | late    late    late   -    -        -      late   late

decider
          | publish decline remove edit withdraw appeal uphold grant
waiting   | made    made    late   -    -        -      late   late
published | late    late    made   -    -        -      -      -
declined  | late    late    late   -    -        -      -      -
removed   | late    late    late   -    -        -      -      -
appealed  | late    late    late   -    -        -      -      -
withdrawn | late    late    late   -    -        -      -      -

colleague, moderator of another debate, another contributor, reviewer, outsider, nobody
          | publish decline remove edit withdraw appeal uphold grant
waiting   | -       -       -      -    -        -      -      -
published | -       -       -      -    -        -      -      -
declined  | -       -       -      -    -        -      -      -
removed   | -       -       -      -    -        -      -      -
appealed  | -       -       -      -    -        -      -      -
withdrawn | -       -       -      -    -        -      -      -
"""

NAMED = dict(read(TABLES))

WAYS: dict[PostState, tuple[str, ...]] = {
    PostState.WAITING: (),
    PostState.PUBLISHED: ("publish",),
    PostState.DECLINED: ("decline",),
    PostState.REMOVED: ("publish", "remove"),
    PostState.APPEALED: ("decline", "appeal"),
    PostState.WITHDRAWN: ("publish", "withdraw"),
}
BY_AUTHOR = {"edit", "withdraw", "appeal"}


def post_in(state: PostState, **fields: Any) -> Post:
    """By the moves that lead there."""
    made, decider = post(**fields), moderator()
    for name in WAYS[state]:
        by = made.by if name in BY_AUTHOR else decider
        made = move_post(made, name, by=by, reason="Because.")
    assert made.state == state
    return made


def outcome(of: Post, move: str, who: Any) -> str:
    """What comes of an attempt, which is taken back."""
    changes = {"text": "Said otherwise."} if move == "edit" else None
    try:
        with transaction.atomic():
            move_post(of, move, by=who, reason="Because.", changes=changes)
            transaction.set_rollback(True)
    except NotAllowedError:
        return "-"
    except AlreadyMovedError:
        return "late"
    return "made"


@pytest.mark.parametrize("state", POST_WORKFLOW.states)
def test_every_triple(state: PostState) -> None:
    made = post_in(state)
    everybody = people_around(made)
    moves = list(dict.fromkeys(move.slug for move in POST_WORKFLOW))

    named = {triple: told for triple, told in NAMED.items() if triple[0] == state}
    assert set(named) == set(product([state.value], moves, everybody))

    found = {
        (state.value, move, role): outcome(made, move, everybody[role])
        for move, role in product(moves, everybody)
    }
    assert {triple: told for triple, told in found.items() if told != named[triple]} == {}
    assert Post.objects.get(pk=made.pk).state == state


def test_every_state_is_named() -> None:
    assert {state for state, _move, _role in NAMED} == {state.value for state in PostState}
    assert set(POST_WORKFLOW.states) == set(PostState)


def test_no_triple_is_named_twice() -> None:
    assert len(list(read(TABLES))) == len(NAMED)


@pytest.mark.parametrize("state", POST_WORKFLOW.states)
def test_who_moderates_decides_on_nothing_of_their_own(state: PostState) -> None:
    of = space()
    made = post_in(state, of=of, by=moderating_author(of))
    for move in ("publish", "decline", "remove", "uphold", "grant"):
        assert outcome(made, move, made.by) == "-"


def test_who_entered_it_for_another_is_not_its_author() -> None:
    """No account could take it back or appeal; whoever entered it moderates it as others do."""
    made = post_in(PostState.WAITING, source="mail", by=moderator(), organisation=None)
    enters = made.by
    for move in ("edit", "withdraw", "appeal"):
        assert outcome(made, move, enters) == "-"
    assert outcome(made, "publish", enters) == "made"
