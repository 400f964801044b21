"""Words as they are searched: without case, accents and vowel signs; Chinese in pairs.

The embedded PostgreSQL has no unaccent, no pg_trgm and no dictionary of Chinese, so text is folded
here, the same way when it is stored and when it is asked for.
"""

import re
import unicodedata

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
ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def fold(text: str) -> str:
    """The text without case, accents and Arabic vowel signs, Chinese as pairs of characters."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return CHINESE.sub(_pairs, plain.translate(ARABIC))


def _pairs(run: re.Match[str]) -> str:
    characters = run.group()
    if len(characters) == 1:
        return f" {characters} "
    pairs = (characters[i : i + 2] for i in range(len(characters) - 1))
    return f" {' '.join(pairs)} "
