"""Word documents and workbooks alike: which of the two came back, its content says."""

from collections.abc import Callable, Collection, Mapping
from typing import IO

from publication.offline.archives import WORD_OR_EXCEL, Archive
from publication.offline.reading import docx_in
from publication.offline.sheets import Returned, Sheet
from publication.offline.spreadsheets import xlsx_in
from publication.offline.workbooks import write_xlsx
from publication.offline.writing import write_docx

WRITERS: Mapping[str, Callable[[Sheet], bytes]] = {"docx": write_docx, "xlsx": write_xlsx}


def read_document(file: IO[bytes], grids: Collection[str] = ()) -> Returned:
    """What the document or workbook says; see `read_docx`."""
    archive = Archive(file, WORD_OR_EXCEL)
    is_workbook = archive.main.startswith("xl/")
    return (xlsx_in if is_workbook else docx_in)(archive, grids)
