"""Files in answer to a question: taken, taken back, and read by those who may."""

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from publication.choices import State
from publication.uploads import examine
from reviews.choices import QuestionKind
from reviews.conditions import asked_in
from reviews.models import Attachment, Question, ReviewSection
from reviews.rules import may_see_section, may_write_section
from reviews.saving import NotWritableError, hold_as_draft, start
from reviews.writers import Writer, by_fields


def attach(
    *, section: ReviewSection, question: Question, file: "UploadedFile[bytes]", by: Writer
) -> Attachment:
    """Keep the file with the question. The same file twice is kept once. Raises BadUploadError."""
    if not may_write_section(by, section) or question.kind != QuestionKind.FILE:
        raise NotWritableError
    upload = examine(file)
    with transaction.atomic():
        hold_as_draft(section.review)
        start(section)
        present = Attachment.objects.filter(
            review=section.review, question=question, sha256=upload.sha256, removed_at=None
        ).first()
        return present or Attachment.objects.create(
            review=section.review,
            question=question,
            file=file,
            name=upload.name,
            media_type=upload.media_type,
            size=upload.size,
            sha256=upload.sha256,
            **by_fields(by),
        )


def take_back(*, attachment: Attachment, section: ReviewSection, by: Writer) -> None:
    if not may_write_section(by, section):
        raise NotWritableError
    with transaction.atomic():
        hold_as_draft(section.review)
        present = Attachment.objects.filter(pk=attachment.pk, removed_at=None)
        present.update(removed_at=timezone.now())


def may_read(user: Writer | AnonymousUser, attachment: Attachment) -> bool:
    """Everybody, once the review is published; before that, who may see the section.

    What is not asked is not published.
    """
    if attachment.removed_at is not None:
        return False
    if attachment.review.state == State.PUBLISHED and is_asked(attachment):
        return True
    if isinstance(user, AnonymousUser):
        return False
    section = attachment.review.sections.filter(section=attachment.question.section_id).first()
    return section is not None and may_see_section(user, section)


def is_asked(attachment: Attachment) -> bool:
    return asked_in(attachment.review).asks(attachment.question)
