"""The whole-of-society annex: what a snapshot keeps, and how it is read from there."""

import json
from typing import Any

import pytest
from django.utils import translation

from compact.models import StakeholderType
from publication.choices import State
from publication.models import StateChange
from reviews.annexes import annex_parts as all_parts
from reviews.consulting.annex import Annex, annex_of, annex_parts
from reviews.consulting.content import consulted_in
from reviews.consulting.inputs import withdraw_input
from reviews.consulting.log import take_out
from reviews.content import content_of
from reviews.models import Review
from tests.factories.consulting import called, held, noted, said, speaker
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, focal_point_of, section_of
from tests.factories.stakeholders import UserFactory, stakeholder_type

pytestmark = pytest.mark.django_db

SECRET = "Words that only the State reads"


def annex(review: Review) -> Annex:
    found = annex_of(content_of(review))
    assert found is not None
    return found


class TestWhatIsKept:
    def test_nothing_where_nobody_was_heard(self) -> None:
        review = begun()
        called(review)
        assert "annexes" not in content_of(review)
        assert annex_of(content_of(review)) is None
        assert annex_parts(content_of(review), "en") == []

    def test_a_consultation_with_all_that_it_says(self) -> None:
        review = begun()
        held(review, consents_to_be_named="on", until="2029-10-03")
        assert consulted_in(review) == {
            "consultations": [
                {
                    "held_on": "2029-10-01",
                    "until": "2029-10-03",
                    "title": "Round table with unions",
                    "place": "San José",
                    "groups": ["trade-union"],
                    "people": 40,
                    "who": "The Federation of Unions",
                    "said": "Fees are still paid by workers.",
                    "use": "The fees are named under objective 6.",
                }
            ]
        }

    def test_an_input_with_what_its_sender_consents_to(self) -> None:
        review = begun()
        call = called(review)
        noted(said(call, by=speaker("Union of Ports"), text=SECRET, consents_to_be_named=True))
        said(call, by=UserFactory(name="Ana Mora"), section=section_of(review, "means"))
        (first, second) = consulted_in(review)["inputs"]
        assert (first["group"], first["name"]) == ("trade-union", "Union of Ports")
        assert first["use"] == "Named under objective 6."
        assert (second["group"], second["name"], second["section"]) == ("", "", "means")

    def test_neither_the_text_nor_a_name_without_consent(self) -> None:
        review = begun()
        held(review)
        said(called(review), by=speaker("Union of Ports", name="Ana Mora"), text=SECRET)
        kept = json.dumps(content_of(review), ensure_ascii=False)
        for words in (SECRET, "Union of Ports", "Ana Mora", "ana@", "The Federation of Unions"):
            assert words not in kept

    def test_neither_what_was_taken_out_nor_what_was_withdrawn(self) -> None:
        review, sender = begun(), speaker()
        take_out(consultation=held(review), by=focal_point_of("CRI"))
        withdraw_input(given=said(called(review), by=sender), by=sender)
        assert consulted_in(review) == {}

    def test_what_is_submitted_carries_it_with_its_digest(self) -> None:
        review = filled(begun())
        held(review)
        moved(review, to=State.PUBLISHED)
        changes = StateChange.objects.of(review).exclude(content=None)
        assert changes.count() == 2
        for change in changes:
            assert change.content is not None
            assert len(change.content["annexes"]["consultations"]) == 1

    def test_in_a_fixed_number_of_queries(self, django_assert_num_queries: Any) -> None:
        review = begun()
        call = called(review)
        for number in range(1, 4):
            held(review, title=f"Consultation {number}")
            said(call, by=speaker(f"Union {number}"), text=str(number))
            if number in {1, 3}:
                with django_assert_num_queries(3):
                    consulted_in(review)


class TestHowItReads:
    def test_labels_are_in_the_language_of_the_reader(self) -> None:
        review = begun(language="es")
        kind = stakeholder_type("trade-union")
        StakeholderType.objects.filter(pk=kind.pk).update(label_fr="Syndicats")
        held(review)
        said(called(review), by=speaker("Union"), section=section_of(review, "means"))
        with translation.override("fr"):
            read = annex(review)
        assert read.language == "es"
        assert read.consultations[0].groups == ["Syndicats"]
        assert read.consultations[0].when == "1 octobre 2029"
        assert (read.inputs[0].section, read.inputs[0].group) == ("Section means", "Syndicats")

    def test_groups_that_were_not_heard_are_shown_too(self) -> None:
        review = begun()
        stakeholder_type("member-state")
        held(review, groups=["trade-union", "migrants"])
        held(review, groups=["migrants"], people="")
        said(called(review), by=UserFactory())
        read = annex(review)
        heard = {one.group: (one.consultations, one.inputs) for one in read.reach}
        assert heard == {
            "Civil society": (0, 0),
            "Migrants": (2, 0),
            "Trade union": (1, 0),
            "People in their own name": (0, 1),
        }
        assert read.people == 40

    def test_a_group_that_is_no_longer_known_is_called_by_its_key(self) -> None:
        content = {**content_of(begun()), "annexes": {"inputs": [
            {"day": "2029-10-01", "section": "gone", "group": "gone", "name": "", "use": ""}
        ]}}  # fmt: skip
        read = annex_of(content)
        assert read is not None
        assert (read.inputs[0].group, read.inputs[0].section) == ("gone", "")


class TestOnPaper:
    def test_it_has_a_heading_and_a_part_for_each(self) -> None:
        review = begun()
        held(review)
        noted(said(called(review), by=speaker("Union"), section=section_of(review, "means")))
        first, *others = annex_parts(content_of(review), "en")
        assert (first.heading, first.level) == ("Whole-of-society annex", 1)
        assert [part.level for part in others] == [2, 2]
        consulted, given = others
        assert consulted.heading == "1 October 2029"
        assert str(given.heading).endswith("Trade union · Section means")

    def test_a_paragraph_is_in_the_language_of_the_review_whole(self) -> None:
        review = begun(language="es")
        held(review)
        _first, consulted = annex_parts(content_of(review), "fr")
        assert consulted.heading == "1 octobre 2029"
        text = consulted.text
        assert not isinstance(text, str)
        assert (text.language, text.is_plain) == ("es", True)
        assert "San José" in text.text
        assert "The Federation of Unions" not in text.text

    def test_it_stands_in_the_paper_of_the_review(self) -> None:
        review = begun()
        held(review)
        content = content_of(review)
        assert [*all_parts(content, "en")][:2] == annex_parts(content, "en")
