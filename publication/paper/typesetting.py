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
# Scripts that need a font of their own, and the fonts that will do.
SCRIPTS = {
    re.compile("[\u0620-\u064a\u066e-\u06d3]"): {"Noto Naskh Arabic", "Noto Sans Arabic"},
    re.compile("[\u4e00-\u9fff]"): {"Noto Serif CJK SC", "Noto Sans CJK SC"},
}
LETTERS = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"}
MOST_NUMBERS_FOR_LETTERS = 10
# What the compiler says of a character that no font has.
_NOT_SHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


class PaperError(Exception):
    """No PDF can be made of this document; the message says why, to those who run the portal."""


class MissingFontError(PaperError):
    """There are letters that no font on this machine has, or none that is meant for them."""

    def __init__(self, letters: str) -> None:
        names = ", ".join(f"{c} ({unicodedata.name(c, 'unnamed')})" for c in letters[:5])
        super().__init__(
            f"No font on this machine is for these letters: {names}. Install the fonts of Noto: "
            "on Debian and Ubuntu, apt-get install fonts-noto-core fonts-noto-cjk"
        )


def pdf_of(document: Document) -> bytes:
    """Raises MissingFontError rather than print boxes in place of letters.

    A sign that no font has (an emoji, say) is printed as its number, “[U+1F600]”, and so is a
    letter or two that is as rare.
    """
    payload = json.dumps(payload_of(document), ensure_ascii=False)
    _check_scripts(payload)
    moment = datetime.combine(document.day, time(), UTC)
    try:
        return _compile(payload, moment)
    except typst.TypstError as error:
        return _compile_without(_not_shown(error), payload, moment)


def _check_scripts(payload: str) -> None:
    """Typst would take any font that has the letters, were it made for a terminal."""
    for script, families in SCRIPTS.items():
        letters = script.findall(payload)
        if letters and families.isdisjoint(_fonts().families()):
            raise MissingFontError("".join(dict.fromkeys(letters)))


def _compile_without(signs: set[str], payload: str, moment: datetime) -> bytes:
    letters = sorted(sign for sign in signs if _is_letter(sign))
    if sum(payload.count(letter) for letter in letters) > MOST_NUMBERS_FOR_LETTERS:
        raise MissingFontError("".join(letters))
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


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign) in LETTERS and not _is_silent(sign)


def _is_silent(sign: str) -> bool:
    """Joiners and the like, which only change how their neighbours look."""
    is_variant = "\ufe00" <= sign <= "\ufe0f" or sign == "\u20e3"
    return is_variant or unicodedata.category(sign) == "Cf"
