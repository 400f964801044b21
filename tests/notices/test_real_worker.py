"""A real Celery worker on a real Valkey, killed where it hurts: each message leaves once."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from imrf_portal.celery import app
from imrf_portal.embedded.process import Child
from notices.choices import NoticeState
from notices.delivery import dispatch, sweep
from notices.models import Notice
from notices.querysets import STUCK_AFTER
from publication.choices import State
from publication.moves import make_move
from reviews.models import Review
from tests.environment import ROOT
from tests.factories.notices import NEWS
from tests.factories.publication import examiner, moved
from tests.factories.reviews import begun, filled, focal_point_of
from tests.factories.stakeholders import UserFactory
from tests.notices.mail_servers import HUNG

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = ("worker", "--pool=solo", "--without-gossip", "--without-mingle", "--without-heartbeat")
Start = Callable[..., Child]


def database() -> str:
    """The address of this test's database, in which another process finds the same rows."""
    place = urlsplit(os.environ["DATABASE_URL"])
    return place._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def start(tmp_path: Path, mails: Path) -> Iterator[Start]:
    """`start("worker")` starts a process of Celery; whatever still runs is killed in the end."""
    app.control.purge()
    with ExitStack() as running:

        def begin(*arguments: str, backend: str = "notices.mail_files.OneFileEach") -> Child:
            command = [sys.executable, "-m", "celery", "-A", "tests.notices.worker_app", *arguments]
            surroundings = {
                "DATABASE_URL": database(),
                "DJANGO_SETTINGS_MODULE": "tests.notices.worker_settings",
                "TEST_EMAIL_BACKEND": backend,
                "TEST_MAIL_DIR": str(mails),
            }
            child = Child(
                arguments[0],
                command,
                log=tmp_path / f"{arguments[0]}.log",
                env=os.environ | surroundings,
                folder=ROOT,
            )
            child.start()
            running.callback(kill, child)
            return child

        yield begin


def kill(child: Child) -> None:
    """As `kill -9` does it: no time to say goodbye."""
    process = child.process
    if process and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def eventually(happens: Callable[[], object], *children: Child, seconds: float = 30) -> None:
    """Wait until it happens; what the children said last if it does not."""
    end, pause = monotonic() + seconds, Event()
    while not happens():
        in_vain = monotonic() > end or any(child.has_ended() for child in children)
        assert not in_vain, [child.last_words() for child in children]
        pause.wait(0.05)


def left(mails: Path) -> Counter[str]:
    """How often each message lies in the folder, by its Message-ID."""
    return Counter(
        message_from_bytes(path.read_bytes())["Message-ID"] for path in mails.glob("*.eml")
    )


def once_each() -> Counter[str]:
    """Every message of the outbox, once."""
    return Counter(
        f"<notice-{pk}@testserver>" for pk in Notice.objects.values_list("pk", flat=True)
    )


def all_sent() -> bool:
    return not Notice.objects.exclude(state=NoticeState.SENT).exists()


def waiting(where: str) -> bool:
    """Whether another process waits for a lock in this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND wait_event = %s",
            [where],
        )
        return bool(cursor.fetchone()[0])


def submitted() -> Review:
    """A review whose submission has to be told to four people."""
    review = filled(begun())
    for more in ({"focal_point_of": "CRI"}, {"secretariat": True}, {"secretariat": True}):
        UserFactory(**more)
    make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
    assert Notice.objects.count() == 4
    return review


def test_a_worker_killed_between_submission_and_mail_loses_none_and_sends_none_twice(
    start: Start, mails: Path
) -> None:
    submitted()
    with psycopg.connect(database()) as lock:
        lock.execute("LOCK TABLE reviews_review IN ACCESS EXCLUSIVE MODE")
        first = start(*WORKER)
        eventually(lambda: waiting("relation"), first)  # it has taken a message up, and writes it
        kill(first)
    assert left(mails) == Counter()
    assert Notice.objects.queued().count() == 4

    second = start(*WORKER)
    sweep(timezone.now() + timedelta(minutes=1))  # the message that the first had taken is gone
    eventually(all_sent, second)
    assert left(mails) == once_each()

    dispatch(Notice.objects.all())  # what the broker gives out anew once it misses the first
    last = Notice.objects.create(key="last", kind="account", recipient=examiner(), context=NEWS)
    dispatch(Notice.objects.filter(pk=last.pk))
    eventually(all_sent, second)
    assert left(mails) == once_each()


def test_a_worker_killed_in_the_act_leaves_a_message_that_nobody_sends_again(
    start: Start, mails: Path
) -> None:
    Notice.objects.create(key="one", kind="account", recipient=UserFactory(), context=NEWS)
    dispatch(Notice.objects.all())
    with psycopg.connect(database()) as lock:
        lock.execute("SELECT pg_advisory_lock(%s)", [HUNG])
        first = start(*WORKER, backend="tests.notices.mail_servers.HangingAfterwards")
        eventually(lambda: waiting("advisory"), first)  # the mail has left, the row is not marked
        kill(first)
    assert Notice.objects.get().state == NoticeState.SENDING

    second = start(*WORKER)
    assert sweep(timezone.now() + STUCK_AFTER) == (0, 1)
    Notice.objects.create(key="two", kind="account", recipient=UserFactory(), context=NEWS)
    dispatch(Notice.objects.all())
    eventually(lambda: Notice.objects.get(key="two").state == NoticeState.SENT, second)
    assert Notice.objects.get(key="one").state == NoticeState.SENDING
    assert left(mails) == once_each()


def test_beat_and_worker_publish_at_the_time_set_and_tell_of_it(
    start: Start, mails: Path, tmp_path: Path
) -> None:
    worker = start(*WORKER)
    beat = start("beat", f"--schedule={tmp_path / 'schedule'}")
    review = moved(filled(begun()), to=State.UNDER_REVIEW)
    eventually(all_sent, worker)  # so it is awake

    soon = timezone.now() + timedelta(seconds=1.5)
    make_move(review, "schedule", by=examiner(), publish_at=soon)
    page = review.get_absolute_url()
    assert Client().get(page).status_code == 404
    eventually(lambda: Client().get(page).status_code == 200, worker, beat)
    review.refresh_from_db()
    assert review.published_at
    assert review.published_at >= soon
    eventually(all_sent, worker)
    assert left(mails) == once_each()
    assert Notice.objects.filter(kind="reviews.release.author").exists()


def test_the_tests_own_queue_is_not_the_portals() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    assert app.conf.task_default_queue == f"test-{worker}"
