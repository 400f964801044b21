"""Translations of the data files, looked up by the English text, as gettext does."""

from django.conf import settings
from modeltranslation.settings import DEFAULT_LANGUAGE
from modeltranslation.utils import build_localized_fieldname

from compact.reference.files import Cell, Line, read_lines

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ENGLISH = DEFAULT_LANGUAGE


class Texts:
    """Every translation, and which of them were asked for."""

    def __init__(self) -> None:
        self.cells: dict[tuple[str, str], Cell] = {}
        for language in LANGUAGES:
            if language != ENGLISH:
                self._read(language)
        self.unused = set(self.cells)

    def _read(self, language: str) -> None:
        for line in read_lines(f"texts/{language}.csv", [ENGLISH, language]):
            english = line[ENGLISH]
            if (language, english.text) in self.cells:
                raise english.refused("this text is there twice.")
            self.cells[language, english.text] = line[language]

    def in_each_language(self, field: str, english: Cell) -> Line:
        """A cell for the field of each language. An empty text is empty in all of them."""
        return {
            build_localized_fieldname(field, language): self._of(language, english)
            for language in LANGUAGES
        }

    def _of(self, language: str, english: Cell) -> Cell:
        if language == ENGLISH or not english.text:
            return english
        self.unused.discard((language, english.text))
        cell = self.cells.get((language, english.text))
        if cell is None or not cell.text:
            raise english.refused(f"texts/{language}.csv has no text for “{english.text}”.")
        return cell

    def refuse_leftovers(self) -> None:
        """A text that nothing asked for is left over from an English text that has changed."""
        for language, english in sorted(self.unused):
            raise self.cells[language, english].refused(f"no data file has the text “{english}”.")
