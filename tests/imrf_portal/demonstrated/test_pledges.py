"""The made-up pledges: the same everywhere, safe to repeat, as the services would write them."""

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
from imrf_portal.demonstration.pledges.setting import Setting
from imrf_portal.demonstration.pledges.stories import HOW_MANY, stories
from imrf_portal.demonstration.pledges.words import sentences_in
from notices.choices import NoticeState
from notices.models import Notice
from pledges.choices import Freshness, Nature, PartnerState, PledgeKind, Side, Stage
from pledges.content import content_of
from pledges.likeness import suspects
from pledges.models import News, Partner, Pledge, ProgressReport, Target
from pledges.problems import problems_of
from pledges.workflow import WORKFLOW
from publication.choices import Scope, State
from publication.models import Citation, ListedItem, StateChange
from publication.moves import digest_of, make_move
from reviews.models import Review
from stakeholders.models import Organisation, User
from tests.imrf_portal.demonstration import NOW

pytestmark = pytest.mark.usefixtures("demonstration")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
EXAMINED = [State.SUBMITTED, State.UNDER_REVIEW]


def changes() -> QuerySet[StateChange]:
    own = StateChange.objects.filter(item_type=ContentType.objects.get_for_model(Pledge))
    return own.order_by("item_code", "sequence")


def changes_by_pledge() -> dict[Pledge, list[StateChange]]:
    by_code: dict[str, list[StateChange]] = defaultdict(list)
    for change in changes():
        by_code[change.item_code].append(change)
    pledges = Pledge.objects.select_related("organisation__country", "answers_to")
    return {pledge: by_code[pledge.code] for pledge in pledges}


def user(address: str) -> User:
    return User.objects.get(email=f"{address}@example.org")


class TestPledges:
    def test_there_are_hundreds_of_the_forums_held(self) -> None:
        for year, count in HOW_MANY.items():
            assert Pledge.objects.filter(cycle=year).count() == count
        assert Pledge.objects.published().filter(cycle=2022).count() == 240
        coming = Pledge.objects.filter(cycle=2030).values_list("state", flat=True)
        assert set(coming) == set(WORKFLOW.states)

    def test_they_show_every_value_of_every_facet(self) -> None:
        published = Pledge.objects.published()
        assert set(published.values_list("kind", flat=True)) == set(PledgeKind)
        assert set(published.values_list("side", flat=True)) == set(Side)
        assert set(published.values_list("scope", flat=True)) == set(Scope)
        assert set(published.values_list("stage", flat=True)) == set(Stage)
        natures = {
            nature for natures in published.values_list("natures", flat=True) for nature in natures
        }
        assert natures == set(Nature)
        assert len(set(published.values_list("objectives", flat=True))) == 23
        assert len(set(published.values_list("actions", flat=True))) > 120
        assert len(set(published.values_list("principles", flat=True))) == 10
        assert len(set(published.values_list("countries", flat=True))) > 50
        makers = Organisation.objects.filter(pledges__in=published)
        assert makers.values("type").distinct().count() >= 14

    def test_they_are_written_in_every_language(self) -> None:
        counts = Counter(Pledge.objects.published().values_list("language", flat=True))
        assert set(counts) == set(LANGUAGES)
        assert min(counts.values()) >= 15

    def test_everything_that_was_handed_in_was_ready(self) -> None:
        for pledge in Pledge.objects.exclude(state=State.DRAFT):
            assert list(problems_of(pledge)) == [], pledge.code

    def test_they_say_that_they_are_made_up(self) -> None:
        for pledge in Pledge.objects.all():
            assert pledge.is_demonstration
            assert pledge.description.endswith(sentences_in(pledge.language)["marker"])
            assert "{" not in pledge.title + pledge.description

    def test_the_light_shows_all_its_colours(self) -> None:
        lights = Counter(
            light
            for facets in ListedItem.objects.filter(room="pledges").values_list("facets", flat=True)
            for light in facets.get("freshness", [])
        )
        assert set(lights) == set(Freshness)
        assert min(lights.values()) > 20

    def test_every_matching_pledge_answers_a_need(self) -> None:
        matching = Pledge.objects.filter(kind=PledgeKind.MATCHING).select_related("answers_to")
        assert len(matching) > 10
        for pledge in matching:
            assert pledge.answers_to is not None
            assert pledge.answers_to.is_published
            assert pledge.answers_to.side == Side.NEED

    def test_partners_answered_in_every_way(self) -> None:
        assert set(Partner.objects.values_list("state", flat=True)) == set(PartnerState)
        for partner in Partner.objects.select_related("pledge"):
            assert partner.organisation_id != partner.pledge.organisation_id
            if partner.decided_at:
                assert partner.invited_at < partner.decided_at < NOW
        events = Partner.pgh_event_model.objects.filter(pledge__code="PLG-2022-0147")  # type: ignore[attr-defined]
        assert Counter(events.values_list("state", flat=True))[PartnerState.INVITED] == 4


class TestFollowUp:
    def test_each_stage_has_its_figures(self) -> None:
        for pledge in Pledge.objects.published().prefetch_related("targets__reports", "news"):
            reports = [r for target in pledge.targets.all() for r in target.reports.all()]
            match pledge.stage:
                case Stage.PLANNING:
                    assert not reports, pledge.code
                case Stage.FULFILLED:
                    for target in pledge.targets.all():
                        last = list(target.reports.all())[-1]
                        assert target.share_reached(last.value) == 100, pledge.code
                case Stage.DISCONTINUED:
                    assert pledge.stage_reason
            stages = [news.stage for news in pledge.news.all() if news.stage]
            assert (stages or [Stage.PLANNING])[-1] == pledge.stage

    def test_the_last_news_is_that_of_reports_and_stages(self) -> None:
        heard: dict[int, list[Any]] = defaultdict(list)
        for number, at in News.objects.values_list("pledge", "at"):
            heard[number].append(at)
        for number, at in ProgressReport.objects.values_list("target__pledge", "at"):
            heard[number].append(at)
        for pledge in Pledge.objects.all():
            assert pledge.news_at == max(heard[pledge.pk], default=None)

    def test_reports_come_in_their_time(self) -> None:
        reports = ProgressReport.objects.select_related("target__pledge")
        assert len(reports) > 1000
        for report in reports:
            published_at = report.target.pledge.published_at
            assert published_at is not None
            assert published_at < report.at < NOW
            assert report.as_of < report.at.date()

    def test_targets_lie_on_the_way_and_no_share_exceeds_a_hundred(self) -> None:
        for target in Target.objects.select_related("pledge").prefetch_related("reports"):
            values = [report.value for report in target.reports.all()]
            assert all(value >= 0 for value in values)
            if target.baseline < target.value < 100:
                assert max(values, default=0) <= 100
                assert values == sorted(values), target.pledge.code

    def test_some_reports_cite_a_review(self) -> None:
        pledges = ContentType.objects.get_for_model(Pledge)
        reviews = ContentType.objects.get_for_model(Review)
        citations = list(Citation.objects.filter(source_type=pledges, target_type=reviews))
        assert len(citations) > 20
        for citation in citations:
            number = citation.source_part.removeprefix("report-")
            assert ProgressReport.objects.get(pk=number).target.pledge_id == citation.source_id
            assert isinstance(citation.target, Review)
            assert citation.target.is_published


class TestRecord:
    def test_the_chain_of_each_pledge_follows_the_table_without_a_gap(self) -> None:
        table = {(move.name, move.source, move.target) for move in WORKFLOW}
        for pledge, made in changes_by_pledge().items():
            state: str = State.DRAFT
            for sequence, change in enumerate(made, 1):
                assert change.sequence == sequence
                assert change.from_state == state, pledge.code
                assert (change.move, change.from_state, change.to_state) in table
                state = change.to_state
            assert pledge.state == state, pledge.code

    def test_every_move_was_made_by_someone_save_what_files_are_for(self) -> None:
        made = set(changes().values_list("move", flat=True))
        assert made == {move.name for move in WORKFLOW} - {"bring in"}

    def test_who_moved_was_allowed_to(self) -> None:
        for pledge, made in changes_by_pledge().items():
            for change in made:
                move = WORKFLOW.find(change.move, change.from_state)
                assert move.may.test(change.by, pledge), (pledge.code, change.move)
                assert change.by_name == str(change.by or "IMRF Portal")
                assert bool(change.note) == (change.move in {"return", "correct"})

    def test_times_run_forward_and_end_before_today(self) -> None:
        for pledge, made in changes_by_pledge().items():
            times = [pledge.created_at, *(change.at for change in made)]
            assert all(a < b for a, b in itertools.pairwise(times)), pledge.code
            assert times[-1] < NOW

    def test_the_dates_of_a_pledge_are_those_of_its_moves(self) -> None:
        for pledge, made in changes_by_pledge().items():
            arrived = {c.to_state: c.at for c in made if c.move != "correct"}
            assert pledge.submitted_at == arrived.get(State.SUBMITTED)
            assert pledge.published_at == arrived.get(State.PUBLISHED)
            assert (pledge.publish_at is not None) == (pledge.state == State.SCHEDULED)

    def test_snapshots_are_kept_where_the_table_says_with_their_digest(self) -> None:
        for change in changes():
            keeps = WORKFLOW.find(change.move, change.from_state).keeps_content
            assert (change.content is not None) == keeps
            assert change.digest == (digest_of(change.content) if change.content else "")

    def test_the_last_snapshot_is_what_the_portal_itself_would_have_kept(self) -> None:
        left = set(Partner.objects.filter(state=PartnerState.LEFT).values_list("pledge", flat=True))
        for pledge, made in changes_by_pledge().items():
            kept = [change.content for change in made if change.content]
            if pledge.state == State.DRAFT:
                continue
            now, then = content_of(pledge), kept[-1]
            if pledge.pk in left:  # who left afterwards was named then
                assert len(now.pop("partners")) < len(then.pop("partners"))
            assert then == now, pledge.code

    def test_a_correction_added_an_objective(self) -> None:
        corrected = changes().filter(move="correct")
        assert corrected.count() > 5
        for change in corrected:
            before = changes().get(item_code=change.item_code, sequence=change.sequence - 1)
            assert change.content is not None
            assert before.content is not None
            assert len(change.content["objectives"]) == len(before.content["objectives"]) + 1

    def test_all_mail_of_it_has_left(self) -> None:
        kinds = set(
            Notice.objects.filter(kind__startswith="pledges.").values_list("kind", flat=True)
        )
        assert {
            "pledges.submit.secretariat",
            "pledges.partner-invited",
            "pledges.news-wanted",
        } <= kinds
        assert not Notice.objects.exclude(state=NoticeState.SENT).exists()

    def test_a_move_made_now_fits_on_behind(self) -> None:
        pledge = Pledge.objects.get(code="PLG-2030-0003")
        change = make_move(pledge, "take up", by=user("secretariat"))
        (before,) = StateChange.objects.of(pledge).filter(move="submit")
        assert change.sequence == before.sequence + 1
        told = Notice.objects.get(item_id=str(pledge.pk), kind="pledges.take-up.author")
        earlier = Notice.objects.get(item_id=str(pledge.pk), kind="pledges.submit.author")
        assert earlier.recipient == told.recipient
        assert earlier.context.keys() == told.context.keys()

    def test_every_published_pledge_is_listed(self) -> None:
        listed = ListedItem.objects.filter(room="pledges", is_listed=True)
        assert set(listed.values_list("item_id", flat=True)) == set(
            Pledge.objects.published().values_list("pk", flat=True)
        )


class TestTour:
    """What a newcomer is led through."""

    def test_the_pledge_of_the_design_is_there(self) -> None:
        pledge = Pledge.objects.get(code="PLG-2022-0147")
        assert str(pledge.organisation) == "Costa Rica"
        assert pledge.title == "A one-stop desk for residence papers in every border province"
        assert [objective.pk for objective in pledge.objectives.all()] == [4, 12, 15]
        assert pledge.stage == Stage.IN_PROGRESS
        assert pledge.partners.filter(state=PartnerState.ACCEPTED).count() == 2
        shares = [
            target.share_reached(target.reports.latest("as_of").value)
            for target in pledge.targets.all()
        ]
        assert shares == [91, 93, 45]
        assert timedelta(0) < NOW - pledge.news_at < timedelta(days=75)  # type: ignore[operator]
        assert pledge.files.count() == 1

    @pytest.mark.parametrize(
        ("code", "title"),
        [
            ("PLG-2022-0093", "Recognition of nursing diplomas among five countries"),
            ("PLG-2026-0021", "Remittance costs under three per cent on two corridors"),
        ],
    )
    def test_so_are_the_others(self, code: str, title: str) -> None:
        assert Pledge.objects.published().get(code=code).title == title

    def test_civil_society_has_a_pledge_that_was_returned(self) -> None:
        returned = Pledge.objects.made_by(user("civil")).filter(state=State.DRAFT)
        assert returned.filter(submitted_at__isnull=False).count() == 1

    @pytest.mark.parametrize("address", ["un", "focal.mex"])
    def test_an_invitation_waits(self, address: str) -> None:
        assert Pledge.objects.inviting(user(address)).exists()

    @pytest.mark.parametrize("address", ["focal.cri", "focal.mex", "civil", "un"])
    def test_they_have_pledges_in_several_states(self, address: str) -> None:
        states = Pledge.objects.made_by(user(address)).values_list("state", flat=True)
        assert State.PUBLISHED in states
        assert len(set(states)) >= 3

    def test_two_in_the_queue_are_much_alike_and_no_others(self) -> None:
        found = {
            pledge.code: {suspect.pledge.code for suspect in suspects(pledge)}
            for pledge in Pledge.objects.filter(state__in=EXAMINED)
        }
        alike = {"PLG-2030-0009": {"PLG-2030-0010"}, "PLG-2030-0010": {"PLG-2030-0009"}}
        assert {code: others for code, others in found.items() if others} == alike


class TestAgain:
    def test_a_second_load_changes_nothing(self) -> None:
        models = (Pledge, Target, ProgressReport, News, Partner, StateChange, Notice, ListedItem)
        before = [model._default_manager.count() for model in models]
        load(NOW + timedelta(days=9))
        assert [model._default_manager.count() for model in models] == before

    def test_what_people_did_since_is_left_alone(self) -> None:
        Pledge.objects.filter(code="PLG-2022-0147").update(title="Another title")
        load(NOW)
        assert Pledge.objects.get(code="PLG-2022-0147").title == "Another title"

    def test_it_is_the_same_every_time(self) -> None:
        setting, other = Setting(), Setting()
        for story in stories().values():
            assert setting.history(story) == other.history(story)

    def test_the_moves_of_the_past_do_not_depend_on_today(self) -> None:
        before = Setting()
        Cycle.objects.filter(pk=2030).update(reviews_open_at=NOW - timedelta(days=700))
        after = Setting()
        for story in stories().values():
            one, two = before.history(story), after.history(story)
            assert (one.moves == two.moves) == (story.year != 2030 or not story.moves), story.code

    def test_it_is_quick(self) -> None:
        started = perf_counter()
        with transaction.atomic():
            setting = Setting()
            for story in stories().values():
                setting.history(story)
        assert perf_counter() - started < 2


class TestWords:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_language_has_its_own_sentence_for_everything(self, language: str) -> None:
        own, english = sentences_in(language), sentences_in("en")
        assert own.keys() == english.keys()
        assert list(own["theme"]) == [str(number) for number in range(1, 24)]
        for number, theme in own["theme"].items():
            assert {part: len(texts) for part, texts in theme.items()} == {
                part: len(texts) for part, texts in english["theme"][number].items()
            }
            assert language == "en" or not set(theme["text"]) & set(
                english["theme"][number]["text"]
            )
