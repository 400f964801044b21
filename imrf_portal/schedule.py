"""Every periodic job, in one table."""

from typing import Any

from celery.schedules import crontab

# Days before the deadline on which those who still owe are reminded; -1 is the day after.
REVIEW_REMINDERS = (60, 30, 14, 7, 2, 0, -1)
# The same for the dates that a State has set itself, section by section.
SECTION_REMINDERS = (7, 2, 0, -3)

# Each job does what should have been done by now: a run that was missed is made up by the next,
# and a run too many does nothing. Reminders run hourly because morning comes to each zone in turn.
SCHEDULE: dict[str, dict[str, Any]] = {
    "send what was overlooked": {"task": "notices.sweep", "schedule": 60.0},
    "publish what is due": {"task": "publication.release_due", "schedule": 20.0},
    "remind who still owes": {
        "task": "reviews.remind",
        "schedule": crontab(minute="5"),
        "args": [list(REVIEW_REMINDERS)],
    },
    "remind who has a section": {
        "task": "reviews.remind_of_sections",
        "schedule": crontab(minute="15"),
        "args": [list(SECTION_REMINDERS)],
    },
    "tell what is new in saved searches": {
        "task": "publication.tell_what_is_new",
        "schedule": crontab(minute="35"),
    },
    "make files that were overlooked": {"task": "publication.make_what_waits", "schedule": 60.0},
    "go on with packs": {"task": "desk.go_on_with_packs", "schedule": 60.0},
    "go on with imports": {"task": "pledges.go_on_with_imports", "schedule": 60.0},
    "ask what is new of pledges": {
        "task": "pledges.ask_for_news",
        "schedule": crontab(hour="6", minute="20"),
    },
    "ask whether practices are still true": {
        "task": "practices.ask_whether_still_true",
        "schedule": crontab(hour="6", minute="40"),
    },
    "keep peer reviews going": {
        "task": "practices.keep_reviews_going",
        "schedule": crontab(minute="25"),
    },
    "show how old the news of pledges is": {
        "task": "pledges.relight",
        "schedule": crontab(hour="0", minute="15"),
    },
    "tell who follows a discussion": {
        "task": "dialogues.tell_followers",
        "schedule": crontab(minute="45"),
    },
    "tell moderators what waits": {
        "task": "dialogues.tell_moderators",
        "schedule": crontab(minute="50"),
    },
    "remind who comes to a session": {"task": "dialogues.remind", "schedule": 120.0},
    "list sessions that have passed": {"task": "dialogues.pass_by", "schedule": 300.0},
    "forget registrations that nobody confirmed": {
        "task": "dialogues.forget_unconfirmed",
        "schedule": crontab(hour="4", minute="10"),
    },
    "clear what is left of uploads": {
        "task": "dialogues.tidy_recordings",
        "schedule": crontab(minute="45"),
    },
}
