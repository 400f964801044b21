"""A document as the data that the layout reads. Nothing that people wrote becomes Typst code."""

import re
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.dateformat import format as formatted
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from publication.paper.documents import Chart, Document, Fact, Part, Table, Words
from publication.paper.markdown import tree_of

NO_TITLE = "–"  # a file that is accessible has a title
WIDEST = 80  # of a hundred: the number stands after the bar
FROM_THE_RIGHT = {code for code, about in LANG_INFO.items() if about.get("bidi")}
# Control characters: in a PDF they are nothing, or forbidden. Line ends and tabs are left.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def payload_of(document: Document) -> dict[str, Any]:
    with translation.override(document.language):
        return {
            **tongue(document.language),
            "layout": document.layout.value,
            "title": _line(document.title),
            "kicker": clean(document.kicker),
            "lead": _said(document.lead, is_plain=True),
            "facts": [
                {"label": clean(f.label), "value": _said(f.value, is_plain=True)}
                for f in document.facts
            ],
            "parts": [_part(part) for part in document.parts],
            "notes": [_said(note) for note in document.notes],
            "notes_heading": _("Notes"),
            "contents_heading": _("Contents") if document.has_contents else "",
            "organisation": clean(document.organisation),
            "address": document.address,
            "day": formatted(document.day, get_format("DATE_FORMAT")),
            "notice": clean(document.notice),
        }


def clean(text: str) -> str:
    """Without what no page can show."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def tongue(language: str) -> dict[str, str]:
    """The language as Typst and PDF name it, and its direction."""
    code, _dash, rest = language.partition("-")
    return {
        "lang": code,
        "region": {"hans": "CN", "hant": "TW"}.get(rest, ""),
        "dir": "rtl" if code in FROM_THE_RIGHT else "ltr",
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"label": clean(fact.label), "value": _said(fact.value, is_plain=True)}


def _part(part: Part) -> dict[str, Any]:
    return {
        "heading": _heading(part.heading),
        "level": part.level,
        "text": _said(part.text),
        "notes": list(part.notes),
        "about": clean(part.about),
        "address": part.address,
        "chart": _chart(part.chart) if part.chart else None,
        "table": _table(part.table) if part.table else None,
    }


def _heading(words: str | Words) -> dict[str, Any]:
    """Blank where the part has none."""
    text = words if isinstance(words, str) else words.text
    return _line(words) if text else {"text": ""}


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "caption": clean(chart.caption),
        "head": [clean(words) for words in chart.head],
        "bars": [
            {"label": clean(label), "count": count, "share": chart.share(count, WIDEST)}
            for label, count in chart.bars
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": clean(table.caption),
        "head": [clean(words) for words in table.head],
        "widths": list(table.widths),
        "rows": [
            [{"said": _said(cell.said, is_plain=True), "address": cell.address} for cell in row]
            for row in table.rows
        ],
    }


def _said(words: str | Words, *, is_plain: bool = False) -> dict[str, Any]:
    """Blocks of text, with a language if it is another than the document's."""
    if isinstance(words, str):
        words = Words(words, is_plain=is_plain)
    blocks = tree_of(clean(words.text), is_plain=words.is_plain)
    return {"blocks": blocks, **(tongue(words.language) if words.language else {})}


def _line(words: str | Words) -> dict[str, Any]:
    """One line, with nothing read into it."""
    if isinstance(words, str):
        words = Words(words)
    line = " ".join(clean(words.text).split())
    return {"text": line or NO_TITLE, **(tongue(words.language) if words.language else {})}
