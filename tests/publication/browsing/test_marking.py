"""The match is marked, in every language, and nobody's text becomes markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.browsing.marking import Wanted, mark, passage
from publication.browsing.search import match
from tests.publication.browsing.test_search import TEXTS


def marked(text: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "permit worker", ["permits", "workers"]),
        ("en", "residency", ["residence"]),
        ("en", '"migrant worker" -mayors', ["migrant", "workers"]),
        ("en", "co-operate", ["co", "operate"]),
        ("fr", "integration diplome", ["intégration", "diplômes"]),
        ("ru", "ребенку мигрант", ["мигрантам", "ребёнку"]),
        ("es", "nina", ["niñas"]),
        ("pt", "migração", ["migrações"]),
        ("ar", "مهاجر", ["المُهاجِرين"]),
        ("ar", "هجرة", ["الهجرة"]),
        ("zh-hans", "移民政策", ["移民", "移民政策"]),
        ("zh-hans", "就业", ["就业"]),
    ],
)
def test_the_words_are_marked_as_they_stand(language: str, words: str, expected: list[str]) -> None:
    assert marked(mark(TEXTS[language], match("pledges", words, language).wanted)) == expected


def test_short_words_are_marked_whole_or_not_at_all() -> None:
    wanted = Wanted(frozenset({"in"}), ("in",))
    assert mark("In Ghana, include it", wanted) == "<mark>In</mark> Ghana, include it"


def test_the_passage_is_the_one_that_matches() -> None:
    text = "x " * 300 + "a permit here" + " y" * 300
    shown = passage(text, Wanted(frozenset({"permit"}), ()))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "<mark>permit</mark>" in shown
    assert len(shown) < 400
    assert passage("nothing of it", Wanted(frozenset({"permit"}), ())) == ""


WORDS = st.lists(
    st.sampled_from(["permit", "<b>", "&amp;", "mark", "script", "a", "'", '"', "移民"])
)


@given(st.text(alphabet="<>&\"' abمل移民 permit"), WORDS)
def test_nobodys_text_becomes_markup(text: str, words: list[str]) -> None:
    wanted = Wanted(frozenset(words), tuple(words))
    for shown in (mark(text, wanted), passage(text, wanted)):
        bare = shown.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in bare
        assert ">" not in bare
        assert shown.count("<mark>") == shown.count("</mark>")


def test_what_is_marked_is_escaped_too() -> None:
    shown = mark("<script>permit</script> & co", Wanted(frozenset({"script"}), ()))
    assert shown == ("&lt;<mark>script</mark>&gt;permit&lt;/<mark>script</mark>&gt; &amp; co")
