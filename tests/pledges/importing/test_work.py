"""The worker: killed, doubled, raced, without a broker. Whatever happens, all or nothing, once."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from kombu.exceptions import OperationalError as BrokerError

from pledges import tasks
from pledges.choices import ImportState
from pledges.importing import runs, work
from pledges.importing.progress import progress_of
from pledges.importing.writing import Writer
from pledges.models import ImportRun, Pledge
from publication.models import StateChange
from stakeholders.models import Organisation, User
from tests.factories.stakeholders import UserFactory
from tests.pledges.importing.tables import as_csv, run_of, small
from tests.races import at_once, refusals

ROWS = as_csv([small(number) for number in range(1, 6)])


class KilledError(BaseException):
    """What a worker that is killed does: nothing more."""


def ready(content: bytes, by: User, **options: Any) -> ImportRun:
    """Checked and decided: now a worker is to bring it in."""
    run = run_of(content, by, **options)
    work.work_on(run.pk)
    assert runs.bring_in(run=run, by=by)
    return run


def state_of(run: ImportRun) -> str:
    return str(ImportRun.objects.get(pk=run.pk).state)


def dying(done: int) -> None:
    """A worker that is killed after its third row."""
    if done == 3:
        raise KilledError


class TestKilled:
    def test_nothing_stays_of_what_was_half_done(
        self, secretariat: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        new = small(6, organisation="Network of Nowhere", organisation_type="civil-society")
        run = ready(as_csv([small(number) for number in range(1, 6)] + [new]), secretariat)

        with monkeypatch.context() as patch:
            patch.setattr(work, "tell", lambda _run, done, _total: dying(done))
            with pytest.raises(KilledError):
                work.work_on(run.pk)
        assert not Pledge.objects.exists()
        assert not StateChange.objects.exists()
        assert not Organisation.objects.filter(name="Network of Nowhere").exists()
        assert state_of(run) == ImportState.BRINGING_IN

        assert tasks.go_on_with_imports() == 1
        assert work.work_on(run.pk)
        assert state_of(run) == ImportState.DONE
        assert Pledge.objects.count() == 6

    def test_one_that_kills_every_worker_is_given_up(
        self, secretariat: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = ready(ROWS, secretariat)

        def die(*_args: Any, **_options: Any) -> None:
            raise KilledError

        with monkeypatch.context() as patch:
            patch.setattr(work, "_bring_in", die)
            for _attempt in range(work.MOST_ATTEMPTS):
                with pytest.raises(KilledError):
                    work.work_on(run.pk)
            assert work.work_on(run.pk)
        assert state_of(run) == ImportState.FAILED
        assert not work.work_on(run.pk)
        assert runs.check_again(run=run, by=secretariat)
        assert work.work_on(run.pk)
        assert state_of(run) == ImportState.CHECKED

    def test_a_fault_of_ours_stops_it_in_words(
        self, secretariat: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = ready(ROWS, secretariat)
        monkeypatch.setattr(Writer, "carry_out", lambda *_args: 1 // 0)
        assert work.work_on(run.pk)
        run.refresh_from_db()
        assert run.state == ImportState.FAILED
        assert [error[2] for error in run.report["errors"]] == ["stopped"]
        assert not Pledge.objects.exists()

    def test_a_database_that_is_away_is_no_fault_of_the_file(
        self, secretariat: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = ready(ROWS, secretariat)

        def away(*_args: Any) -> None:
            raise OperationalError

        with monkeypatch.context() as patch:
            patch.setattr(work, "_bring_in", away)
            with pytest.raises(OperationalError):
                work.work_on(run.pk)
        assert state_of(run) == ImportState.BRINGING_IN
        assert work.work_on(run.pk)
        assert state_of(run) == ImportState.DONE

    def test_a_file_that_is_gone_stops_it(self, secretariat: User) -> None:
        run = ready(ROWS, secretariat)
        run.file.storage.delete(str(run.file.name))
        assert work.work_on(run.pk)
        assert state_of(run) == ImportState.FAILED


class TestAround:
    def test_a_second_delivery_does_nothing(self, secretariat: User) -> None:
        run = ready(ROWS, secretariat)
        assert work.work_on(run.pk)
        assert not work.work_on(run.pk)
        assert not work.work_on(run.pk + 1000)
        assert Pledge.objects.count() == 5

    def test_without_a_broker_it_waits_for_the_sweep(
        self,
        secretariat: User,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        def away(*_args: Any, **_options: Any) -> None:
            raise BrokerError

        monkeypatch.setattr(tasks.work_on_import, "apply_async", away)
        with django_capture_on_commit_callbacks(execute=True):
            run = run_of(ROWS, secretariat)
        handed_over = []
        monkeypatch.setattr(
            tasks.work_on_import, "apply_async", lambda args, **_options: handed_over.append(args)
        )
        assert tasks.go_on_with_imports() == 1
        assert handed_over == [(run.pk,)]
        assert tasks.work_on_import(run.pk)
        assert tasks.go_on_with_imports() == 0

    def test_progress_is_told_while_it_is_written(
        self, secretariat: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = ready(ROWS, secretariat)
        run.refresh_from_db()
        seen: list[Any] = []
        real = Writer.carry_out

        def looking(self: Writer, plan: Any) -> Any:
            tell = self.tell
            self.tell = lambda done: (tell(done), seen.append(progress_of(run)))  # type: ignore[assignment,func-returns-value]
            return real(self, plan)

        monkeypatch.setattr(Writer, "carry_out", looking)
        work.work_on(run.pk)
        assert seen == [(n, 5) for n in (0, 1, 1, 2, 2, 3, 3, 4, 4, 5)]

    def test_a_cache_that_is_away_holds_nothing_up(
        self, secretariat: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*_args: Any, **_options: Any) -> None:
            raise ConnectionError

        run = ready(ROWS, secretariat)
        monkeypatch.setattr(cache, "set", away)
        monkeypatch.setattr(cache, "get", away)
        assert progress_of(run) is None
        assert work.work_on(run.pk)
        assert state_of(run) == ImportState.DONE

    def test_what_changed_since_the_check_is_found_before_anything_is_written(
        self, secretariat: User
    ) -> None:
        run = ready(as_csv([small(1), small(2)]), secretariat)
        other = ready(as_csv([small(2, title="Another title")]), secretariat)
        assert work.work_on(other.pk)
        assert work.work_on(run.pk)
        run.refresh_from_db()
        assert run.state == ImportState.CHECKED
        assert [error[:3] for error in run.report["errors"]] == [[3, "external_id", "changed"]]
        assert Pledge.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=False)
class TestRaces:
    """On connections of their own."""

    def test_two_workers_with_one_import_do_it_once(self, secretariat: User) -> None:
        run = ready(ROWS, secretariat)
        outcomes = at_once(*[lambda: work.work_on(run.pk)] * 3)
        assert refusals(outcomes) == []
        assert True in outcomes
        assert state_of(run) == ImportState.DONE
        assert Pledge.objects.count() == 5
        assert StateChange.objects.count() == 5

    def test_two_imports_of_one_file_at_once_bring_it_in_once(self, secretariat: User) -> None:
        run, other = ready(ROWS, secretariat), ready(ROWS, UserFactory(secretariat=True))
        outcomes = at_once(lambda: work.work_on(run.pk), lambda: work.work_on(other.pk))
        assert outcomes == [True, True]
        assert {state_of(run), state_of(other)} == {ImportState.DONE}
        assert Pledge.objects.count() == 5
        counts = {r.report["count"]["new"] for r in ImportRun.objects.all()}
        assert counts == {0, 5}

    def test_of_two_who_decide_one_does(self, secretariat: User) -> None:
        run = run_of(ROWS, secretariat)
        work.work_on(run.pk)
        other = UserFactory(secretariat=True)
        outcomes = at_once(
            lambda: runs.bring_in(run=run, by=secretariat), lambda: runs.bring_in(run=run, by=other)
        )
        assert sorted(map(bool, outcomes)) == [False, True]

    def test_a_lock_that_a_dead_worker_held_is_free(self, secretariat: User) -> None:
        run = ready(ROWS, secretariat)

        def die() -> None:
            with work._alone_with(run.pk) as is_alone:
                assert is_alone
                connection.close()  # as the server does when a worker is killed
                raise KilledError

        with pytest.raises(BaseException):  # noqa: B017, PT011 - whichever comes first
            die()
        assert work.work_on(run.pk)
