"""Co-chairs clear the note as it says now; a change voids it; nothing is published without them."""

import pytest

from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, CoChair
from dialogues.notes.arranging import move_paragraph
from dialogues.notes.citing import citations_in, uncite_in
from dialogues.notes.clearing import CLEARED, clear, clearances_of
from dialogues.notes.errors import CannotClearError
from dialogues.notes.saving import save_head, save_paragraph
from notices.models import Notice
from publication.choices import State
from publication.moves import NotReadyError, digest_of, make_move
from stakeholders.models import User
from tests.factories.dialogues import co_chair, note, published_post, sent
from tests.factories.notes import cite, cleared, keys_of, note_in, person, published, revised
from tests.factories.publication import examiner
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def digest(of: BackgroundNote) -> str:
    return digest_of(content_of_note(of))


def seat(of: BackgroundNote, iso3: str) -> CoChair:
    found: CoChair = of.debate.co_chairs.get(organisation__country=iso3)
    return found


def clear_for(of: BackgroundNote, iso3: str, by: User | None = None) -> None:
    by = by or focal_point_of(iso3)
    clear(note=of, co_chair=seat(of, iso3), digest=digest(of), by=by)


def given(of: BackgroundNote) -> list[bool]:
    return [bool(one) for one in clearances_of(of).values()]


def test_each_co_chair_clears_and_only_then_it_can_be_published() -> None:
    one = sent(note())
    clear_for(one, "CRI")
    assert given(one) == [True, False]
    with pytest.raises(NotReadyError, match="has not cleared it"):
        make_move(one, "publish", by=examiner())
    clear_for(one, "MEX")
    assert given(one) == [True, True]
    make_move(one, "publish", by=examiner())
    assert one.state == State.PUBLISHED


def test_the_secretariat_is_told_once_when_the_last_has_cleared() -> None:
    one = sent(note())
    people: list[User] = [examiner(), UserFactory(secretariat=True)]
    clear_for(one, "CRI")
    assert not Notice.objects.filter(kind=CLEARED).exists()
    clear_for(one, "MEX")
    clear_for(one, "MEX")
    told = [n.recipient_id or 0 for n in Notice.objects.filter(kind=CLEARED)]
    assert sorted(told) == sorted(person.pk for person in people)


def test_and_again_when_one_who_was_named_later_has_cleared_it() -> None:
    """The content is the same, and until then it could not be published."""
    one, _staff = sent(note()), examiner()
    cleared(one)
    assert Notice.objects.filter(kind=CLEARED).count() == 1
    co_chair(one.debate, "COL")
    assert given(one) == [True, True, False]
    clear_for(one, "COL")
    assert Notice.objects.filter(kind=CLEARED).count() == 2


def test_clearing_twice_changes_nothing() -> None:
    one = sent(note())
    clear_for(one, "CRI")
    clear_for(one, "CRI", by=UserFactory(focal_point_of="CRI"))
    assert one.clearances.count() == 1


def test_a_note_without_co_chairs_cannot_be_published() -> None:
    one = note()
    one.debate.co_chairs.all().delete()
    sent(one)
    with pytest.raises(NotReadyError, match="Name the co-chairs"):
        make_move(one, "publish", by=examiner())


@pytest.mark.parametrize("who", ["other co-chair", "contributor", "secretariat", "outsider"])
def test_nobody_clears_for_a_co_chair_but_who_speaks_for_it(who: str) -> None:
    one = sent(note())
    with pytest.raises(CannotClearError):
        clear_for(one, "CRI", by=person(who))
    assert one.clearances.count() == 0


@pytest.mark.parametrize("state", [s for s in State if s in {"draft", "revising", "published"}])
def test_only_what_is_before_the_co_chairs_is_cleared(state: State) -> None:
    one = note_in(state)
    one.clearances.all().delete()
    with pytest.raises(CannotClearError):
        clear_for(one, "CRI")


def test_what_was_not_read_is_not_cleared() -> None:
    one = sent(note())
    with pytest.raises(CannotClearError):
        clear(note=one, co_chair=seat(one, "CRI"), digest="0" * 64, by=focal_point_of("CRI"))


class TestAChange:
    """Each voids the clearance; taking it back does not ask for a new one."""

    def back(self) -> BackgroundNote:
        one = note(None, "A", "B")
        cite(one, 0, published_post())
        cleared(sent(one))
        make_move(one, "return", by=focal_point_of("MEX"), note="Shorter.")
        assert given(one) == [True, True]
        return one

    def test_of_a_word(self) -> None:
        one = self.back()
        key = keys_of(one)[0]
        save_paragraph(note=one, key=key, text="A, changed", base=1, by=examiner())
        assert given(one) == [False, False]
        save_paragraph(note=one, key=key, text="A", base=2, by=examiner())
        assert given(one) == [True, True]

    def test_of_the_order(self) -> None:
        one = self.back()
        move_paragraph(note=one, key=keys_of(one)[1], up=True, by=examiner())
        assert given(one) == [False, False]

    def test_of_the_title(self) -> None:
        one = self.back()
        save_head(note=one, title="Other", seen=one.title, language="en", by=examiner())
        one.refresh_from_db()
        assert given(one) == [False, False]

    def test_of_the_sources(self) -> None:
        one = self.back()
        number = citations_in(one).get().pk
        uncite_in(note=one, key=keys_of(one)[0], number=number, by=examiner())
        assert given(one) == [False, False]


def test_a_new_version_needs_a_new_clearance() -> None:
    one = revised(published(note()))
    save_paragraph(note=one, key=keys_of(one)[0], text="News.", base=1, by=examiner())
    make_move(one, "resubmit", by=examiner())
    assert given(one) == [False, False]
    with pytest.raises(NotReadyError):
        make_move(one, "publish", by=examiner())


def test_a_clearance_that_is_voided_while_it_waits_holds_the_publication_back() -> None:
    """A co-chair who is named after the clearance has to clear it as well."""
    one = note_in(State.SCHEDULED)
    CoChair.objects.create(
        debate=one.debate, order=9, organisation=examiner().memberships.get().organisation
    )
    with pytest.raises(NotReadyError, match="has not cleared it"):
        make_move(one, "release", by=None)
