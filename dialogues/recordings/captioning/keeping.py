"""Verbs of captions and chapters: only the Secretariat has them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from dialogues.models import Captions, Chapter, Cue, Recording
from dialogues.recordings.captioning.problems import Reading, Spoken
from dialogues.recordings.searching import vector_of_line
from dialogues.rules import may_prepare
from dialogues.services.errors import NotAllowedError
from publication.moves import show_as_it_is
from stakeholders.models import User

CHUNK = 500
# A sentence goes on in the next line where that follows so soon.
PAUSE_MS = 5_000


@transaction.atomic
def keep_captions(
    *, recording: Recording, language: str, reading: Reading, name: str, by: User
) -> Captions:
    """What was read, in place of the captions in this language that there were before."""
    _check_secretariat(by)
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    current.captions.filter(language=language, removed_at=None).update(removed_at=timezone.now())
    captions = Captions.objects.create(
        recording=current,
        language=language,
        name=name[:150],
        source=reading.source,
        sha256=hashlib.sha256(reading.source.encode()).hexdigest(),
        by=by,
    )
    Cue.objects.bulk_create(_cues(captions, reading.lines), batch_size=CHUNK)
    show_as_it_is(current.session)
    return captions


def _cues(captions: Captions, lines: Sequence[Spoken]) -> Iterable[Cue]:
    for number, (line, after) in enumerate(zip(lines, _goes_on(lines), strict=True), start=1):
        yield Cue(
            captions=captions,
            number=number,
            starts_ms=line.starts_ms,
            ends_ms=line.ends_ms,
            speaker=line.speaker,
            text=line.text,
            vector=vector_of_line(line.text, after, captions.language),
        )


def _goes_on(lines: Sequence[Spoken]) -> Iterable[str]:
    """Of each line, the words with which a sentence may go on."""
    for line, following in pairwise(lines):
        yield following.text if following.starts_ms - line.ends_ms <= PAUSE_MS else ""
    if lines:
        yield ""


@transaction.atomic
def take_captions_back(*, captions: Captions, by: User) -> None:
    _check_secretariat(by)
    Captions.objects.filter(pk=captions.pk).update(removed_at=timezone.now())
    show_as_it_is(captions.recording.session)


@transaction.atomic
def keep_chapters(
    *, recording: Recording, chapters: Mapping[int, Mapping[str, str]], by: User
) -> None:
    """By the millisecond at which each begins: its title in each language that has one."""
    _check_secretariat(by)
    Recording.objects.select_for_update().get(pk=recording.pk)
    recording.chapters.all().delete()
    for starts_ms, titles in sorted(chapters.items()):
        named = {build_localized_fieldname("title", code): titles[code] for code in titles}
        Chapter.objects.create(recording=recording, starts_ms=starts_ms, **named)


def _check_secretariat(by: User) -> None:
    if not may_prepare.test(by):
        raise NotAllowedError
