"""The demonstration: the same everywhere, safe to repeat, as the services would have written it."""

import hashlib
import itertools
from collections import defaultdict
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings, settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import QuerySet

from compact.models import Cycle, Milestone
from imrf_portal.demo.accounts import ACCOUNTS
from imrf_portal.demonstration.load import load
from imrf_portal.demonstration.organisations import SECRETARIAT
from imrf_portal.demonstration.setting import Setting
from imrf_portal.demonstration.states import stories
from imrf_portal.demonstration.words import sentences_in
from notices.choices import NoticeState
from notices.models import Notice
from practices.models import Practice
from publication.choices import State
from publication.models import Citation, StateChange
from publication.moves import digest_of, make_move
from publication.services import release_due
from publication.text import count_words
from reviews.content import content_of
from reviews.entries import Written
from reviews.models import (
    Answer,
    AnswerRevision,
    Attachment,
    Review,
    ReviewSection,
    UnmergedText,
)
from reviews.problems import problems_of
from reviews.saving import save_answer
from reviews.services import begin_review
from reviews.workflow import WORKFLOW
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from tests.factories.publication import WAYS
from tests.imrf_portal.demonstration import NOW

LANGUAGES = [code for code, _name in settings.LANGUAGES]
pytestmark = pytest.mark.usefixtures("demonstration")
PARTS = ("marker", "lead-body", "not-applicable", "annex-note", "return-note")


def changes_of_reviews() -> QuerySet[StateChange]:
    return StateChange.objects.filter(item_type=ContentType.objects.get_for_model(Review))


def changes_by_review() -> dict[Review, list[StateChange]]:
    by_code: dict[str, list[StateChange]] = defaultdict(list)
    for change in changes_of_reviews().order_by("item_code", "sequence"):
        by_code[change.item_code].append(change)
    reviews = Review.objects.select_related("cycle", "country", "questionnaire")
    return {review: by_code[review.code] for review in reviews}


class TestPeople:
    @pytest.mark.parametrize(
        "address", [*ACCOUNTS, *(f"reviewer{n}@example.org" for n in range(2, 7))]
    )
    def test_each_account_that_is_announced_can_sign_in(self, address: str) -> None:
        user = User.objects.get(email=address)
        assert user.check_password(settings.DEMO_PASSWORD)
        assert EmailAddress.objects.filter(user=user, email=address, verified=True).exists()
        assert len(user.roles_held) == 1

    @pytest.mark.parametrize(
        ("address", "role", "at"),
        [
            ("secretariat", Role.SECRETARIAT, SECRETARIAT),
            ("focal.cri", Role.FOCAL_POINT, "Costa Rica"),
            ("focal.mex", Role.FOCAL_POINT, "Mexico"),
            ("ministry.cri", Role.CONTRIBUTOR, "Costa Rica"),
            ("reviewer6", Role.REVIEWER, "Demonstration Diaspora Association"),
            ("civil", Role.REPRESENTATIVE, "Demonstration Network of Migrant Associations"),
            ("un", Role.REPRESENTATIVE, "Demonstration Agency of the United Nations"),
            ("moderator", Role.MODERATOR, SECRETARIAT),
        ],
    )  # fmt: skip
    def test_each_holds_the_role_it_is_named_after(self, address: str, role: Role, at: str) -> None:
        membership = Membership.objects.get(user__email=f"{address}@example.org")
        assert (membership.role, membership.organisation.name) == (role, at)
        assert role.fits(membership.organisation)

    def test_only_the_secretariat_enters_the_administration_and_nobody_is_above_the_rules(
        self,
    ) -> None:
        staff = User.objects.filter(is_staff=True).values_list("email", flat=True)
        assert list(staff) == ["secretariat@example.org"]
        assert not User.objects.filter(is_superuser=True).exists()

    def test_the_record_says_where_roles_came_from(self) -> None:
        events = Membership.pgh_event_model.objects.all()  # type: ignore[attr-defined]
        assert events.count() == Membership.objects.count()
        assert {event.pgh_context["verb"] for event in events} == {"load the demonstration"}


class TestReviews:
    def test_there_are_several_dozen_of_each_forum_held(self) -> None:
        for year in (2022, 2026):
            assert Review.objects.published().filter(cycle=year).count() >= 30
        assert Review.objects.filter(country="CRI").published().count() == 2

    def test_they_are_in_every_state_in_every_language_and_from_every_region(self) -> None:
        coming = Review.objects.filter(cycle=2030)
        assert set(coming.values_list("state", flat=True)) == set(WAYS)
        published = Review.objects.published()
        assert set(published.values_list("language", flat=True)) == set(LANGUAGES)
        for year in (2022, 2026):
            regions = published.filter(cycle=year).values_list("country__regions", flat=True)
            assert set(regions) == {"eca", "ece", "eclac", "escap", "escwa"}

    def test_each_says_that_it_is_made_up(self) -> None:
        assert not Review.objects.filter(is_demonstration=False).exists()
        texts = Answer.objects.filter(question__key="preparation").select_related("review")
        for answer in texts.exclude(review__state=State.DRAFT):
            opening = sentences_in(answer.review.language)["marker"].split("{country}")[0]
            assert answer.value.startswith(opening), answer.review.code

    def test_nothing_handed_in_has_an_answer_that_the_portal_would_refuse(self) -> None:
        for review in Review.objects.exclude(state=State.DRAFT).select_related("questionnaire"):
            assert not list(problems_of(review)), review.code

    def test_what_is_published_is_of_real_size(self) -> None:
        texts: dict[str, set[int]] = defaultdict(set)
        words: dict[str, list[int]] = defaultdict(list)
        progress = Answer.objects.filter(question__key__endswith="-progress", not_applicable=False)
        for answer in progress.filter(review__state=State.PUBLISHED).select_related(
            "review", "question__section"
        ):
            texts[answer.review.code].add(answer.question.section.objective_id or 0)
            words[answer.review.language].append(count_words(answer.value))
        assert len(texts) == Review.objects.published().count()
        assert all(10 <= len(numbers) <= 23 for numbers in texts.values())
        for language, counts in words.items():
            assert 40 <= median(counts) <= 130, language
            assert max(counts) <= 250, language

    def test_no_place_to_fill_is_left_in_a_text(self) -> None:
        assert not Answer.objects.filter(value__regex="[{}]").exclude(value__regex=r"^\[").exists()

    def test_every_answer_has_all_its_revisions(self) -> None:
        revisions: dict[int, list[AnswerRevision]] = defaultdict(list)
        for revision in AnswerRevision.objects.order_by("number"):
            revisions[revision.answer_id].append(revision)
        for answer in Answer.objects.all():
            made = revisions[answer.pk]
            assert [r.number for r in made] == list(range(1, answer.revision + 1))
            last = made[-1]
            assert (last.value, last.reason, last.at, last.by_id) == (
                (answer.value, answer.reason, answer.updated_at, answer.by_id)
            )
            assert all(a.at <= b.at for a, b in itertools.pairwise(made))

    def test_some_answers_of_a_draft_were_written_by_several_people(self) -> None:
        drafts = AnswerRevision.objects.filter(answer__review__state=State.DRAFT)
        writers = defaultdict(set)
        for answer, writer in drafts.values_list("answer", "by"):
            writers[answer].add(writer)
        assert sum(len(people) > 1 for people in writers.values()) > 10

    def test_sections_say_when_they_were_begun_and_finished(self) -> None:
        for section in ReviewSection.objects.select_related("review"):
            handed_in = section.review.submitted_at
            if handed_in:
                assert section.completed_at is not None
                assert section.completed_at < handed_in
            if section.started_at and section.completed_at:
                assert section.review.created_at < section.started_at < section.completed_at

    def test_later_reviews_cite_earlier_ones(self) -> None:
        reviews = ContentType.objects.get_for_model(Review)
        citations = list(Citation.objects.filter(source_type=reviews, target_type=reviews))
        assert len(citations) > 10
        for citation in citations:
            source = Review.objects.get(pk=citation.source_id)
            target = Review.objects.published().get(pk=citation.target_id)
            assert source.country == target.country
            assert source.answers.filter(question__key=citation.source_part).exists()

    def test_annexes_are_files_with_their_digest(self) -> None:
        files = list(Attachment.objects.all())
        assert files
        for file in files:
            content = file.file.read()
            assert hashlib.sha256(content).hexdigest() == file.sha256
            assert len(content) == file.size
            assert b"made up" in content


class TestRecord:
    def test_the_chain_of_each_review_follows_the_table_without_a_gap(self) -> None:
        table = {(move.name, move.source, move.target) for move in WORKFLOW}
        for review, changes in changes_by_review().items():
            state: str = State.DRAFT
            for sequence, change in enumerate(changes, 1):
                assert change.sequence == sequence
                assert change.from_state == state, review.code
                assert (change.move, change.from_state, change.to_state) in table
                state = change.to_state
            assert review.state == state, review.code

    def test_every_move_of_the_table_was_made_by_someone(self) -> None:
        made = set(changes_of_reviews().values_list("move", flat=True))
        assert made == {move.name for move in WORKFLOW}

    def test_who_moved_was_allowed_to(self) -> None:
        for review, changes in changes_by_review().items():
            for change in changes:
                move = WORKFLOW.find(change.move, change.from_state)
                assert move.may.test(change.by, review), (review.code, change.move)
                assert change.by_name == str(change.by or "IMRF Portal")
                assert bool(change.note) == (
                    change.move in {"return", "correct", "withdraw", "restore"}
                )

    def test_times_run_forward_and_end_before_today(self) -> None:
        for review, changes in changes_by_review().items():
            times = [review.created_at, *(change.at for change in changes)]
            assert all(a < b for a, b in itertools.pairwise(times)), review.code
            assert times[-1] < NOW
        assert not AnswerRevision.objects.filter(at__gt=NOW).exists()

    def test_the_dates_of_a_review_are_those_of_its_moves(self) -> None:
        for review, changes in changes_by_review().items():
            at = {change.to_state: change.at for change in changes}
            # What is corrected, or comes back, was published when it was.
            first = next((c.at for c in changes if c.to_state == State.PUBLISHED), None)
            assert review.submitted_at == at.get(State.SUBMITTED)
            assert review.published_at == first
            assert (review.publish_at is not None) == (review.state == State.SCHEDULED)

    def test_snapshots_are_kept_where_the_table_says_with_their_digest(self) -> None:
        for change in changes_of_reviews():
            keeps = WORKFLOW.find(change.move, change.from_state).keeps_content
            assert (change.content is not None) == keeps
            assert change.digest == (digest_of(change.content) if change.content else "")

    def test_the_last_snapshot_is_what_the_portal_itself_would_have_kept(self) -> None:
        for review, changes in changes_by_review().items():
            if review.state != State.DRAFT:
                kept = [change.content for change in changes if change.content]
                assert kept[-1] == content_of(review), review.code

    def test_what_was_corrected_after_a_return_is_in_the_second_snapshot_only(self) -> None:
        returned = StateChange.objects.filter(item_code="REV-2030-THA", move="submit")
        first, second = (change.content["answers"] for change in returned if change.content)
        assert first != second
        assert first.keys() == second.keys()

    def test_all_mail_of_it_has_left(self) -> None:
        assert Notice.objects.exists()
        assert not Notice.objects.exclude(state=NoticeState.SENT).exists()

    def test_a_move_made_now_fits_on_behind(self) -> None:
        review = Review.objects.get(code="REV-2030-PHL")
        secretariat = User.objects.get(email="secretariat@example.org")
        change = make_move(review, "take up", by=secretariat)
        (before,) = StateChange.objects.of(review).filter(move="submit")
        assert change.sequence == before.sequence + 1
        told = Notice.objects.get(item_id=str(review.pk), kind="reviews.take-up.author")
        earlier = Notice.objects.filter(item_id=str(review.pk), kind="reviews.submit.author").get()
        assert earlier.recipient == told.recipient
        assert earlier.context.keys() == told.context.keys()
        assert earlier.key.replace("submit", "take-up").split(":")[0] == told.key.split(":")[0]

    def test_what_is_scheduled_is_published_at_its_time(self) -> None:
        scheduled = Review.objects.filter(state=State.SCHEDULED)
        assert scheduled.filter(publish_at__lte=NOW).count() == 0
        assert release_due(NOW) == 0
        assert scheduled.count() == 2


class TestTour:
    """What a newcomer is led through: Costa Rica's draft, and Mexico's review not yet begun."""

    @pytest.fixture
    def review(self) -> Review:
        return Review.objects.with_progress().get(code="REV-2030-CRI")

    @pytest.fixture
    def focal_point(self) -> User:
        return User.objects.get(email="focal.cri@example.org")

    def test_nine_sections_of_twenty_eight_are_complete(self, review: Any) -> None:
        assert (review.sections_complete, review.sections_total) == (9, 28)

    def test_some_sections_are_the_ministrys(self, review: Review) -> None:
        handed_over = review.sections.filter(assignee__email="ministry.cri@example.org")
        assert {section.state for section in handed_over} == {
            "complete",
            "in-progress",
            "not-started",
        }
        assert all(section.due_on for section in handed_over)

    def test_a_text_waits_to_be_merged(self, review: Review) -> None:
        text = UnmergedText.objects.get(settled_at=None)
        answer = Answer.objects.get(review=review, question=text.question)
        assert {str(text.writer.email), str(answer.writer.email)} == {
            "focal.cri@example.org",
            "ministry.cri@example.org",
        }
        assert text.based_on == answer.revision - 1
        assert text.value != answer.value

    def test_three_answers_are_all_that_submission_takes(
        self, review: Review, focal_point: User
    ) -> None:
        missing = [question for question, _problems in problems_of(review)]
        assert [q.key for q in missing] == ["o20-priority", "o22-priority", "next-priorities"]
        for question in missing:
            save_answer(
                section=review.sections.get(section=question.section),
                question=question,
                written=Written(
                    "Todo lo anterior." if question.key == "next-priorities" else "low"
                ),
                base_revision=0,
                by=focal_point,
            )
        change = make_move(review, "submit", by=focal_point, declared=True)
        assert change.sequence == 1
        assert review.state == State.SUBMITTED

    def test_mexico_can_begin(self) -> None:
        mexico = User.objects.get(email="focal.mex@example.org")
        membership = mexico.memberships.get()
        country, cycle = membership.organisation.country, Cycle.objects.get(pk=2030)
        assert country is not None
        review = begin_review(country=country, cycle=cycle, language="es", by=mexico)
        assert review.code == "REV-2030-MEX"


class TestCycle:
    def test_it_is_open_and_due_in_fourteen_weeks(self) -> None:
        cycle = Cycle.objects.get(pk=2030)
        assert cycle in Cycle.objects.open_for_reviews(NOW)
        due = cycle.reviews_due_at
        assert due is not None
        local = due.astimezone(cycle.zone)
        assert (local.hour, local.minute) == (23, 59)
        assert (local.date() - NOW.astimezone(cycle.zone).date()).days == 98

    def test_its_milestones_say_that_they_are_made_up(self) -> None:
        milestones = list(Milestone.objects.filter(cycle=2030))
        assert len(milestones) == 5
        assert {milestone.source for milestone in milestones} == {"Demonstration"}
        assert all("made up" in milestone.note for milestone in milestones)
        deadline = next(m for m in milestones if m.kind == "deadline")
        cycle = Cycle.objects.get(pk=2030)
        assert cycle.reviews_due_at is not None
        assert deadline.starts_on == cycle.reviews_due_at.astimezone(cycle.zone).date()


class TestAgain:
    def counts(self) -> list[int]:
        models = (User, Membership, Review, Answer, AnswerRevision, StateChange, Notice, Citation)
        return [model._default_manager.count() for model in models]

    def test_a_second_load_changes_nothing(self) -> None:
        before = self.counts()
        cycle = Cycle.objects.get(pk=2030)
        load(NOW + timedelta(days=9))
        assert self.counts() == before
        again = Cycle.objects.get(pk=2030)
        assert (again.reviews_open_at, again.reviews_due_at) == (
            (cycle.reviews_open_at, cycle.reviews_due_at)
        )

    def test_a_second_load_takes_a_fraction_of_the_first(self) -> None:
        started = perf_counter()
        with transaction.atomic():
            Cycle.objects.exists()
            list(map(Setting().history, stories()))
        composed = perf_counter()
        load(NOW)
        assert perf_counter() - composed < composed - started

    def test_what_people_did_since_is_left_alone(self) -> None:
        ministry = User.objects.get(email="ministry.cri@example.org")
        ministry.name = "Another name"
        ministry.save()
        ministry.memberships.update(until=NOW)
        Milestone.objects.filter(cycle=2030).delete()
        load(NOW)
        ministry.refresh_from_db()
        assert ministry.name == "Another name"
        assert not ministry.memberships.active().exists()
        assert not Milestone.objects.filter(cycle=2030).exists()

    def test_the_words_are_the_same_every_time(self) -> None:
        setting, other = Setting(), Setting()
        for story in stories():
            one, two = setting.history(story), other.history(story)
            moment = one.times.last
            assert one.times == two.times
            assert digest_of(one.answers_at(moment)) == digest_of(two.answers_at(moment))

    def test_the_reviews_of_the_past_do_not_depend_on_today(self) -> None:
        before = Setting()
        Cycle.objects.filter(pk=2030).update(reviews_open_at=NOW - timedelta(days=700))
        after = Setting()
        for story in stories():
            one, two = before.history(story).times, after.history(story).times
            assert (one == two) == (story.year != 2030), story.code


class TestWords:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_language_has_its_own_sentence_for_everything(self, language: str) -> None:
        own, english = sentences_in(language), sentences_in("en")
        assert own.keys() == english.keys()
        for key in ("answers", "general"):
            assert {k: len(v) for k, v in own[key].items()} == {
                k: len(v) for k, v in english[key].items()
            }
        assert list(own["objective"]) == [str(number) for number in range(1, 24)]
        for number, parts in own["objective"].items():
            assert parts.keys() == english["objective"][number].keys()
            assert language == "en" or not set(parts["progress"]) & set(
                english["objective"][number]["progress"]
            )

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_short_texts_are_there(self, language: str) -> None:
        assert all(sentences_in(language)[part] for part in PARTS)


class TestCommand:
    def test_it_refuses_to_fill_a_portal_that_works_for_real(self) -> None:
        with pytest.raises(CommandError, match="This is no demonstration"):
            call_command("load_demonstration")

    def test_it_runs_in_the_demonstration(
        self, settings: LazySettings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.DEMONSTRATION = True
        call_command("load_demonstration")
        told = capsys.readouterr().out
        assert f"{Review.objects.count()} reviews" in told
        assert f"{Practice.objects.count()} practices" in told

    def test_it_runs_for_who_is_sure(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_demonstration", "--yes-this-is-a-demonstration")
        assert "people" in capsys.readouterr().out
