"""What the metadata of a file says of people: known by what the file is, not by its name."""

from collections.abc import Callable, Iterator
from typing import IO

from practices.blinding import jpeg, office, pdf, png
from publication.uploads import MEDIA_TYPES

Named = tuple[str, str]  # the property of the file, and the name that stands in it

UNREADABLE = ("?", "")
READERS: dict[str, Callable[[IO[bytes]], Iterator[Named]]] = {
    MEDIA_TYPES[".pdf"]: pdf.names_in,
    MEDIA_TYPES[".png"]: png.names_in,
    MEDIA_TYPES[".jpg"]: jpeg.names_in,
    MEDIA_TYPES[".docx"]: office.names_in,
    MEDIA_TYPES[".xlsx"]: office.names_in,
}


def names_in_metadata(file: IO[bytes], media_type: str) -> list[Named]:
    """Each once, in their order. A file that cannot be looked through may name anybody."""
    file.seek(0)
    try:
        found = [(part, " ".join(name.split())) for part, name in READERS[media_type](file)]
    except Exception:
        return [UNREADABLE]
    finally:
        file.seek(0)
    return list(dict.fromkeys((part, name[:200]) for part, name in found if name))
