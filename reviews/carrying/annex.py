"""The annex of what changed since the earlier review, by word, read from what a snapshot kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from publication.differences import mark_changes, pieces_between
from publication.paper.documents import Part, Words
from reviews.carrying.sources import REPORT_LABEL, questions_of_source, source_of
from reviews.carrying.statements import Statement
from reviews.choices import Stamp
from reviews.entries import Written
from reviews.models import Question, Review
from reviews.models.reviews import title_of

Content = Mapping[str, Any]
MARKS = {"equal": "{}", "delete": "[– {} –]", "insert": "[+ {} +]"}


@dataclass(frozen=True)
class Line:
    """An earlier answer and that of today. Both are in words; `is_text` says that people wrote."""

    key: str
    question: str
    asked: str
    stamp: str
    then: Statement
    now: Statement

    @property
    def stamp_label(self) -> str | Promise:
        return Stamp(self.stamp).label if self.stamp else ""

    @property
    def before(self) -> str:
        return self.then.words

    @property
    def after(self) -> str:
        return self.now.words

    @property
    def is_compared(self) -> bool:
        """Texts of one language that go on from each other are shown by word."""
        return (
            self.stamp in {Stamp.STILL_VALID, Stamp.UPDATED}
            and self.then.is_comparable_with(self.now)
            and self.before != self.after
        )

    @property
    def marked(self) -> SafeString:
        return mark_changes(self.before, self.after)

    @property
    def is_unchanged(self) -> bool:
        return self.stamp == Stamp.STILL_VALID and not self.is_compared


@dataclass(frozen=True)
class Annex:
    """`title` names the earlier review or report, `address` leads to it, where it has one."""

    title: str
    address: str
    language: str
    lines: list[Line]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if not line.is_unchanged]

    @property
    def unchanged(self) -> list[Line]:
        return [line for line in self.lines if line.is_unchanged]


def annex_of(content: Content) -> Annex | None:
    """Labels in the reader's language; None where nothing was carried over."""
    kept = content.get("annexes", {}).get("carried")
    review = Review.objects.select_related(
        "country", "questionnaire", "updates__country", "updates__questionnaire"
    ).filter(code=content.get("code", ""))
    found = review.first() if kept else None
    if kept is None or found is None:
        return None
    source = source_of(found)
    then = questions_of_source(source) if source else {}
    now = questions_of_source(found)
    about = kept["from"]
    return Annex(
        title=_title(about, found),
        address=found.updates.get_absolute_url() if found.updates else about.get("address", ""),
        language=about["language"],
        lines=[
            _line(row, then, now[row["question"]], content, about["language"])
            for row in kept["answers"]
            if row["question"] in now
        ],
    )


def _title(about: Content, review: Review) -> str:
    if "code" in about:
        return title_of(str(review.country), about["year"])
    return REPORT_LABEL % {"title": about["title"], "year": about["year"]}


def _line(
    row: Content, then: Mapping[str, Question], now: Question, content: Content, language: str
) -> Line:
    asked = then.get(row["from"], now)
    label = str(asked.label) if row["from"] in then else row["asked"]
    today = content["answers"].get(now.key, {})
    return Line(
        key=now.key,
        question=str(now.label),
        asked=label if label != str(now.label) else "",
        stamp=row["stamp"],
        then=_statement(asked, row, language),
        now=_statement(now, today, content["language"]),
    )


def _statement(question: Question, entry: Content, language: str) -> Statement:
    value = entry.get("value", "")
    if not value and "files" in entry:
        value = [file["name"] for file in entry["files"]]
    written = Written(value, entry.get("not_applicable", False), entry.get("reason", ""))
    return Statement(question, written, language)


def annex_parts(content: Content, language: str) -> list[Part]:
    """The annex on paper, with headings in `language`; what people wrote stays as they wrote it."""
    with override(language):
        annex = annex_of(content)
        return list(_parts(annex)) if annex else []


def _parts(annex: Annex) -> Iterator[Part]:
    yield Part(
        _("Changes since the earlier review"),
        Words("\n\n".join(_introduction(annex)), is_plain=True),
    )
    for line in annex.changed:
        heading = f"{line.question} – {line.stamp_label}"
        if line.is_compared:
            yield Part(heading, Words(_by_word(line), line.now.written_in, is_plain=True), 2)
        else:
            yield Part(heading, level=2)
            yield from _as_they_stood(line)


def _introduction(annex: Annex) -> Iterator[str]:
    yield _("This review brings up to date: %(title)s.") % {"title": annex.title}
    yield _(
        "By question, what the State says today of its earlier answer. Words that were taken out "
        "stand between [– and –], words that were put in between [+ and +]."
    )
    if annex.unchanged:
        yield _("Still valid, as it stood:")
        yield "\n".join(line.question for line in annex.unchanged)


def _by_word(line: Line) -> str:
    pieces = pieces_between(line.before, line.after)
    return "".join(_marked(what, text) for what, text in pieces)


def _marked(what: str, text: str) -> str:
    return MARKS[what].format(text) if text.strip() else text


def _as_they_stood(line: Line) -> Iterator[Part]:
    for heading, said in ((_("Before"), line.then), (_("Today"), line.now)):
        if said.words:
            yield Part(heading, Words(said.words, said.written_in, is_plain=True), 3)
