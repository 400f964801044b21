"""Documents of a review as they come back: taken out, changed, sent in, taken over."""

import io
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from publication.offline import WRITERS, Entry, GridRow, Option, Returned, Sheet, read_document
from publication.offline.controls import Choices, Grid
from reviews.models import Review
from reviews.offline.copies import take_out
from reviews.offline.scope import sections_of
from reviews.writers import Writer
from tests.factories.reviews import focal_point_of

FORMATS = ("docx", "xlsx")


def out(
    review: Review, *, by: Writer | None = None, language: str = "en", suffix: str = "docx"
) -> Sheet:
    """All that this writer may take along; the focal point of the State, if nobody is named."""
    writer = by or focal_point_of(review.country_id)
    sections = sections_of(review, writer)
    return take_out(review=review, sections=sections, suffix=suffix, language=language, by=writer)


def filled_in(sheet: Sheet, **answers: Any) -> Sheet:
    """The same with these answers: a text, the codes that are chosen, or the rows of a table."""
    given = {key.replace("__", ".").replace("_", "-"): value for key, value in answers.items()}
    sections = [
        replace(s, entries=[_filled(e, given[e.key]) if e.key in given else e for e in s.entries])
        for s in sheet.sections
    ]
    return replace(sheet, sections=sections)


def _filled(entry: Entry, value: Any) -> Entry:
    match entry.control:
        case Choices():
            chosen = [value] if isinstance(value, str) else list(value)
            options = [
                Option(one.code, one.label, chosen.index(one.code) + 1 if one.code in chosen else 0)
                for one in entry.control.options
            ]
            return replace(entry, control=replace(entry.control, options=options))
        case Grid():
            rows = [GridRow(label, cells) for label, *cells in value]
            return replace(entry, control=replace(entry.control, rows=rows))
        case _:
            return replace(entry, text=value)


def document(sheet: Sheet, suffix: str = "docx", **answers: Any) -> bytes:
    return WRITERS[suffix](filled_in(sheet, **answers))


def returned(sheet: Sheet, suffix: str = "docx", **answers: Any) -> Returned:
    grids = {entry.key for entry in sheet.entries if isinstance(entry.control, Grid)}
    return read_document(io.BytesIO(document(sheet, suffix, **answers)), grids)


def address(review: Review) -> str:
    return reverse("review_desk:offline", args=[review.code])


def sent(client: Client, where: str, content: bytes, name: str = "form.docx") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(where, {"do": "upload", "document": file})


def taken(client: Client, where: str, page: Any, **choices: str) -> Any:
    """Take over what the page shows; `lead_body="theirs"` chooses."""
    wishes = {
        f"take-{key.replace('__', '.').replace('_', '-')}": wish for key, wish in choices.items()
    }
    bases = {f"base-{key}": number for key, number in page.context["bases"]}
    return client.post(where, {"do": "take", "packed": page.context["packed"], **bases, **wishes})
