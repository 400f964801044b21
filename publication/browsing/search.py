"""Full-text search in the reader's language, with the match marked."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Value
from django.db.models.expressions import CombinedExpression
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publication.browsing.folding import CONFIGURATIONS, fold
from publication.models import ListedItem

MOST_WORDS = 12


def vector_of(title: str, text: str, language: str) -> CombinedExpression:
    """The words of an item: stemmed in its language, and as they are; the title weighs more."""
    folded_title, folded = Value(fold(title)), Value(fold(text))
    configuration = CONFIGURATIONS[language]
    return (
        SearchVector(folded_title, config=configuration, weight="A")
        + SearchVector(folded_title, config="simple", weight="A")
        + SearchVector(folded, config=configuration, weight="C")
        + SearchVector(folded, config="simple", weight="C")
    )


def query_of(words: str, language: str) -> SearchQuery:
    """What a reader asks: every word, by its stem in the reader's language or as it is written.

    Quotation marks keep words together, a minus leaves a word out, OR takes either.
    """
    folded = " ".join(fold(words).split()[: MOST_WORDS * 2])
    exact = SearchQuery(folded, config="simple", search_type="websearch")
    stemmed = SearchQuery(folded, config=CONFIGURATIONS[language], search_type="websearch")
    return exact | stemmed


def matching_ids(room: str, words: str, language: str) -> list[int]:
    """The numbers of the rows that match, in no order."""
    listed = ListedItem.objects.filter(room=room, vector=query_of(words, language))
    return list(listed.values_list("pk", flat=True))


def mark(text: str, words: str, around: int = 140) -> SafeString:
    """The passage of the text around the first match, escaped, with the words marked."""
    wanted = [re.escape(word) for word in re.findall(r"\w+", fold(words)) if len(word) > 1]
    places = _places(text, wanted)
    if not places:
        return mark_safe("")
    start = max(places[0][0] - around, 0)
    end = min(places[0][1] + around, len(text))
    parts, at = [], start
    for begin, stop in places:
        if begin >= end:
            break
        parts += [escape(text[at:begin]), f"<mark>{escape(text[begin:stop])}</mark>"]
        at = stop
    parts.append(escape(text[at:end]))
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(before + "".join(parts) + after)  # noqa: S308 - every part is escaped


def _places(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Where the wanted words begin a word of the text: whole words are marked."""
    if not wanted:
        return []
    begins = re.compile("|".join(wanted))
    words = re.finditer(r"\w+", text)
    return [w.span() for w in words if begins.match(fold(w.group()).strip())]
