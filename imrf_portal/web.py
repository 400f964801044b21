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
# Their heartbeat is a file: in memory, where a slow disk does not hold it up.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True

# Each worker counts for itself; through this folder, /metrics gives the figures of all.
figures = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
if figures:
    Path(figures).mkdir(parents=True, exist_ok=True)
    for left_over in Path(figures).glob("*.db"):
        left_over.unlink()


def child_exit(server: Any, worker: Any) -> None:
    """Take what an ended worker was just doing out of the figures."""
    if figures:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
