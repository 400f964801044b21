"""Writes the made-up background notes that are missing, with what stands behind them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import override

from dialogues.models import BackgroundNote, Debate, Paragraph
from dialogues.models.debates import POLICY_DEBATE
from dialogues.notes.finding import find
from dialogues.notes.refs import Ref, model_of
from dialogues.notes.sources import sources_at
from dialogues.numbering import code_of_note
from imrf_portal.demonstration.dialogues.clearances import Story
from imrf_portal.demonstration.dialogues.words import read
from imrf_portal.demonstration.people import OF_THE_SECRETARIAT
from publication.choices import State
from publication.models import Citation
from reviews.choices import QuestionKind
from reviews.models import Answer
from stakeholders.models import User
from stakeholders.record import acting

# After the discussions of 2022 closed, and before the forum met.
BEGUN = {2022: datetime(2022, 4, 23, 9, tzinfo=UTC)}
BEGUN_BEFORE = timedelta(days=6)
MOST_ANSWERS = 8


def load(now: datetime) -> None:
    """Write each note that is not there yet. One that exists is left as people have it.

    To be called last: a note cites what was said, answered, pledged and shown before.
    """
    debates = {
        (debate.cycle_id, debate.slug): debate
        for debate in Debate.objects.with_objectives().filter(note__isnull=True)
    }
    missing = [one for one in read("notes")["note"] if (one["forum"], one["debate"]) in debates]
    if not missing:
        return
    by = User.objects.get(email=OF_THE_SECRETARIAT.email)
    for one in missing:
        _write(one, debates[one["forum"], one["debate"]], by, now)


def _write(words: Mapping[str, Any], debate: Debate, by: User, now: datetime) -> None:
    begun = BEGUN.get(debate.cycle_id, now - BEGUN_BEFORE)
    with acting(by, "write"), override(words["language"]):
        note = BackgroundNote.objects.create(
            code=code_of_note(debate),
            debate=debate,
            language=words["language"],
            title=words["title"],
            created_at=begun,
            saved_at=begun,
            is_demonstration=True,
        )
        paragraphs = _paragraphs(note, words["paragraph"], by, begun)
        _cite(note, zip(paragraphs, words["paragraph"], strict=True), by, begun)
    Story(note, by, begun).tell(words.get("state", "published"), words.get("versions", 1))


def _paragraphs(
    note: BackgroundNote, words: Sequence[Mapping[str, Any]], by: User, at: datetime
) -> list[Paragraph]:
    """Their keys are the same whenever the demonstration is loaded."""
    slug = note.debate.slug if note.debate.slug != POLICY_DEBATE else "d"
    return [
        Paragraph.objects.create(
            note=note,
            key=f"p{note.debate.cycle_id % 100}{slug}{order:02}",
            order=order,
            kind=one.get("kind", "text"),
            text=one["text"].strip(),
            saved_by=by,
            saved_at=at,
        )
        for order, one in enumerate(words, 1)
    ]


def _cite(
    note: BackgroundNote,
    pairs: Iterator[tuple[Paragraph, Mapping[str, Any]]],
    by: User,
    at: datetime,
) -> None:
    """What the panel finds by the words of each paragraph, nothing of it twice."""
    cited: set[Ref] = set()
    rows = []
    for paragraph, words in pairs:
        for ref in _found(note, words.get("behind", ()), cited):
            cited.add(ref)
            rows.append(_citation(note, paragraph, ref, by, at))
    Citation.objects.bulk_create(rows)


def _found(
    note: BackgroundNote, behind: Sequence[tuple[str, str, int]], cited: set[Ref]
) -> Iterator[Ref]:
    for place, words, most in behind:
        if place == "reviews":
            refs = _answers(note, words)
        else:
            found = find(place=place, words=words, note=note, cited=cited)
            refs = [source.ref for source in found.sources]
        yield from [ref for ref in refs if ref not in cited][:most]


def _answers(note: BackgroundNote, words: str) -> list[Ref]:
    """The panel reads them as they are listed, and reviews are listed when all is loaded."""
    texts = Answer.objects.filter(
        review__cycle=note.debate.cycle_id,
        review__state=State.PUBLISHED,
        review__language=note.language,
        question__kind__in=[QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT],
        not_applicable=False,
        value__icontains=words,
    ).order_by("review__code", "question__order")
    places = texts.values_list("review", "question__key")[:MOST_ANSWERS]
    refs = [Ref("review", pk, key) for pk, key in places]
    found = sources_at(refs)
    return [ref for ref in refs if not found[ref].is_gone]


def _citation(
    note: BackgroundNote, paragraph: Paragraph, ref: Ref, by: User, at: datetime
) -> Citation:
    return Citation(
        source_type=ContentType.objects.get_for_model(BackgroundNote),
        source_id=note.pk,
        source_part=paragraph.key,
        target_type=ContentType.objects.get_for_model(model_of(ref.kind)),
        target_id=ref.number,
        target_part=ref.part,
        by=by,
        at=at,
    )
