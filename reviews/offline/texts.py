"""An answer as one text, by its keys: the same in every language, and the same for the same answer.

Of several choices each has a line; a table is its rows as JSON.
"""

import json
from collections.abc import Iterable, Mapping

from publication.offline.characters import carried
from reviews.answer_kinds import Value, lines_of, offered
from reviews.answer_kinds.tables import row_of
from reviews.answer_kinds.values import keys_in
from reviews.choices import QuestionKind
from reviews.models import Question

SEVERAL = {QuestionKind.ANY_OF, QuestionKind.OBJECTIVES, QuestionKind.RANK}
ONE = {QuestionKind.ONE_OF, QuestionKind.YES_NO}


def text_of(question: Question, value: Value) -> str:
    if question.kind == QuestionKind.TABLE:
        lines = lines_of(question, value)
        return text_of_rows(
            row_of({cell.column.key: cell.typed for cell in line.cells}, line.key) for line in lines
        )
    if question.kind in SEVERAL:
        return "\n".join(in_order(question, keys_in(value)))
    return "\n".join(keys_in(value))


def value_of(question: Question, text: str) -> Value:
    """An answer as a form of the portal would have saved it."""
    if question.kind == QuestionKind.TABLE:
        rows: list[dict[str, str]] = json.loads(text) if text else []
        return rows
    if question.kind in SEVERAL:
        return [key for key in text.split("\n") if key]
    return text.strip()


def text_of_rows(rows: Iterable[Mapping[str, str]]) -> str:
    kept = [{key: carried(text) for key, text in row.items()} for row in rows if row]
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def in_order(question: Question, keys: list[str]) -> list[str]:
    """As they are offered, each once; an order of importance is its own."""
    distinct = list(dict.fromkeys(keys))
    if question.kind == QuestionKind.RANK:
        return distinct
    places = {key: place for place, key in enumerate(offered(question))}
    return sorted(distinct, key=lambda key: places.get(key, len(places)))
