"""The record of moves: append-only, with a snapshot whose digest anybody can take again."""

import hashlib
import json
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from publication import rooms
from publication.choices import State
from publication.models import StateChange
from publication.moves import digest_of, make_move
from publication.templatetags.record import said
from reviews.content import content_of
from tests.factories.publication import examiner, published, review_in
from tests.factories.reviews import attached, begun, filled, focal_point_of, write
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

# What Postgres keeps in JSON: no NUL, and no half of a surrogate pair.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
contents = st.dictionaries(
    texts,
    st.recursive(
        texts | st.booleans() | st.integers(-(2**53), 2**53) | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=5,
)


def refused(statement: str) -> bool:
    """Whether the database refuses the statement in the words of its trigger."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "Cannot update or delete rows" in str(error)
    return False


def value_in(change: StateChange, key: str) -> Any:
    """An answer as the snapshot keeps it."""
    content = change.content
    assert content is not None
    return content["answers"][key]["value"]


def test_no_statement_changes_or_deletes_a_row() -> None:
    change = StateChange.objects.of(review_in(State.SUBMITTED)).get()
    for statement in (
        "UPDATE publication_statechange SET note = 'Another'",
        "UPDATE publication_statechange SET sequence = sequence + 1",
        "UPDATE publication_statechange SET id = id",
        "DELETE FROM publication_statechange",
    ):
        assert refused(statement), statement
    assert StateChange.objects.get() == change


def test_no_object_changes_or_deletes_its_row() -> None:
    change = StateChange.objects.of(review_in(State.SUBMITTED)).get()
    change.note = "Another"
    for spoil in (
        change.save,
        change.delete,
        StateChange.objects.all().delete,
        lambda: StateChange.objects.update(by_name="Nobody"),
    ):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            spoil()
    assert StateChange.objects.get().note == ""


def test_a_number_is_given_once_to_an_item() -> None:
    change = StateChange.objects.of(review_in(State.SUBMITTED)).get()
    change.pk = None
    with pytest.raises(IntegrityError, match="one_change_per_number"), transaction.atomic():
        change.save(force_insert=True)


def test_it_survives_the_person_that_it_names() -> None:
    person, review = UserFactory(name="Ana Mora"), begun()
    change = StateChange.objects.create(
        item_type=ContentType.objects.get_for_model(review),
        item_id=review.pk,
        item_code=review.code,
        sequence=1,
        move="submit",
        from_state=State.DRAFT,
        to_state=State.SUBMITTED,
        by=person,
        by_name=str(person),
    )
    person.delete()
    change.refresh_from_db()
    assert (change.by_name, change.receipt["code"]) == ("Ana Mora", "REV-2030-CRI")


def test_it_survives_the_thing_that_it_is_about() -> None:
    review = review_in(State.SUBMITTED)
    change = StateChange.objects.of(review).get()
    with pytest.raises(ProtectedError):  # what was saved of the answers holds the review itself
        review.delete()
    unanswered = begun("MEX")
    later = StateChange.objects.create(
        item_type=change.item_type,
        item_id=unanswered.pk,
        item_code=unanswered.code,
        sequence=1,
        move="submit",
        from_state=State.DRAFT,
        to_state=State.SUBMITTED,
        by_name="Ana Mora",
    )
    unanswered.delete()
    later.refresh_from_db()
    assert (later.item_code, later.by_name) == ("REV-2030-MEX", "Ana Mora")


def test_submission_and_publication_keep_the_content_and_nothing_else_does() -> None:
    review = published(o05_progress="Three regular pathways.")
    submitted, taken_up, at_publication = StateChange.objects.of(review)
    assert (taken_up.content, taken_up.digest) == (None, "")
    assert submitted.content == at_publication.content == content_of(review)
    assert value_in(submitted, "o05-progress") == "Three regular pathways."


def test_what_was_submitted_stays_on_the_record_when_the_answer_changes() -> None:
    review = filled(begun(), o05_progress="First.")
    first = make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
    make_move(review, "take back", by=focal_point_of("CRI"))
    write(review, "o05-progress", "Second.")
    second = make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
    assert first.digest != second.digest
    first.refresh_from_db()
    assert (value_in(first, "o05-progress"), value_in(second, "o05-progress")) == (
        "First.",
        "Second.",
    )


def test_files_are_in_the_content_by_name_and_digest_until_they_are_taken_back() -> None:
    review = filled(begun())
    file = attached(review, content=b"%PDF-1.7 one\n%%EOF\n")
    assert content_of(review)["answers"]["plan"] == {
        "files": [{"name": "plan.pdf", "sha256": file.sha256}]
    }
    review.attachments.update(removed_at=file.at)
    assert "plan" not in content_of(review)["answers"]


def test_that_a_question_does_not_apply_is_in_the_content_with_its_reason() -> None:
    review = filled(begun())
    write(review, "o05-progress", "", not_applicable=True, reason="No coast.")
    write(review, "budget", "7")
    write(review, "budget", "")
    assert content_of(review)["answers"]["o05-progress"] == {
        "value": "",
        "not_applicable": True,
        "reason": "No coast.",
        "revision": 1,
    }
    assert "budget" not in content_of(review)["answers"]


def test_the_digest_does_not_depend_on_the_order_of_writing() -> None:
    one, other = begun("CRI"), begun("MEX")
    for key in ("budget", "lead-body", "has-budget"):
        write(one, key, "1")
    for key in ("has-budget", "budget", "lead-body"):
        write(other, key, "1")
    same = {"code": "", "country": ""}
    assert digest_of({**content_of(one), **same}) == digest_of({**content_of(other), **same})


def test_the_receipt_is_code_moment_and_digest() -> None:
    review = review_in(State.SUBMITTED)
    change = StateChange.objects.of(review).get()
    assert change.receipt == {
        "code": "REV-2030-CRI",
        "at": change.at,
        "digest": digest_of(content_of(review)),
    }


def test_anybody_can_take_the_digest_again_from_what_the_database_keeps() -> None:
    review = review_in(State.SUBMITTED, o05_progress="Trois voies – «régulières»; 三条途径 🙂")
    stored = StateChange.objects.of(review).get()
    canonical = json.dumps(
        stored.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert stored.digest == hashlib.sha256(canonical.encode("utf-8")).hexdigest()


@given(contents)
def test_the_digest_is_the_same_after_a_journey_through_postgres(content: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb::text", [json.dumps(content)])
        returned = json.loads(cursor.fetchone()[0])
    assert digest_of(returned) == digest_of(content)


def test_a_digest_is_of_every_letter() -> None:
    assert digest_of({"a": "é"}) != digest_of({"a": "e\u0301"})
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert digest_of({"a": ["x", "y"]}) != digest_of({"a": ["y", "x"]})


def test_a_change_is_told_in_the_words_of_the_table() -> None:
    review = review_in(State.UNDER_REVIEW)
    make_move(review, "return", by=examiner(), note="Say more.")
    told = [str(said(change)) for change in StateChange.objects.of(review)]
    assert told == ["Submitted", "Taken up", "Returned with a note"]


def test_a_move_that_the_table_no_longer_has_is_told_by_its_name() -> None:
    review = begun()
    change = StateChange(
        item_type=ContentType.objects.get_for_model(review),
        move="archive",
        from_state=State.DRAFT,
        to_state=State.PUBLISHED,
    )
    assert said(change) == "archive"


def test_the_partial_shows_the_newest_first_with_names_and_notes_escaped() -> None:
    review = review_in(State.UNDER_REVIEW)
    make_move(review, "return", by=examiner(), note="Say <b>more</b>.")
    template = Template('{% include "publication/history.html" %}')
    html = template.render(Context({"history": list(StateChange.objects.of(review))}))
    places = [html.index(words) for words in ("Returned with a note", "Taken up", "Submitted")]
    assert places == sorted(places)
    assert focal_point_of("CRI").name in html
    assert "Say &lt;b&gt;more&lt;/b&gt;." in html


def test_without_history_the_partial_shows_nothing() -> None:
    assert Template('{% include "publication/history.html" %}').render(Context()).strip() == ""


def test_every_room_is_known_by_its_name_and_by_its_items() -> None:
    review = begun()
    for room in rooms.every_room():
        assert rooms.named(room.name) is room
    assert rooms.of(review).name == "reviews"
    with pytest.raises(KeyError):
        rooms.named("kitchens")
