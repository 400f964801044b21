"""Files that the worker makes: asked for once, made once, and of what the item says."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone, translation
from kombu.exceptions import OperationalError as BrokerError

from publication import rooms, tasks
from publication.models import Rendition
from publication.paper.documents import Document
from publication.paper.renditions import MOST_ATTEMPTS, ask_for, hand_over_what_waits, make
from publication.paper.typesetting import pdf_of
from publication.paper.ways import NoSuchWayError, Way, document_of, register, way_of
from reviews.models import Review
from stakeholders.models import Organisation
from tests.factories.publication import published
from tests.factories.stakeholders import OrganisationFactory
from tests.publication.paper.conftest import Press
from tests.publication.paper.papers import paper
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> Organisation:
    return OrganisationFactory(name="Costa Rica")


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was given to the worker."""
    numbers: list[int] = []
    monkeypatch.setattr(
        tasks.make_rendition, "apply_async", lambda args, **_options: numbers.append(args[0])
    )
    return numbers


def asked(item: Organisation, language: str = "en") -> Rendition:
    return ask_for(item=item, what="card", language=language)


@pytest.mark.usefixtures("press")
class TestAsking:
    def test_it_is_queued_after_commit(
        self, item: Organisation, queued: list[int], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks() as callbacks:
            rendition = asked(item)
        assert queued == []
        [give_over] = callbacks
        give_over()
        assert queued == [rendition.pk]
        assert not rendition.is_ready

    def test_asking_twice_asks_once(
        self, item: Organisation, queued: list[int], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            assert asked(item) == asked(item)
        assert len(queued) == 1

    def test_each_language_and_each_content_is_another(
        self, item: Organisation, queued: list[int], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            asked(item)
            asked(item, "es")
            item.name = "Costa Rica (corrected)"
            asked(item)
        assert len(set(queued)) == 3

    def test_without_a_broker_it_waits_for_the_sweep(
        self,
        item: Organisation,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        def away(*_args: Any, **_options: Any) -> None:
            raise BrokerError

        monkeypatch.setattr(tasks.make_rendition, "apply_async", away)
        with django_capture_on_commit_callbacks(execute=True):
            rendition = asked(item)
        assert Rendition.objects.waiting().get() == rendition

    def test_what_nothing_is_made_of_is_refused(self, item: Organisation) -> None:
        for what in ("pdf", "poster"):
            with pytest.raises(NoSuchWayError):
                ask_for(item=item, what=what, language="en")
        assert not Rendition.objects.exists()

    def test_the_document_is_built_in_its_language_and_in_utc(
        self, item: Organisation, press: Press
    ) -> None:
        with translation.override("fr"), timezone.override("Asia/Tokyo"):
            asked(item, "ar")
        assert press.seen == [("ar", "UTC")]


class TestMaking:
    def test_it_is_made_of_what_the_item_says(self, item: Organisation, press: Press) -> None:
        rendition = asked(item)
        assert make(rendition.pk)
        rendition.refresh_from_db()
        content = b"file of Costa Rica in en"
        assert rendition.is_ready
        assert rendition.file.read() == content
        assert rendition.sha256 == hashlib.sha256(content).hexdigest()
        assert rendition.size == len(content)
        assert len(press.made) == 1

    def test_its_name_in_the_storage_says_nothing(self, item: Organisation, press: Press) -> None:
        rendition = asked(item)
        make(rendition.pk)
        rendition.refresh_from_db()
        assert rendition.file.name is not None
        assert rendition.sha256[:32] in rendition.file.name
        assert rendition.file.name.startswith("renditions/")
        assert rendition.file.name.endswith(".txt")

    def test_a_second_delivery_does_nothing(self, item: Organisation, press: Press) -> None:
        rendition = asked(item)
        assert tasks.make_rendition(rendition.pk)
        assert not tasks.make_rendition(rendition.pk)
        assert not make(rendition.pk + 1000)
        assert len(press.made) == 1

    def test_an_item_that_changed_meanwhile_is_not_shown_as_it_was(
        self, item: Organisation, press: Press
    ) -> None:
        old = asked(item)
        Organisation.objects.filter(pk=item.pk).update(name="Renamed")
        assert not make(old.pk)
        assert not Rendition.objects.exists()
        new = asked(Organisation.objects.get(pk=item.pk))
        assert make(new.pk)
        assert [document.title for document in press.made] == ["Renamed"]

    def test_an_item_that_is_gone_leaves_nothing_to_make(
        self, item: Organisation, press: Press
    ) -> None:
        rendition = asked(item)
        Organisation.objects.filter(pk=item.pk).delete()
        assert not make(rendition.pk)
        assert not Rendition.objects.exists()

    def test_a_fault_of_the_document_is_kept_in_words(
        self, item: Organisation, press: Press
    ) -> None:
        press.fault = ValueError("No font for these letters")
        rendition = asked(item)
        assert not make(rendition.pk)
        rendition.refresh_from_db()
        assert (rendition.is_ready, rendition.error) == (False, "No font for these letters")
        press.fault = None
        assert not make(rendition.pk), "it is given up until somebody asks again"

    @pytest.mark.parametrize("fault", [OperationalError("away"), OSError("disk is full")])
    def test_a_fault_of_the_machine_lets_it_wait(
        self, item: Organisation, press: Press, fault: Exception
    ) -> None:
        press.fault = fault
        rendition = asked(item)
        with pytest.raises(type(fault)):
            make(rendition.pk)
        press.fault = None
        assert make(rendition.pk)

    def test_a_worker_that_is_killed_leaves_it_waiting(
        self, item: Organisation, press: Press
    ) -> None:
        press.fault = KeyboardInterrupt()
        rendition = asked(item)
        with pytest.raises(KeyboardInterrupt):
            make(rendition.pk)
        assert Rendition.objects.waiting().get().attempts == 1

    def test_what_failed_is_tried_again_when_somebody_asks_later(
        self,
        item: Organisation,
        press: Press,
        queued: list[int],
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        press.fault = ValueError("broken")
        rendition = asked(item)
        make(rendition.pk)
        with django_capture_on_commit_callbacks(execute=True):
            assert asked(item).error == "broken"
        assert queued == []
        with (
            time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            assert asked(item).error == ""
            assert asked(item).error == ""
        assert queued == [rendition.pk]
        press.fault = None
        assert make(rendition.pk)


@pytest.mark.usefixtures("press")
class TestSweep:
    def test_it_hands_over_what_was_overlooked(self, item: Organisation, queued: list[int]) -> None:
        rendition = asked(item)
        assert hand_over_what_waits(timezone.now()) == 0, "a moment ago is not overlooked"
        assert hand_over_what_waits(timezone.now() + timedelta(minutes=2)) == 1
        assert queued == [rendition.pk]
        make(rendition.pk)
        assert hand_over_what_waits(timezone.now() + timedelta(minutes=2)) == 0

    def test_it_gives_up_what_kills_every_worker(
        self, item: Organisation, press: Press, queued: list[int]
    ) -> None:
        press.fault = KeyboardInterrupt()
        rendition = asked(item)
        for _attempt in range(MOST_ATTEMPTS):
            with pytest.raises(KeyboardInterrupt):
                make(rendition.pk)
        assert hand_over_what_waits(timezone.now() + timedelta(minutes=2)) == 0
        rendition.refresh_from_db()
        assert rendition.error == "It was tried too often."
        assert queued == []

    def test_it_is_on_the_schedule(self) -> None:
        from imrf_portal.schedule import SCHEDULE  # noqa: PLC0415

        assert "publication.make_what_waits" in {job["task"] for job in SCHEDULE.values()}
        assert tasks.make_what_waits() == 0


class TestTheTable:
    def test_one_content_has_one_file(self, item: Organisation, press: Press) -> None:
        rendition = asked(item)
        rendition.pk = None
        with pytest.raises(IntegrityError, match="one_rendition_of_each_content"):
            rendition.save()

    def test_what_is_made_has_a_file(self, item: Organisation, press: Press) -> None:
        rendition = asked(item)
        rendition.made_at = timezone.now()
        with pytest.raises(ValidationError):
            rendition.validate_constraints()
        with pytest.raises(IntegrityError, match="rendition_made_has_a_file"), transaction.atomic():
            rendition.save()


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_that_ask_share_one(self, press: Press, queued: list[int]) -> None:
        item = OrganisationFactory()
        first, second = at_once(lambda: asked(item), lambda: asked(item))
        assert first == second
        assert isinstance(first, Rendition)
        assert queued == [first.pk]

    def test_two_workers_make_it_once(self, press: Press, queued: list[int]) -> None:
        rendition = asked(OrganisationFactory())
        outcomes = at_once(lambda: make(rendition.pk), lambda: make(rendition.pk))
        assert sorted(map(bool, outcomes)) == [False, True]
        assert len(press.made) == 1


class TestRooms:
    @pytest.fixture
    def review(self) -> Review:
        return published("CRI")

    @pytest.fixture
    def with_paper(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def paper_of(review: Review, language: str) -> Document:
            return paper(title=review.code, language=language)

        stated = replace(rooms.named("reviews"), paper=paper_of)
        monkeypatch.setitem(rooms._rooms, "reviews", stated)

    def test_a_room_that_states_no_paper_has_no_pdf(
        self, review: Review, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(rooms._rooms, "reviews", replace(rooms.named("reviews"), paper=None))
        with pytest.raises(NoSuchWayError):
            way_of(review, "pdf")

    @pytest.mark.usefixtures("with_paper")
    def test_one_that_states_it_has_a_pdf_of_each_item(self, review: Review) -> None:
        rendition = ask_for(item=review, language="en")
        assert make(rendition.pk)
        rendition.refresh_from_db()
        document = document_of(review, "pdf", "en")
        assert document.title == review.code
        assert rendition.file.read() == pdf_of(document)

    @pytest.mark.usefixtures("with_paper")
    def test_what_is_registered_comes_first(self, review: Review) -> None:
        way = Way(lambda _item, language: paper(language=language))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("publication.paper.ways._ways", {})
            register(Review, "pdf", way)
            assert way_of(review, "pdf") is way

    @pytest.mark.usefixtures("with_paper")
    def test_in_the_demonstration_every_paper_says_so(self, review: Review, settings: Any) -> None:
        settings.DEMONSTRATION = True
        assert "made up" in document_of(review, "pdf", "en").notice
        settings.DEMONSTRATION = False
        assert document_of(review, "pdf", "en").notice == ""
