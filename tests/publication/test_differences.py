"""What changed by word: both texts are in it, each word is told, and long texts take no time."""

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.differences import mark_changes, pieces_between

TEXTS = st.text(st.sampled_from("ab \n\t.中م"), max_size=40) | st.text(max_size=40)
COMMON = ["the", "of", "and", "to", "in"] * 60
WORDS = [*COMMON, *(f"word{number}" for number in range(800))]


@given(before=TEXTS, after=TEXTS)
def test_both_texts_are_in_it_to_the_character(before: str, after: str) -> None:
    pieces = list(pieces_between(before, after))
    assert "".join(text for what, text in pieces if what != "insert") == before
    assert "".join(text for what, text in pieces if what != "delete") == after
    assert all(text for _what, text in pieces)


@given(text=TEXTS)
def test_of_the_same_text_all_stays(text: str) -> None:
    assert [what for what, _text in pieces_between(text, text)] == (["equal"] if text else [])


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("for seasonal workers", "for farm workers",
         "for <del>seasonal</del><ins>farm</ins> workers"),
        ("Our answer", "Our better answer", "Our<ins> better</ins> answer"),
        ("the three offices we had", "the four big offices we had then",
         "the <del>three</del><ins>four big</ins> offices we had<ins> then</ins>"),
        ("a b", "a\n\nb", "a<del> </del><ins>\n\n</ins>b"),
        ("1,200,000 US dollars", "1,300,000 US dollars",
         "<del>1,200,000</del><ins>1,300,000</ins> US dollars"),
        ("1\u202f200, 3", "1\u202f300, 3", "<del>1\u202f200</del><ins>1\u202f300</ins>, 3"),
        ("", "new", "<ins>new</ins>"),
        ("old", "", "<del>old</del>"),
        ("1 < 2", "1 > 2", "1 <del>&lt;</del><ins>&gt;</ins> 2"),
        ("在三个国家", "在四个国家", "在<del>三</del><ins>四</ins>个国家"),
        ("ثلاثة مكاتب", "أربعة مكاتب", "<del>ثلاثة</del><ins>أربعة</ins> مكاتب"),
    ],
)  # fmt: skip
def test_each_word_is_told(before: str, after: str, marked: str) -> None:
    assert mark_changes(before, after) == marked


def text_of(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words))


def test_a_word_in_twenty_is_told_as_such() -> None:
    """And not as two long texts of which one took the place of the other."""
    chance = random.Random(1)  # noqa: S311
    before = text_of(chance, 1000).split()
    after = [f"{word}x" if place % 20 == 0 else word for place, word in enumerate(before)]
    pieces = list(pieces_between(" ".join(before), " ".join(after)))
    assert sum(what == "insert" for what, _text in pieces) == 50
    assert max(len(text.split()) for what, text in pieces if what != "equal") == 1


def test_two_long_texts_that_have_nothing_in_common_take_no_time() -> None:
    chance = random.Random(1)  # noqa: S311
    before, after = text_of(chance, 3000), text_of(chance, 3000)
    begun = process_time()
    list(pieces_between(before, after))
    assert process_time() - begun < 5
