"""Background notes that have come a part of the way, by the moves and clearances to there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, Debate
from dialogues.notes.citing import cite_in
from dialogues.notes.clearing import clear
from dialogues.notes.refs import Ref
from publication.choices import State
from publication.moves import digest_of, make_move
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.dialogues import note, sent
from tests.factories.publication import examiner
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import UserFactory, secretariat

WAYS: dict[State, tuple[str, ...]] = {
    State.DRAFT: (),
    State.UNDER_REVIEW: (),
    State.REVISING: ("return",),
    State.SCHEDULED: ("schedule",),
    State.PUBLISHED: ("publish",),
    State.ARCHIVED: ("publish", "withdraw"),
}


def keys_of(of: BackgroundNote) -> list[str]:
    return list(of.paragraphs.filter(removed_at=None).values_list("key", flat=True))


def cite(of: BackgroundNote, place: int, target: Model, part: str = "") -> None:
    """In the paragraph at that place, counted from 0."""
    ref = Ref.of(target, part)
    cite_in(note=of, key=keys_of(of)[place], ref=ref, by=examiner())


def cleared(of: BackgroundNote) -> BackgroundNote:
    """By the focal point of every co-chair, as it says now."""
    digest = digest_of(content_of_note(of))
    for co_chair in of.debate.co_chairs.all():
        by = focal_point_of(str(co_chair.organisation.country_id))
        clear(note=of, co_chair=co_chair, digest=digest, by=by)
    return of


def published(of: BackgroundNote) -> BackgroundNote:
    """A draft that all have cleared, or one that is revised."""
    if of.state == State.REVISING:
        make_move(of, "resubmit", by=examiner())
    elif of.state == State.DRAFT:
        sent(of)
    make_move(cleared(of), "publish", by=examiner())
    return of


def revised(of: BackgroundNote) -> BackgroundNote:
    make_move(of, "revise", by=examiner(), note="There is news.")
    return of


def note_in(
    state: State, of: Debate | None = None, *paragraphs: str, **fields: Any
) -> BackgroundNote:
    """Cleared, where it is before the co-chairs or further."""
    made = note(of, *paragraphs, **fields)
    if state == State.DRAFT:
        return made
    sent(made)
    if state != State.REVISING:
        cleared(made)
    for move in WAYS[state]:
        at = timezone.now() + timedelta(hours=1) if move == "schedule" else None
        make_move(made, move, by=examiner(), note="Because.", publish_at=at)
    return made


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, of: BackgroundNote, *more: Any) -> str:
    return reverse(f"dialogue_desk:{name}", args=[of.code, *more])


def form_of(of: BackgroundNote, **fields: Any) -> dict[str, Any]:
    """The form of the note as its page has it."""
    typed: dict[str, Any] = {
        "title": of.title,
        "title-seen": of.title,
        "language": of.language,
    }
    for one in of.paragraphs.filter(removed_at=None):
        typed[f"text-{one.key}"] = one.text
        typed[f"base-{one.key}"] = str(one.revision)
    return {**typed, **fields}


# By what they are to a note that Costa Rica and Mexico co-chair.
PEOPLE: dict[str, Callable[[], User]] = {
    "secretariat": examiner,
    "co-chair": lambda: focal_point_of("CRI"),
    "other co-chair": lambda: focal_point_of("MEX"),
    "contributor": lambda: cast("User", UserFactory(contributor_of="CRI")),
    "colleague": lambda: cast(
        "User", UserFactory(role=Role.CONTRIBUTOR, role__at=secretariat(), second_factor=True)
    ),
    "other State": lambda: focal_point_of("COL"),
    "moderator": lambda: cast("User", UserFactory(role=Role.MODERATOR)),
    "outsider": lambda: cast("User", UserFactory()),
}


def person(role: str) -> User:
    return PEOPLE[role]()
