"""Full-text search in the reader's language."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Value

from publication.browsing.folding import Reading, fold, readings
from publication.browsing.marking import Wanted
from publication.models import ListedItem

# A vector takes at most a megabyte; this much text stays below it in every script.
LONGEST = 100_000
TERM = re.compile(r'(-?)("[^"]*"?|\S+)')


def vector_of(text: str, also: str, language: str) -> Any:
    """The words of an item, in its language; what is `also` said of it, as it is written."""
    words = [(config, read(text[:LONGEST])) for config, read in readings(language)]
    words.append(("simple", fold(also[:LONGEST])))
    return reduce(add, (SearchVector(Value(w), config=c) for c, w in dict.fromkeys(words)))


def query_of(words: str, language: str) -> Any:
    """What a reader asks for, by stems in the reader's language or as it is written.

    Quotation marks keep words together, a minus leaves a word out, OR takes either. None if there
    is no word in it.
    """
    wanted, unwanted = _terms(words)
    parts = [_any_way(wanted, language)] if wanted else []
    parts += [~query for term in unwanted for query in _all_ways(term, language)]
    return reduce(and_, parts) if parts else None


def _terms(words: str) -> tuple[list[list[str]], list[str]]:
    """The words that are wanted, in groups of which either will do, and those that are not."""
    wanted: list[list[str]] = [[]]
    unwanted: list[str] = []
    for minus, term in TERM.findall(words):
        if term == "OR" and not minus:
            wanted.append([])
        elif fold(term).strip():
            (unwanted if minus else wanted[-1]).append(term)
    return [group for group in wanted if group], unwanted


def _any_way(groups: list[list[str]], language: str) -> Any:
    """All the words of any group, by any of the readings."""
    ways = (
        tuple(tuple(_query(term, config, read) for term in group) for group in groups)
        for config, read in readings(language)
    )
    return reduce(or_, (reduce(and_, group) for way in dict.fromkeys(ways) for group in way))


def _all_ways(term: str, language: str) -> Iterable[SearchQuery]:
    return dict.fromkeys(_query(term, config, read) for config, read in readings(language))


def _query(term: str, config: str, read: Reading) -> SearchQuery:
    return SearchQuery(read(term), config=config, search_type="phrase")


def matching_numbers(room: str, words: str, language: str) -> list[int]:
    """The numbers of the rows that match, in no order."""
    query = query_of(words, language)
    if query is None:
        return []
    found = ListedItem.objects.filter(room=room, vector=query)
    numbers: list[int] = found.aggregate(n=ArrayAgg("number", default=Value([])))["n"]
    return numbers


def wanted_of(words: str, language: str) -> Wanted:
    """The words to mark in what was found: as they are, and by their stems."""
    groups, _unwanted = _terms(words)
    text = " ".join(term for group in groups for term in group)
    *ways, _as_it_is = readings(language)
    stems = _lexemes([(config, read(text)) for config, read in ways])
    return Wanted(frozenset(fold(text).split()), tuple(stems), read=ways[-1][1])


def _lexemes(ways: list[tuple[str, str]]) -> list[str]:
    vector = " || ".join(["to_tsvector(%s::regconfig, %s)"] * len(ways))
    with connection.cursor() as cursor:
        sql = f"SELECT tsvector_to_array({vector})"
        cursor.execute(sql, [part for way in ways for part in way])
        return list(cursor.fetchone()[0])
