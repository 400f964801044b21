"""The processes of the portal, as commands."""

import sys

from imrf_portal.demo.supervisor import Part
from imrf_portal.demo.surroundings import Surroundings

CELERY = (sys.executable, "-m", "celery", "--app", "imrf_portal")
WORKER = (*CELERY, "worker", "--concurrency", "2", "--without-mingle", "--without-gossip")
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "python:imrf_portal.web")


def of_the_demonstration(around: Surroundings) -> list[Part]:
    schedule = around.state / "beat-schedule"
    beat = (*CELERY, "beat", "--schedule", str(schedule), "--pidfile", "")
    return [
        Part("web server", (*GUNICORN, "imrf_portal.wsgi"), around.logs / "web.log"),
        Part("Celery worker", (*WORKER, "--loglevel", "INFO"), around.logs / "worker.log"),
        Part("Celery beat", (*beat, "--loglevel", "INFO"), around.logs / "beat.log"),
    ]


def of_development(around: Surroundings) -> list[Part]:
    """The server reloads by itself; the worker carries beat with it. All speak to the terminal."""
    schedule = ("--beat", "--schedule", str(around.state / "beat-schedule"))
    server = (sys.executable, "manage.py", "runserver", f"{around.bind}:{around.port}")
    return [
        Part("web server", server, None),
        Part("Celery worker", (*WORKER, *schedule, "--loglevel", "WARNING"), None),
    ]
