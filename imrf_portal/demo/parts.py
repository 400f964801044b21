"""The processes of the portal, as commands."""

import sys
from collections.abc import Mapping

from imrf_portal.demo.surroundings import Surroundings
from imrf_portal.embedded.process import Child

GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "python:imrf_portal.web")
CELERY = (sys.executable, "-m", "celery", "--quiet", "--app", "imrf_portal")
WORKER = (*CELERY, "worker", "--concurrency", "2", "--without-mingle", "--without-gossip")


def preparation(env: Mapping[str, str]) -> Child:
    """Ends by itself, after it has said what it does."""
    return Child("The preparation", (sys.executable, "-m", "imrf_portal.demo.prepare"), env=env)


def of_the_demonstration(around: Surroundings, env: Mapping[str, str]) -> list[Child]:
    schedule = str(around.state / "beat-schedule")
    beat = (*CELERY, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "INFO")
    logs = around.logs
    return [
        Child("The web server", (*GUNICORN, "imrf_portal.wsgi"), log=logs / "web.log", env=env),
        Child(
            "The Celery worker", (*WORKER, "--loglevel", "INFO"), log=logs / "worker.log", env=env
        ),
        Child("Celery beat", beat, log=logs / "beat.log", env=env),
    ]


def of_development(around: Surroundings, env: Mapping[str, str]) -> list[Child]:
    """The server reloads by itself; the worker carries beat with it. Both speak to the terminal."""
    server = (sys.executable, "manage.py", "runserver", f"{around.bind}:{around.port}")
    beat = ("--beat", "--schedule", str(around.state / "beat-schedule"))
    return [
        Child("The web server", server, env=env),
        Child("The Celery worker", (*WORKER, *beat, "--loglevel", "WARNING"), env=env),
    ]
