"""Full-text search in the reader's language."""

import re
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value

from publication.browsing.bitmaps import bitmap_of, numbers_in
from publication.browsing.folding import Reading, fold, readings
from publication.browsing.marking import NOTHING, Wanted

# A vector takes at most a megabyte; this much text stays below it in every script.
LONGEST = 100_000
TERM = re.compile(r'(-?)("[^"]*"?|\S+)')
ONE_WORD = "phraseto_tsquery(%s::regconfig, %s)"
STEMS = "to_tsvector(%s::regconfig, %s)"

Parameters = list[str]


def vector_of(text: str, also: str, language: str) -> Any:
    """The words of an item, in its language; what is `also` said of it, as it is written."""
    words = [(config, read(text[:LONGEST])) for config, read in readings(language)]
    words.append(("simple", fold(also[:LONGEST])))
    return reduce(add, (SearchVector(Value(w), config=c) for c, w in dict.fromkeys(words)))


@dataclass(frozen=True)
class Match:
    """The bitmap of the rows that match, and the words to mark in them."""

    found: int
    wanted: Wanted


@lru_cache(maxsize=256)
def match_as_of(_change: int, room: str, words: str, language: str) -> Match:
    """The same while the room has not changed: each further page does not search again."""
    return match(room, words, language)


def query_of(words: str, language: str) -> tuple[str, Parameters]:
    """What is asked of a vector, as SQL with its parameters; blank where nothing is asked for."""
    return _query(*_terms(words), language)


def wanted_in(words: str, language: str) -> Wanted:
    """The words to mark where something was searched for in this language."""
    wanted, _unwanted = _terms(words)
    text = " ".join(term for group in wanted for term in group)
    *stemming, _as_it_is = readings(language)
    stems = " || ".join([STEMS] * len(stemming))
    parameters = [part for config, read in stemming for part in (config, read(text))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tsvector_to_array({stems})", parameters)
        (found,) = cursor.fetchone()
    return Wanted(frozenset(fold(text).split()), tuple(found), read=stemming[-1][1])


def match(room: str, words: str, language: str) -> Match:
    """What a reader asks for, by stems in the language or as it is written.

    Quotation marks keep words together, a minus leaves a word out, OR takes either.
    """
    wanted, unwanted = _terms(words)
    query, parameters = _query(wanted, unwanted, language)
    if not query:
        return Match(0, NOTHING)
    text = " ".join(term for group in wanted for term in group)
    *stemming, _as_it_is = readings(language)
    stems = " || ".join([STEMS] * len(stemming))
    parameters += [part for config, read in stemming for part in (config, read(text))]
    with connection.cursor() as cursor:
        sql = f"SELECT publication_matching(%s, {query}), tsvector_to_array({stems})"
        cursor.execute(sql, [room, *parameters])
        numbers, found = cursor.fetchone()
    words_and_stems = frozenset(fold(text).split()), tuple(found)
    return Match(bitmap_of(numbers), Wanted(*words_and_stems, read=stemming[-1][1]))


def matching_numbers(room: str, words: str, language: str) -> list[int]:
    """The numbers of the rows that match, in ascending order."""
    return list(numbers_in(match(room, words, language).found))


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


def _query(wanted: list[list[str]], unwanted: list[str], language: str) -> tuple[str, Parameters]:
    """As SQL: all the words of any group by any reading, and no unwanted word by any."""
    ways = list(dict.fromkeys(_one_way(wanted, *way) for way in readings(language)))
    parts = ["(" + " || ".join(sql for sql, _ in ways) + ")"] if wanted else []
    parameters = [p for _sql, some in ways for p in some] if wanted else []
    for term in unwanted:
        for config, read in readings(language):
            parts.append(f"!!{ONE_WORD}")
            parameters += [config, read(term)]
    return " && ".join(parts), parameters


def _one_way(groups: list[list[str]], config: str, read: Reading) -> tuple[str, tuple[str, ...]]:
    sql = " || ".join("(" + " && ".join([ONE_WORD] * len(group)) + ")" for group in groups)
    return sql, tuple(part for group in groups for term in group for part in (config, read(term)))
