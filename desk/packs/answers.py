"""The section of reviews: what States answer on each objective, and a table of all reviews."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, zip_longest

from django.urls import reverse
from django.utils.translation import gettext as _

from compact.models import Objective
from desk.packs.limits import FEWEST_ANSWERS, MOST_ANSWERS, MOST_ROWS, WORDS_OF_AN_ANSWER
from desk.packs.sections import (
    Matter,
    Section,
    absolute,
    facts_line,
    language_name,
    left_out,
    shortened,
)
from publication.models import ListedItem
from publication.paper.documents import Cell, Part, Table, Words
from reviews.cards import Card
from reviews.conditions import decisions_of
from reviews.listing import TEXTS
from reviews.models import Answer, Review

# Of each objective, by review: the first answer that says something, by its primary key.
Firsts = Mapping[int, Mapping[int, int]]


def answers_section(matter: Matter) -> Section:
    found = matter.found("reviews")
    rows = found.rows(MOST_ROWS)
    objectives = _objectives(matter)
    firsts = _first_answers(rows, objectives)
    most = max(FEWEST_ANSWERS, MOST_ANSWERS // max(1, len(objectives)))
    chosen = {
        one.pk: _chosen(rows, firsts.get(one.pk, {}), matter.language)[:most] for one in objectives
    }
    texts = Answer.objects.select_related("question").in_bulk(
        [firsts[pk][row.item_id] for pk, some in chosen.items() for row in some]
    )
    parts: list[Part] = []
    for objective in objectives:
        of_all, told = firsts.get(objective.pk, {}), chosen[objective.pk]
        parts.append(Part(str(objective), left_out(len(told), len(of_all)), level=2))
        parts += [_answer(row, texts[of_all[row.item_id]]) for row in told]
    return Section(
        heading=_("What reviews say"),
        parts=[*parts, *_all_of_them(matter, rows)],
        count=found.count,
        told=len({row.item_id for some in chosen.values() for row in some}),
        address=found.address,
    )


def _objectives(matter: Matter) -> list[Objective]:
    """Those of the round table, which may have none yet; the policy debate is on all."""
    if matter.debate.round_table_id is None:
        return list(Objective.objects.all())
    return [one.objective for one in matter.taken]


def _first_answers(rows: Iterable[ListedItem], objectives: Iterable[Objective]) -> Firsts:
    """Without their texts: of what is asked, as the public reads it."""
    reviews = list(Review.objects.published().filter(pk__in=[row.item_id for row in rows]))
    decisions = decisions_of(reviews)
    places = (
        Answer.objects.filter(
            review__in=reviews,
            question__kind__in=TEXTS,
            question__section__objective__in=list(objectives),
            not_applicable=False,
        )
        .exclude(value="")
        .order_by("question__section__order", "question__order", "pk")
        .values_list("question__section__objective", "review", "question", "pk")
    )
    firsts: dict[int, dict[int, int]] = defaultdict(dict)
    for objective, review, question, pk in places:
        if decisions[review].asks(question):
            firsts[objective].setdefault(review, pk)
    return firsts


def _chosen(
    rows: Iterable[ListedItem], firsts: Mapping[int, int], language: str
) -> list[ListedItem]:
    """What is in the language of the pack first; in each half the regions take turns."""
    having = [row for row in rows if row.item_id in firsts]
    own = [row for row in having if row.language == language]
    others = [row for row in having if row.language != language]
    return [*_in_turn(own), *_in_turn(others)]


def _in_turn(rows: Iterable[ListedItem]) -> Iterator[ListedItem]:
    by_region: dict[str, list[ListedItem]] = defaultdict(list)
    for row in rows:
        by_region[next(iter(row.facets.get("region", [])), "")].append(row)
    rounds = zip_longest(*(by_region[region] for region in sorted(by_region)))
    return (row for row in chain.from_iterable(rounds) if row is not None)


def _answer(row: ListedItem, answer: Answer) -> Part:
    return Part(
        Card(row).title,
        Words(shortened(str(answer.value), WORDS_OF_AN_ANSWER), row.language),
        level=3,
        about=facts_line(answer.question.label, language_name(row.language)),
        address=absolute(reverse("reviews:answer", args=[row.code, answer.question.key])),
    )


def _all_of_them(matter: Matter, rows: list[ListedItem]) -> Iterator[Part]:
    if not rows:
        yield Part("", _("No review is published on these objectives yet."))
        return
    numbers = {one.objective.pk for one in matter.taken}
    lines = tuple(
        (
            Cell(row.code, absolute(Card(row).href)),
            Cell(Card(row).title),
            Cell(language_name(row.language)),
            Cell(", ".join(str(n) for n in Card(row).objectives if not numbers or n in numbers)),
        )
        for row in rows
    )
    head = (_("Code"), _("Review"), _("Language"), _("Objectives"))
    yield Part(_("All reviews"), level=2, table=Table("", head, lines, (3, 5, 2, 3)))
