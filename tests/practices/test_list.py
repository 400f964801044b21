"""The list of practices as a reader finds it: counts, cards, views, files, refusals, its weight."""

import csv
import gzip
import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from practices.listing import LISTING
from practices.models import Practice
from publication.browsing.listed import show_all
from publication.browsing.search import match_as_of
from publication.browsing.shelf import clear_shelves
from publication.choices import State
from publication.models import ListedItem
from publication.moves import make_move
from tests.factories.compact import (
    CountryFactory,
    CycleFactory,
    ObjectiveFactory,
    RoundTableFactory,
)
from tests.factories.practices import author_of, practice_in, thematic_call
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, state
from tests.practices.shelf import CONTACT, EMAIL, SECRETS, adapted, shelved

pytestmark = pytest.mark.django_db
LIST = "/en/practices/"


def get(query: str = "", status: int = 200, language: str = "en") -> str:
    answer = Client().get(f"/{language}/practices/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def file(address: str) -> str:
    """A file, as a spreadsheet reads it."""
    answer: Any = Client().get(LIST + address)
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def codes(query: str = "") -> list[str]:
    return re.findall(r'<span class="code">(PRA-[^<]+)</span>', get(query))


def counted(query: str = "") -> int:
    found = re.search(r'id="results"[^>]* data-count="(\d+)"', get(query))
    assert found
    return int(found.group(1))


ON_THE_WAY = (State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.REVISING, State.ACCEPTED,
              State.DECLINED, State.APPEALED, State.SCHEDULED, State.ARCHIVED)  # fmt: skip


@pytest.mark.parametrize("to", ON_THE_WAY)
def test_what_is_not_published_or_no_longer_is_in_no_list(to: State) -> None:
    ObjectiveFactory(number=5)
    practice_in(to, title="Draftenheim")
    assert counted() == 0
    assert counted("?q=draftenheim") == 0
    for page in (get(), get("?view=map"), get("?view=charts"), file("?format=csv")):
        assert "PRA-" not in page
        assert "Draftenheim" not in page
    assert "Draftenheim" not in Client().get("/feeds/practices.atom").content.decode()
    assert re.search(r'value="5"[^>]*><span>[^<]*</span><span class="figure">[1-9]', get()) is None


def test_what_is_archived_leaves_the_list_and_comes_back_when_it_is_restored() -> None:
    practice = practice_in(State.PUBLISHED)
    assert codes() == [practice.code]
    make_move(practice, "archive", by=author_of(practice), note="It ended.")
    assert codes() == []
    assert ListedItem.objects.get().facets == {}
    make_move(practice, "restore", by=examiner(), note="It goes on.")
    assert codes() == [practice.code]


def test_a_card_tells_the_mark_the_maker_the_summary_and_the_objectives() -> None:
    practice = shelved(state("CRI"), primary_objective=7, objectives=[5])
    adapted(practice, iso3="KEN")
    adapted(practice, iso3="MEX")
    adapted(practice, iso3="MEX")
    page = get()
    for words in (
        '<span class="tag good">Peer reviewed</span>',
        '<span class="tag">Completed</span>',
        "Country CRI",
        "Vans with a registry office",
        'aria-label="Objectives 5 and 7 of 23"',
        f'href="/en/practices/{practice.code}/"',
        "Adapted in 2 countries",
    ):
        assert words in page, words
    assert "Demonstration" not in page


def test_a_card_names_the_implementer_where_that_is_another() -> None:
    shelved(is_own=False, implementer="Clinic of the Coast", implementer_email=EMAIL)
    page = get()
    assert "Clinic of the Coast" in page
    assert EMAIL not in page


def test_a_practice_in_another_language_says_so() -> None:
    shelved(language="es", title="Un registro <rodante>")
    assert 'lang="es" dir="ltr">Un registro &lt;rodante&gt;</a>' in get()
    assert "In Español" in get()
    assert 'dir="ltr">Un registro' not in get(language="es")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("objective=5", "ab"), ("objective=7", "b"), ("objective=1", ""),
        ("objective=7&objective=1", "b"), ("country=CRI", "a"), ("country=MEX", "b"),
        ("region=eclac", "ab"), ("region=eca", ""), ("cycle=2030", "ab"), ("cycle=2034", ""),
        ("scope=national", "a"), ("scope=local", "b"), ("progress=completed", "a"),
        ("progress=mostly-completed", "b"), ("organisation_type=academia", "b"),
        ("organisation_type=member-state", "a"), ("principle=1", "ab"), ("principle=2", "b"),
        ("language=en", "a"), ("language=es", "b"), ("language=fr", "b"), ("call=standing", "a"),
        ("call=climate", "b"), ("roundtable=1", ""), ("q=vans", "a"), ("q=furgoneta", "b"),
        ("q=PRA-2030-0001", "a"), ("q=Clinic", "b"), ("q=mexican name", "b"),
        ("q=university", "a"), ("q=answer", "ab"), ("country=MEX&objective=7&language=es", "b"),
        ("q=vans -farms", ""),
    ],
)  # fmt: skip
def test_every_facet_and_the_words_narrow(query: str, found: str) -> None:
    CycleFactory(year=2034)
    RoundTableFactory(cycle=CycleFactory(year=2034), number=1)
    CountryFactory(iso3="CRI", regions=["eclac"])
    CountryFactory(iso3="MEX", regions=["eclac"], name="Mexican name")
    CountryFactory(iso3="ECA", regions=["eca"])
    for number in (1, 5, 7):
        ObjectiveFactory(number=number)
    a = shelved(state("CRI"))
    b = shelved(
        OrganisationFactory(code="academia", name="Clinic of Law"),
        language="es",
        call=thematic_call(),
        title="Un registro rodante",
        summary="Una furgoneta visita las fincas.",
        description="Con una furgoneta.",
        evidence="Contado.",
        replication="Una furgoneta.",
        objectives=[7],
        principles=[1, 2],
        countries=["MEX"],
        scope="local",
        progress="mostly-completed",
        also_in=["fr"],
    )
    expected = {"a": a.code, "b": b.code}
    assert set(codes(f"?{query}")) == {expected[one] for one in found}
    assert counted(f"?{query}") == len(found)


def test_the_round_table_is_that_of_the_objectives_in_its_forum() -> None:
    cycle = CycleFactory(year=2030)
    RoundTableFactory(cycle=cycle, number=1, lists=[5])
    RoundTableFactory(cycle=cycle, number=2, lists=[7])
    practice = shelved(primary_objective=7)
    assert codes("?roundtable=2") == [practice.code]
    assert codes("?roundtable=1") == []


def test_a_call_that_is_not_published_is_no_value_of_the_facet() -> None:
    thematic_call("hidden", published_at=None, title="Hidden call")
    assert "Hidden call" not in get()
    get("?call=hidden", status=400)


def test_the_match_is_marked_where_it_stands() -> None:
    shelved(evidence="Counted <twice> by the registry.")
    page = get("?q=twice")
    assert "Counted &lt;<mark>twice</mark>&gt; by the registry." in page


def test_an_answer_to_a_criterion_of_another_call_is_not_searched() -> None:
    practice = shelved()
    practice.call.criteria.clear()
    show_all(LISTING)
    assert counted("?q=“our answer”") == 0


def test_what_is_not_public_is_in_no_view_file_feed_or_search() -> None:
    shelved(is_own=False, implementer="Clinic", implementer_email=EMAIL, contact=CONTACT)
    public = [get(f"?view={view}") for view in ("list", "map", "charts")]
    public += [file("?format=csv"), Client().get("/feeds/practices.atom").content.decode()]
    public += [str(list(ListedItem.objects.values_list("text", "facets", "card", "vector")))]
    for page in public:
        for word in SECRETS:
            assert word not in page.casefold()
    for word in (*SECRETS, EMAIL):
        assert counted(f"?q={word}") == 0


@pytest.mark.parametrize("view", ["list", "map", "charts"])
def test_the_ways_to_look_at_it_keep_what_was_asked(view: str) -> None:
    shelved()
    page = get(f"?objective=5&view={view}")
    for other in ("list", "map", "charts"):
        assert f'href="?objective=5&amp;view={other}"' in page
    assert 'data-count="1"' in page
    assert 'value="5" checked' in page


def test_the_map_counts_by_country_and_leads_to_the_list() -> None:
    shelved(countries=["MEX", "CRI"])
    shelved(countries=["CRI"])
    page = get("?view=map&progress=completed")
    assert 'title="Country CRI: 2"' in page
    assert 'title="Country MEX: 1"' in page
    assert 'href="/en/practices/?progress=completed&amp;country=CRI"' in page
    assert "The same as a table" in page
    assert "Source: practices published in this portal after peer review" in page


def test_each_chart_has_its_table_its_source_its_date_and_its_file() -> None:
    CountryFactory(iso3="CRI", regions=["eclac"])
    shelved()
    page = get("?view=charts")
    for title in ("Objective", "Region", "Scope", "Forum", "Month of publication"):
        assert f"<caption>{title}</caption>" in page
    figures = page.count('<figure class="chart">')
    assert page.count("As of ") == page.count("Source: ") == figures >= 5
    files = re.findall(r'href="(\?[^"]*chart=[^"]*)" download', page)
    assert len(files) == figures
    for address in files:
        rows = list(csv.reader(io.StringIO(file(unescape(address)))))
        assert rows[1][2] == "1"


def test_the_file_has_what_is_shown_and_a_heading() -> None:
    shelved(state("CRI"), title="=1+1", primary_objective=7, objectives=[5])
    shelved(language="es")
    answer = Client().get(f"{LIST}?format=csv&language=en")
    assert answer["Content-Disposition"] == 'attachment; filename="practices.csv"'
    (row,) = csv.DictReader(io.StringIO(file("?format=csv&language=en")))
    assert row["title"] == "'=1+1"
    assert row["organisation"] == row["implemented_by"] == "Country CRI"
    assert (row["primary_objective"], row["objectives"]) == ("7", "7 5")
    assert row["peer_reviewed"] == row["published"]
    assert not {"contact", "implementer_email", "reviewers", "score"} & row.keys()


def test_compare_sets_two_countries_side_by_side() -> None:
    shelved(countries=["CRI"])
    shelved(countries=["MEX"], objectives=[7])
    page = Client().get(f"{LIST}compare/?by=country&a=CRI&b=MEX").content.decode()
    assert "Country CRI and Country MEX" in page
    assert page.count('data-count="1"') == 2
    lines = file("compare/?by=country&a=CRI&b=MEX&format=csv").splitlines()
    assert lines[:2] == ["facet,value,label,CRI,MEX", ",,All,1,1"]


@pytest.mark.parametrize(
    "path",
    [
        "?objective=24", "?country=cri", "?region=atlantis", "?cycle=1999", "?progress=begun",
        "?scope=x", "?call=x", "?principle=x", "?ordering=x", "?format=pdf", "?view=x",
        "?format=csv&chart=x", "?after=x", "?language=xx", "?q=" + "a" * 201,
        "compare/?by=progress", "compare/?by=country&a=CRI&b=CRI", "?scope=%3Cscript%3E",
    ],
)  # fmt: skip
def test_what_there_is_not_is_told_in_words(path: str) -> None:
    CountryFactory(iso3="CRI")
    page = get(path, status=400)
    assert "The list cannot be narrowed that way" in page
    assert "<script>" not in page


def test_zero_results_say_what_to_relax() -> None:
    shelved()
    ObjectiveFactory(number=7)
    page = get("?objective=7&scope=national")
    assert '<a href="?scope=national">Without 7 Label 7</a>' in page


@pytest.mark.parametrize(
    ("query", "queries"),
    # Three tell and read what the list is; then the search, the rows, the colours of the strip.
    [("", 5), ("?scope=national", 5), ("?q=vans", 6), ("?view=charts", 3), ("?view=map", 5)],
)
def test_the_number_of_queries_is_fixed(
    query: str, queries: int, django_assert_num_queries: Any
) -> None:
    for count in (1, 3):
        while Practice.objects.count() < count:
            adapted(shelved(state("CRI"), objectives=[5, 7], countries=["MEX"]))
        get(query)
        clear_shelves()
        match_as_of.cache_clear()
        with django_assert_num_queries(queries):
            get(query)


@pytest.mark.parametrize("many", [1, 3])
def test_an_export_takes_the_same_queries_whatever_its_length(
    many: int, django_assert_num_queries: Any
) -> None:
    for _number in range(many):
        shelved(state("CRI"), objectives=[5, 7], countries=["MEX", "CRI"], principles=[1, 2])
    file("?format=csv")
    with django_assert_num_queries(10):
        file("?format=csv")


def test_the_feed_has_the_newest_first_and_when_it_was_corrected() -> None:
    old = shelved(at=timezone.now() - timedelta(days=9), title="The older")
    shelved(at=timezone.now() - timedelta(days=3), title="The newer")
    feed = Client().get("/feeds/practices.atom").content.decode()
    assert feed.index("The newer") < feed.index("The older")
    Practice.objects.filter(pk=old.pk).update(saved_at=timezone.now())
    show_all(LISTING)
    feed = Client().get("/feeds/practices.atom").content.decode()
    assert feed.index("The older") < feed.index("The newer")


def test_that_it_is_still_true_is_no_news_for_the_feed() -> None:
    old = shelved(at=timezone.now() - timedelta(days=9))
    Practice.objects.filter(pk=old.pk).update(confirmed_at=timezone.now())
    show_all(LISTING)
    assert ListedItem.objects.get().updated_at == old.published_at


def test_a_page_weighs_less_than_60_kb_with_all_that_it_needs() -> None:
    for number in range(22):
        shelved(
            title=f"A title of the usual length, of which there are many: {number}",
            summary="A summary of the usual length, which says what is done. " * 7,
            countries=["CRI", "MEX", "KEN", "FRA"],
            objectives=[1, 7, 23],
        )
    for query in ("", "?q=vans", "?view=map", "?view=charts"):
        page = get(query)
        files = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', page))
        texts = [(settings.BASE_DIR / "static" / file).read_bytes() for file in files]
        assert sum(len(gzip.compress(text)) for text in [page.encode(), *texts]) < 60_000
