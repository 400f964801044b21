"""Names are found however they are typed: in any case, without accents, with a plain apostrophe."""

import unicodedata

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Lower

# Of the letters with accents only: PostgreSQL's `translate` puts one letter for one.
LATIN = (chr(number) for number in range(0xC0, 0x250))
PLAIN = {
    letter: parts[0]
    for letter in LATIN
    if len(parts := unicodedata.normalize("NFD", letter)) > 1 and letter.islower()
} | {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'", "‘": "'", "ʼ": "'"}

LETTERS, BARE = "".join(PLAIN), "".join(PLAIN.values())
TABLE = str.maketrans(LETTERS, BARE)


def folded(text: str) -> str:
    return text.lower().translate(TABLE)


class Folded(Func):
    """The same of a column, in the database."""

    function = "translate"
    output_field = CharField()

    def __init__(self, column: str) -> None:
        super().__init__(Lower(F(column)), Value(LETTERS), Value(BARE))
