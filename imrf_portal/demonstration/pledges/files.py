"""Attachments of made-up pledges: a page of PDF that says that it is made up."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile

from imrf_portal.demonstration.pledges.histories import History
from pledges.models import Pledge, PledgeFile
from stakeholders.models import User

WITH_FILE = {"PLG-2022-0147", "PLG-2022-0093", "PLG-2026-0077"}
NAME = "demonstration-plan.pdf"


def attach(pledge: Pledge, history: History, by: User) -> PledgeFile:
    content = _page(f"Demonstration: a plan that was made up for {pledge.code}")
    return PledgeFile.objects.create(
        pledge=pledge,
        file=ContentFile(content, name=f"{pledge.code}.pdf"),
        name=NAME,
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        at=history.begun,
        by=by,
    )


def by_pledge(files: Iterable[PledgeFile]) -> dict[str, list[dict[str, str]]]:
    """What a snapshot of each pledge, by its code, keeps of its files."""
    return {file.pledge.code: [{"name": file.name, "sha256": file.sha256}] for file in files}


def _page(line: str) -> bytes:
    """One line in Latin letters on one page: the smallest PDF that every reader opens."""
    drawn = f"BT /F1 18 Tf 60 760 Td ({line}) Tj ET"
    objects = (
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources <</Font <</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    )
    text, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer <</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF\n"
    return f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()
