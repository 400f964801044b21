"""Bytes as text. What is not UTF-8 is read by what the language is usually written in, and told.

Statistics alone mistake short files (docs/decisions/0077): whoever sends captions says their
language, and that decides.
"""

import codecs
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from dialogues.recordings.captioning.problems import Text

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ARROWS = (("-->".encode("utf-16-le"), "utf-16-le"), ("-->".encode("utf-16-be"), "utf-16-be"))
# The letters of which running text in the language mostly consists.
LETTERS = {
    "ar": re.compile(r"[\u0621-\u064a]"),
    "ru": re.compile(r"[а-яё]"),
    "zh-hans": re.compile(r"[\u4e00-\u9fff]"),
}
# The most usual of them, small and capital: what was misread is of the same alphabet, but of its
# rare letters.
USUAL = {"ru": re.compile(r"[оеаинтсрвл]", re.IGNORECASE)}
LATIN = re.compile(r"[à-öø-ÿœ’“”«»–¿¡]")
LEGACY = {
    "ar": ("cp1256", "iso8859_6"),
    "ru": ("cp1251", "koi8_r", "cp866", "iso8859_5"),
    "zh-hans": ("gb18030",),
}
WESTERN = ("cp1252", "latin_1")
NAMES = {
    "cp1256": "Windows-1256",
    "iso8859_6": "ISO 8859-6",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "cp866": "CP 866",
    "iso8859_5": "ISO 8859-5",
    "gb18030": "GB 18030",
    "cp1252": "Windows-1252",
    "latin_1": "ISO 8859-1",
}


class UndecodableError(ValueError):
    pass


@dataclass(frozen=True)
class Decoded:
    text: str
    doubt: Text = ""


def decode(data: bytes, language: str) -> Decoded:
    """Raises UndecodableError where no encoding of the language gives a text."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Decoded(_strictly(data, encoding).removeprefix("\ufeff"))
    for arrow, encoding in ARROWS:
        # Shifted by a byte, the arrow of the one is that of the other.
        if (place := data.find(arrow)) >= 0 and place % 2 == 0:
            return Decoded(_strictly(data, encoding))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, language)
    return Decoded(text, _twice(text))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError from error


def _legacy(data: bytes, language: str) -> Decoded:
    letters = USUAL.get(language) or LETTERS.get(language, LATIN)
    texts = {}
    for encoding in LEGACY.get(language, WESTERN):
        try:
            texts[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not texts:
        raise UndecodableError
    # The first is the most usual: another must be better, not as good.
    best = max(texts, key=lambda encoding: len(letters.findall(texts[encoding])))
    words = _(
        "The file is not UTF-8. It was read as %(encoding)s: see whether its letters are right."
    )
    return Decoded(texts[best], words % {"encoding": NAMES[best]})


def _twice(text: str) -> Text:
    """UTF-8 that was taken for Windows-1252 and written as UTF-8 again reads “Ã©” for “é”."""
    if text.isascii():
        return ""
    try:
        text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return _("The letters look as though the file was converted twice. See whether they are right.")


def is_written_in(text: str, language: str) -> bool:
    """Whether the letters are those of the language, where it has letters of its own."""
    letters = LETTERS.get(language)
    if letters is None:
        return True
    words = sum(character.isalpha() for character in text)
    return len(letters.findall(text.lower())) * 2 >= words
