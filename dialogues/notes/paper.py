"""The published note on paper, with its sources as endnotes."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from compact import dates
from dialogues.models import BackgroundNote
from dialogues.notes.content import Numbered, ReadNote, read
from dialogues.notes.reading import in_force
from dialogues.notes.sources import Source
from publication.paper.documents import Document, Fact, Part, Words

# Whatever could mean something in Markdown, in words that are none.
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def paper_of_note(note: BackgroundNote, language: str) -> Document:
    """The version in force. Labels are in the language that is active, the note in its own."""
    change = in_force([note])[note.pk]
    whole = read(change.content or {})
    return Document(
        title=Words(whole.title or note.code, whole.language),
        language=language,
        day=change.at.date(),
        address=f"{settings.PORTAL_ADDRESS}{note.get_absolute_url()}",
        kicker=f"{_('Background note')} {note.code}",
        facts=[
            Fact(_("Debate"), str(note.debate)),
            Fact(_("Co-chairs"), ", ".join(map(str, note.debate.co_chairs.all()))),
            Fact(_("Published"), dates.day(change.at)),
            Fact(_("SHA-256 of the published content"), change.digest),
        ],
        parts=list(_parts(whole)),
        notes=[_endnote(one) for one in whole.sources],
    )


def _parts(note: ReadNote) -> Iterator[Part]:
    """A heading stands alone above the paragraphs that follow it."""
    for paragraph in note.paragraphs:
        if paragraph.is_heading:
            yield Part(paragraph.text)
        else:
            numbers = tuple(one.number for one in paragraph.sources)
            yield Part("", Words(paragraph.text, note.language), notes=numbers)


def _endnote(one: Numbered) -> str:
    """“Contribution: Speaker of a ministry. ‘…’ https://…”, in one paragraph of Markdown."""
    source = one.source
    if source.is_gone:
        return _escaped(_("%(kind)s that was withdrawn since.") % {"kind": source.kind})
    return " ".join(part for part in _said(source) if part)


def _said(source: Source) -> Iterator[str]:
    code = f", {source.code}" if source.code else ""
    yield _escaped(f"{source.kind}: {source.who}{code}.")
    if source.heading:
        yield _escaped(f"{source.heading}{'' if source.heading[-1] in '.?!' else '.'}")
    if source.quote:
        yield _escaped(_("“%(text)s”") % {"text": source.quote})
    address = f"{settings.PORTAL_ADDRESS}{source.address}"
    yield f"[{_escaped(address)}]({address})"


def _escaped(words: str) -> str:
    return _SIGNS.sub(r"\\\1", words)
