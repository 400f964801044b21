"""The made-up debates, and the packs of the forum of 2022 that are made of the demonstration."""

import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.conf import settings
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from desk.choices import PackFormat
from desk.models import Pack
from desk.packs.asking import ask_for_pack
from desk.packs.making import STEPS, make
from dialogues.debates.finding import debates_of, taken_up
from dialogues.models import CoChair, Debate, DebateModerator
from imrf_portal.demonstration.dialogues import debates
from notices.models import Notice
from publication.browsing.listed import show_all
from reviews.listing import LISTING as REVIEWS
from stakeholders.models import User
from tests.imrf_portal.demonstration import NOW

pytestmark = pytest.mark.usefixtures("demonstration")

# A minute would be long for whoever waits; this is what a slow machine may take.
SECONDS = 90
MOST_BYTES = 6_000_000
MOST_PAGES = 250


def secretariat() -> User:
    found: User = User.objects.get(email="secretariat@example.org")
    return found


class TestDebates:
    def test_each_forum_has_its_round_tables_and_its_policy_debate(self) -> None:
        for year in (2022, 2026, 2030):
            slugs = [one.slug for one in debates_of(year)]
            assert slugs == ["1", "2", "3", "4", "policy-debate"]

    def test_those_that_were_held_have_two_co_chairs_of_different_regions(self) -> None:
        for one in Debate.objects.filter(cycle__in=[2022, 2026]):
            countries = [c.organisation.country for c in one.co_chairs.all()]
            regions = [{r.pk for r in country.regions.all()} for country in countries if country]
            assert len(regions) == 2
            assert not regions[0] & regions[1]

    def test_those_of_the_forum_to_come_are_not_all_named(self) -> None:
        named = set(CoChair.objects.filter(debate__cycle=2030).values_list("debate", flat=True))
        assert 0 < len(named) < 5

    def test_moderators_are_called_by_their_function_and_nobody_is_invented(self) -> None:
        assert DebateModerator.objects.count() == 15
        for one in DebateModerator.objects.all():
            assert one.name.startswith("Moderator of ")
            assert one.name.endswith("(demonstration)")
            assert not CoChair.objects.exclude(name="").exists()

    @pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
    def test_each_says_in_every_language_that_it_is_made_up(self, language: str) -> None:
        column = f"description_{language.replace('-', '_')}"
        texts = Debate.objects.values_list(column, flat=True)
        assert all(text and len(text.split("\n\n")) == 2 for text in texts)

    def test_loading_again_changes_nothing(self) -> None:
        one = Debate.objects.get(cycle=2030, round_table__number=1)
        one.moderators.all().delete()
        debates.load(NOW)
        assert Debate.objects.count() == 15
        assert not one.moderators.exists()

    def test_sessions_feed_every_round_table_that_was_held(self) -> None:
        for one in Debate.objects.filter(cycle=2022, round_table__isnull=False):
            assert one.sessions.published().exists(), one


Made = Callable[[str, str, PackFormat], tuple[Pack, bytes, float]]


@pytest.fixture(scope="module")
def _listed(_loaded: None, django_db_blocker: DjangoDbBlocker) -> None:
    """As `manage.py relist` does after the demonstration is loaded."""
    with django_db_blocker.unblock():
        show_all(REVIEWS)


@pytest.fixture
def made(_listed: None) -> Made:
    """Ask for a pack as the Secretariat does, and make it as the worker does."""

    def make_one(slug: str, language: str, form: PackFormat) -> tuple[Pack, bytes, float]:
        debate = next(one for one in debates_of(2022) if one.slug == slug)
        pack = ask_for_pack(debate=debate, language=language, format=form, by=secretariat())
        began = time.monotonic()
        assert make(pack.pk)
        took = time.monotonic() - began
        pack.refresh_from_db()
        with pack.file.open("rb") as file:
            return pack, file.read(), took

    return make_one


class TestPacksOf2022:
    @pytest.mark.parametrize("slug", ["1", "2", "3", "4"])
    def test_the_pack_of_each_round_table_is_made_as_a_pdf_and_as_a_word_file(
        self, slug: str, made: Made
    ) -> None:
        debate = next(one for one in debates_of(2022) if one.slug == slug)
        pack, content, took = made(slug, "en", PackFormat.PDF)
        assert took < SECONDS
        assert len(content) == pack.size < MOST_BYTES
        assert (pack.step, pack.steps) == (STEPS, STEPS)
        reader = PdfReader(io.BytesIO(content))
        assert 10 < len(reader.pages) < MOST_PAGES
        text = " ".join(" ".join(page.extract_text() for page in reader.pages[:6]).split())
        assert debate.round_table is not None
        assert debate.round_table.theme in text
        assert "Data as of" in text
        assert "Voluntary reviews: Objective" in text
        for heading in ("In numbers", "What reviews say", "What is pledged", "What worked"):
            assert heading in text
        for one in taken_up(debate):
            assert one.objective.short_label in text

        again, content, _took = made(slug, "en", PackFormat.DOCX)
        assert again.pk != pack.pk
        document = docx.Document(io.BytesIO(content))
        headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
        assert headings[:5] == [
            "What is in this pack",
            "In numbers",
            "What reviews say",
            "What is pledged",
            "What worked",
        ]
        assert len(document.tables) > 8
        assert Notice.objects.filter(kind="packs.made").count() == 2

    @pytest.mark.parametrize("language", ["ar", "zh-hans", "es"])
    def test_in_another_language_the_headings_are_and_the_words_of_people_are_not(
        self, language: str, made: Made
    ) -> None:
        _pack, content, took = made("1", language, PackFormat.DOCX)
        assert took < SECONDS
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            xml = archive.read("word/document.xml").decode()
        assert ("w:bidi" in xml.split("<w:sectPr")[1]) == (language == "ar")
        assert f"/{language}/pledges/" in archive_links(content)
        assert "Costa Rica" in xml or "哥斯达黎加" in xml or "كوستاريكا" in xml

    def test_the_policy_debate_has_one_too(self, made: Made) -> None:
        _pack, content, took = made("policy-debate", "en", PackFormat.PDF)
        assert took < SECONDS
        assert len(PdfReader(io.BytesIO(content)).pages) < MOST_PAGES

    def test_what_was_left_out_is_told_with_where_to_find_it(self, made: Made) -> None:
        _pack, content, _took = made("2", "en", PackFormat.DOCX)
        heads, *lines = ([cell.text for cell in row.cells] for row in overview_of(content))
        assert heads == ["What", "In full here", "In the portal", "Where"]
        rows = {line[0]: line[1:] for line in lines}
        for heading, room in (
            ("What reviews say", "reviews"),
            ("What is pledged", "pledges"),
            ("What worked", "practices"),
        ):
            told, count, _where = rows[heading]
            assert 0 < int(told) <= int(count)
            assert f"/en/{room}/?cycle=2022&amp;objective=4&amp;" in archive_links(content)

    def test_clips_and_contributions_stand_in_each(self, made: Made) -> None:
        for slug in ("1", "2", "3", "4"):
            _pack, content, _took = made(slug, "en", PackFormat.DOCX)
            rows = {row.cells[0].text: row for row in overview_of(content)}
            for heading in ("What sessions said", "What contributions say"):
                told, count = (int(rows[heading].cells[n].text) for n in (1, 2))
                assert 0 < told <= count, (slug, heading)
            assert "/transcript/en/?t=" in archive_links(content)
            assert "/en/dialogues/spaces/" in archive_links(content)

    def test_it_names_nobody_who_is_not_public(self, made: Made) -> None:
        _pack, content, _took = made("1", "en", PackFormat.DOCX)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = " ".join(archive.read(name).decode() for name in archive.namelist())
        assert "@example.org" not in text
        assert "Demonstration reviewer" not in text


def overview_of(content: bytes) -> list[Any]:
    """The rows of the table that says how much of what stands there."""
    return list(docx.Document(io.BytesIO(content)).tables[1].rows)


def archive_links(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/_rels/document.xml.rels").decode()
