"""What the form of a practice sends, for the tests of its author's pages."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from practices.choices import Progress
from practices.forms import PracticeForm
from practices.forms.saved import write
from practices.models import Practice
from practices.services import save_draft
from publication.choices import Scope
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.pledges import principle
from tests.factories.practices import TITLE, author_of
from tests.factories.stakeholders import UserFactory

NARRATIVE = {
    "summary": "Vans with a registry office visit the farms in the season.",
    "description": "Two vans, four registrars, a timetable.",
    "beneficiaries": "Seasonal workers and their families.",
    "impact": "Nine of ten births are registered within a month.",
    "evidence": "Counted by the registry.",
    "lessons": "Come in the evening.",
    "replication": "A van and a mayor who agrees.",
}


def typed(practice: Practice, **fields: Any) -> dict[str, Any]:
    """What the form of a complete practice sends; a list where there may be several."""
    return {
        "revision": str(practice.revision),
        "title": TITLE,
        "language": "en",
        **NARRATIVE,
        "primary_objective": str(ObjectiveFactory(number=5).pk),
        "principles": [str(principle(1).pk)],
        "countries": [str(CountryFactory(iso3="CRI").pk)],
        "scope": Scope.NATIONAL,
        "starts_on": "2019-03-01",
        "progress": Progress.COMPLETED,
        "is_own": "own",
        "contact": "Rosa Contacta",
        "criterion-rights": "Everybody is asked first.",
        **fields,
    }


def as_query(data: dict[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, [str(v) for v in value] if isinstance(value, list) else [str(value)])
    return query


def anew(practice: Practice) -> Practice:
    return Practice.objects.get(pk=practice.pk)


def save(practice: Practice, data: dict[str, Any], by: User | None = None) -> Practice:
    """Save the form as its author, and read the practice anew."""
    form = PracticeForm(as_query(data), practice=anew(practice))
    save_draft(
        practice=practice,
        base_revision=anew(practice).revision,
        write=lambda current: write(form, current),
        by=by or author_of(practice),
    )
    return anew(practice)


def colleague_of(practice: Practice, name: str = "Rosa Colega") -> User:
    return UserFactory(name=name, role=Role.REPRESENTATIVE, role__at=practice.organisation)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def office_file(name: str, **parts: str) -> SimpleUploadedFile:
    """A Word or Excel file with these parts; `core` and `app` are its properties."""
    folder = "word/document.xml" if name.endswith("docx") else "xl/workbook.xml"
    members = {"[Content_Types].xml": "<Types/>", folder: "<document/>"}
    paths = {"core": "docProps/core.xml", "app": "docProps/app.xml"}
    members |= {paths.get(part, part): text for part, text in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in members.items():
            archive.writestr(path, text)
    return upload(name, file.getvalue())
