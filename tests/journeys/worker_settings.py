"""A worker's settings on a journey: those of production, and the queue of whoever asks it."""

import os

from imrf_portal.settings import *  # noqa: F403

# What one of its tasks hands on is for itself as well.
CELERY_TASK_DEFAULT_QUEUE = os.environ["QUEUE_OF_THE_JOURNEY"]
