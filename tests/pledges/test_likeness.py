"""Suspected duplicates: found among what waits and what is published, with the likeness marked."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from pledges.likeness import likeness, likeness_of, mark_common, shingles, suspects
from publication.choices import State
from tests.desk.access import signed_in
from tests.factories.pledges import DESCRIPTION, author_of, begun, pledge_in, published, whole
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db

OTHER = (
    "A fund will lend small sums to people who send money home, at a third of what they pay now. "
    "Credit unions on both shores run it together; a bank guarantees it for ten years. Each loan "
    "is paid out within a day, by telephone. Whoever has borrowed once may borrow again, and more. "
    "The fund tells each quarter how much was lent and paid back."
)


def test_the_same_words_are_wholly_alike_and_other_words_are_not() -> None:
    a, b = shingles(DESCRIPTION), shingles(OTHER)
    assert likeness(a, a) == 100
    assert likeness(a, b) == 0
    assert likeness(a, shingles(DESCRIPTION.upper().replace("é", "e"))) == 100


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_percentage_and_the_same_both_ways(one: str, two: str) -> None:
    a, b = shingles(one), shingles(two)
    assert 0 <= likeness(a, b) <= 100
    assert likeness(a, b) == likeness(b, a)


def test_chinese_is_compared_too() -> None:
    text = "我们将在边境省份开设十二个办事处,十天内发放居留证件。"
    assert likeness(shingles(text), shingles(text + "免费。")) > 60


@pytest.mark.parametrize("state", [State.SUBMITTED, State.UNDER_REVIEW, State.PUBLISHED])
def test_one_much_like_it_is_found(state: State) -> None:
    other = pledge_in(state, title="A desk in the provinces")
    pledge = pledge_in(State.SUBMITTED)
    found = suspects(pledge)
    assert [suspect.pledge for suspect in found] == [other]
    assert found[0].per_cent == likeness_of(pledge, other) > 70


def test_one_of_the_same_makers_is_found_though_the_words_are_changed_about() -> None:
    first = published()
    words = DESCRIPTION.replace("Twelve", "Fourteen").replace("four", "six")
    pledge = pledge_in(State.SUBMITTED, first.organisation, description=words)
    assert [suspect.pledge for suspect in suspects(pledge)] == [first]


def test_drafts_are_nobody_s_business_and_others_are_not_alike() -> None:
    whole(begun())
    published(description=OTHER, title="A fund")
    assert suspects(pledge_in(State.SUBMITTED)) == []


def test_the_likest_comes_first_and_there_are_at_most_five() -> None:
    for words in range(7):
        published(description=" ".join([DESCRIPTION, "More words."] + ["And more."] * words * 20))
    found = suspects(pledge_in(State.SUBMITTED))
    assert len(found) == 5
    assert [s.per_cent for s in found] == sorted((s.per_cent for s in found), reverse=True)


def test_a_pledge_without_words_suspects_nobody() -> None:
    published()
    pledge = pledge_in(State.SUBMITTED)
    pledge.title, pledge.description = "", ""
    assert suspects(pledge) == []


def test_what_is_in_both_is_marked_in_both() -> None:
    a, b = mark_common("We open twelve desks today", "Soon they open twelve desks, too")
    assert a == "We <mark>open twelve desks</mark> today"
    assert b == "Soon they <mark>open twelve desks</mark>, too"


def test_two_words_in_common_are_no_likeness() -> None:
    a, b = mark_common("We open twelve tables", "They open twelve desks")
    assert "<mark>" not in a + b


@given(st.text(max_size=60), st.text(max_size=60))
def test_marking_keeps_the_text_and_lets_no_markup_through(one: str, two: str) -> None:
    for text, marked in zip((one, two), mark_common(one, two), strict=True):
        bare = re.sub(r"</?mark>", "", marked)
        assert bare.count("<") == 0
        assert len(bare) >= len(text)


class TestPages:
    def test_the_secretariat_sees_suspects_and_nobody_else_does(self) -> None:
        other = published(title="A desk in the provinces")
        pledge = pledge_in(State.SUBMITTED)
        at = reverse("pledge_desk:likeness", args=[pledge.code, other.code])
        page = signed_in(examiner()).get(pledge.desk_address).content.decode()
        assert at in page
        assert "per cent alike" in page
        own = signed_in(author_of(pledge)).get(pledge.desk_address).content.decode()
        assert "per cent alike" not in own

    def test_two_pledges_are_shown_beside_one_another(self) -> None:
        other, pledge = published(title="A desk in the provinces"), pledge_in(State.SUBMITTED)
        at = reverse("pledge_desk:likeness", args=[pledge.code, other.code])
        page = signed_in(examiner()).get(at).content.decode()
        assert page.count("<mark>") >= 2
        assert other.code in page
        assert pledge.code in page

    def test_a_pledge_is_not_compared_with_itself(self) -> None:
        pledge = pledge_in(State.SUBMITTED)
        at = reverse("pledge_desk:likeness", args=[pledge.code, pledge.code])
        assert signed_in(examiner()).get(at).status_code == 404

    def test_a_published_one_suspects_nobody_any_more(self) -> None:
        published(title="A desk in the provinces")
        pledge = published()
        page = signed_in(examiner()).get(pledge.desk_address).content.decode()
        assert "per cent alike" not in page
