"""The sources of a paragraph: cited, and taken away again."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from dialogues.choices import ParagraphKind
from dialogues.models import BackgroundNote
from dialogues.notes.errors import CannotCiteError
from dialogues.notes.holding import held
from dialogues.notes.refs import Ref, model_of
from dialogues.notes.sources import sources_at
from publication.models import Citation
from publication.services import cite_thing, uncite
from stakeholders.models import User

MOST_SOURCES = 60


def cite_in(*, note: BackgroundNote, key: str, ref: Ref, by: User) -> None:
    """Let the paragraph cite what everybody can read. Citing twice changes nothing."""
    with held(note, by, "cite"):
        texts = note.paragraphs.filter(kind=ParagraphKind.TEXT, removed_at=None)
        paragraph = texts.filter(key=key).first()
        is_itself = ref == Ref.of(note)
        if paragraph is None or is_itself or sources_at([ref])[ref].is_gone:
            raise CannotCiteError(ref)
        if citations_in(note).filter(source_part=key).count() >= MOST_SOURCES:
            raise CannotCiteError(ref)
        target = model_of(ref.kind)._default_manager.get(pk=ref.number)
        cite_thing(source=note, part=key, target=target, target_part=ref.part, by=by)


def uncite_in(*, note: BackgroundNote, key: str, number: int, by: User) -> None:
    with held(note, by, "uncite"):
        uncite(source=note, parts=[key], number=number)


def citations_in(note: BackgroundNote) -> QuerySet[Citation]:
    return Citation.objects.filter(
        source_type=ContentType.objects.get_for_model(note), source_id=note.pk
    )


def copy_sources(note: BackgroundNote, key: str, to: str) -> None:
    Citation.objects.bulk_create(
        [
            Citation(
                source_type=one.source_type,
                source_id=note.pk,
                source_part=to,
                target_type=one.target_type,
                target_id=one.target_id,
                target_part=one.target_part,
                by_id=one.by_id,
                at=one.at,
            )
            for one in citations_in(note).filter(source_part=key)
        ]
    )


def forget_what_was_taken_out(note: BackgroundNote) -> None:
    """A published note cites nothing from paragraphs that are not in it."""
    out: Iterable[str] = note.paragraphs.filter(removed_at__isnull=False).values("key")  # type: ignore[assignment]
    citations_in(note).filter(source_part__in=out).delete()
