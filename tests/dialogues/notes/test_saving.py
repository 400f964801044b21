"""Words are never written over words that their writer has not seen."""

import pytest

from dialogues.choices import ParagraphKind
from dialogues.models import BackgroundNote, Paragraph
from dialogues.notes.arranging import (
    MOST_PARAGRAPHS,
    add_paragraph,
    move_paragraph,
    remove_paragraph,
    split_paragraph,
    take_back_paragraph,
)
from dialogues.notes.citing import citations_in
from dialogues.notes.errors import (
    ClosedNoteError,
    FullNoteError,
    StaleParagraphError,
    StaleTitleError,
)
from dialogues.notes.saving import begin_note, said_at, save_head, save_paragraph
from publication.choices import State
from stakeholders.models import User
from tests.factories.dialogues import debate, note, published_post, sent
from tests.factories.notes import cite, keys_of, note_in
from tests.factories.publication import examiner
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db


def texts_of(of: BackgroundNote) -> list[str]:
    return list(of.paragraphs.filter(removed_at=None).values_list("text", flat=True))


def save(of: BackgroundNote, text: str, *, base: int, by: User | None = None) -> Paragraph:
    (key,) = keys_of(of)
    return save_paragraph(note=of, key=key, text=text, base=base, by=by or examiner())


class TestParagraphs:
    def test_a_save_goes_one_revision_further_and_says_who(self) -> None:
        one, by = note(), examiner()
        saved = save(one, "Other words.", base=1, by=by)
        assert (saved.text, saved.revision, saved.saved_by) == ("Other words.", 2, by)
        assert said_at(saved, 1) == "States agree on regular pathways."
        assert said_at(saved, 2) == "Other words."
        assert said_at(saved, 7) is None

    def test_the_same_words_are_no_change(self) -> None:
        one = note()
        assert save(one, "States agree on regular pathways.", base=9).revision == 1

    def test_a_save_over_an_older_revision_is_refused_and_writes_nothing(self) -> None:
        one = note()
        save(one, "Theirs.", base=1)
        with pytest.raises(StaleParagraphError) as refused:
            save(one, "Mine.", base=1)
        assert refused.value.current.text == "Theirs."
        assert texts_of(one) == ["Theirs."]

    @pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.PUBLISHED, State.ARCHIVED])
    def test_only_a_note_that_is_written_can_be_changed(self, state: State) -> None:
        one = note_in(state)
        with pytest.raises(ClosedNoteError):
            save(one, "Late.", base=1)

    @pytest.mark.parametrize("role", ["co-chair", "outsider"])
    def test_only_the_secretariat_writes(self, role: str) -> None:
        one = note()
        by = focal_point_of("CRI") if role == "co-chair" else UserFactory()
        with pytest.raises(ClosedNoteError):
            save(one, "Not mine to say.", base=1, by=by)
        with pytest.raises(ClosedNoteError):
            begin_note(debate=debate(2), language="en", by=by)

    def test_the_record_says_who_wrote(self) -> None:
        one, by = note(), examiner()
        saved = save(one, "Words.", base=1, by=by)
        event = saved.events.order_by("pgh_id").last()  # type: ignore[attr-defined]
        assert event.pgh_context["name"] == str(by)
        assert event.pgh_context["verb"] == "write"


class TestTitle:
    def test_a_title_is_saved_over_the_one_that_was_seen(self) -> None:
        one, by = note(), examiner()
        save_head(note=one, title="New", seen=one.title, language="es", by=by)
        one.refresh_from_db()
        assert (one.title, one.language) == ("New", "es")
        with pytest.raises(StaleTitleError) as refused:
            save_head(note=one, title="Mine", seen="Old", language="es", by=by)
        assert refused.value.current.title == "New"

    def test_a_language_that_the_portal_does_not_have_is_left_out(self) -> None:
        one = note()
        save_head(note=one, title=one.title, seen=one.title, language="tlh", by=examiner())
        one.refresh_from_db()
        assert one.language == "en"


class TestBeginning:
    def test_a_note_begins_with_a_code_and_an_empty_paragraph(self) -> None:
        one = begin_note(debate=debate(3), language="fr", by=examiner())
        assert (one.code, one.language, one.state) == ("BGN-2030-3", "fr", State.DRAFT)
        assert texts_of(one) == [""]

    def test_the_policy_debate_has_one_as_well_and_each_has_only_one(self) -> None:
        of = debate(None)
        first = begin_note(debate=of, language="en", by=examiner())
        again = begin_note(debate=of, language="es", by=examiner())
        assert first == again
        assert first.code == "BGN-2030-PD"
        assert len(texts_of(first)) == 1


class TestOrder:
    def test_a_paragraph_is_added_below_another_or_at_the_top(self) -> None:
        one, by = note(None, "A", "B"), examiner()
        first, _second = keys_of(one)
        add_paragraph(note=one, after=first, kind=ParagraphKind.TEXT, text="A2", by=by)
        add_paragraph(note=one, after="first", kind=ParagraphKind.HEADING, text="Top", by=by)
        assert texts_of(one) == ["Top", "A", "A2", "B"]
        assert one.paragraphs.get(text="Top").kind == ParagraphKind.HEADING

    def test_it_moves_one_place_and_stays_at_the_ends(self) -> None:
        one, by = note(None, "A", "B", "C"), examiner()
        a, _b, c = keys_of(one)
        move_paragraph(note=one, key=c, up=True, by=by)
        assert texts_of(one) == ["A", "C", "B"]
        move_paragraph(note=one, key=a, up=True, by=by)
        move_paragraph(note=one, key="unknown", up=False, by=by)
        assert texts_of(one) == ["A", "C", "B"]
        move_paragraph(note=one, key=a, up=False, by=by)
        assert texts_of(one) == ["C", "A", "B"]

    def test_it_is_split_at_blank_lines_and_each_part_keeps_the_sources(self) -> None:
        one, by = note(None, "One.\n\nTwo.\nStill two.\n \n\nThree.", "After"), examiner()
        cite(one, 0, published_post())
        first = keys_of(one)[0]
        assert split_paragraph(note=one, key=first, by=by) == 3
        assert texts_of(one) == ["One.", "Two.\nStill two.", "Three.", "After"]
        parts = set(citations_in(one).values_list("source_part", flat=True))
        assert parts == set(keys_of(one)[:3])
        assert split_paragraph(note=one, key=first, by=by) == 1
        assert split_paragraph(note=one, key="unknown", by=by) == 0

    def test_a_stale_save_after_a_split_is_refused(self) -> None:
        one, by = note(None, "One.\n\nTwo."), examiner()
        first = keys_of(one)[0]
        split_paragraph(note=one, key=first, by=by)
        with pytest.raises(StaleParagraphError):
            save_paragraph(note=one, key=first, text="One and two.", base=1, by=by)

    def test_it_is_taken_out_and_taken_back_with_its_sources(self) -> None:
        one, by = note(None, "A", "B", "C"), examiner()
        cite(one, 1, published_post())
        b = keys_of(one)[1]
        remove_paragraph(note=one, key=b, by=by)
        assert texts_of(one) == ["A", "C"]
        take_back_paragraph(note=one, key=b, by=by)
        assert texts_of(one) == ["A", "B", "C"]
        assert citations_in(one).get().source_part == b

    def test_what_was_taken_out_can_still_be_saved_and_stays_out(self) -> None:
        one, by = note(None, "A", "B"), examiner()
        b = keys_of(one)[1]
        remove_paragraph(note=one, key=b, by=by)
        saved = save_paragraph(note=one, key=b, text="B, longer", base=1, by=by)
        assert saved.removed_at is not None
        assert texts_of(one) == ["A"]

    def test_a_note_has_a_most_of_paragraphs(self) -> None:
        one, by = note(None, *["A"] * MOST_PARAGRAPHS), examiner()
        out = keys_of(one)[0]
        with pytest.raises(FullNoteError):
            add_paragraph(note=one, after="", kind=ParagraphKind.TEXT, by=by)
        remove_paragraph(note=one, key=out, by=by)
        add_paragraph(note=one, after="", kind=ParagraphKind.TEXT, by=by)
        with pytest.raises(FullNoteError):
            take_back_paragraph(note=one, key=out, by=by)

    def test_nothing_is_arranged_before_the_co_chairs(self) -> None:
        one, by = sent(note(None, "A", "B")), examiner()
        (first, _second) = keys_of(one)
        for act in (
            lambda: move_paragraph(note=one, key=first, up=False, by=by),
            lambda: split_paragraph(note=one, key=first, by=by),
            lambda: remove_paragraph(note=one, key=first, by=by),
            lambda: take_back_paragraph(note=one, key=first, by=by),
            lambda: add_paragraph(note=one, after="", kind=ParagraphKind.TEXT, by=by),
        ):
            with pytest.raises(ClosedNoteError):
                act()
        assert texts_of(one) == ["A", "B"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told_and_nothing_is_mixed() -> None:
    one, by = note(), examiner()
    (key,) = keys_of(one)
    outcomes = at_once(
        *(
            lambda text=text: save_paragraph(note=one, key=key, text=text, base=1, by=by)
            for text in ("One.", "Two.")
        )
    )
    assert refusals(outcomes) == [StaleParagraphError]
    (saved,) = (outcome for outcome in outcomes if isinstance(outcome, Paragraph))
    assert texts_of(one) == [saved.text]
    assert saved.revision == 2
