"""A file comes in: checked, decided, brought in; all of it, once, with an honest record."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from notices.letters import compose
from notices.models import Notice
from pledges.choices import ImportState, PartnerState, PledgeKind, Stage
from pledges.importing import runs
from pledges.importing.work import work_on
from pledges.models import ImportedRow, ImportRun, Pledge
from pledges.services import NotAllowedError
from publication.choices import State
from publication.models import ListedItem, StateChange
from stakeholders.choices import Standing
from stakeholders.models import Organisation, User
from tests.factories.stakeholders import UserFactory
from tests.pledges.importing.tables import FULL, SMALL, as_csv, as_xlsx, run_of, small


def checked(content: bytes, by: User, **options: Any) -> ImportRun:
    run = run_of(content, by, **options)
    assert work_on(run.pk)
    run.refresh_from_db()
    return run


def brought_in(content: bytes, by: User, **options: Any) -> ImportRun:
    run = checked(content, by, **options)
    assert run.report["errors"] == []
    assert runs.bring_in(run=run, by=by)
    assert work_on(run.pk)
    run.refresh_from_db()
    return run


class TestOneRow:
    @pytest.fixture
    def pledge(self, secretariat: User) -> Pledge:
        brought_in(as_csv([FULL]), secretariat)
        return Pledge.objects.get(external_id="HUB-1")

    def test_every_column_is_kept(self, pledge: Pledge) -> None:
        assert pledge.code == "PLG-2022-0001"
        assert str(pledge.organisation.country_id) == "CRI"
        assert pledge.kind == PledgeKind.PARTNERSHIP
        assert pledge.title == FULL["title"]
        assert pledge.description == FULL["description"]
        assert pledge.natures == ["financial", "policy-legal"]
        assert (pledge.amount, pledge.currency) == (Decimal("1250000.50"), "USD")
        assert (pledge.starts_on, pledge.ends_on) == (date(2022, 7, 1), date(2026, 12, 31))
        assert pledge.contact == FULL["contact"]
        assert pledge.stage == Stage.IN_PROGRESS
        assert sorted(pledge.objectives.values_list("pk", flat=True)) == [5, 12]
        assert [action.code for action in pledge.actions.all()] == ["5(a)", "12(b)"]
        assert sorted(pledge.principles.values_list("pk", flat=True)) == [1, 6]
        assert sorted(pledge.countries.values_list("pk", flat=True)) == ["CRI", "PAN"]
        assert [str(c) for c in pledge.sub_commitments.all()] == [
            "a) Open twelve desks.",
            "b) Publish the figures.",
        ]
        first, second = pledge.targets.all()
        assert (str(first), first.unit, first.due_on) == (
            "Desks that are open",
            "desks",
            date(2026, 12, 31),
        )
        assert [first.baseline, first.value] == [0, 12]
        assert [second.baseline, second.value] == [Decimal("22.5"), 90]

    def test_it_is_published_and_listed_now_and_as_old_as_it_is(self, pledge: Pledge) -> None:
        assert pledge.state == State.PUBLISHED
        assert pledge.published_at is not None
        assert pledge.created_at == datetime(2022, 5, 17, 12, tzinfo=UTC)
        assert pledge.news_at == datetime(2024, 3, 1, 12, tzinfo=UTC)
        listed = ListedItem.objects.get(room="pledges", item_id=pledge.pk)
        assert listed.facets["freshness"] == ["stale"]

    def test_the_record_names_file_row_and_digest(self, pledge: Pledge, secretariat: User) -> None:
        (change,) = StateChange.objects.of(pledge)
        run = ImportRun.objects.get()
        assert (change.move, change.from_state, change.to_state) == (
            "bring in",
            State.DRAFT,
            State.PUBLISHED,
        )
        assert change.by == secretariat
        assert "pledges.csv" in change.note
        assert "row 2" in change.note
        assert run.sha256 in change.note
        assert change.content is not None
        assert change.content["title"] == FULL["title"]
        assert "contact" not in change.content

    def test_partners_joined_and_new_organisations_are_verified(self, pledge: Pledge) -> None:
        partners = pledge.partners.order_by("organisation__name")
        assert [(str(p), p.state) for p in partners] == [
            ("City of Somewhere", PartnerState.ACCEPTED),
            ("Union of Something", PartnerState.ACCEPTED),
        ]
        made = Organisation.objects.get(name="City of Somewhere")
        assert (made.type_id, made.standing) == ("local-authority", Standing.VERIFIED)
        events = Organisation.pgh_event_model.objects.filter(pgh_obj=made)  # type: ignore[attr-defined]
        assert {event.pgh_context["verb"] for event in events} == {"bring in"}

    def test_a_row_without_news_is_as_old_as_the_pledge(self, secretariat: User) -> None:
        brought_in(as_csv([small(7)]), secretariat)
        pledge = Pledge.objects.get(external_id="HUB-7")
        assert pledge.news_at == pledge.created_at
        assert (pledge.kind, pledge.stage) == (PledgeKind.INDIVIDUAL, Stage.PLANNING)


class TestTogether:
    def test_those_who_speak_for_an_organisation_are_told_once_of_all_its_pledges(
        self, secretariat: User
    ) -> None:
        speaker = UserFactory(focal_point_of="CRI")
        rows = [small(number) for number in range(1, 61)] + [small(61, organisation="MEX")]
        brought_in(as_csv(rows), secretariat)
        letter = compose(Notice.objects.get(recipient=speaker))
        assert letter.subject == "Country CRI: pledges were brought into the portal"
        assert f"PLG-2022-0001 {SMALL['title']}" in letter.body
        assert "PLG-2022-0050" in letter.body
        assert "PLG-2022-0051" not in letter.body

    def test_whoever_waits_is_told_of_both_ends(self, secretariat: User) -> None:
        brought_in(as_csv([small()]), secretariat)
        told = Notice.objects.filter(recipient=secretariat).order_by("pk")
        assert [notice.kind for notice in told] == ["pledges.import-checked", "pledges.import-done"]

    def test_a_workbook_says_the_same_as_csv(self, secretariat: User) -> None:
        brought_in(as_csv([FULL]), secretariat)
        run = checked(as_xlsx([FULL]), secretariat, name="pledges.xlsx")
        assert run.report["count"] == {"errors": 0, "new": 0, "changed": 0, "unchanged": 1}
        assert not run.is_ready

    def test_pledges_of_one_file_answer_one_another(self, secretariat: User) -> None:
        answer = small(1, kind="matching", answers_to="HUB-2")
        brought_in(as_csv([answer, small(2, side="need")]), secretariat)
        pledge = Pledge.objects.get(external_id="HUB-1")
        assert pledge.answers_to == Pledge.objects.get(external_id="HUB-2")
        (change,) = StateChange.objects.of(pledge)
        assert change.content is not None
        assert change.content["answers_to"] == "PLG-2022-0002"

    def test_a_pledge_answers_one_that_is_here_by_its_code(self, secretariat: User) -> None:
        brought_in(as_csv([small(1)]), secretariat)
        brought_in(as_csv([small(2, kind="matching", answers_to="PLG-2022-0001")]), secretariat)
        assert str(Pledge.objects.get(external_id="HUB-2").answers_to.code) == "PLG-2022-0001"  # type: ignore[union-attr]

    def test_a_new_organisation_is_made_once_and_named_without_its_type(
        self, secretariat: User
    ) -> None:
        rows = [
            small(1, organisation="Network of Nowhere"),
            small(2, organisation="Network of Nowhere", organisation_type="civil-society"),
            small(3, organisation="network of nowhere", partners="CRI"),
        ]
        run = brought_in(as_csv(rows), secretariat)
        made = Organisation.objects.get(name="Network of Nowhere")
        assert set(Pledge.objects.values_list("organisation", flat=True)) == {made.pk}
        assert run.report["organisations"] == [["Network of Nowhere", "civil-society"]]

    def test_the_report_gives_each_row_its_code(self, secretariat: User) -> None:
        run = brought_in(as_csv([small(1), small(2)]), secretariat)
        assert run.state == ImportState.DONE
        assert run.report["rows"] == [
            [2, "HUB-1", SMALL["title"], "new", "PLG-2022-0001"],
            [3, "HUB-2", SMALL["title"], "new", "PLG-2022-0002"],
        ]


class TestAgain:
    def test_the_same_file_changes_nothing(self, secretariat: User) -> None:
        content = as_csv([small(1), small(2)])
        brought_in(content, secretariat)
        before = StateChange.objects.count()
        run = checked(content, secretariat)
        assert run.report["count"] == {"errors": 0, "new": 0, "changed": 0, "unchanged": 2}
        assert not runs.bring_in(run=run, by=secretariat)
        assert StateChange.objects.count() == before

    def test_only_new_rows_of_a_longer_file_come_in(self, secretariat: User) -> None:
        brought_in(as_csv([small(1)]), secretariat)
        run = brought_in(as_csv([small(1), small(2)]), secretariat)
        assert run.report["count"] == {"errors": 0, "new": 1, "changed": 0, "unchanged": 1}
        assert Pledge.objects.count() == 2

    def test_a_row_that_was_corrected_here_since_is_left_alone(self, secretariat: User) -> None:
        content = as_csv([small(1)])
        brought_in(content, secretariat)
        Pledge.objects.update(title="Corrected here", revision=2)
        assert checked(content, secretariat).report["count"]["unchanged"] == 1
        assert Pledge.objects.get().title == "Corrected here"

    def test_a_changed_row_is_an_error(self, secretariat: User) -> None:
        brought_in(as_csv([small(1)]), secretariat)
        run = checked(as_csv([small(1, title="Another title")]), secretariat)
        assert run.report["errors"] == [[2, "external_id", "changed", {"pledge": "PLG-2022-0001"}]]

    def test_chosen_as_an_update_it_is_a_correction_on_the_record(self, secretariat: User) -> None:
        brought_in(as_csv([FULL]), secretariat)
        changed = {**FULL, "title": "Another title", "target_1_value": "14", "partners": "MEX"}
        changed |= {"partner_types": "", "target_2_indicator": "", "target_2_baseline": ""}
        changed |= {"target_2_value": "", "target_2_unit": "", "target_2_due_on": ""}
        run = brought_in(as_csv([changed]), secretariat, takes_updates=True)
        pledge = Pledge.objects.get()
        assert (pledge.title, pledge.revision) == ("Another title", 2)
        assert [target.value for target in pledge.targets.all()] == [14]
        joined = pledge.partners.filter(state=PartnerState.ACCEPTED)
        assert [partner.organisation.country_id for partner in joined] == ["MEX"]
        assert pledge.partners.filter(state=PartnerState.LEFT).count() == 2
        last = StateChange.objects.of(pledge).last()
        assert last is not None
        assert (last.move, last.by) == ("correct", secretariat)
        assert run.sha256 in last.note
        assert ImportedRow.objects.get().run == run
        assert checked(as_csv([changed]), secretariat).report["count"]["unchanged"] == 1

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [("organisation", "MEX", "maker"), ("cycle", "2026", "forum")],
    )
    def test_maker_and_forum_cannot_be_changed(
        self, secretariat: User, field: str, value: str, code: str
    ) -> None:
        brought_in(as_csv([small(1)]), secretariat)
        run = checked(as_csv([small(1, **{field: value})]), secretariat, takes_updates=True)
        assert run.report["errors"] == [[2, field, code, {"pledge": "PLG-2022-0001"}]]

    def test_an_update_does_not_write_over_a_correction(self, secretariat: User) -> None:
        brought_in(as_csv([small(1)]), secretariat)
        Pledge.objects.update(title="Corrected here", revision=2)
        run = checked(as_csv([small(1, title="Another")]), secretariat, takes_updates=True)
        assert [error[2] for error in run.report["errors"]] == ["corrected"]

    def test_a_target_that_was_reported_on_stays(self, secretariat: User) -> None:
        brought_in(as_csv([FULL]), secretariat)
        target = Pledge.objects.get().targets.get(order=1)
        target.reports.create(value=1, as_of=date(2024, 1, 1), evidence="Seen", by=secretariat)
        shorter = {name: "" if name.startswith("target_2") else v for name, v in FULL.items()}
        run = checked(as_csv([shorter]), secretariat, takes_updates=True)
        assert run.report["errors"] == [
            [2, "target_2_indicator", "reported", {"pledge": "PLG-2022-0001"}]
        ]

    def test_a_number_that_did_not_come_from_a_file_is_taken(self, secretariat: User) -> None:
        brought_in(as_csv([small(1)]), secretariat)
        ImportedRow.objects.all().delete()
        run = checked(as_csv([small(1)]), secretariat)
        assert [error[2] for error in run.report["errors"]] == ["taken"]


class TestWho:
    def test_nobody_but_the_secretariat(self, secretariat: User) -> None:
        outsider = UserFactory(focal_point_of="CRI")
        run = checked(as_csv([small()]), secretariat)
        with pytest.raises(NotAllowedError):
            run_of(as_csv([small()]), outsider)
        with pytest.raises(NotAllowedError):
            runs.check_again(run=run, by=outsider)
        with pytest.raises(NotAllowedError):
            runs.bring_in(run=run, by=outsider)
        assert ImportRun.objects.get().state == ImportState.CHECKED

    def test_whoever_lost_the_role_meanwhile_brings_nothing_in(self, secretariat: User) -> None:
        run = checked(as_csv([small()]), secretariat)
        assert runs.bring_in(run=run, by=secretariat)
        secretariat.memberships.update(until="2030-01-01T00:00Z")
        assert work_on(run.pk)
        run.refresh_from_db()
        assert run.state == ImportState.FAILED
        assert run.report["errors"] == [[0, "", "not-allowed", {}]]
        assert not Pledge.objects.exists()


class TestListing:
    def test_a_file_is_listed_at_once_at_its_end(self, secretariat: User) -> None:
        brought_in(as_csv([small(number) for number in range(1, 6)]), secretariat)
        rows = ListedItem.objects.filter(room="pledges", is_listed=True)
        assert rows.count() == 5
        assert rows.values("change").distinct().count() == 1

    def test_what_an_update_changes_is_listed_with_what_is_new(self, secretariat: User) -> None:
        brought_in(as_csv([small(1), small(2)]), secretariat)
        rows = [small(1, title="Another title"), small(2), small(3)]
        brought_in(as_csv(rows), secretariat, takes_updates=True)
        titles = ListedItem.objects.filter(is_listed=True).order_by("number")
        assert [row.title for row in titles] == ["Another title", SMALL["title"], SMALL["title"]]
        changes = list(titles.values_list("change", flat=True))
        assert changes[0] == changes[2] > changes[1]
