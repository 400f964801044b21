"""The portal's Celery application, whose beat is quick."""

from imrf_portal.celery import app

__all__ = ["app"]

app.conf.beat_max_loop_interval = 0.2
app.conf.beat_schedule = {
    "publish what is due": {"task": "publication.release_due", "schedule": 0.3},
    "send what was overlooked": {"task": "notices.sweep", "schedule": 0.3},
}
