"""What a row says, cell by cell: whatever is not asked for in the end is told."""

from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reviews.xlsform.files import Row
from reviews.xlsform.findings import Cell, Findings
from reviews.xlsform.plan import Texts

YES = {"yes", "true", "true()", "1"}
NO = {"no", "false", "false()", "0"}


class Reader:
    """Takes the cells of one row, each once."""

    def __init__(self, row: Row, findings: Findings, language: str) -> None:
        self.row = row
        self._findings = findings
        self._language = language
        self._taken: set[str] = set()

    def text(self, name: str) -> str:
        self._taken.add(name)
        return self.row.text(name)

    def cell(self, name: str) -> Cell | None:
        self._taken.add(name)
        return self.row.cell(name)

    def texts(self, name: str, longest: int | None = None) -> Texts:
        """In each language of the portal; where English is missing, the form's own language."""
        self._taken.add(name)
        texts: Texts = {}
        for heading, cell in self.row.cells.items():
            if heading.name != name:
                continue
            if heading.unknown:
                self._findings.tell(cell, _("The portal does not have this language."))
                continue
            if (language := heading.language or self._language) in texts:
                self._findings.tell(cell, _("The portal does not keep this."))
                continue
            texts[language] = self._cut(cell, longest)
        if texts and "en" not in texts:
            texts["en"] = texts.get(self._language) or next(iter(texts.values()))
        return texts

    def named(self, longest: int, otherwise: str) -> Texts:
        """The name, where there is no text."""
        cell = self.cell("name")
        return {"en": self._cut(cell, longest) if cell is not None else otherwise}

    def _cut(self, cell: Cell, longest: int | None) -> str:
        if "${" in cell.text:
            self._findings.tell(cell, _("The answer to another question is not put into a text."))
        if longest is not None and len(cell.text) > longest:
            self._findings.tell(
                cell, _("It is cut after %(longest)s characters.") % {"longest": longest}
            )
            return cell.text[:longest]
        return cell.text

    def yes(self, name: str) -> bool:
        cell = self.cell(name)
        if cell is None or cell.text.casefold() in NO:
            return False
        if cell.text.casefold() not in YES:
            self._findings.tell(cell, _("It is asked for or not, without a condition."))
        return cell.text.casefold() in YES

    def number(self, name: str) -> Decimal | None:
        cell = self.cell(name)
        if cell is None:
            return None
        try:
            number = Decimal(cell.text)
        except InvalidOperation:
            self._findings.tell(cell, _("This is no number."))
            return None
        return number if number.is_finite() else None

    def ignore(self, *names: str) -> None:
        """What is no part of the questionnaire, and no loss."""
        self._taken.update(names)

    def tell_the_rest(self) -> None:
        for heading, cell in self.row.cells.items():
            if heading.name not in self._taken:
                self._findings.tell(cell, _("The portal does not keep this."))
        for cell in self.row.beside:
            self._findings.tell(cell, _("The portal does not keep this."))

    def tell(self, name: str, why: str | Promise) -> None:
        """Of one cell; of the first of the row, where it has none of that name."""
        cell = self.row.cell(name) or next(iter(self.row.cells.values()))
        self._findings.tell(cell, why)
