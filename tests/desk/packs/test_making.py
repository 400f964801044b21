"""The worker that makes packs: once, with progress, told; killed, doubled, without a broker."""

import hashlib
import io

import docx
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks

from desk import tasks
from desk.choices import PackFormat
from desk.models import Pack
from desk.packs import asking, making
from desk.packs.asking import NotAllowedError, ask_for_pack, hand_over_all
from desk.packs.documents import SECTIONS, document_of
from desk.packs.making import LOCK, MOST_ATTEMPTS, STEPS, make
from dialogues.models import Debate, DebateModerator
from notices.models import Notice
from publication.alone import alone_with
from tests.desk.packs.gathering import NOW, asked_for, matter, words
from tests.factories.compact import ObjectiveFactory
from tests.factories.dialogues import co_chair, debate
from tests.factories.pledges import published as published_pledge
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(db: None) -> Debate:
    """On objectives 5 and 23 of the forum of 2030, with a pledge on the first."""
    published_pledge(objectives=[5], title="Rooms for all")
    ObjectiveFactory(number=23)
    made = debate(1, lists=[5])
    assert made.round_table is not None
    made.round_table.objective_links.create(objective_id=23, cross_cutting=True)
    return made


class KilledError(BaseException):
    """What a worker that is killed does: nothing more."""


def fail(error: BaseException) -> None:
    raise error


class TestAsking:
    def test_only_the_secretariat_asks(self, table: Debate) -> None:
        co_chair(table, "CRI")
        with pytest.raises(NotAllowedError):
            asked_for(table, by=UserFactory(focal_point_of="CRI"))
        assert not Pack.objects.exists()

    def test_asking_twice_asks_once_and_other_kinds_are_others(self, table: Debate) -> None:
        first = asked_for(table)
        assert asked_for(table) == first
        assert asked_for(table, language="fr") != first
        assert asked_for(table, format=PackFormat.PDF) != first

    def test_once_it_is_made_a_new_one_stands_beside_it(self, table: Debate) -> None:
        first = asked_for(table)
        make(first.pk)
        second = asked_for(table)
        assert second != first
        make(second.pk)
        assert [pack.is_made for pack in Pack.objects.all()] == [True, True]

    def test_after_a_failure_it_can_be_asked_for_again(self, table: Debate) -> None:
        first = asked_for(table)
        Pack.objects.filter(pk=first.pk).update(error="No font")
        assert asked_for(table) != first

    def test_the_worker_gets_it_after_the_commit(
        self,
        table: Debate,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        given: list[int] = []
        monkeypatch.setattr(asking, "hand_over", given.append)
        with django_capture_on_commit_callbacks(execute=True):
            pack = asked_for(table)
            asked_for(table)
            assert given == []
        assert given == [pack.pk]

    def test_without_a_broker_it_waits_for_the_sweep(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pack = asked_for(table)
        monkeypatch.setattr(
            tasks.make_pack, "apply_async", lambda *_a, **_o: fail(BrokerError("away"))
        )
        asking.hand_over(pack.pk)
        given: list[int] = []
        monkeypatch.setattr(asking, "hand_over", given.append)
        assert hand_over_all() == 1
        assert given == [pack.pk]

    @pytest.mark.django_db(transaction=True)
    def test_of_two_who_ask_at_once_both_get_the_same(self) -> None:
        one, by = debate(1), examiner()
        values = {"debate": one, "language": "en", "format": PackFormat.PDF, "by": by}
        outcomes = at_once(
            lambda: ask_for_pack(**values).pk,  # type: ignore[arg-type]
            lambda: ask_for_pack(**values).pk,  # type: ignore[arg-type]
        )
        assert len(set(outcomes)) == 1
        assert Pack.objects.count() == 1


class TestMaking:
    def test_it_is_kept_with_the_moment_of_its_data(self, table: Debate) -> None:
        before = timezone.now()
        pack = asked_for(table)
        assert make(pack.pk)
        pack.refresh_from_db()
        assert pack.data_at is not None
        assert pack.made_at is not None
        assert before <= pack.data_at <= pack.made_at <= timezone.now()
        assert (pack.step, pack.steps) == (STEPS, STEPS)
        with pack.file.open("rb") as file:
            content = file.read()
        assert (pack.size, pack.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
        assert "Rooms for all" in text

    def test_as_a_pdf(self, table: Debate) -> None:
        pack = asked_for(table, format=PackFormat.PDF)
        assert make(pack.pk)
        pack.refresh_from_db()
        with pack.file.open("rb") as file:
            reader = PdfReader(io.BytesIO(file.read()))
        assert "Rooms for all" in " ".join(page.extract_text() for page in reader.pages)

    def test_an_older_pack_says_what_it_said(self, table: Debate) -> None:
        pack = asked_for(table)
        make(pack.pk)
        pack.refresh_from_db()
        sha256 = pack.sha256
        published_pledge(objectives=[5], title="Later")
        make(asked_for(table).pk)
        pack.refresh_from_db()
        assert pack.sha256 == sha256

    def test_what_is_made_is_not_made_again(self, table: Debate) -> None:
        pack = asked_for(table)
        assert [make(pack.pk), make(pack.pk), make(10**9)] == [True, False, False]

    def test_progress_is_told_section_by_section(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[int] = []
        monkeypatch.setattr(making, "_tell", lambda _pack, step: told.append(step))
        make(asked_for(table).pk)
        assert told == list(range(1, len(SECTIONS) + 1))

    def test_whoever_asked_is_told(self, table: Debate) -> None:
        pack = asked_for(table)
        make(pack.pk)
        notice = Notice.objects.get(kind="packs.made")
        assert (notice.recipient, notice.item) == (pack.asked_by, pack)

    def test_what_goes_wrong_for_good_is_told_and_not_tried_again(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pack = asked_for(table)
        monkeypatch.setitem(
            making.WRITERS,
            PackFormat.DOCX,
            lambda _document: fail(ValueError("No font")),
        )
        assert not make(pack.pk)
        pack.refresh_from_db()
        assert pack.error == "No font"
        assert Notice.objects.filter(kind="packs.failed", recipient=pack.asked_by).count() == 1
        assert not make(pack.pk)

    def test_what_passes_is_tried_again(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pack = asked_for(table)
        with monkeypatch.context() as patch:
            patch.setattr(making, "_written", lambda _p, _at: fail(OperationalError("away")))
            with pytest.raises(OperationalError):
                make(pack.pk)
        assert make(pack.pk)

    def test_one_that_kills_its_worker_is_given_up(
        self, table: Debate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pack = asked_for(table)
        monkeypatch.setattr(making, "_written", lambda _p, _at: fail(KilledError()))
        for _attempt in range(MOST_ATTEMPTS):
            with pytest.raises(KilledError):
                make(pack.pk)
        assert not make(pack.pk)
        pack.refresh_from_db()
        assert pack.error == "It was tried too often."

    @pytest.mark.django_db(transaction=True)
    def test_of_two_workers_one_makes_it(self) -> None:
        pack = asked_for(debate(1))
        outcomes = at_once(lambda: make(pack.pk), lambda: make(pack.pk))
        assert sorted(map(bool, outcomes)) == [False, True]
        assert Notice.objects.filter(kind="packs.made").count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_while_another_is_at_it_nothing_is_done(self) -> None:
        pack = asked_for(debate(1))

        def hold() -> bool:
            with alone_with(LOCK, pack.pk):
                return at_once(lambda: make(pack.pk)) == [False]

        assert hold()
        assert make(pack.pk)
        assert connection.is_usable()


class TestTheDatabase:
    def test_a_pack_that_is_made_has_a_file(self, table: Debate) -> None:
        pack = asked_for(table)
        with pytest.raises(IntegrityError), transaction.atomic():
            Pack.objects.filter(pk=pack.pk).update(made_at=timezone.now())

    def test_one_of_a_kind_is_in_the_making(self, table: Debate) -> None:
        pack = asked_for(table)
        pack.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            pack.save()


class TestTheDocument:
    def test_it_begins_with_what_is_in_it(self, table: Debate) -> None:
        co_chair(table, "CRI")
        named = {"name": "A moderator", "affiliation": "An agency"}
        DebateModerator.objects.create(debate=table, order=1, **named)
        document = document_of(matter(table), lambda _step: None)
        facts = {fact.label: words(fact.value) for fact in document.facts}
        assert facts["Moderated by"] == "A moderator, An agency"
        assert facts["Objectives"].endswith("(cuts across)")
        assert "26 November 2026" in facts["Data as of"]
        assert document.has_contents
        assert document.day == NOW.date()
        overview = document.parts[0].table
        assert overview is not None
        first = [words(cell.said) for cell in overview.rows[1]]
        assert first == ["What is pledged", "1", "1", "See all of them"]

    def test_the_same_matter_makes_the_same_bytes(self, table: Debate) -> None:
        documents = [document_of(matter(table), lambda _step: None) for _time in range(2)]
        write = making.WRITERS[PackFormat.DOCX]
        assert write(documents[0]) == write(documents[1])

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_asks_no_more_of_the_database_for_more(
        self, many: int, table: Debate, django_assert_num_queries: object
    ) -> None:
        for _number in range(many - 1):
            published_pledge(objectives=[5])
        document_of(matter(table), lambda _step: None)
        with django_assert_num_queries(QUERIES):  # type: ignore[operator]
            document_of(matter(table), lambda _step: None)


QUERIES = 20
