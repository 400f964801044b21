"""Forms that leave the portal as a Word document and come back.

A room makes a `Sheet` of what it asks and what is answered so far, and hands out
`write_docx(sheet)`. What comes back goes through `read_docx`; `merge` then compares it with the
answers that it left with and with those that the portal has now, and the room shows the outcome
before it takes anything over.
"""

from publication.offline.errors import BadDocumentError
from publication.offline.merging import Change, Conflict, Merge, merge
from publication.offline.reading import read_docx
from publication.offline.sheets import Entry, Returned, Section, Sheet, Unread
from publication.offline.writing import write_docx

__all__ = [
    "BadDocumentError",
    "Change",
    "Conflict",
    "Entry",
    "Merge",
    "Returned",
    "Section",
    "Sheet",
    "Unread",
    "merge",
    "read_docx",
    "write_docx",
]
