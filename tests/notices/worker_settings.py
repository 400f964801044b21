"""The tests' settings for a real worker: its mails are files, so that another process sees them."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

EMAIL_BACKEND = os.environ["TEST_EMAIL_BACKEND"]
MAIL_DIR = Path(os.environ["TEST_MAIL_DIR"])
