"""Gunicorn's configuration: `gunicorn --config python:imrf_portal.web imrf_portal.wsgi`."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 10
# Workers begin anew now and then, so that a leak of memory in a library never grows large.
max_requests = 5000
max_requests_jitter = 500
# Their heartbeat is a file: in memory, where a slow disk does not hold it up.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True

# Each worker counts for itself; through this folder, /metrics gives the figures of all.
FIGURES = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    os.environ[FIGURES] = tempfile.mkdtemp(prefix="portal-figures-")


def child_exit(server: Any, worker: Any) -> None:
    """Take what an ended worker was just doing out of the figures."""
    from prometheus_client import multiprocess  # noqa: PLC0415 - it reads the folder's name at once

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    shutil.rmtree(os.environ[FIGURES], ignore_errors=True)
