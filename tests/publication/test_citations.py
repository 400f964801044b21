"""“This cites that”, at both ends, and never what is not published."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from publication import rooms
from publication.choices import State
from publication.models import Citation
from publication.moves import make_move
from publication.services import CannotCiteError, citations_from, citations_of, cite, uncite
from reviews.models import Review
from tests.factories.publication import WAYS, examiner, moved, published, review_in
from tests.factories.reviews import begun, filled, focal_point_of, forum

pytestmark = pytest.mark.django_db


def cited(source: Review, code: str, part: str = "o05-progress") -> Citation:
    return cite(source=source, part=part, code=code, by=focal_point_of(source.country_id))


def test_a_citation_is_shown_at_both_ends() -> None:
    source, target = published("CRI"), published("MEX")
    citation = cited(source, target.code)
    assert (citations_from(source), citations_of(source)) == ([citation], [])
    assert (citations_from(target), citations_of(target)) == ([], [citation])
    assert (citation.target, citation.source_part) == (target, "o05-progress")


@pytest.mark.parametrize("code", ["REV-2030-MEX", "rev-2030-mex", "  REV-2030-MEX\n"])
def test_a_code_is_taken_as_people_write_it(code: str) -> None:
    target = published("MEX")
    assert cited(begun("CRI"), code).target == target


@pytest.mark.parametrize(
    "code", ["", "-", "REV", "REV-2030-XXX", "PLG-2030-0001", "CRI", "REV-2030-MEX-", "%", "🙂"]
)
def test_an_unknown_code_is_told_and_nothing_is_written(code: str) -> None:
    published("MEX")
    with pytest.raises(CannotCiteError):
        cited(begun("CRI"), code)
    assert not Citation.objects.exists()


@pytest.mark.parametrize("state", [state for state in WAYS if state != State.PUBLISHED])
def test_what_is_not_published_cannot_be_told_from_what_does_not_exist(state: State) -> None:
    target = review_in(state, "MEX")
    with pytest.raises(CannotCiteError) as hidden:
        cited(begun("CRI"), target.code)
    with pytest.raises(CannotCiteError) as missing:
        cited(Review.objects.get(country="CRI"), "REV-2030-XXX")
    assert type(hidden.value) is type(missing.value)
    assert rooms.find_published(target.code) is None


def test_nothing_cites_itself_in_code_or_in_the_database() -> None:
    review = published()
    with pytest.raises(CannotCiteError):
        cited(review, review.code)
    its_type = ContentType.objects.get_for_model(review)
    with pytest.raises(IntegrityError, match="nothing_cites_itself"), transaction.atomic():
        Citation.objects.create(
            source_type=its_type,
            source_id=review.pk,
            target_type=its_type,
            target_id=review.pk,
            by=examiner(),
        )


def test_citing_twice_in_one_place_changes_nothing_and_elsewhere_counts() -> None:
    source, target = begun("CRI"), published("MEX")
    first = cited(source, target.code)
    assert cited(source, target.code) == first
    assert cited(source, target.code, part="budget") != first
    assert Citation.objects.count() == 2


def test_a_citation_is_taken_away_from_its_own_place_only() -> None:
    source, other, target = begun("CRI"), begun("KEN", cycle=forum()), published("MEX")
    citation = cited(source, target.code)
    uncite(source=other, parts=["o05-progress"], number=citation.pk)
    uncite(source=source, parts=["budget"], number=citation.pk)
    uncite(source=source, parts=["o05-progress"], number=10**30)
    assert Citation.objects.count() == 1
    uncite(source=source, parts=["o05-progress", "budget"], number=citation.pk)
    assert not Citation.objects.exists()


def test_a_draft_that_cites_is_not_told_to_the_public() -> None:
    target = published("MEX")
    source = filled(begun("CRI"))
    citation = cited(source, target.code)
    page = Client().get(target.get_absolute_url()).content.decode()
    assert citations_of(target) == []
    assert source.code not in page
    moved(source, to=State.PUBLISHED)
    assert citations_of(target) == [citation]
    assert source.code in Client().get(target.get_absolute_url()).content.decode()


def test_what_is_cited_and_not_published_is_told_at_neither_end() -> None:
    source, hidden = published("CRI"), review_in(State.SUBMITTED, "MEX")
    its_type = ContentType.objects.get_for_model(source)
    for one, other in ((source, hidden), (hidden, source)):
        Citation.objects.create(
            source_type=its_type,
            source_id=one.pk,
            target_type=its_type,
            target_id=other.pk,
            by=examiner(),
        )
    assert (citations_from(source), citations_of(source)) == ([], [])
    assert hidden.code not in Client().get(source.get_absolute_url()).content.decode()


def test_a_citation_whose_end_is_gone_is_left_out() -> None:
    source, target = published("CRI"), published("MEX")
    cited(source, target.code)
    Citation.objects.update(target_id=target.pk + 1000)
    assert citations_from(source) == []


def test_the_pages_name_both_ends_and_lead_there() -> None:
    source, target = published("CRI", o05_progress="As Mexico."), published("MEX")
    cited(source, target.code)
    there = Client().get(source.get_absolute_url()).content.decode()
    assert f'href="{target.get_absolute_url()}"' in there
    here = Client().get(target.get_absolute_url()).content.decode()
    assert f'href="{source.get_absolute_url()}#o05-progress"' in here


@pytest.mark.parametrize("count", [1, 3])
def test_many_citations_cost_no_more_than_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    source = published("CRI")
    for iso3 in ("MEX", "KEN", "FJI")[:count]:
        cited(source, published(iso3).code)
    with django_assert_num_queries(2):
        assert len([str(citation.target) for citation in citations_from(source)]) == count


def test_a_late_reader_of_the_record_still_finds_who_cited() -> None:
    source, target = begun("CRI"), published("MEX")
    citation = cited(source, target.code)
    assert citation.by == focal_point_of("CRI")
    assert str(citation) == f"o05-progress → {target.pk}"
    make_move(filled(source), "submit", by=focal_point_of("CRI"), declared=True)
    assert citations_from(source) == [citation]
