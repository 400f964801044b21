"""Entering the report of a regional round after the event: its facts, its file, its answers."""

import json
import zlib
from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from publication.uploads import examine
from reviews.carrying.rules import may_enter_report
from reviews.entries import Written
from reviews.models import EarlierAnswer, EarlierReport, Question
from reviews.services.errors import NotAllowedError
from stakeholders.models import User

MOST = 10**9
# By question: what was typed, and the mark of what stood there when the page was made.
Typed = Mapping[Question, tuple[Written, int]]


def mark_of(entry: EarlierAnswer | None) -> int:
    """A number that is another as soon as the answer is another; 0 where there is none."""
    if entry is None or entry.is_blank:
        return 0
    said = json.dumps([entry.value, entry.not_applicable, entry.reason], sort_keys=True)
    return zlib.crc32(said.encode()) % MOST


@transaction.atomic
def save_report(
    *, report: EarlierReport, file: "UploadedFile[bytes] | None" = None, by: User
) -> EarlierReport:
    """Write its facts, and its document if one was sent. Raises BadUploadError."""
    if not may_enter_report(by, report.country_id):
        raise NotAllowedError
    if file is not None:
        upload = examine(file)
        report.file, report.name, report.media_type = file, upload.name, upload.media_type
    if report._state.adding:
        report.entered_by = by
    report.save()
    return report


@transaction.atomic
def save_report_answers(
    *, report: EarlierReport, typed: Typed, by: User
) -> dict[int, EarlierAnswer | None]:
    """Write each answer that nobody has changed since; of the others, by question, what stands."""
    if not may_enter_report(by, report.country_id):
        raise NotAllowedError
    EarlierReport.objects.select_for_update().get(pk=report.pk)
    present = {answer.question_id: answer for answer in report.answers.all()}
    changed_meanwhile: dict[int, EarlierAnswer | None] = {}
    for question, (written, mark) in typed.items():
        current = present.get(question.pk)
        if written.says_the_same_as(current):
            continue
        if mark != mark_of(current):
            changed_meanwhile[question.pk] = current
            continue
        _write(report, question, written)
    return changed_meanwhile


def _write(report: EarlierReport, question: Question, written: Written) -> None:
    answers = EarlierAnswer.objects.filter(report=report, question=question)
    if written.is_blank:
        answers.delete()
    elif not answers.update(**written.fields):
        EarlierAnswer.objects.create(report=report, question=question, **written.fields)
