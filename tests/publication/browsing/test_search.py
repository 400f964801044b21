"""Search in seven languages: stems, accents, vowel signs, pairs of characters, operators."""

from urllib.parse import urlencode

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publication.browsing.folding import fold, written
from tests.publication.browsing.things import narrowed, thing, titles

pytestmark = pytest.mark.django_db

TEXTS = {
    "ar": "تسهيل إصدار تصاريح الإقامة للعمال المُهاجِرين، ودعم الهجرة النظامية.",
    "zh-hans": "我们承诺为移民工人提供居留许可，并改善移民政策与就业服务。",
    "en": "We issue residence permits to migrant workers, and co-operate with mayors.",
    "fr": "L’intégration des élèves et la reconnaissance des diplômes d’infirmières.",
    "ru": "Мы выдаём разрешения на работу трудовым мигрантам и их ребёнку.",
    "es": "Regularización migratoria y educación para las niñas migrantes.",
    "pt": "Regularização das migrações laborais e proteção das crianças.",
}


@pytest.fixture(autouse=True)
def _things() -> None:
    for language, text in TEXTS.items():
        thing(language, text=text, language=language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "تصاريح"),
        ("ar", "المهاجرين"),  # without the vowel signs of the text
        ("ar", "مُهاجِر"),  # with them, and another form of the word
        ("ar", "الهجره"),  # ه where the text has ة
        ("ar", "هجرة"),  # without the article
        ("ar", "اصدار"),  # ا where the text has إ
        ("zh-hans", "移民"),
        ("zh-hans", "政策"),
        ("zh-hans", "移民政策"),
        ("zh-hans", "居留 就业"),
        ("en", "permit"),
        ("en", "Permits"),
        ("en", "worker residence permit -nurse"),
        ("en", "co-operate"),
        ("en", "cooperate OR co-operation"),
        ("fr", "integration"),
        ("fr", "intégrer"),
        ("fr", "diplome"),
        ("fr", "l'élève"),
        ("fr", "infirmière"),
        ("ru", "разрешение"),
        ("ru", "трудовой мигрант"),
        ("ru", "ребенку"),  # е where the text has ё
        ("es", "regularizacion"),
        ("es", "migrante"),
        ("es", "niña"),
        ("es", "nina"),
        ("es", "educaciones"),
        ("pt", "migração"),
        ("pt", "migracao"),
        ("pt", "regularizações"),
        ("pt", "criança"),
        ("pt", "protecao das criancas"),
    ],
)
def test_a_reader_finds_by_stem_with_or_without_accents(language: str, words: str) -> None:
    with override(language):
        assert language in titles(f"q={words}")


def test_who_reads_in_another_language_finds_the_words_as_they_are_written() -> None:
    with override("en"):
        assert titles("q=разрешения") == ["ru"]
        assert titles("q=ninas") == ["es"]
        assert titles("q=移民工人") == ["zh-hans"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"residence permits"', True),
        ('"permits residence"', False),
        ('"residence permits', True),  # nobody closed it
        ("residence -permits", False),
        ("residence -permit", False),  # a stem that is not wanted
        ('residence -"migrant workers"', False),
        ('residence -"workers migrant"', True),
        ("residence -nurses", True),
        ("nurses OR permits", True),
        ("nurses or permits", False),  # or is a word
        ("OR permits OR", True),
        ("nurses OR doctors", False),
        ("permits for nurses", False),
        ("the permits of the workers", True),  # words that say nothing
        ("-nurses", True),
        ("-permits", False),
    ],
)
def test_operators(words: str, found: bool) -> None:
    assert ("en" in titles(f"q={words.replace('&', '%26')}")) is found


def test_a_title_a_code_and_a_name_in_another_language_are_found() -> None:
    thing("Nurses for the islands", text="Nothing else", also="PLG-2022-0147 Côte d’Ivoire")
    for words in ("nurse", "PLG-2022-0147", "plg-2022-0147", "cote d'ivoire", '"Côte d’Ivoire"'):
        assert titles(f"q={words}") == ["Nurses for the islands"]
    assert titles("q=PLG-2022-0148") == []


@pytest.mark.parametrize(
    "words",
    [
        *("!", "&", "|", "()", "'", '"', '""', "-", "--", "-OR", "OR", "a:*", "<->", "\\", "a\\'b"),
        *("%%", "🙂", "!!! ???", "' OR 1=1 --", "\u202e", "(((((", "- - -", '-"'),
        *("a" * 200, "é" * 200),
    ],
)  # fmt: skip
def test_what_is_no_query_finds_nothing_or_something_but_never_fails(words: str) -> None:
    for language in TEXTS:
        with override(language):
            assert narrowed(urlencode({"q": words})).count >= 0


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
)
def test_no_text_breaks_the_search(words: str) -> None:
    assert narrowed(urlencode({"q": words})).count >= 0


@given(st.text())
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)).split() == fold(text).split() or any(c >= "\u3400" for c in text)


def test_letters_that_are_taken_as_one() -> None:
    assert fold("Ça, Ñandú; ŒUVRE – Straße!") == "ca nandu oeuvre strasse "
    assert fold("ёлка Йод") == "елка йод"
    assert written("Élève İzmir") == "élève izmir"
    assert fold("أَهْلاً").split() == ["اهلا"]
    assert fold("移民政策").split() == ["移民", "民政", "政策"]


def test_a_very_long_text_is_listed() -> None:
    text = " ".join(f"слово{number}" for number in range(60_000))
    thing("Long", text=text, language="ru")
    assert titles("q=слово7") == ["Long"]
