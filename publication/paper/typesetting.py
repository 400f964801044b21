"""The PDF of a document: tagged, held to PDF/UA by the compiler, and always the same bytes."""

import json
import re
import unicodedata
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from publication.paper.documents import Document
from publication.paper.payload import payload_of

LAYOUT = Path(__file__).with_name("layout.typ")
# What the compiler says of a character that no font has.
_NOT_SHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


class PaperError(Exception):
    """No PDF can be made of this document; the message says why, to those who run the portal."""


class MissingFontError(PaperError):
    """There are letters that no font on this machine has."""

    def __init__(self, letters: str) -> None:
        names = ", ".join(f"{c} ({unicodedata.name(c, 'unnamed')})" for c in letters[:5])
        super().__init__(
            f"No font on this machine has these letters: {names}. Install the fonts of Noto: "
            "on Debian and Ubuntu, apt-get install fonts-noto-core fonts-noto-cjk"
        )


def pdf_of(document: Document) -> bytes:
    """Raises MissingFontError rather than print boxes in place of letters.

    A sign that no font has (an emoji, say) is printed as its number: “[U+1F600]”.
    """
    payload = json.dumps(payload_of(document), ensure_ascii=False)
    moment = datetime.combine(document.day, time(), UTC)
    try:
        return _compile(payload, moment)
    except typst.TypstError as error:
        return _compile_without(_not_shown(error), payload, moment)


def _compile_without(signs: set[str], payload: str, moment: datetime) -> bytes:
    letters = "".join(sorted(sign for sign in signs if unicodedata.category(sign)[0] in "LMN"))
    letters = "".join(c for c in letters if not _is_variant(c))
    if letters:
        raise MissingFontError(letters)
    for sign in signs:
        payload = payload.replace(sign, "" if _is_silent(sign) else f"[U+{ord(sign):04X}]")
    try:
        return _compile(payload, moment)
    except typst.TypstError as error:
        raise PaperError(error.message) from error


def _compile(payload: str, moment: datetime) -> bytes:
    compiler = typst.Compiler(
        LAYOUT.read_bytes(), font_paths=_fonts(), sys_inputs={"document": payload}
    )
    made: Any = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()


def _not_shown(error: typst.TypstError) -> set[str]:
    found = {c for text in _NOT_SHOWN.findall(error.diagnostic) for c in _unescaped(text)}
    if not found:
        raise PaperError(error.message) from error
    return found


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)


def _is_silent(sign: str) -> bool:
    """Joiners and the like, which only change how their neighbours look."""
    return unicodedata.category(sign) == "Cf" or _is_variant(sign)


def _is_variant(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or sign == "\u20e3"
