"""Words as they are searched: without case, accents and vowel signs; Chinese in pairs.

The embedded PostgreSQL has no unaccent, no pg_trgm and no dictionary of Chinese, so text is folded
here, the same way when it is stored and when it is asked for.
"""

import re
import unicodedata
from collections.abc import Callable

Reading = Callable[[str], str]

# What stands on a letter without being part of it: Arabic vowel signs, marks that nothing composes.
SIGNS = re.compile(r"[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670]")
# Every mark that decomposition sets free, but the breve of й: it is a letter of its own.
ACCENTS = re.compile(r"(?<!и)[\u0300-\u036f]|[\u0300-\u0305\u0307-\u036f]")
LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"}
    | {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
NO_WORD = re.compile(r"[\W_]+")
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CHINESE = re.compile(f"[{HAN}]+")
# The stemmer of Portuguese does not bring “migrações” and “migração” together.
PLURAL_OF_AO = re.compile(r"oes\b")

# The PostgreSQL text search configuration of each language. Chinese words are made below.
CONFIGURATIONS = {
    "ar": "arabic",
    "zh-hans": "simple",
    "en": "english",
    "fr": "french",
    "ru": "russian",
    "es": "spanish",
    "pt": "portuguese",
}


def readings(language: str) -> list[tuple[str, Reading]]:
    """The ways in which words are stored and asked for: a configuration, and what it is given.

    By their stems in the language, as they are written and without accents; and as they are.
    """
    configuration = CONFIGURATIONS[language]
    folded = _singular if language == "pt" else fold
    return [(configuration, written), (configuration, folded), ("simple", fold)]


def _singular(text: str) -> str:
    return PLURAL_OF_AO.sub("ao", fold(text))


def written(text: str) -> str:
    """The words as they are written, for a stemmer: without case, vowel signs and punctuation."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return CHINESE.sub(_pairs, NO_WORD.sub(" ", SIGNS.sub("", composed)))


def fold(text: str) -> str:
    """The words without accents as well, and with one form for letters that are often confused."""
    return _without_accents(written(text))


def plain(text: str) -> str:
    """The text as it is sorted: without case and accents."""
    return _without_accents(unicodedata.normalize("NFKC", text).casefold())


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    decomposed = ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", decomposed).translate(LETTERS)


def _pairs(run: re.Match[str]) -> str:
    characters = run.group()
    if len(characters) == 1:
        return f" {characters} "
    pairs = (characters[i : i + 2] for i in range(len(characters) - 1))
    return f" {' '.join(pairs)} "
