"""The passage of a text in which what was searched for stands, with the words marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publication.browsing.folding import HAN, SIGNS, Reading, fold

WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}](?:[^\W_{HAN}]|{SIGNS.pattern})*")
# What Arabic writes together with the word that follows: and, so, with, as, for, the.
JOINED = re.compile("^[وفبكل]?(?:ال|لل)")
# An ending is no longer than this, and a stem no shorter than that.
ENDING, STEM = 6, 3
AROUND, LONG_WORD = 140, 25
FIRST_ARABIC = "\u0600"

# Between two blanks; in a script that writes without them, that can be a whole text.
CHUNK, LONG_CHUNK = re.compile(r"\S+"), 40

Span = tuple[int, int]
Form = tuple[Span, tuple[str, ...]]


def _forms(chunk: str, read: Reading) -> tuple[Form, ...]:
    """The words between two blanks: where each stands, and as what it is read."""
    return tuple((m.span(), tuple(read(m.group()).split())) for m in WORD.finditer(chunk))


# Texts are made of the same words, and reading one takes its time.
_forms_again = lru_cache(maxsize=100_000)(_forms)


def forms_in(chunk: str, read: Reading) -> tuple[Form, ...]:
    return (_forms_again if len(chunk) < LONG_CHUNK else _forms)(chunk, read)


@dataclass(frozen=True)
class Wanted:
    """Words to mark: `words` as they are, and those that begin with one of the `stems`.

    All are folded; `read` folds the words of a text as those of the stems were.
    """

    words: frozenset[str]
    stems: tuple[str, ...]
    read: Reading = fold
    known: dict[str, tuple[Span, ...]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        folded = dict.fromkeys(fold(stem).strip() for stem in self.stems)
        object.__setattr__(self, "stems", tuple(s for s in folded if len(s) >= STEM))

    def spans_in(self, text: str) -> Iterator[Span]:
        """Where they stand in the text. Of each word it is found out once."""
        for found in CHUNK.finditer(text):
            spans = self.known.get(chunk := found.group())
            if spans is None:
                spans = self.known[chunk] = tuple(self._places(chunk))
            for begin, end in spans:
                yield found.start() + begin, found.start() + end

    def _places(self, chunk: str) -> Iterator[Span]:
        """The whole of a word; in Chinese, which knows no spaces, parts of a run."""
        for (start, end), forms in forms_in(chunk, self.read):
            if len(forms) > 1:
                pairs = enumerate(forms, start)
                yield from ((i, i + 2) for i, pair in pairs if pair in self.words)
            elif forms and self._has(forms[0]):
                yield start, end

    def _has(self, word: str) -> bool:
        if word in self.words or self._is_inflected(word):
            return True
        return word >= FIRST_ARABIC and self._is_inflected(JOINED.sub("", word))

    def _is_inflected(self, word: str) -> bool:
        # Nearly no word begins with any of the stems; that is asked of all at once.
        return word.startswith(self.stems) and any(
            word.startswith(s) and len(word) <= len(s) + ENDING for s in self.stems
        )


NOTHING = Wanted(frozenset(), ())


def mark(text: str, wanted: Wanted) -> SafeString:
    """The whole text, escaped, with the words marked."""
    if wanted is NOTHING:
        return escape(text)
    return _marked(text, list(_merged(wanted.spans_in(text))), 0, len(text))


def passage(text: str, wanted: Wanted) -> SafeString:
    """What stands around the first match, escaped, with the words marked; or nothing."""
    spans: list[Span] = []
    for span in _merged(wanted.spans_in(text)):
        if spans and span[1] > spans[0][1] + AROUND:
            break
        spans.append(span)
    if not spans:
        return mark_safe("")
    start, end = _whole_words(text, spans[0][0] - AROUND, spans[0][1] + AROUND)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(before + _marked(text, spans, start, end) + after)  # noqa: S308 - escaped


def _whole_words(text: str, start: int, end: int) -> Span:
    """The nearest ends of words inside of the span; in a script without spaces, the span."""
    first = text.find(" ", start, start + LONG_WORD) + 1 or start
    last = text.rfind(" ", end - LONG_WORD, end)
    return (
        first if start > 0 else 0,
        len(text) if end >= len(text) else last if last > 0 else end,
    )


def _merged(spans: Iterator[Span]) -> Iterator[Span]:
    """Those that overlap or touch, as one."""
    last: Span | None = None
    for start, end in spans:
        if last and start <= last[1]:
            last = last[0], end
        else:
            if last:
                yield last
            last = start, end
    if last:
        yield last


def _marked(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    parts, at = [], start
    for begin, stop in spans:
        parts += [escape(text[at:begin]), f"<mark>{escape(text[begin:stop])}</mark>"]
        at = stop
    parts.append(escape(text[at:end]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped
