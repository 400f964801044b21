"""Countries in the order of the reader's language, sorted by a database that knows no collation."""

import pytest
from django.utils.translation import override

from compact.models import Country

pytestmark = pytest.mark.usefixtures("loaded")


def in_order(language: str) -> list[str]:
    with override(language):
        return [country.name for country in Country.objects.in_order()]


@pytest.mark.parametrize(
    ("language", "neighbours"),
    [
        # An accent weighs less than any letter: é beside e, not after z.
        ("fr", ["Danemark", "Djibouti", "Dominique", "Égypte", "El Salvador"]),
        ("fr", ["Bahreïn", "Bangladesh", "Barbade", "Bélarus", "Belgique"]),
        ("fr", ["Hongrie", "Îles Marshall", "Îles Salomon", "Inde"]),
        ("fr", ["Costa Rica", "Côte d’Ivoire", "Croatie"]),
        ("es", ["Eslovenia", "España", "Estados Unidos de América"]),
        ("es", ["Líbano", "Liberia", "Libia"]),
        ("es", ["México", "Micronesia (Estados Federados de)", "Mónaco", "Mongolia"]),
        ("es", ["Níger", "Nigeria"]),
        ("pt", ["Afeganistão", "África do Sul", "Albânia"]),
        ("pt", ["Índia", "Indonésia", "Irã (República Islâmica do)", "Iraque"]),
        ("en", ["Costa Rica", "Côte d’Ivoire", "Croatia"]),
        ("en", ["Guinea", "Guinea-Bissau", "Guyana"]),
        ("en", ["Tunisia", "Türkiye", "Turkmenistan"]),
        ("ru", ["Йемен", "Кабо-Верде", "Казахстан"]),
        # Arabic: hamza and alif together, the article is part of the word.
        ("ar", ["آيسلندا", "إثيوبيا", "أذربيجان", "أرمينيا", "إريتريا"]),
        ("ar", ["إيطاليا", "بابوا غينيا الجديدة", "باراغواي"]),
        # Chinese by pinyin: ā'ěrbā… ā'ěrjí… āfù… āgēn… ; then bā, bāhāmǎ, bājīsītǎn.
        ("zh-hans", ["阿尔巴尼亚", "阿尔及利亚", "阿富汗", "阿根廷"]),
        ("zh-hans", ["巴哈马", "巴基斯坦", "巴拉圭", "巴林", "巴拿马", "巴西"]),
    ],
)
def test_neighbours(language: str, neighbours: list[str]) -> None:
    names = in_order(language)
    start = names.index(neighbours[0])
    assert names[start : start + len(neighbours)] == neighbours


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("ar", "آيسلندا", "هولندا (مملكة -)"),
        ("zh-hans", "阿尔巴尼亚", "中国"),
        ("en", "Afghanistan", "Zimbabwe"),
        ("fr", "Afghanistan", "Zimbabwe"),
        ("ru", "Австралия", "Япония"),
        ("es", "Afganistán", "Zimbabwe"),
        ("pt", "Afeganistão", "Zimbábue"),
    ],
)
def test_first_and_last(language: str, first: str, last: str) -> None:
    names = in_order(language)
    assert len(names) == 193
    assert (names[0], names[-1]) == (first, last)


def test_order_goes_with_the_language_of_the_request() -> None:
    orders = {
        tuple(country.pk for country in in_language(code)) for code in ("en", "fr", "ru", "ar")
    }
    assert len(orders) == 4


def in_language(code: str) -> list[Country]:
    with override(code):
        return list(Country.objects.in_order())


def test_the_database_sorts_keys_as_bytes_whatever_its_own_collation_is() -> None:
    for field in ("sort_key_ar", "sort_key_zh_hans", "sort_key_en", "sort_key_es"):
        assert getattr(Country._meta.get_field(field), "db_collation", None) == "C"
