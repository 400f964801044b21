"""What changed since the earlier review is published with the new one, by word, and stays so."""

import html
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from publication.choices import State
from publication.models import StateChange
from publication.paper.documents import Words
from publication.paper.typesetting import pdf_of
from publication.paper.ways import document_of
from reviews.carrying.annex import annex_of, annex_parts
from reviews.choices import Stamp
from reviews.content import content_of
from reviews.models import Condition, Review
from tests.factories.carrying import earlier, question_in, report, said, stamp, updating
from tests.factories.publication import moved
from tests.factories.reviews import (
    attached,
    begun,
    filled,
    focal_point_of,
    forum,
    not_frozen,
    write,
)

pytestmark = pytest.mark.django_db

BEFORE = "Two regular <ways> were opened for workers."
AFTER = "Three regular <ways> were opened for workers and students."


def updated(language: str = "en", **more: Any) -> Review:
    """Each stamp once: one text updated, one superseded, one choice still valid, one dropped."""
    source = earlier(o05_progress=BEFORE, has_budget="yes", **more)
    review = updating(source, language=language)
    filled(review, lead_body="The Office", o05_progress=AFTER)
    stamp(review, "lead-body", Stamp.SUPERSEDED)
    stamp(review, "o05-priority", Stamp.STILL_VALID)
    stamp(review, "o05-progress", Stamp.UPDATED)
    stamp(review, "has-budget", Stamp.DROPPED)
    return review


class TestContent:
    def test_it_keeps_what_was_said_and_what_it_is_worth(self) -> None:
        carried = content_of(updated())["annexes"]["carried"]
        assert carried["from"] == {"code": "REV-2026-CRI", "year": 2026, "language": "en"}
        assert [(row["question"], row["stamp"], row["value"]) for row in carried["answers"]] == [
            ("lead-body", "superseded", "The Ministry"),
            ("o05-priority", "still-valid", "high"),
            ("o05-progress", "updated", BEFORE),
            ("has-budget", "dropped", "yes"),
        ]

    def test_of_a_report_it_keeps_its_facts(self) -> None:
        questions = forum(2026).questionnaires.get()
        review = updating(said(report(address="https://example.org/r"), questions, lead_body="X"))
        assert content_of(review)["annexes"]["carried"]["from"] == {
            "title": "Regional review",
            "year": 2024,
            "language": "en",
            "address": "https://example.org/r",
        }

    def test_a_review_from_nothing_has_no_annex(self) -> None:
        earlier()
        assert "annexes" not in content_of(begun())

    def test_who_stamped_is_not_in_it(self) -> None:
        review = updated()
        assert str(focal_point_of("CRI")) not in str(content_of(review))

    def test_what_is_not_asked_is_not_in_it(self) -> None:
        source, asked = earlier(o05_progress=BEFORE), forum().questionnaires.get()
        with not_frozen():
            Condition.objects.create(
                question=question_in(asked, "o05-progress"),
                on=question_in(asked, "o05-priority"),
                values=["high"],
            )
        review = updating(source)
        write(review, "o05-priority", "low")
        kept = content_of(review)["annexes"]["carried"]["answers"]
        assert "o05-progress" not in {row["question"] for row in kept}

    @pytest.mark.parametrize("language", ["es", "ar"])
    def test_it_is_the_same_in_whatever_language_it_is_asked_for(self, language: str) -> None:
        review = updated()
        with override(language):
            there = content_of(review)
        assert there == content_of(review)

    def test_the_snapshot_has_it(self) -> None:
        review = moved(updated(), to=State.PUBLISHED)
        for change in StateChange.objects.of(review).filter(content__isnull=False):
            assert len(change.content["annexes"]["carried"]["answers"]) == 4  # type: ignore[index]


class TestReading:
    def test_each_line_says_its_stamp_and_both_texts(self) -> None:
        annex = annex_of(content_of(updated()))
        assert annex is not None
        assert annex.title == "Voluntary review of Country CRI, 2026"
        assert annex.address == "/en/reviews/REV-2026-CRI/"
        found = [(line.key, str(line.stamp_label), line.before, line.after) for line in annex.lines]
        assert found == [
            ("lead-body", "Superseded", "The Ministry", "The Office"),
            ("o05-priority", "Still valid", "High", "High"),
            ("o05-progress", "Updated", BEFORE, AFTER),
            ("has-budget", "Dropped", "Yes", ""),
        ]
        assert [line.key for line in annex.unchanged] == ["o05-priority"]

    def test_an_updated_text_is_compared_by_word_and_nothing_in_it_is_markup(self) -> None:
        annex = annex_of(content_of(updated()))
        assert annex is not None
        (line,) = [line for line in annex.lines if line.is_compared]
        assert line.marked == (
            "<del>Two</del><ins>Three</ins> regular &lt;ways&gt; were opened for workers"
            "<ins> and students</ins>."
        )

    def test_texts_of_two_languages_stand_beside_each_other(self) -> None:
        annex = annex_of(content_of(updated(language="es")))
        assert annex is not None
        assert not any(line.is_compared for line in annex.lines)
        (line,) = [line for line in annex.lines if line.key == "o05-progress"]
        assert (line.then.written_in, line.now.written_in) == ("en", "es")

    def test_a_correction_after_publication_shows_in_what_was_still_valid(self) -> None:
        content = content_of(updated())
        content["answers"]["o05-priority"]["value"] = "low"
        annex = annex_of(content)
        assert annex is not None
        (line,) = [line for line in annex.lines if line.key == "o05-priority"]
        assert (line.is_unchanged, line.is_compared, line.after) == (False, True, "Low")

    def test_files_are_told_by_their_names(self) -> None:
        source = filled(begun(cycle=forum(2026)))
        attached(source, "old.pdf")
        moved(source, to=State.PUBLISHED)
        review = updating(source)
        attached(review, "new.pdf", content=b"%PDF-1.7\nanother\n%%EOF\n")
        stamp(review, "plan", Stamp.UPDATED)
        annex = annex_of(content_of(review))
        assert annex is not None
        (line,) = [line for line in annex.lines if line.key == "plan"]
        assert (line.before, line.after) == ("old.pdf", "new.pdf")

    @pytest.mark.parametrize("content", [{}, {"code": "REV-2030-CRI"}, {"annexes": {}}])
    def test_without_one_there_is_none(self, content: dict[str, Any]) -> None:
        assert annex_of(content) is None
        assert annex_parts(content, "en") == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_is_read_in_the_same_number_of_queries(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        more: dict[str, Any] = {
            "consulted": ["unions"],
            "has_budget": "yes",
            "o05_progress": "Slow",
        }
        content = content_of(updating(earlier(**dict(list(more.items())[:count]))))
        with django_assert_num_queries(10):
            annex = annex_of(content)
            assert annex is not None
            assert [line.before for line in annex.lines]


class TestPaper:
    def test_words_taken_out_and_put_in_are_marked(self) -> None:
        parts = annex_parts(content_of(updated()), "en")
        told = {part.heading: part.text for part in parts}
        assert parts[0].heading == "Changes since the earlier review"
        assert told["What of o05-progress? – Updated"] == Words(
            "[– Two –][+ Three +] regular <ways> were opened for workers[+  and students +].",
            "en",
            is_plain=True,
        )

    def test_the_rest_stands_as_it_stood(self) -> None:
        parts = annex_parts(content_of(updated()), "en")
        place = next(n for n, part in enumerate(parts) if str(part.heading).endswith("Superseded"))
        assert [(part.heading, part.level) for part in parts[place : place + 3]] == [
            ("What of lead-body? – Superseded", 2),
            ("Before", 3),
            ("Today", 3),
        ]

    def test_headings_are_in_the_language_of_the_paper(self) -> None:
        with override("en"):
            parts = annex_parts(content_of(updated(language="es")), "es")
        texts = [part.text for part in parts if isinstance(part.text, Words)]
        assert {words.language for words in texts if "Office" in words.text} == {"es"}
        assert {words.language for words in texts if "Ministry" in words.text} == {"en"}

    def test_it_is_typeset(self) -> None:
        review = moved(updated(), to=State.PUBLISHED)
        document = document_of(review, "pdf", "en")
        assert any(part.heading == "Changes since the earlier review" for part in document.parts)
        assert pdf_of(document).startswith(b"%PDF")


class TestPage:
    def test_the_part_of_the_page_marks_what_changed(self) -> None:
        annex = annex_of(content_of(updated()))
        found = render_to_string("reviews/parts/annex_carried.html", {"annex": annex})
        assert "<del>Two</del><ins>Three</ins>" in found
        assert "&lt;ways&gt;" in found
        assert "1 earlier answer is still valid, as it stood" in found

    def test_everybody_reads_it_once_the_review_is_published(self) -> None:
        moved(updated(), to=State.PUBLISHED)
        found = html.unescape(Client().get("/en/reviews/REV-2030-CRI/").content.decode())
        assert "This review brings up to date: Voluntary review of Country CRI, 2026." in found
        assert str(focal_point_of("CRI")) not in found
