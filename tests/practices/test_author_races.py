"""Two at once, each on a connection of its own: one wins, the other is told."""

from functools import partial

import pytest

from notices.models import Notice
from practices.forms.points import revision_of
from practices.models import Confirmation, OfflineCopy, Practice, PracticeFile
from practices.services import (
    AlreadyAnsweredError,
    answer_for_implementer,
    answer_points,
    ask_implementer,
    attach,
    begin_practice,
    keep_copy,
    points_of,
    save_draft,
)
from publication.choices import State
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.moves import make_move
from tests.factories.pledges import pdf, speaker_of
from tests.factories.practices import author_of, begun, practice_in, standing_call, whole
from tests.factories.stakeholders import OrganisationFactory
from tests.practices.author_forms import anew
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def save(practice: Practice, title: str) -> object:
    def write(current: Practice) -> None:
        current.title = title
        current.save()

    author = author_of(practice)
    return save_draft(practice=practice, base_revision=1, write=write, by=author)


def on_behalf() -> Practice:
    return whole(
        begun(), is_own=False, implementer="Amara", implementer_email="amara@foundation.example"
    )


def test_of_two_saves_one_is_refused_and_none_is_mixed() -> None:
    practice = begun()
    outcomes = at_once(*(partial(save, anew(practice), title) for title in ("One", "Two", "Three")))
    assert refusals(outcomes) == [StaleSaveError] * 2
    assert anew(practice).revision == 2
    assert anew(practice).title in {"One", "Two", "Three"}


def test_a_save_and_a_submission_do_not_mix() -> None:
    practice = whole(begun(), title="Before")
    author = author_of(practice)
    submit = partial(make_move, anew(practice), "submit", by=author, declared=True)
    outcomes = at_once(partial(save, anew(practice), "After"), submit)
    assert set(refusals(outcomes)) <= {ClosedDraftError}
    assert anew(practice).state == State.SUBMITTED


def test_codes_are_given_once() -> None:
    organisation, call = OrganisationFactory(), standing_call()
    by = speaker_of(organisation)
    begin = partial(begin_practice, organisation=organisation, call=call, language="en", by=by)
    assert refusals(at_once(begin, begin, begin)) == []
    assert Practice.objects.values("code").distinct().count() == 3


def test_one_file_sent_twice_is_kept_once() -> None:
    practice = begun()
    author = author_of(practice)
    sends = [partial(attach, practice=practice, file=pdf(), by=author) for _time in range(2)]
    assert refusals(at_once(*sends)) == []
    assert PracticeFile.objects.count() == 1


def test_the_implementer_is_asked_once_and_answers_once() -> None:
    practice = on_behalf()
    ask = partial(ask_implementer, practice=practice, by=author_of(practice))
    assert refusals(at_once(ask, ask)) == []
    asked = Confirmation.objects.get()
    answers = [
        partial(answer_for_implementer, confirmation=asked, agrees=agrees)
        for agrees in (True, False)
    ]
    assert refusals(at_once(*answers)) == [AlreadyAnsweredError]
    told = Notice.objects.filter(kind__startswith="practices.implementer-")
    assert told.exclude(kind="practices.implementer-asked").count() == 1


def test_of_two_who_answer_the_points_one_is_refused() -> None:
    practice = practice_in(State.REVISING)
    base, author = revision_of(points_of(practice)), author_of(practice)
    outcomes = at_once(
        *(
            partial(answer_points, practice=practice, base=base, answers={1: text}, by=author)
            for text in ("One", "Two")
        )
    )
    assert refusals(outcomes) == [StaleSaveError]
    assert points_of(practice).get().answer in {"One", "Two"}


def test_two_documents_of_one_revision_leave_with_one_copy() -> None:
    practice = whole(begun())
    keep = partial(keep_copy, practice=practice, answers={"title": "A"}, by=author_of(practice))
    assert refusals(at_once(keep, keep)) == []
    assert OfflineCopy.objects.count() == 1
