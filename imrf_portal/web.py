"""Gunicorn's configuration: `gunicorn --config python:imrf_portal.web imrf_portal.wsgi`."""

import os
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 10
# Workers begin anew now and then, so that a leak of memory in a library never grows large.
max_requests = 5000
max_requests_jitter = 500
# Their heartbeat is a file: in memory, where it cannot be held up by a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True


def child_exit(server: Any, worker: Any) -> None:
    """Take the figures of an ended worker out of the metrics."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
