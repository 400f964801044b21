"""The list of pledges as a reader finds it: counts, cards, views, files, refusals, its weight."""

import csv
import gzip
import io
import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from compact.reference import Report, load
from pledges.choices import Stage
from pledges.listing import LISTING
from pledges.models import Pledge
from publication.browsing.listed import show_all
from publication.browsing.search import match_as_of
from publication.browsing.shelf import clear_shelves
from publication.choices import State
from tests.factories.compact import CountryFactory, CycleFactory, ObjectiveFactory
from tests.factories.pledges import CONTACT, part, partner, pledge_in, published, staged
from tests.factories.publication import WAYS
from tests.factories.stakeholders import OrganisationFactory, state

pytestmark = pytest.mark.django_db
LIST = "/en/pledges/"


def get(query: str = "", status: int = 200, language: str = "en") -> str:
    answer = Client().get(f"/{language}/pledges/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def file(address: str) -> str:
    """A file, as a spreadsheet reads it."""
    answer: Any = Client().get(LIST + address)
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def codes(query: str = "") -> list[str]:
    return re.findall(r'<span class="code">(PLG-[^<]+)</span>', get(query))


def counted(query: str = "") -> int:
    found = re.search(r'id="results"[^>]* data-count="(\d+)"', get(query))
    assert found
    return int(found.group(1))


def test_only_what_is_published_is_listed() -> None:
    for one in WAYS:
        pledge_in(one)
    (code,) = codes()
    assert Pledge.objects.get(code=code).state == State.PUBLISHED
    assert counted() == 1


def test_a_card_tells_the_stage_the_makers_the_target_and_the_objectives() -> None:
    pledge = published(state("CRI"), objectives=[5, 7])
    partner(pledge)
    partner(pledge, organisation=state("MEX"))
    staged(pledge, Stage.IN_PROGRESS)
    page = get()
    for words in (
        '<span class="tag sea">In progress</span>',
        "Country CRI, with 2 partners",
        "Desks that are open",
        'aria-label="Objectives 5 and 7 of 23"',
        f'href="/en/pledges/{pledge.code}/"',
    ):
        assert words in page
    assert "Demonstration" not in page


def test_a_pledge_in_another_language_says_so() -> None:
    published(language="es", title="Una ventanilla <única>")
    assert 'lang="es" dir="ltr">Una ventanilla &lt;única&gt;</a>' in get()
    assert "In Español" in get()
    assert 'dir="ltr">Una ventanilla' not in get(language="es")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("objective=5", "ab"), ("objective=7&objective=1", "b"), ("objective=1", ""),
        ("country=CRI", "a"), ("country=MEX", "ab"), ("region=eclac", "ab"), ("region=eca", ""),
        ("cycle=2030", "a"), ("cycle=2034", "b"), ("type=individual", "ab"),
        ("type=matching", ""), ("stage=planning", "a"), ("stage=fulfilled", "b"),
        ("freshness=fresh", "a"), ("nature=technical", "a"), ("nature=financial", "b"),
        ("scope=national", "ab"), ("action=5(a)", "b"), ("language=en", "a"),
        ("language=es", "b"), ("side=offer", "b"), ("organisation_type=academia", "b"),
        ("organisation_type=member-state", "a"), ("q=ministry", "a"), ("q=ventanilla", "b"),
        ("q=PLG-2030-0001", "a"), ("q=Clinic", "b"), ("q=mexican name", "ab"),
        ("country=MEX&objective=7&language=es", "b"), ("q=ministry -desks", ""),
    ],
)  # fmt: skip
def test_every_facet_and_the_words_narrow(query: str, found: str) -> None:
    CycleFactory(year=2030)
    CountryFactory(iso3="CRI", regions=["eclac"])
    CountryFactory(iso3="MEX", regions=["eclac", "eca2"], name="Mexican name")
    for code in ("eca", "ece"):
        CountryFactory(iso3=code.upper(), regions=[code])
    for number in (1, 5, 7):
        ObjectiveFactory(number=number)
    a = published(state("CRI"), objectives=[5], countries=["MEX"])
    university = OrganisationFactory(code="academia", name="Clinic of Law")
    b = published(
        university,
        year=2034,
        language="es",
        title="Una ventanilla",
        description="Se abre una ventanilla. " * 20,
        objectives=[5, 7],
        actions=["5(a)"],
        countries=["MEX"],
        natures=["financial"],
        side="offer",
    )
    staged(b, Stage.FULFILLED)
    expected = {"a": a.code, "b": b.code}
    assert set(codes(f"?{query}")) == {expected[one] for one in found}
    assert counted(f"?{query}") == len(found)


def test_sub_commitments_and_targets_are_searched_and_the_match_is_marked() -> None:
    pledge = published()
    part(pledge, "Interpreters <at> every desk")
    show_all(LISTING)
    page = get("?q=interpreter")
    assert "<mark>Interpreters</mark> &lt;at&gt; every desk" in page
    assert counted("?q=indicator") == 0
    assert counted("?q=“desks that are open”") == 1


def test_the_contact_is_in_no_view_file_feed_or_search() -> None:
    published()
    public = [get(f"?view={view}") for view in ("list", "map", "charts")]
    public += [file("?format=csv"), Client().get("/feeds/pledges.atom").content.decode()]
    for page in public:
        for word in ("Contacta", "rosa.contacta", "5555"):
            assert word not in page
    for word in CONTACT.split():
        assert counted(f"?q={word.strip(',+')}") == 0


@pytest.mark.parametrize("view", ["list", "map", "charts"])
def test_the_ways_to_look_at_it_keep_what_was_asked(view: str) -> None:
    ObjectiveFactory(number=5)
    published(state("CRI"), objectives=[5])
    page = get(f"?objective=5&view={view}")
    for other in ("list", "map", "charts"):
        assert f'href="?objective=5&amp;view={other}"' in page
    assert page.count('aria-current="true"') >= 2  # the language, and the view
    assert 'data-count="1"' in page
    assert 'value="5" checked' in page


def test_the_map_counts_by_country_and_leads_to_the_list() -> None:
    published(state("CRI"), countries=["MEX"])
    published(state("CRI"))
    page = get("?view=map&stage=planning")
    assert 'title="Country CRI: 2"' in page
    assert 'title="Country MEX: 1"' in page
    assert 'href="/en/pledges/?stage=planning&amp;country=CRI"' in page
    assert "The same as a table" in page
    assert "Source: pledges published in this portal" in page


def test_each_chart_has_its_table_its_source_its_date_and_its_file() -> None:
    CountryFactory(iso3="CRI", regions=["eclac"])
    published(state("CRI"), objectives=[5])
    page = get("?view=charts")
    for title in ("Objective", "Nature", "Stage", "Forum", "Month of publication"):
        assert f"<caption>{title}</caption>" in page
    figures = page.count('<figure class="chart">')
    assert figures >= 5
    assert page.count("As of ") == page.count("Source: ") == figures
    files = re.findall(r'href="(\?[^"]*chart=[^"]*)" download', page)
    assert len(files) == figures
    for address in files:
        rows = list(csv.reader(io.StringIO(file(unescape(address)))))
        assert rows[0][1:] == ["label", "count"]
        assert rows[1][2] == "1"


def test_the_file_has_what_is_shown_and_a_heading() -> None:
    published(state("CRI"), title="=1+1")
    published(language="es")
    answer = Client().get(f"{LIST}?format=csv&language=en")
    assert answer["Content-Disposition"] == 'attachment; filename="pledges.csv"'
    (row,) = csv.DictReader(io.StringIO(file("?format=csv&language=en")))
    assert row["code"] == codes("?language=en")[0]
    assert row["title"] == "'=1+1"
    assert row["organisation"] == "Country CRI"
    assert row["targets"] == "Desks that are open: 0.00 → 12.00 desks (2029-12-31)"
    assert "contact" not in row


def test_compare_sets_two_countries_side_by_side() -> None:
    published(state("CRI"), objectives=[5])
    published(state("MEX"), objectives=[5, 7])
    page = Client().get(f"{LIST}compare/?by=country&a=CRI&b=MEX").content.decode()
    assert "Country CRI and Country MEX" in page
    assert page.count('data-count="1"') == 2
    assert '<td class="number">0</td><td class="number">1</td>' in page
    answer = Client().get(f"{LIST}compare/?by=country&a=CRI&b=MEX&format=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="pledges-CRI-MEX.csv"'
    lines = file("compare/?by=country&a=CRI&b=MEX&format=csv").splitlines()
    assert lines[:2] == ["facet,value,label,CRI,MEX", ",,All,1,1"]


@pytest.mark.parametrize(
    "query",
    ["", "?by=cycle", "?by=country&a=CRI", "?by=cycle&a=2030&b=2034&stage=planning", "?a=&b="],
)
def test_compare_is_there_before_two_are_chosen(query: str) -> None:
    CycleFactory(year=2030)
    CycleFactory(year=2034)
    CountryFactory(iso3="CRI")
    assert Client().get(f"{LIST}compare/{query}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "?objective=24", "?country=cri", "?country=XXX", "?region=atlantis", "?cycle=1999",
        "?stage=begun", "?type=x", "?action=5(z)", "?ordering=x", "?format=pdf", "?view=x",
        "?format=csv&chart=x", "?after=x", "?before=1", "?objective=5&objective=99",
        "?stage=planning&stage=%3Cscript%3E", "compare/?by=stage", "compare/?by=cycle&a=1999",
        "compare/?by=country&a=CRI&b=CRI", "?q=" + "a" * 201, "?cycle=" + "9" * 40,
    ],
)  # fmt: skip
def test_what_there_is_not_is_told_in_words(path: str) -> None:
    CountryFactory(iso3="CRI")
    page = get(path, status=400)
    assert "The list cannot be narrowed that way" in page
    assert 'role="alert"' in page
    assert "<script>" not in page


def test_zero_results_say_what_to_relax() -> None:
    published(objectives=[5])
    ObjectiveFactory(number=7)
    page = get("?objective=7&stage=planning")
    assert '<a href="?stage=planning">Without 7 Label 7</a>' in page
    assert '<span class="figure">1 result</span>' in page


@pytest.mark.parametrize(
    ("query", "queries"),
    # Three tell and read what the list is; then the search, the rows, the colours of the strip.
    [("", 5), ("?stage=planning", 5), ("?q=desks", 6), ("?view=charts", 3), ("?view=map", 5)],
)
def test_the_number_of_queries_is_fixed(
    query: str, queries: int, django_assert_num_queries: Any
) -> None:
    for count in (1, 3):
        while Pledge.objects.count() < count:
            partner(published(state("CRI"), objectives=[5, 7], countries=["MEX"]))
        get(query)
        clear_shelves()
        match_as_of.cache_clear()
        with django_assert_num_queries(queries):
            get(query)


def test_cards_are_kept_while_nothing_changes() -> None:
    pledge = published(title="As it was")
    assert "As it was" in get()
    Pledge.objects.filter(pk=pledge.pk).update(title="As it is")
    assert "As it was" in get()
    show_all(LISTING)
    assert "As it is" in get()


def test_a_page_weighs_less_than_60_kb_with_all_that_it_needs() -> None:
    load(Report())
    for number in range(25):
        published(
            title=f"A title of the usual length, of which there are many: {number}",
            countries=["CRI", "MEX", "KEN", "FRA"],
            objectives=[1, 5, 7, 23],
            actions=["1(a)", "5(b)"],
        )
    for query in ("", "?q=desks", "?view=map", "?view=charts"):
        page = get(query)
        files = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', page))
        assert {"css/browse.css", "js/browse.js"} <= files
        texts = [(settings.BASE_DIR / "static" / file).read_bytes() for file in files]
        assert sum(len(gzip.compress(text)) for text in [page.encode(), *texts]) < 60_000
