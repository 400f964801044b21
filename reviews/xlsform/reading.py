"""A form, row by row, as the plan of a questionnaire."""

from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.choices import QuestionKind
from reviews.xlsform.cells import Reader
from reviews.xlsform.choices import lists_in
from reviews.xlsform.conditions import settle_wishes
from reviews.xlsform.files import Row, Sheets, sheets_in
from reviews.xlsform.findings import Findings
from reviews.xlsform.headings import language_in
from reviews.xlsform.keys import Keys
from reviews.xlsform.plan import FormPlan, QuestionPlan, SectionPlan, Texts, Wish, joined
from reviews.xlsform.questions import ALWAYS_ASKED, Questions, keys_of_columns, wishes_in
from reviews.xlsform.types import BEGIN_GROUP, BEGIN_REPEAT, END_GROUP, END_REPEAT, NOTE

LONGEST_TITLE = 200
OF_A_SECTION, OF_A_QUESTION = 40, 60
KNOWN_SHEETS = {"survey", "choices", "settings", "left out"}
OF_THE_FORM = {"form_id", "id_string", "version", "default_language", "namespaces", "style"}
NESTED = gettext_lazy(
    "A group in a group: its questions stand in the section itself, without its title."
)


def read_form(file: IO[bytes]) -> tuple[FormPlan, Findings]:
    """Raises BadDocumentError where there is nothing to read."""
    sheets, findings = sheets_in(file), Findings()
    language, title = _settings(sheets, findings)
    lists = lists_in(sheets.get("choices", []), findings, language)
    questions = Questions(lists, Keys(OF_A_QUESTION, of_section=False))
    walk = _Walk(FormPlan(title), findings, questions, language)
    for row in sheets["survey"]:
        walk.take(row)
    walk.end()
    _tell_other_sheets(sheets, findings)
    settle_wishes(walk.plan, findings)
    walk.plan.sections = _with_questions(walk.plan.sections)
    return walk.plan, findings


def _with_questions(sections: list[SectionPlan]) -> list[SectionPlan]:
    """What is said where nothing is asked goes to the next section, or to the last one."""
    kept = [section for section in sections if section.questions]
    waiting: Texts = {}
    for section in sections:
        if section.questions:
            section.introduction = joined(waiting, section.introduction)
            waiting = {}
        else:
            title = section.title if section.is_named else {}
            waiting = joined(waiting, joined(title, section.introduction))
    if kept and waiting:
        kept[-1].introduction = joined(kept[-1].introduction, waiting)
    return kept


def _settings(sheets: Sheets, findings: Findings) -> tuple[str, Texts]:
    """The language of texts that name none, and the title."""
    for row in sheets.get("settings", [])[:1]:
        language = language_in(row.text("default_language")) or "en"
        reader = Reader(row, findings, language)
        reader.ignore(*OF_THE_FORM)
        title = reader.texts("form_title", LONGEST_TITLE)
        reader.tell_the_rest()
        return language, title
    return "en", {}


def _tell_other_sheets(sheets: Sheets, findings: Findings) -> None:
    for name, rows in sheets.items():
        if name not in KNOWN_SHEETS:
            for row in rows[:1]:
                findings.tell(next(iter(row.cells.values())), _("The portal has no such sheet."))


@dataclass
class _Walk:
    """Where one is while going down the rows."""

    plan: FormPlan
    findings: Findings
    questions: Questions
    language: str
    section: SectionPlan | None = None
    groups: list[list[Wish]] = field(default_factory=list)
    table: QuestionPlan | None = None
    keys: Keys = field(default_factory=lambda: Keys(OF_A_SECTION, of_section=True))
    column_keys: Keys = field(default_factory=keys_of_columns)
    too_deep: int = 0
    opened: Reader | None = None  # the row that began the table

    def take(self, row: Row) -> None:
        reader = Reader(row, self.findings, self.language)
        kind = " ".join(reader.text("type").split())
        if not kind:
            reader.tell("name", _("The row has no type: it is left out."))
        elif reader.yes("disabled"):
            reader.tell("type", _("The row is disabled: it is left out."))
        elif BEGIN_GROUP.match(kind):
            self._begin_group(reader)
        elif END_GROUP.match(kind):
            self._end_group()
        elif BEGIN_REPEAT.match(kind):
            self._begin_table(reader)
        elif END_REPEAT.match(kind):
            self._end_table()
        elif kind.casefold() == NOTE:
            self._note(reader)
        else:
            self._question(reader)

    def _begin_group(self, reader: Reader) -> None:
        wishes = wishes_in(reader)
        if self.groups or self.table:
            reader.tell("type", NESTED)
            reader.ignore("label", "name", "appearance")
            if self.table and wishes:
                reader.tell("relevant", ALWAYS_ASKED)
        else:
            name = reader.text("name")
            self.section = SectionPlan(
                key=self.keys.key_for(name, "section"),
                title=reader.texts("label", LONGEST_TITLE)
                or reader.named(LONGEST_TITLE, _("Questions")),
                is_named=True,
                introduction=reader.texts("hint"),
                objective=_objective(reader),
                wishes=wishes,
            )
            self.plan.sections.append(self.section)
            wishes = []
        self.groups.append(wishes)
        reader.tell_the_rest()

    def _end_group(self) -> None:
        if self.groups:
            self.groups.pop()
        if not self.groups and self.table is None:
            self.section = None

    def _begin_table(self, reader: Reader) -> None:
        if self.table is not None:
            self.too_deep += 1
            reader.tell("type", _("A table in a table is left out."))
            return
        name = reader.text("name")
        self.table = QuestionPlan(
            key=self.questions.keys.key_for(name, "table"),
            name=name,
            kind=QuestionKind.TABLE,
            label=reader.texts("label") or {"en": name or "?"},
            help=reader.texts("hint"),
            required=reader.yes("required"),
            may_not_apply=reader.yes("imrf:may-not-apply"),
            wishes=wishes_in(reader),
        )
        self.column_keys, self.opened = keys_of_columns(), reader
        reader.tell_the_rest()

    def _end_table(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif self.table is not None:
            table, self.table = self.table, None
            self._add(table)

    def end(self) -> None:
        """A table that was never closed has swallowed whatever came after it: that is told."""
        if self.table is not None and self.opened is not None:
            self.opened.tell(
                "type",
                _("This table is not closed: whatever follows was taken for its columns."),
            )
            self.too_deep = 0
            self._end_table()

    def _note(self, reader: Reader) -> None:
        """Said at the head of its section, wherever in it it stood."""
        section = self._section()
        for code, words in reader.texts("label").items():
            before = section.introduction.get(code, "")
            section.introduction[code] = f"{before}\n\n{words}".strip()
        if section.questions or self.table:
            reader.tell("type", _("It is said at the head of the section."))
        reader.ignore("name", "appearance")
        reader.tell_the_rest()

    def _question(self, reader: Reader) -> None:
        if self.too_deep:
            reader.tell("type", _("A table in a table is left out."))
        elif self.table is not None:
            column = self.questions.column(reader, self.column_keys)
            if column is not None:
                self.table.columns.append(column)
        elif question := self.questions.question(reader):
            self._add(question)

    def _add(self, question: QuestionPlan) -> None:
        question.wishes += [wish for group in self.groups for wish in group]
        self._section().questions.append(question)

    def _section(self) -> SectionPlan:
        """That of the group; what stands in none has one of its own."""
        if self.section is None:
            title = {"en": _("Questions"), **self.plan.title}
            self.section = SectionPlan(self.keys.key_for("questions"), title)
            self.plan.sections.append(self.section)
        return self.section


def _objective(reader: Reader) -> int | None:
    number = reader.number("imrf:objective")
    return int(number) if number is not None and number in range(1, 24) else None
