"""A real Celery worker on a real broker, for the journey on which the mails matter."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from imrf_portal.celery import app
from imrf_portal.demo.parts import WORKER
from imrf_portal.embedded.process import Child, wait_until


@contextmanager
def at_work(state: Path, *, database: str, address: str) -> Iterator[None]:
    """A worker that writes its mails below `state`, told of its tasks by this process."""
    log = state / "worker.log"
    place = urlsplit(os.environ["DATABASE_URL"])
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.journeys.worker_settings",
        "DEMONSTRATION": "1",
        "QUEUE_OF_THE_JOURNEY": app.conf.task_default_queue,
        "DATABASE_URL": place._replace(path=f"/{database}").geturl(),
        "PORTAL_ADDRESS": address,
        "PORTAL_STATE_DIR": str(state),
    }
    worker = Child("The worker", (*WORKER, "-l", "INFO"), log=log, env=env)
    app.control.purge()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.conf, "task_always_eager", False)
        worker.start()
        try:
            assert wait_until(lambda: "ready" in log.read_text(), 30), worker.last_words()
            yield
        finally:
            worker.stop()
