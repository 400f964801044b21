"""What is left behind is cleared away, and a file gets its sum."""

import hashlib
import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from dialogues.models import Recording, Upload
from dialogues.recordings.cleaning import clear_uploads, delete_removed, sum_up
from dialogues.recordings.keeping import Facts, take_back
from dialogues.recordings.uploading import append, begin, finish, path_of
from dialogues.tasks import tidy_recordings
from tests.dialogues.recordings.files import mp4
from tests.dialogues.recordings.setting import filmed
from tests.factories.dialogues import announced, recording
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db
FILM = mp4()


def begun() -> Upload:
    upload = begin(session=announced(), name="a.mp4", size=len(FILM), by=examiner())
    return append(upload=upload, offset=0, part=FILM[:50])


def test_an_upload_can_go_on_for_three_days() -> None:
    upload, now = begun(), timezone.now()
    assert clear_uploads(now + timedelta(days=2, hours=23)) == 0
    assert path_of(upload.key).exists()
    assert clear_uploads(now + timedelta(days=3, minutes=1)) == 1
    assert not path_of(upload.key).exists()
    assert clear_uploads(now + timedelta(days=4)) == 0


def test_what_became_of_an_upload_is_known_for_three_days_and_its_recording_stays() -> None:
    upload = append(upload=begun(), offset=50, part=FILM[50:])
    made, now = finish(upload=upload, facts=Facts(), by=examiner()), timezone.now()
    assert clear_uploads(now + timedelta(days=2, hours=23)) == 0
    assert clear_uploads(now + timedelta(days=3, minutes=1)) == 1
    assert not Upload.objects.exists()
    with made.file.open("rb") as file:
        assert file.read() == FILM


def test_a_file_without_a_row_goes_when_it_is_old() -> None:
    path = path_of(uuid4())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"part")
    now = timezone.now()
    assert clear_uploads(now) == 0
    old = (now - timedelta(days=4)).timestamp()
    os.utime(path, (old, old))
    assert clear_uploads(now) == 1
    assert not path.exists()


def test_the_file_of_what_was_taken_back_goes_after_thirty_days() -> None:
    film, other, now = filmed(), filmed(), timezone.now()
    take_back(recording=film, by=examiner())
    assert delete_removed(now + timedelta(days=29)) == 0
    assert delete_removed(now + timedelta(days=31)) == 1
    assert not film.file.storage.exists(str(film.file.name))
    assert other.file.storage.exists(str(other.file.name))
    assert delete_removed(now + timedelta(days=31)) == 0
    assert Recording.objects.filter(pk=film.pk).exists()


def test_a_sum_is_made_of_each_file_once() -> None:
    film = filmed(data=FILM)
    recording()
    assert sum_up() == 1
    film.refresh_from_db()
    assert film.sha256 == hashlib.sha256(FILM).hexdigest()
    assert sum_up() == 0


def test_the_worker_does_all_of_it_and_twice_is_harmless() -> None:
    begun()
    filmed()
    assert tidy_recordings() == 1
    assert tidy_recordings() == 0


def test_what_is_gone_on_with_lives_as_long_as_what_is_begun() -> None:
    upload, now = begun(), timezone.now()
    Upload.objects.update(touched_at=now - timedelta(days=4))
    again = begin(session=upload.session, name="a.mp4", size=len(FILM), by=upload.by)
    assert again.pk == upload.pk
    assert clear_uploads(now) == 0
    assert path_of(upload.key).exists()


def test_a_file_that_is_lost_keeps_no_other_from_its_sum() -> None:
    lost, other = filmed(), filmed()
    lost.file.storage.delete(str(lost.file.name))
    assert sum_up() == 1
    other.refresh_from_db()
    assert other.sha256
    assert not Recording.objects.get(pk=lost.pk).sha256
