"""The page of a practice as everybody reads it: what it says, who gets it, what it costs."""

import gzip
import io
import re
from datetime import date, timedelta
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from practices.images import measure
from practices.models import Practice
from practices.models.practices import NARRATIVE
from publication.choices import State
from publication.models import ListedItem
from publication.moves import make_move
from publication.services import citations_from, cite
from tests.desk.access import signed_in
from tests.factories.pledges import author_of as pledger_of
from tests.factories.pledges import published as published_pledge
from tests.factories.practices import TITLE, author_of, begun, moved, practice_in, published, whole
from tests.factories.publication import examiner
from tests.factories.publication import published as published_review
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import state
from tests.practices.people import people_around
from tests.practices.shelf import EMAIL, adapted, kept, png, rich, shelved

pytestmark = pytest.mark.django_db


def page(practice: Practice, language: str = "en") -> str:
    address = practice.get_absolute_url().replace("/en/", f"/{language}/")
    response = Client().get(address)
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def whole_one(many: int = 1) -> Practice:
    """Published, with so many of everything, adapted, cited and with relatives."""
    practice = whole(
        begun(state("CRI")),
        objectives=list(range(6, 6 + many)),
        principles=list(range(1, 1 + many)),
        countries=[f"CA{'ABCDEF'[n]}" for n in range(many)],
        innovation="A *timetable* that the farms know.",
        cost_note="Two vans and their fuel.",
        amount=Decimal(5000000),
        currency="USD",
        ends_on=date(2023, 12, 31),
        also_in=["es", "ar"],
    )
    moved(rich(practice, many), to=State.PUBLISHED)
    for _number in range(many):
        adapted(practice)
        shelved(title="A relative", objectives=[6])
        pledge = published_pledge(title="A pledge that cites")
        cite(source=pledge, part="", code=practice.code, by=pledger_of(pledge))
        cited = published_pledge(title="A pledge that is cited")
        cite(source=practice, part="", code=cited.code, by=practice.author)
    return practice


def test_it_says_all_that_is_public() -> None:
    practice = whole_one()
    text = page(practice)
    for words in (
        practice.code,
        TITLE,
        "Vans with a registry office",
        "Peer reviewed",
        "What this means",
        "Country CRI",
        "Evidence of the impact",
        "Counted by the registry",
        "<em>timetable</em>",
        "Our answer on rights.",
        "What about rights?",
        "Partner 0",
        "https://example.org/0",
        "plan-0.pdf",
        "5,000,000 USD",
        "March 2019",
        "December 2023",
        "Principle 1",
        "National",
        "Completed",
        "Arabic, Spanish",
        "With boats in place of vans.",
        "A relative",
        "Cites",
        "A pledge that is cited",
        "Cited by",
        "A pledge that cites",
        "Version 1",
        "Cite this",
        "SHA-256",
        'aria-label="Objectives 5 and 6 of 23"',
        f'href="/en/practices/{practice.code}/pdf/"',
        f"http://testserver/en/practices/{practice.code}/",
        "Repository of practices of the IMRF Portal",
    ):
        assert words in text, words
    assert "Archived" not in text
    assert "Not confirmed" not in text


def test_what_it_does_not_say_has_no_heading() -> None:
    text = page(shelved())
    parts = ("What is new in it", "What it costs", "Images", "Cites", "Cited by")
    for words in (*parts, "Related practices", "Further objectives", "Files</dt>", "Links</dt>"):
        assert words not in text
    assert "Nobody has told yet that they adapted it." in text


def test_the_mark_says_when_and_what_it_means_and_names_nobody() -> None:
    practice = published()
    text = page(practice)
    assert practice.reviewed_at
    assert f"Accepted on {practice.reviewed_at:%-d %B %Y}" in text
    mark = text[text.index('<aside class="reviewed"') : text.index("</aside>")]
    assert "one of the United Nations and two from outside" in mark
    assert "<b>Impact</b> What about impact?" in mark
    for assignment in practice.rounds.get().assignments.select_related("reviewer__user"):
        assert str(assignment.reviewer.user) not in text


@pytest.mark.parametrize(
    "to", [one for one in State if one not in {State.PUBLISHED, State.ARCHIVED}]
)
def test_what_is_not_published_is_there_for_nobody(to: State) -> None:
    practice = rich(whole(begun()))
    moved(practice, to=to)
    image = practice.files.earliest("pk")
    people = people_around(practice)
    clients = [Client(), *(signed_in(person) for person in people.values())]
    addresses = [
        practice.get_absolute_url(),
        reverse("practices:version", args=[practice.code, 1]),
        reverse("practices:pdf", args=[practice.code]),
        reverse("practices:file", args=[practice.code, image.pk]),
    ]
    for client in clients:
        for address in addresses:
            assert client.get(address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("to", [State.PUBLISHED, State.ARCHIVED])
def test_what_is_published_reads_the_same_for_everybody(to: State) -> None:
    practice = practice_in(to)
    people = people_around(practice)
    texts = {
        re.sub(r"(?s)<header>.*?</header>|<footer.*", "", client.get(at).content.decode())
        for client in (Client(), *(signed_in(person) for person in people.values()))
        for at in [practice.get_absolute_url()]
    }
    assert len(texts) == 1


@pytest.mark.parametrize("code", ["PRA-2030-9999", "pra-2030-0001", "x", "PRA"])
def test_what_is_not_there_is_not_found(code: str) -> None:
    shelved()
    assert Client().get(f"/en/practices/{code}/").status_code == HTTPStatus.NOT_FOUND


class TestArchived:
    @pytest.fixture
    def practice(self) -> Practice:
        practice = published(title="Vans of another time")
        make_move(practice, "archive", by=author_of(practice), note="The <b>vans</b> were sold.")
        return practice

    def test_it_stays_and_says_when_and_why(self, practice: Practice) -> None:
        text = page(practice)
        assert TITLE not in text
        assert "Vans of another time" in text
        assert f"It was archived on {timezone.now():%-d %B %Y}" in text
        assert "The &lt;b&gt;vans&lt;/b&gt; were sold." in text
        assert '<meta name="robots" content="noindex">' in text
        assert "Tell of it" not in text

    def test_so_do_its_versions_and_its_files(self, practice: Practice) -> None:
        at = reverse("practices:version", args=[practice.code, 1])
        text = Client().get(at).content.decode()
        assert "It was archived on" in text
        assert "This is the version in force." not in text
        image = kept(practice)
        at = reverse("practices:file", args=[practice.code, image.pk])
        assert Client().get(at).status_code == HTTPStatus.OK

    def test_it_is_in_no_list_search_page_of_the_forum_or_relative(
        self, practice: Practice
    ) -> None:
        other = shelved(title="Another", countries=["CRI"])
        assert ListedItem.objects.filter(is_listed=True).count() == 1
        addresses = (
            "/en/",
            "/en/objectives/5/",
            "/en/countries/CRI/",
            f"/en/forums/{practice.cycle_id}/",
            "/en/practices/",
            "/en/practices/?q=vans",
            "/en/practices/?view=map",
            "/feeds/practices.atom",
            other.get_absolute_url(),
        )
        for address in addresses:
            text = Client().get(address).content.decode()
            assert practice.code not in text, address
            assert "Vans of another time" not in text, address

    def test_who_cites_it_still_leads_there(self) -> None:
        review, practice = published_review("CRI"), published()
        cite(source=review, part="lead-body", code=practice.code, by=focal_point_of("CRI"))
        make_move(practice, "archive", by=author_of(practice), note="It ended.")
        assert [citation.target for citation in citations_from(review)] == [practice]
        assert review.code in page(practice)

    def test_restored_it_is_as_before(self, practice: Practice) -> None:
        make_move(practice, "restore", by=examiner(), note="Between us: a mistake.")
        text = page(practice)
        assert "archived" not in text.casefold().replace("taken back from the archive", "")
        assert "Between us" not in text


class TestImages:
    def test_an_image_has_its_words_its_place_and_waits(self) -> None:
        practice = shelved()
        image = kept(practice, content=png(640, 480), alternative_text='A van "in" the mud.')
        at = reverse("practices:file", args=[practice.code, image.pk])
        (shown,) = re.findall(rf'<img src="{at}"[^>]*>', page(practice))
        for words in (
            'alt="A van &quot;in&quot; the mud."',
            'loading="lazy"',
            'width="640"',
            'height="480"',
            'lang="en"',
        ):
            assert words in shown, words
        assert "van.png, " in page(practice)

    def test_its_file_is_seen_in_the_page_and_a_document_is_downloaded(self) -> None:
        practice = shelved()
        image = kept(practice)
        paper = kept(practice, "plan.pdf", b"%PDF-1.7", "application/pdf", alternative_text="")
        shown: Any = Client().get(reverse("practices:file", args=[practice.code, image.pk]))
        assert shown["Content-Type"] == "image/png"
        assert shown["Content-Disposition"].startswith("inline")
        assert shown["X-Content-Type-Options"] == "nosniff"
        assert b"".join(shown.streaming_content) == png()
        taken: Any = Client().get(reverse("practices:file", args=[practice.code, paper.pk]))
        assert taken["Content-Disposition"] == 'attachment; filename="plan.pdf"'

    def test_one_that_was_taken_back_or_is_of_another_is_not_there(self) -> None:
        practice, other = shelved(), shelved()
        gone, theirs = kept(practice, removed_at=timezone.now()), kept(other)
        for file in (gone, theirs):
            at = reverse("practices:file", args=[practice.code, file.pk])
            assert Client().get(at).status_code == HTTPStatus.NOT_FOUND
        assert "van.png" not in page(practice)

    def test_one_that_cannot_be_measured_is_shown_all_the_same(self) -> None:
        practice = shelved()
        kept(practice, content=b"nothing of the kind")
        assert "width=" not in re.findall(r'<img src="/en/[^>]*>', page(practice))[0]

    @pytest.mark.parametrize(
        ("content", "size"),
        [
            (png(1200, 800), (1200, 800)),
            (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x01\x2c\x02\x58\x03", (600, 300)),
            (b"\xff\xd8\xff\xc4\x00\x04ab\xff\xc2\x00\x11\x08\x00\x0a\x00\x14\x03", (20, 10)),
            (b"\xff\xd8", (0, 0)),
            (b"\xff\xd8\xff\xe0\x00\x00", (0, 0)),
            (b"\xff\xd8" + b"\xff\xe0\x00\x04ab" * 300, (0, 0)),
            (b"\x89PNG\r\n\x1a\n", (0, 0)),
            (b"", (0, 0)),
            (b"GIF89a", (0, 0)),
        ],
    )
    def test_its_size_is_read_from_its_first_bytes(
        self, content: bytes, size: tuple[int, int]
    ) -> None:
        assert measure(io.BytesIO(content)) == size


def test_words_in_another_language_say_so_and_carry_it() -> None:
    practice = shelved(language="ar", title="مكتب السجل", summary="نص " * 20)
    text = page(practice)
    assert '<h1 lang="ar" dir="auto">' in text
    assert "The practice is in" in text
    assert "The practice is in" not in page(practice, "ar")


def test_what_people_write_is_no_markup() -> None:
    bad = "<script>alert(1)</script> [here](javascript:alert(1)) <img src=x>"
    texts: dict[str, Any] = dict.fromkeys(NARRATIVE, bad)
    practice = shelved(title="<b>Bold</b>", implementer="<i>I</i>", is_own=False, **texts)
    kept(practice, alternative_text='"><img src=x>')
    adapted(practice, note=bad)
    text = page(practice)
    for words in ("<script>alert", "<b>Bold", "<img src=x", 'href="javascript', "<i>I</i>"):
        assert words not in text


def test_the_implementer_is_named_and_its_address_is_not() -> None:
    practice = shelved(is_own=False, implementer="Clinic of the Coast", implementer_email=EMAIL)
    text = page(practice)
    assert text.count("Clinic of the Coast") >= 2
    assert EMAIL not in text


def test_an_answer_to_a_criterion_of_a_call_left_behind_is_not_shown() -> None:
    practice = shelved()
    practice.call.criteria.clear()
    assert "Our answer on rights." not in page(practice)


def test_one_that_nobody_has_confirmed_for_a_year_says_so() -> None:
    now = timezone.now()
    practice = shelved(at=now - timedelta(days=370))
    assert "Not confirmed for a year" in page(practice)
    Practice.objects.update(confirmed_at=now)
    text = page(practice)
    assert "Not confirmed for a year" not in text
    assert f"Last said to be still true on {now:%-d %B %Y}" in text


@pytest.mark.parametrize("many", [1, 3])
def test_more_of_everything_is_no_more_queries(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practice = whole_one(many)
    page(practice)
    with django_assert_num_queries(22):
        page(practice)


def weight(text: str) -> int:
    """Of a page with everything that it needs, as it goes over the wire; images come later."""
    needed = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', text)
    files = [settings.BASE_DIR / "static" / name for name in dict.fromkeys(needed)]
    parts = [text.encode(), *(file.read_bytes() for file in files)]
    return sum(len(gzip.compress(part)) for part in parts)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_largest_practice_that_one_can_write_is_light(language: str) -> None:
    """Of the length of the largest, and of words that repeat as words do."""
    practice = shelved(objectives=list(range(1, 24)))
    words = " ".join(f"word{number % 977}" for number in range(2000))
    texts = {name: words[:most] for name, most in NARRATIVE.items()}
    Practice.objects.filter(pk=practice.pk).update(**texts)
    rich(practice, 10)
    assert weight(page(practice, language)) < 60_000


def test_a_demonstration_says_so() -> None:
    practice = shelved()
    assert ">Demonstration</span>" not in page(practice)
    Practice.objects.update(is_demonstration=True)
    assert ">Demonstration</span>" in page(practice)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_it_is_there_in_every_language(language: str) -> None:
    practice = shelved(ends_on=date(2023, 12, 31), amount=Decimal(10), currency="EUR")
    with translation.override(language):
        assert page(practice, language)


def test_a_state_is_not_named_twice() -> None:
    practice = shelved(state("CRI"), countries=["CRI", "PAN"])
    adapted(practice, state("KEN"), iso3="KEN")
    adapted(practice, state("KEN"), iso3="UGA")
    text = page(practice)
    assert '<p class="lead"><bdi>Country CRI</bdi>, Country PAN</p>' in text
    assert ">Country KEN</a>, 2024" in text
    assert ">Country KEN</a>, <a" in text
    assert str(practice.adaptations.get(country="KEN")) == "Country KEN, 2024"
