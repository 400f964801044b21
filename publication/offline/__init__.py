"""Forms that leave the portal as a Word document or a workbook and come back.

A room makes a `Sheet` of what it asks and what is answered so far, and hands out
`write_docx(sheet)` or `write_xlsx(sheet)`. What comes back goes through `read_docx`, or
`read_document` where it can be either; `merge` then compares it with the answers that it left with
and with those that the portal has now, and the room shows the outcome (`previews`) before it takes
anything over.
"""

from publication.offline.controls import Choices, Grid, GridRow, Option, Way
from publication.offline.documents import WRITERS, read_document
from publication.offline.errors import BadDocumentError
from publication.offline.merging import Change, Conflict, Merge, merge
from publication.offline.reading import read_docx
from publication.offline.sheets import Entry, Returned, Section, Sheet, Unread
from publication.offline.workbooks import write_xlsx
from publication.offline.writing import write_docx

__all__ = [
    "WRITERS",
    "BadDocumentError",
    "Change",
    "Choices",
    "Conflict",
    "Entry",
    "Grid",
    "GridRow",
    "Merge",
    "Option",
    "Returned",
    "Section",
    "Sheet",
    "Unread",
    "Way",
    "merge",
    "read_document",
    "read_docx",
    "write_docx",
    "write_xlsx",
]
