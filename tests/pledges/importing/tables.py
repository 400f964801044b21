"""Tables of pledges as files: rows by the names of the columns, as CSV or as a workbook."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from pledges.importing import runs
from pledges.importing.columns import COLUMNS
from pledges.models import ImportRun
from stakeholders.models import User

HEADINGS = [column.name for column in COLUMNS]
Row = Mapping[str, Any]
SMALL = {
    "external_id": "HUB-1",
    "organisation": "CRI",
    "cycle": "2022",
    "made_on": "2022-05-17",
    "language": "en",
    "title": "A desk in every border province",
    "description": "Twelve desks give residence papers within ten days.",
    "nature": "financial",
    "scope": "national",
    "objectives": "5",
}
FULL = {
    **SMALL,
    "partners": "City of Somewhere; Union of Something",
    "partner_types": "local-authority; trade-union",
    "kind": "partnership",
    "commitments": "Open twelve desks.\nPublish the figures.",
    "nature": "financial; policy-legal",
    "objectives": "5; 12",
    "actions": "5(a) 12(b)",
    "principles": "1 6",
    "countries": "CRI; PAN",
    "starts_on": "2022-07-01",
    "ends_on": "2026-12-31",
    "amount": "1250000.5",
    "currency": "USD",
    "contact": "Desk for pledges, desk@example.org",
    "stage": "in-progress",
    "last_news": "2024-03-01",
    "target_1_indicator": "Desks that are open",
    "target_1_baseline": "0",
    "target_1_value": "12",
    "target_1_unit": "desks",
    "target_1_due_on": "2026-12-31",
    "target_2_indicator": "Answers within ten days",
    "target_2_baseline": "22.5",
    "target_2_value": "90",
    "target_2_unit": "per cent",
    "target_2_due_on": "2025-06-30",
}


def small(number: int = 1, **more: str) -> dict[str, str]:
    return {**SMALL, "external_id": f"HUB-{number}", **more}


def as_csv(
    rows: Iterable[Row],
    *,
    headings: list[str] = HEADINGS,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows([row.get(name, "") for name in headings] for row in rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Row], *, headings: list[str] = HEADINGS) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("pledges")
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(name) for name in headings])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def uploaded(content: bytes, name: str = "pledges.csv") -> "SimpleUploadedFile":
    return SimpleUploadedFile(name, content)


def run_of(
    content: bytes, by: User, *, name: str = "pledges.csv", takes_updates: bool = False
) -> ImportRun:
    return runs.upload(file=uploaded(content, name), takes_updates=takes_updates, by=by)
