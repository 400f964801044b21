"""Text that people write: counted the same everywhere, and shown as safe HTML."""

import re
import unicodedata
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# A Chinese, Japanese or Korean character counts as a word, as word processors count it. The same
# expression stands in static/js/count.js, and a test holds the two together.
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "code"}
URL_SCHEMES = {"http", "https", "mailto"}


def count_words(text: str) -> int:
    """How many words the text has; punctuation that stands alone is none."""
    return sum(1 for word in WORD.findall(text) if any(c.isalnum() for c in word))


def count_characters(text: str) -> int:
    """How many characters the text has: composed (NFC), a line end as one, blank ends left out.

    static/js/count.js counts the same, and a test holds the two together in every script.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return len(composed.strip(" \t\n"))


@cache
def markdown() -> MarkdownIt:
    """The part of Markdown that people may write, for pages and for papers alike."""
    return MarkdownIt("zero", {"breaks": True}).enable(
        ["emphasis", "list", "link", "newline", "blockquote", "backticks", "escape"]
    )


def as_html(text: str) -> SafeString:
    """The text as HTML: paragraphs, lists, emphasis and links; nothing that runs or loads."""
    html = nh3.clean(
        markdown().render(text),
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=URL_SCHEMES,
        link_rel="nofollow noopener",
    )
    return mark_safe(html)  # noqa: S308  (cleaned in the line above)
