"""The made-up practices: the same everywhere, safe to repeat, as the services would write them."""

import hashlib
import itertools
from collections import Counter, defaultdict
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from compact.models import Cycle
from imrf_portal.demonstration.load import load
from imrf_portal.demonstration.practices.reviewers import ROSTER
from imrf_portal.demonstration.practices.setting import Setting
from imrf_portal.demonstration.practices.stories import stories
from imrf_portal.demonstration.practices.words import marker_in, read, texts_in, words_in
from notices.choices import NoticeState
from notices.models import Notice
from pledges.models import Pledge
from practices.asking import ask_whether_still_true
from practices.choices import (
    AdaptationState,
    AssignmentState,
    Belonging,
    ConfirmationState,
    Gender,
    Progress,
    Recommendation,
    ReviewMode,
    RosterState,
)
from practices.content import content_of
from practices.images import measure
from practices.models import (
    Adaptation,
    Assignment,
    Call,
    Confirmation,
    PeerReview,
    Practice,
    PracticeFile,
    Reviewer,
    RevisionPoint,
    Round,
    Score,
)
from practices.peer_review.conflicts import conflicts_of
from practices.peer_review.quorum import standing_of
from practices.peer_review.reasons import reason_of
from practices.peer_review.reminders import keep_reviews_going
from practices.peer_review.rounds import DECISIONS
from practices.peer_review.rubric import problems_of_review
from practices.problems import problems_of
from practices.roster.load import loads_of
from practices.workflow import WORKFLOW
from publication.choices import Scope, State
from publication.models import Citation, ListedItem, StateChange
from publication.moves import digest_of, make_move
from reviews.models import Review
from stakeholders.choices import Role
from stakeholders.models import Membership, Organisation, User
from tests.imrf_portal.demonstration import NOW

pytestmark = pytest.mark.usefixtures("demonstration")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
NARRATIVE = ("summary", "beneficiaries", "impact", "evidence", "lessons", "replication")
TEXTS = ("titles", *NARRATIVE, "description", "innovation", "cost")


def changes() -> QuerySet[StateChange]:
    own = StateChange.objects.filter(item_type=ContentType.objects.get_for_model(Practice))
    return own.order_by("item_code", "sequence")


def changes_by_practice() -> dict[Practice, list[StateChange]]:
    by_code: dict[str, list[StateChange]] = defaultdict(list)
    for change in changes():
        by_code[change.item_code].append(change)
    practices = Practice.objects.select_related("organisation__country", "call")
    return {practice: by_code[practice.code] for practice in practices}


def user(address: str) -> User:
    return User.objects.get(email=f"{address}@example.org")


def assignments() -> QuerySet[Assignment]:
    return Assignment.objects.select_related(
        "round__practice__call", "round__practice__organisation", "reviewer__organisation"
    )


class TestPractices:
    def test_there_are_over_a_hundred_of_three_forums(self) -> None:
        assert Counter(Practice.objects.values_list("cycle", flat=True)) == {
            2022: 38,
            2026: 40,
            2030: 33,
        }
        assert Practice.objects.published().count() == 76
        assert Practice.objects.readable().count() == 78

    def test_they_are_in_every_state(self) -> None:
        coming = Practice.objects.filter(cycle=2030).values_list("state", flat=True)
        assert set(coming) == set(WORKFLOW.states) - {State.ARCHIVED}
        assert Practice.objects.filter(state=State.ARCHIVED).count() == 2

    def test_they_are_written_in_every_language(self) -> None:
        counts = Counter(Practice.objects.published().values_list("language", flat=True))
        assert set(counts) == set(LANGUAGES)
        assert min(counts.values()) >= 6

    def test_every_objective_is_the_primary_one_of_several(self) -> None:
        counts = Counter(Practice.objects.published().values_list("primary_objective", flat=True))
        assert set(counts) == set(range(1, 24))
        assert min(counts.values()) >= 2

    def test_they_show_every_value_of_every_facet(self) -> None:
        published = Practice.objects.published()
        assert set(published.values_list("scope", flat=True)) == set(Scope)
        assert set(published.values_list("progress", flat=True)) == set(Progress)
        assert len(set(published.values_list("principles", flat=True))) == 10
        assert len(set(published.values_list("countries", flat=True))) > 50
        assert len(set(published.values_list("call", flat=True))) == 3
        makers = Organisation.objects.filter(practices__in=published)
        assert makers.values("type").distinct().count() >= 10
        assert {language for row in published for language in row.also_in} == set(LANGUAGES)

    def test_no_title_and_no_text_stands_twice(self) -> None:
        for field in ("title", "description", "impact"):
            texts = Practice.objects.exclude(**{field: ""}).values_list(field, flat=True)
            assert [text for text, count in Counter(texts).items() if count > 1] == []

    def test_each_says_that_it_is_made_up(self) -> None:
        for practice in Practice.objects.all():
            assert practice.is_demonstration
            assert practice.description.endswith(marker_in(practice.language))
            texts = [practice.title, *(getattr(practice, name) for name in NARRATIVE)]
            assert "{" not in "".join(texts), practice.code

    def test_everything_that_was_handed_in_was_ready(self) -> None:
        for practice in Practice.objects.filter(submitted_at__isnull=False):
            assert list(problems_of(practice)) == [], practice.code

    def test_what_was_never_handed_in_still_lacks_something(self) -> None:
        begun = Practice.objects.filter(submitted_at__isnull=True)
        assert begun.count() == 4
        for practice in begun:
            assert len(list(problems_of(practice))) > 5

    def test_it_was_written_down_after_it_ended(self) -> None:
        for practice in Practice.objects.filter(ends_on__isnull=False):
            assert practice.starts_on is not None
            assert practice.starts_on < practice.ends_on < practice.created_at.date()  # type: ignore[operator]
            assert practice.progress == Progress.COMPLETED

    def test_who_implements_it_for_others_has_agreed_before_it_was_taken_in(self) -> None:
        asked = Practice.objects.filter(is_own=False)
        assert asked.count() == Confirmation.objects.count() > 8
        taken_in = changes().filter(move="take in")
        for consent in Confirmation.objects.filter(state=ConfirmationState.CONFIRMED):
            first = taken_in.filter(item_id=consent.practice_id).first()
            assert consent.email == consent.practice.implementer_email
            assert first is None or consent.asked_at < consent.decided_at < first.at  # type: ignore[operator]
        for practice in asked.exclude(state__in=[State.DRAFT, State.SUBMITTED]):
            assert practice.confirmations.get().state == ConfirmationState.CONFIRMED

    def test_images_are_drawn_and_told_in_words(self) -> None:
        files = list(PracticeFile.objects.select_related("practice"))
        assert len(files) > 8
        assert len({file.practice.language for file in files}) > 3
        for file in files:
            content = file.file.read()
            file.file.seek(0)
            assert measure(file.file) == (480, 300)
            assert hashlib.sha256(content).hexdigest() == file.sha256
            assert len(content) == file.size
            assert "%" not in file.alternative_text
            assert file.alternative_text[0] != "{"

    def test_some_were_adapted_elsewhere(self) -> None:
        assert set(Adaptation.objects.values_list("state", flat=True)) == set(AdaptationState)
        adaptations = Adaptation.objects.select_related("practice", "organisation")
        assert len(adaptations) > 25
        for adaptation in adaptations:
            published_at = adaptation.practice.published_at
            assert adaptation.practice.state == State.PUBLISHED
            assert adaptation.organisation_id != adaptation.practice.organisation_id
            assert published_at is not None
            assert published_at < adaptation.told_at < NOW
            assert adaptation.year >= published_at.year
        cards = ListedItem.objects.filter(room="practices")
        assert cards.count() == 76


class TestCitations:
    @pytest.mark.parametrize("model", [Review, Pledge])
    def test_reviews_and_pledges_cite_practices(self, model: Any) -> None:
        practices = ContentType.objects.get_for_model(Practice)
        source = ContentType.objects.get_for_model(model)
        found = list(Citation.objects.filter(source_type=source, target_type=practices))
        assert len(found) > 10
        for citation in found:
            published_at = Practice.objects.published().get(pk=citation.target_id).published_at
            assert published_at is not None
            assert published_at < citation.at
            assert citation.source is not None
            assert citation.source.is_published

    def test_practices_cite_pledges_of_their_own(self) -> None:
        practices = ContentType.objects.get_for_model(Practice)
        found = list(Citation.objects.filter(source_type=practices))
        assert len(found) > 5
        for citation in found:
            assert isinstance(citation.source, Practice)
            assert isinstance(citation.target, Pledge)
            assert citation.source.organisation_id == citation.target.organisation_id


class TestRecord:
    def test_the_chain_of_each_follows_the_table_without_a_gap(self) -> None:
        table = {(move.name, move.source, move.target) for move in WORKFLOW}
        for practice, made in changes_by_practice().items():
            state: str = State.DRAFT
            for sequence, change in enumerate(made, 1):
                assert change.sequence == sequence
                assert change.from_state == state, practice.code
                assert (change.move, change.from_state, change.to_state) in table
                state = change.to_state
            assert practice.state == state, practice.code

    def test_every_move_was_made(self) -> None:
        made = set(changes().values_list("move", "from_state"))
        assert made == {(move.name, move.source) for move in WORKFLOW}

    def test_who_moved_was_allowed_to(self) -> None:
        for practice, made in changes_by_practice().items():
            for change in made:
                move = WORKFLOW.find(change.move, change.from_state)
                assert move.may.test(change.by, practice), (practice.code, change.move)
                assert change.by_name == str(change.by or "IMRF Portal")

    def test_who_has_to_say_why_does(self) -> None:
        silent = {
            "submit", "take back", "take in", "resubmit", "publish", "schedule", "hold back",
            "release",
        }  # fmt: skip
        for change in changes():
            assert bool(change.note) == (change.move not in silent), change.item_code

    def test_times_run_forward_and_end_before_today(self) -> None:
        for practice, made in changes_by_practice().items():
            times = [practice.created_at, *(change.at for change in made)]
            assert all(a < b for a, b in itertools.pairwise(times)), practice.code
            assert times[-1] < NOW

    def test_the_dates_of_a_practice_are_those_of_its_moves(self) -> None:
        for practice, made in changes_by_practice().items():
            handed_in = [c.at for c in made if c.move in {"submit", "resubmit"}]
            published = [c.at for c in made if c.move in {"publish", "release"}]
            accepted = [c.at for c in made if c.move == "accept"]
            assert practice.submitted_at == max(handed_in, default=None)
            assert practice.published_at == max(published, default=None)
            assert practice.reviewed_at == max(accepted, default=None)
            assert (practice.publish_at is not None) == (practice.state == State.SCHEDULED)

    def test_snapshots_are_kept_where_the_table_says_with_their_digest(self) -> None:
        for change in changes():
            keeps = WORKFLOW.find(change.move, change.from_state).keeps_content
            assert (change.content is not None) == keeps
            assert change.digest == (digest_of(change.content) if change.content else "")

    def test_the_last_snapshot_is_what_the_portal_itself_would_have_kept(self) -> None:
        for practice, made in changes_by_practice().items():
            kept = [change.content for change in made if change.content]
            if practice.state not in {State.DRAFT, State.REVISING}:
                assert kept[-1] == content_of(practice), practice.code

    def test_a_revised_text_differs_from_the_one_before(self) -> None:
        resubmitted = changes().filter(move="resubmit")
        assert resubmitted.count() > 15
        for change in resubmitted:
            earlier = changes().filter(item_id=change.item_id, sequence__lt=change.sequence)
            before = [one.content for one in earlier if one.content][-1]
            assert change.content is not None
            assert change.content["lessons"].startswith(before["lessons"])
            differing = {key for key in before if before[key] != change.content[key]}
            assert differing in ({"lessons"}, {"replication"}), change.item_code

    def test_a_correction_added_a_principle(self) -> None:
        corrected = changes().filter(move="correct")
        assert corrected.count() == 4
        for change in corrected:
            before = changes().get(item_id=change.item_id, sequence=change.sequence - 1)
            assert change.content is not None
            assert before.content is not None
            assert len(change.content["principles"]) == len(before.content["principles"]) + 1

    def test_the_call_was_open_when_it_was_handed_in(self) -> None:
        first: dict[int, StateChange] = {}
        for change in changes().filter(move="submit"):
            first.setdefault(change.item_id, change)
        calls = dict(Practice.objects.values_list("pk", "call"))
        known = Call.objects.in_bulk()
        for number, change in first.items():
            call = known[calls[number]]
            assert call.opens_at <= change.at, change.item_code
            assert call.due_at is None or change.at <= call.due_at, change.item_code

    def test_all_mail_of_it_has_left(self) -> None:
        kinds = set(
            Notice.objects.filter(kind__startswith="practices.").values_list("kind", flat=True)
        )
        assert {
            "practices.submit.secretariat",
            "practices.review-invited",
            "practices.review-in",
            "practices.further-reviewer-called",
            "practices.reviewer-lost",
            "practices.review-thanks",
            "practices.roster-applied",
            "practices.still-true",
        } <= kinds
        assert not Notice.objects.exclude(state=NoticeState.SENT).exists()

    def test_no_mail_to_an_author_names_a_reviewer(self) -> None:
        for notice in Notice.objects.filter(kind__endswith=".author"):
            assert "reviewer" not in str(notice.context).lower().replace("reviewers", "")

    def test_a_move_made_now_fits_on_behind(self) -> None:
        practice = Practice.objects.filter(state=State.SUBMITTED, is_own=True).earliest("code")
        before = StateChange.objects.of(practice).last()
        change = make_move(practice, "take in", by=user("secretariat"))
        assert before is not None
        assert change.sequence == before.sequence + 1
        told = Notice.objects.get(item_id=str(practice.pk), kind="practices.take-in.author")
        earlier = Notice.objects.get(item_id=str(practice.pk), kind="practices.submit.author")
        assert earlier.recipient == told.recipient
        assert earlier.context.keys() == told.context.keys()
        assert practice.rounds.get(ended_at=None).number == 1
        decide = Practice.objects.get(code=TestTour.code_of("en12"))
        make_move(decide, "accept", by=user("secretariat"), note="Accepted, with thanks.")

    def test_every_published_practice_is_listed(self) -> None:
        listed = ListedItem.objects.filter(room="practices", is_listed=True)
        assert set(listed.values_list("item_id", flat=True)) == set(
            Practice.objects.published().values_list("pk", flat=True)
        )


class TestPeerReview:
    def test_rounds_follow_the_moves(self) -> None:
        for practice, made in changes_by_practice().items():
            began = [change.at for change in made if change.to_state == State.UNDER_REVIEW]
            ended = [change for change in made if change.from_state == State.UNDER_REVIEW]
            rounds = list(practice.rounds.order_by("number"))
            assert [one.number for one in rounds] == list(range(1, len(began) + 1))
            assert [one.began_at for one in rounds] == began
            for one, change in zip(rounds, ended, strict=False):
                assert one.ended_at == change.at
                assert one.decision == DECISIONS.get(change.move, "")
                assert one.letter == (change.note if one.decision else "")
            assert sum(one.ended_at is None for one in rounds) == len(began) - len(ended)
            assert len(rounds) <= practice.call.most_rounds

    def test_every_decision_had_its_quorum(self) -> None:
        decided = Round.objects.exclude(decision="").select_related("practice__call")
        assert decided.count() > 85
        for one in decided:
            standing = standing_of(one)
            assert standing.is_enough, one.practice.code
            assert standing.is_divergent == (one.further_called_at is not None), one.practice.code
            assert standing.is_divergent == standing.has_further, one.practice.code

    def test_some_diverged(self) -> None:
        assert Round.objects.filter(further_called_at__isnull=False).count() > 5

    def test_assignments_are_in_every_state_and_reviews_advise_everything(self) -> None:
        assert set(Assignment.objects.values_list("state", flat=True)) == set(AssignmentState)
        handed_in = PeerReview.objects.filter(assignment__state=AssignmentState.REVIEWED)
        assert set(handed_in.values_list("recommendation", flat=True)) == set(Recommendation)
        assert handed_in.exclude(for_secretariat="").exists()
        assert Score.objects.filter(value=None).exists()
        assert set(Score.objects.exclude(value=None).values_list("value", flat=True)) == {
            1, 2, 3, 4, 5,
        }  # fmt: skip

    def test_every_review_that_was_handed_in_is_whole(self) -> None:
        handed_in = PeerReview.objects.filter(assignment__state=AssignmentState.REVIEWED)
        for review in handed_in.select_related("assignment__round__practice__call"):
            assert list(problems_of_review(review)) == []

    def test_nobody_reviewed_with_a_conflict_of_interest(self) -> None:
        seated: dict[Practice, list[Assignment]] = defaultdict(list)
        for one in assignments():
            seated[one.practice].append(one)
        for practice, asked in seated.items():
            reviewers = [one.reviewer for one in asked]
            found = conflicts_of(practice, reviewers)
            assert {pk: c for pk, c in found.items() if c} == {}, practice.code

    def test_reviewers_read_the_language_of_the_practice(self) -> None:
        for one in assignments():
            assert one.practice.language in one.reviewer.languages, one.practice.code

    def test_times_of_assignments_run_forward(self) -> None:
        for one in assignments():
            end = one.round.ended_at or NOW
            times = [one.round.began_at, one.invited_at]
            times += [at for at in (one.answered_at, one.reviewed_at) if at]
            assert all(a <= b for a, b in itertools.pairwise(times)), one.practice.code
            assert times[-1] < end, one.practice.code
            assert one.ended_at is None or one.invited_at < one.ended_at <= end
            assert one.invited_at < one.answer_due_at < one.review_due_at

    def test_the_further_reviewer_came_after_all_others(self) -> None:
        for one in assignments().filter(is_further=True):
            others = one.round.assignments.filter(is_further=False, reviewed_at__isnull=False)
            assert all(other.reviewed_at < one.invited_at for other in others)  # type: ignore[operator]
            assert one.invited_at == one.round.further_called_at
            assert one.invited_by is None

    def test_who_refused_was_not_asked_again_and_an_appeal_found_other_readers(self) -> None:
        for practice in Practice.objects.filter(rounds__number__gte=2):
            refused: set[int] = set()
            for one in practice.rounds.order_by("number"):
                asked = set(one.assignments.values_list("reviewer", flat=True))
                assert not asked & refused
                state = AssignmentState.DECLINED
                refused |= set(
                    one.assignments.filter(state=state).values_list("reviewer", flat=True)
                )
        reopened = changes().get(move="reopen")
        rounds = list(Practice.objects.get(pk=reopened.item_id).rounds.order_by("number"))
        before, after = (
            set(one.assignments.exclude(no_conflict_at=None).values_list("reviewer", flat=True))
            for one in rounds
        )
        assert not before & after

    def test_the_reasons_to_ask_are_understood(self) -> None:
        for one in assignments():
            assert one.reasons_to_ask
            assert all(reason_of(code) for code in one.reasons_to_ask)

    def test_every_point_to_revise_has_its_answer_once_it_was_handed_in_again(self) -> None:
        points = RevisionPoint.objects.select_related("round__practice")
        assert points.count() > 30
        waiting = points.filter(answer="")
        assert {point.round.practice.state for point in waiting} == {State.REVISING}
        answered = points.filter(round__practice__state=State.REVISING).exclude(answer="")
        assert answered.count() == 2

    def test_nothing_has_to_be_made_up_for_at_once(self) -> None:
        """No invitation lapses, and no further reviewer is called, on the first day."""
        before = Counter(Assignment.objects.values_list("state", flat=True))
        keep_reviews_going(NOW)
        assert Counter(Assignment.objects.values_list("state", flat=True)) == before
        asked = Notice.objects.count()
        ask_whether_still_true(NOW)
        assert Notice.objects.count() == asked

    def test_the_record_has_every_step_of_an_assignment(self) -> None:
        events = Assignment.pgh_event_model.objects  # type: ignore[attr-defined]
        answered = Assignment.objects.exclude(state=AssignmentState.INVITED).first()
        assert answered is not None
        told = events.filter(pgh_obj=answered).order_by("pgh_id").values_list("state", flat=True)
        assert list(told) == [AssignmentState.INVITED, answered.state]


class TestRoster:
    def test_about_three_dozen_review(self) -> None:
        active = Reviewer.objects.active()
        assert active.count() == 35
        assert {
            belonging: active.filter(belonging=belonging).count() for belonging in Belonging
        } == {
            Belonging.UN: 12,
            Belonging.EXTERNAL: 23,
        }
        assert set(Reviewer.objects.values_list("state", flat=True)) == set(RosterState)
        assert Reviewer.objects.filter(state=RosterState.APPLIED).count() == 3

    def test_it_is_balanced(self) -> None:
        active = Reviewer.objects.active()
        assert set(active.values_list("gender", flat=True)) == set(Gender)
        for language in LANGUAGES:
            for belonging in Belonging:
                reading = active.filter(languages__contains=[language], belonging=belonging)
                assert reading.count() >= 3, (language, belonging)
        assert set(active.values_list("objectives", flat=True)) == set(range(1, 24))
        regions = set(active.values_list("country__regions", flat=True)) - {None}
        assert regions == {"eca", "ece", "eclac", "escap", "escwa"}

    def test_whoever_is_on_it_has_the_role_and_whoever_retired_has_not(self) -> None:
        held = Membership.objects.filter(role=Role.REVIEWER)
        for reviewer in Reviewer.objects.all():
            own = held.filter(user=reviewer.user, organisation=reviewer.organisation)
            is_active = reviewer.state == RosterState.ACTIVE
            assert own.filter(until__isnull=True).exists() == is_active
        assert Reviewer.objects.get(state=RosterState.RETIRED).user == user("reviewer36")

    def test_two_are_away_and_nobody_who_is_away_was_just_asked(self) -> None:
        away = [one for one in Reviewer.objects.all() if one.is_away(NOW.date())]
        assert len(away) >= 2
        lately = NOW - timedelta(days=6)
        asked = Assignment.objects.filter(state=AssignmentState.INVITED, invited_at__gte=lately)
        assert not asked.filter(reviewer__in=away).exists()

    def test_nobody_has_taken_more_this_semester_than_they_want(self) -> None:
        active = list(Reviewer.objects.active())
        loads = loads_of(active, NOW)
        assert sum(loads.values()) > 30
        for reviewer in active:
            assert loads[reviewer.pk] <= reviewer.most_a_semester, reviewer

    def test_accounts_are_named_after_their_role(self) -> None:
        for entry in ROSTER:
            reviewer = Reviewer.objects.get(user=user(entry.address))
            assert str(reviewer) == f"Demonstration reviewer {entry.number}"
            assert reviewer.about.startswith("Demonstration: made up")
            assert reviewer.belonging == entry.belonging


class TestCalls:
    def test_there_are_the_standing_call_and_three_thematic_ones(self) -> None:
        now = NOW
        calls = {call.code: call for call in Call.objects.all()}
        assert len(calls) == 4
        assert {call.mode for call in calls.values()} == set(ReviewMode)
        assert not calls["towns"].is_open(now)
        assert calls["climate"].is_open(now)
        assert calls["children"].is_open(now)
        assert calls["children"].mode == ReviewMode.DOUBLE_BLIND
        for code in ("towns", "climate", "children"):
            assert calls[code].practices.count() >= 3
            assert calls[code].criteria.count() >= 6
            assert calls[code].objectives.exists()

    def test_one_was_extended_with_its_reason(self) -> None:
        extension = Call.objects.get(code="climate").extensions.get()
        assert extension.due_before < NOW < extension.due_after == extension.call.due_at
        assert extension.at < extension.due_before
        assert extension.reason

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_they_have_their_words_in_every_language(self, language: str) -> None:
        field = language.replace("-", "_")
        for call in Call.objects.filter(is_demonstration=True):
            assert getattr(call, f"title_{field}")
            assert getattr(call, f"introduction_{field}")
            assert language == "en" or getattr(call, f"title_{field}") != call.title_en  # type: ignore[attr-defined]


class TestTour:
    """What a newcomer is led through."""

    @staticmethod
    def code_of(text: str) -> str:
        return next(s.code for s in stories().values() if s.text == text and s.year == 2030)

    def test_civil_society_has_a_draft_and_one_to_revise(self) -> None:
        own = Practice.objects.submitted_by(user("civil"))
        assert own.filter(state=State.DRAFT).count() == 1
        assert own.filter(state=State.REVISING).count() == 1
        assert own.published().count() >= 2
        revising = own.get(state=State.REVISING)
        points = list(revising.rounds.get().points.all())
        assert [bool(point.answer) for point in points] == [True] + [False] * (len(points) - 1)

    def test_costa_rica_has_a_published_one(self) -> None:
        assert Practice.objects.submitted_by(user("focal.cri")).published().exists()

    def test_the_secretariat_has_to_screen_and_to_decide(self) -> None:
        assert Practice.objects.filter(state=State.SUBMITTED).count() >= 5
        opened = Round.objects.filter(ended_at=None).select_related("practice__call")
        standing = {one.practice.code: standing_of(one) for one in opened}
        enough = {code for code, one in standing.items() if one.is_enough}
        assert enough == {self.code_of("en12"), self.code_of("es15")}
        diverging = {code for code, one in standing.items() if one.wants_further}
        assert diverging == {self.code_of("en6")}
        further = Assignment.objects.get(round__practice__code=self.code_of("en6"), is_further=True)
        assert further.state == AssignmentState.INVITED

    def test_the_first_reviewer_has_to_answer_and_to_review(self) -> None:
        own = Assignment.objects.of(user("reviewer1"))
        assert own.filter(state=AssignmentState.INVITED).count() == 1
        assert own.filter(state=AssignmentState.ACCEPTED).count() == 1
        assert own.filter(state=AssignmentState.REVIEWED).exists()
        assert own.get(state=AssignmentState.INVITED).answer_due_at > NOW

    def test_somebody_is_overdue(self) -> None:
        late = Assignment.objects.filter(state=AssignmentState.ACCEPTED, review_due_at__lt=NOW)
        assert late.count() == 1

    def test_most_are_still_true_and_a_few_have_been_asked(self) -> None:
        silent = Practice.objects.unconfirmed_since(NOW - timedelta(days=366))
        assert 2 <= silent.count() <= 15


class TestAgain:
    def test_a_second_load_changes_nothing(self) -> None:
        models = (
            Practice, Round, Assignment, PeerReview, Score, RevisionPoint, Reviewer, Call, Notice,
            StateChange, Citation, Adaptation, PracticeFile, Confirmation, ListedItem, User,
        )  # fmt: skip
        before = [model._default_manager.count() for model in models]
        load(NOW + timedelta(days=9))
        assert [model._default_manager.count() for model in models] == before

    def test_what_people_did_since_is_left_alone(self) -> None:
        code = self._published()
        Practice.objects.filter(code=code).update(title="Another title")
        Reviewer.objects.filter(user=user("reviewer2")).update(years=40)
        load(NOW)
        assert Practice.objects.get(code=code).title == "Another title"
        assert Reviewer.objects.get(user=user("reviewer2")).years == 40

    def _published(self) -> str:
        return Practice.objects.published().earliest("code").code

    def test_it_is_the_same_every_time(self) -> None:
        one, other = Setting(), Setting()
        histories = one.histories()
        assert histories == other.histories()
        assert one.panels(histories) == other.panels(histories)

    @pytest.mark.parametrize("days", [-900, -300, 17, 40, 120])
    def test_it_can_be_loaded_on_any_day(self, days: int) -> None:
        before = Setting()
        opened = NOW - timedelta(days=60) + timedelta(days=days)
        Cycle.objects.filter(pk=2030).update(reviews_open_at=opened)
        after = Setting()
        after.panels(after.histories())
        for one, two in zip(before.histories(), after.histories(), strict=True):
            assert (one.times.moves == two.times.moves) == (
                one.story.year != 2030 or not one.story.moves
            ), one.story.code

    def test_it_is_quick(self) -> None:
        started = perf_counter()
        with transaction.atomic():
            setting = Setting()
            setting.panels(setting.histories())
        assert perf_counter() - started < 3


class TestWords:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_language_has_its_own_words_for_everything(self, language: str) -> None:
        own, english = words_in(language), words_in("en")
        assert own.keys() == english.keys()
        for key, texts in own.items():
            assert len(texts) == len(english[key]) or isinstance(texts, str)
            assert language == "en" or texts != english[key]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_text_is_whole_with_two_titles(self, language: str) -> None:
        texts = texts_in(language)
        assert len(texts) == (23 if language == "en" else 7)
        for number, text in texts.items():
            assert number not in text["also"]
            assert len(text["titles"]) == 2
            assert len(text["principles"]) >= 2
            for part in TEXTS:
                assert text[part], (number, part)

    def test_there_are_sixty_five_texts(self) -> None:
        assert sum(len(read(language)["practice"]) for language in LANGUAGES) == 65
