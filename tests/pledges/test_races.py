"""Two at once, each on a connection of its own: one wins, the other is told."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from notices.models import Notice
from pledges.choices import PartnerState, Stage
from pledges.models import Partner, Pledge, PledgeFile, ProgressReport
from pledges.services import (
    AlreadyDecidedError,
    BadPartnerError,
    NotAllowedError,
    StaleSaveError,
    answer_invitation,
    attach,
    begin_pledge,
    correct_pledge,
    invite_partner,
    leave,
    nothing_new,
    save_draft,
    set_stage,
    take_back_invitation,
)
from publication.choices import State
from publication.models import ListedItem, StateChange
from publication.moves import AlreadyMovedError, MoveError, make_move
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.pledges import (
    author_of,
    begun,
    partner,
    pdf,
    pledge_in,
    published,
    reported,
    speaker_of,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def titled(title: str) -> Callable[[Pledge], None]:
    def write(pledge: Pledge) -> None:
        pledge.title = title
        pledge.save()

    return write


def anew(pledge: Pledge) -> Pledge:
    return Pledge.objects.select_related("organisation").get(pk=pledge.pk)


def test_of_two_saves_one_is_refused_and_none_is_mixed() -> None:
    pledge = begun()
    author = author_of(pledge)

    def save(title: str) -> object:
        return save_draft(pledge=anew(pledge), base_revision=1, write=titled(title), by=author)

    outcomes = at_once(partial(save, "One"), partial(save, "Two"), partial(save, "Three"))
    assert refusals(outcomes) == [StaleSaveError] * 2
    assert anew(pledge).revision == 2
    assert anew(pledge).title in {"One", "Two", "Three"}


def test_a_save_and_a_submission_do_not_mix() -> None:
    pledge = pledge_in(State.DRAFT)
    author = author_of(pledge)

    def save() -> object:
        return save_draft(
            pledge=anew(pledge), base_revision=1, write=titled("Changed late"), by=author
        )

    def submit() -> object:
        return make_move(anew(pledge), "submit", by=author, declared=True)

    outcomes = at_once(save, submit)
    assert anew(pledge).state == State.SUBMITTED
    content = StateChange.objects.get().content
    assert content is not None
    # Either it was saved before and is part of the snapshot, or it was refused.
    assert content["title"] == anew(pledge).title
    assert refusals(outcomes) in ([], [NotAllowedError])


def test_an_invitation_is_accepted_once_and_told_once() -> None:
    pledge = begun()
    asked = partner(pledge, PartnerState.INVITED)
    one = speaker_of(asked.organisation)
    two = UserFactory(role=Role.REPRESENTATIVE, role__at=asked.organisation)

    def answer(accept: bool, by: User) -> object:
        current = Partner.objects.select_related("organisation", "pledge").get(pk=asked.pk)
        return answer_invitation(partner=current, accept=accept, by=by)

    outcomes = at_once(partial(answer, True, one), partial(answer, False, two))
    assert refusals(outcomes) == [AlreadyDecidedError]
    assert Partner.objects.get().state in {PartnerState.ACCEPTED, PartnerState.DECLINED}
    told = Notice.objects.filter(kind__in=["pledges.partner-accepted", "pledges.partner-declined"])
    assert told.count() == 1


def test_what_is_accepted_is_not_taken_back_as_well() -> None:
    pledge = begun()
    asked = partner(pledge, PartnerState.INVITED)
    lead, by = author_of(pledge), speaker_of(asked.organisation)

    def current() -> Partner:
        return Partner.objects.select_related("organisation", "pledge__organisation").get(
            pk=asked.pk
        )

    here, there = current(), current()
    outcomes = at_once(
        lambda: answer_invitation(partner=here, accept=True, by=by),
        lambda: take_back_invitation(partner=there, by=lead),
    )
    assert len(refusals(outcomes)) == 1
    left = Partner.objects.first()
    assert left is None or left.state == PartnerState.ACCEPTED


def test_an_organisation_is_invited_once() -> None:
    pledge = begun()
    lead, other = author_of(pledge), OrganisationFactory()
    speaker_of(other)

    def invite() -> object:
        return invite_partner(pledge=anew(pledge), organisation=other, by=lead)

    outcomes = at_once(invite, invite, invite)
    assert refusals(outcomes) == [BadPartnerError] * 2
    assert Partner.objects.count() == 1
    assert Notice.objects.filter(kind="pledges.partner-invited").count() == 1


def test_who_joins_while_it_is_published_is_listed() -> None:
    """Both orders end in the same list: neither reads what the other is about to change."""
    for _attempt in range(3):
        pledge = pledge_in(State.UNDER_REVIEW)
        asked = partner(pledge, PartnerState.INVITED)
        by, secretariat = speaker_of(asked.organisation), examiner()
        current = Partner.objects.select_related("organisation", "pledge").get(pk=asked.pk)
        outcomes = at_once(
            partial(answer_invitation, partner=current, accept=True, by=by),
            partial(make_move, anew(pledge), "publish", by=secretariat),
        )
        assert refusals(outcomes) == []
        listed = ListedItem.objects.get(item_id=pledge.pk)
        assert listed.card["partners"] == 1


def test_who_leaves_and_who_reports_do_not_undo_one_another_in_the_list() -> None:
    pledge = published()
    joined = partner(pledge)
    by, author = speaker_of(joined.organisation), author_of(pledge)
    current = Partner.objects.select_related("organisation", "pledge").get(pk=joined.pk)
    outcomes = at_once(
        partial(leave, partner=current, by=by, note=""),
        partial(set_stage, pledge=anew(pledge), stage=Stage.FULFILLED, by=author),
    )
    assert refusals(outcomes) == []
    listed = ListedItem.objects.get(item_id=pledge.pk)
    assert listed.card["partners"] == 0
    assert listed.facets["stage"] == [Stage.FULFILLED]


def test_two_corrections_are_two_versions_or_one_is_refused() -> None:
    pledge = published()
    secretariat = examiner()

    def correct(title: str) -> object:
        return correct_pledge(
            pledge=anew(pledge), base_revision=1, write=titled(title), note="x", by=secretariat
        )

    outcomes = at_once(partial(correct, "One"), partial(correct, "Two"))
    assert refusals(outcomes) == [StaleSaveError]
    corrections = StateChange.objects.filter(move="correct")
    assert [c.content["title"] for c in corrections if c.content] == [anew(pledge).title]


def test_codes_are_given_once() -> None:
    maker = OrganisationFactory()
    by = speaker_of(maker)
    year = begun().cycle

    def begin() -> object:
        return begin_pledge(organisation=maker, cycle=year, language="en", by=by)

    assert refusals(at_once(*[begin] * 4)) == []
    codes = sorted(Pledge.objects.values_list("code", flat=True))
    assert codes == [f"PLG-2030-{number:04}" for number in range(1, 6)]


def test_the_same_file_is_kept_once() -> None:
    pledge = begun()
    author = author_of(pledge)
    attempts = [partial(attach, pledge=anew(pledge), file=pdf(), by=author) for _n in range(3)]
    assert refusals(at_once(*attempts)) == []
    assert PledgeFile.objects.count() == 1


def test_many_of_the_secretariat_publish_one_pledge_once() -> None:
    pledge = pledge_in(State.UNDER_REVIEW)
    people: list[User] = [examiner(), *(UserFactory(secretariat=True) for _n in range(2))]
    moves = [partial(make_move, anew(pledge), "publish", by=person) for person in people]
    outcomes = at_once(*moves)
    assert refusals(outcomes) == [AlreadyMovedError] * 2
    assert all(issubclass(kind, MoveError) for kind in refusals(outcomes))
    assert StateChange.objects.filter(move="publish").count() == 1


def test_reports_at_once_are_all_kept() -> None:
    pledge = published()
    goal = pledge.targets.get()
    assert refusals(at_once(*[partial(reported, goal, n) for n in range(3)])) == []
    assert set(ProgressReport.objects.values_list("value", flat=True)) == {
        Decimal(0), Decimal(1), Decimal(2),
    }  # fmt: skip


def test_one_question_is_answered_once() -> None:
    pledge = published()
    author = author_of(pledge)
    asked_of = anew(pledge).published_at
    click = partial(nothing_new, pledge=anew(pledge), by=author, asked_of=asked_of)
    outcomes = at_once(click, click, click)
    assert len(refusals(outcomes)) == 2
    assert pledge.news.count() == 1
