"""Forms as the tests write them down: sheets of lines, as a workbook or as text."""

import csv
import io
from typing import Any

from openpyxl import Workbook

from reviews.xlsform.findings import Findings
from reviews.xlsform.plan import FormPlan, QuestionPlan
from reviews.xlsform.reading import read_form

Sheet = list[list[Any]]


def workbook(**sheets: Sheet) -> io.BytesIO:
    book = Workbook(write_only=True)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def text(**sheets: Sheet) -> io.BytesIO:
    """Sheets under one another, each with its name before it."""
    words = io.StringIO()
    writer = csv.writer(words)
    for name, lines in sheets.items():
        writer.writerow([name])
        writer.writerows([["", *line] for line in lines])
    return io.BytesIO(words.getvalue().encode())


def read(*survey: list[Any], choices: Sheet | None = None, **sheets: Sheet) -> FormPlan:
    return read_with_findings(*survey, choices=choices, **sheets)[0]


def read_with_findings(
    *survey: list[Any], choices: Sheet | None = None, **sheets: Sheet
) -> tuple[FormPlan, Findings]:
    more = {"choices": choices} if choices else {}
    return read_form(workbook(survey=list(survey), **more, **sheets))


def told(findings: Findings) -> list[tuple[str, int, str, str]]:
    return [(one.sheet, one.row, one.column, one.what) for one in findings.all]


def questions(plan: FormPlan) -> dict[str, QuestionPlan]:
    return {question.key: question for section in plan.sections for question in section.questions}
