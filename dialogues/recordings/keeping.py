"""Verbs of recordings: only the Secretariat has them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.choices import RecordingKind
from dialogues.models import Recording, Session
from dialogues.recordings.containers import Container
from dialogues.recordings.hosts import video_at
from dialogues.rules import may_prepare
from dialogues.services.errors import DialogueError, NotAllowedError
from publication.moves import show_as_it_is
from stakeholders.models import User


class RecordingError(DialogueError):
    """Nothing was changed; the words say why."""


class WithoutCaptionsError(RecordingError):
    """It can be published like this, by whoever says so a second time."""


@dataclass(frozen=True)
class Facts:
    title: str = ""
    language: str = ""


@transaction.atomic
def add_link(*, session: Session, address: str, facts: Facts, by: User) -> Recording:
    _check_secretariat(by)
    if video_at(address) is None:
        raise RecordingError(
            _("This is no address of a video on YouTube, Vimeo or UN Web TV. Copy it again.")
        )
    return _add(session, facts, by, kind=RecordingKind.LINK, address=address)


@transaction.atomic
def add_file(
    *, session: Session, file: Any, container: Container, facts: Facts, by: User
) -> Recording:
    """A file that was examined. Its name in the storage is the portal's own."""
    _check_secretariat(by)
    _lock(session)
    number = _next_number(session)
    size = file.size
    recording = Recording(
        session=session,
        number=number,
        kind=RecordingKind.FILE,
        title=facts.title,
        language=facts.language,
        media_type=container.media_type,
        size=size,
        milliseconds=container.milliseconds,
        by=by,
    )
    recording.file.save(f"{session.code}-{number}{container.suffix}", file, save=False)
    recording.save()
    return recording


@transaction.atomic
def change_facts(*, recording: Recording, facts: Facts, by: User) -> Recording:
    _check_secretariat(by)
    current = _locked(recording)
    current.title, current.language = facts.title, facts.language
    current.save(update_fields=["title", "language"])
    return current


@transaction.atomic
def publish(*, recording: Recording, by: User, without_captions: bool = False) -> Recording:
    """Everybody can watch it from now on. Without captions only who says so once more."""
    _check_secretariat(by)
    current = _locked(recording)
    if current.removed_at is not None:
        raise RecordingError(_("The recording was taken back: bring it back first."))
    if not without_captions and not current.captions.filter(removed_at=None).exists():
        raise WithoutCaptionsError(
            _("It has no captions: who does not hear, or know the language, is left out.")
        )
    if current.published_at is None:
        current.published_at = timezone.now()
        current.save(update_fields=["published_at"])
    return _shown(current)


@transaction.atomic
def hold_back(*, recording: Recording, by: User) -> Recording:
    """Nobody but the Secretariat sees it any more."""
    _check_secretariat(by)
    current = _locked(recording)
    current.published_at = None
    current.save(update_fields=["published_at"])
    return _shown(current)


@transaction.atomic
def take_back(*, recording: Recording, by: User) -> Recording:
    """It can be brought back for some weeks; then its file is deleted."""
    _check_secretariat(by)
    current = _locked(recording)
    current.published_at, current.removed_at = None, timezone.now()
    current.save(update_fields=["published_at", "removed_at"])
    return _shown(current)


@transaction.atomic
def bring_back(*, recording: Recording, by: User) -> Recording:
    _check_secretariat(by)
    current = _locked(recording)
    if current.file and not current.file.storage.exists(str(current.file.name)):
        raise RecordingError(_("Its file has been deleted since. Upload it again."))
    current.removed_at = None
    current.save(update_fields=["removed_at"])
    return current


def _check_secretariat(by: User) -> None:
    if not may_prepare.test(by):
        raise NotAllowedError


def _lock(session: Session) -> None:
    """Two who add at the same moment count one after the other."""
    Session.objects.select_for_update().get(pk=session.pk)


def _locked(recording: Recording) -> Recording:
    return Recording.objects.select_for_update().get(pk=recording.pk)


def _next_number(session: Session) -> int:
    return (session.recordings.aggregate(last=Max("number"))["last"] or 0) + 1


def _add(session: Session, facts: Facts, by: User, **fields: Any) -> Recording:
    _lock(session)
    return Recording.objects.create(
        session=session,
        number=_next_number(session),
        title=facts.title,
        language=facts.language,
        by=by,
        **fields,
    )


def _shown(recording: Recording) -> Recording:
    """What lists tell of the session changes with it: that there is a recording, and its words."""
    show_as_it_is(recording.session)
    return recording
