"""Words are found in Python and in templates, catalogues are kept up to date, faults are told."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import write_po
from pytest_django import Settings

from imrf_portal import catalogues, extraction

TEMPLATE = """
  <p title="it's">{% translate "Hello" %} {{ _("constant") }}</p>
{% translate "May" context "month" %}
    {% blocktranslate trimmed count n=pages with who=user %}
      {{ who }} read {{ n }} page
  {% plural %}
      {{ who }} read {{ n }} pages
    {% endblocktranslate %}
<c-card label="{% translate 'In an attribute' %}" />
"""
DAYS = ("%(n)s día", "%(n)s días")
PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext_lazy, pgettext
A = _("A sentence "
      "on two lines")
B = ngettext_lazy("%(n)s day", "%(n)s days", "n")
C = pgettext("verb", "State")
"""


@pytest.fixture
def locale(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogues of our own, for a portal that says two things: in Spanish both."""
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("es", "Español"), ("ar", "عربي")]
    said = Catalog()
    said.add("Hello %(name)s", locations=[("a.html", 0)])
    said.add(("%(n)s day", "%(n)s days"), locations=[("b.py", 0)])
    monkeypatch.setattr(catalogues, "extracted", lambda: said)
    monkeypatch.setattr(catalogues, "COMPLETE", ("es",))
    return tmp_path


def found(file: Path, text: str) -> set[tuple[str | tuple[str, ...], str | None]]:
    file.write_text(text)
    return {(message, context) for _, message, _, context in extraction.messages_of(file)}


def translate(locale: Path, hello: str, days: tuple[str, ...] = DAYS) -> None:
    """Fill in the Spanish catalogue."""
    file = locale / "es" / "LC_MESSAGES" / "django.po"
    catalogue = catalogues.read("es", file)
    for message in catalogue:
        if message.id:
            message.string = days if message.pluralizable else hello
    with file.open("wb") as target:
        write_po(target, catalogue)


def test_words_are_found_in_templates(tmp_path: Path) -> None:
    assert found(tmp_path / "page.html", TEMPLATE) == {
        ("Hello", None),
        ("constant", None),
        ("May", "month"),
        (("%(who)s read %(n)s page", "%(who)s read %(n)s pages"), None),
        ("In an attribute", None),
    }


def test_words_are_found_in_python(tmp_path: Path) -> None:
    assert found(tmp_path / "words.py", PYTHON) == {
        ("A sentence on two lines", None),
        (("%(n)s day", "%(n)s days"), None),
        ("State", "verb"),
    }


def test_the_words_of_the_portal_itself_are_found() -> None:
    said = {message.id: message for message in extraction.extracted() if message.id}
    assert "There is no such page" in said
    assert said["There is no such page"].locations == [("templates/errors/not_found.html", 0)]
    assert not [name for name in said if "tests/" in str(said[name].locations)]


def test_an_update_is_repeatable_and_keeps_translations(locale: Path) -> None:
    assert list(catalogues.update_all()) == ["es", "ar"]
    translate(locale, "Hola %(name)s")
    list(catalogues.update_all())
    file = locale / "es" / "LC_MESSAGES" / "django.po"
    before = file.read_text()
    assert 'msgstr "Hola %(name)s"' in before
    assert "#: a.html\n" in before
    list(catalogues.update_all())
    assert file.read_text() == before


def test_only_what_has_changed_is_compiled(locale: Path) -> None:
    list(catalogues.update_all())
    translate(locale, "Hola %(name)s")
    assert list(catalogues.compile_changed()) == ["es", "ar"]
    assert list(catalogues.compile_changed()) == []
    with (locale / "es" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        assert read_mo(compiled).get("Hello %(name)s").string == "Hola %(name)s"


def test_complete_catalogues_have_no_fault(locale: Path) -> None:
    list(catalogues.update_all())
    translate(locale, "Hola %(name)s")
    assert list(catalogues.faults()) == []


@pytest.mark.parametrize(
    ("hello", "days", "fault"),
    [
        ("", DAYS, "'Hello %(name)s' is not translated"),
        ("Hola", DAYS, "'Hola' has other placeholders or tags than 'Hello %(name)s'"),
        ("<b>Hola</b> %(name)s", DAYS, "has other placeholders or tags"),
        ("Hola %(name)s", ("%(n)s día", ""), "('%(n)s day', '%(n)s days') is not translated"),
    ],
)
def test_each_fault_of_a_translation_is_told(
    locale: Path, hello: str, days: tuple[str, ...], fault: str
) -> None:
    list(catalogues.update_all())
    translate(locale, hello, days)
    faults = list(catalogues.faults())
    assert len(faults) == 1
    assert faults[0].startswith("es: ")
    assert fault in faults[0]


def test_a_catalogue_that_is_behind_the_code_is_told(
    locale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(catalogues.update_all())
    later = Catalog()
    later.add("Goodbye")
    monkeypatch.setattr(catalogues, "extracted", lambda: later)
    faults = [fault for fault in catalogues.faults() if fault.startswith("ar: ")]
    assert faults == [
        "ar: 'Goodbye' is missing; run make messages",
        "ar: '%(n)s day' is no longer said; run make messages",
        "ar: 'Hello %(name)s' is no longer said; run make messages",
    ]


def test_a_fuzzy_message_is_told() -> None:
    message = Message("Hello", "Hola", flags=["fuzzy"])
    assert list(catalogues.faults_of(message, "es")) == ["'Hello' is fuzzy"]


@pytest.mark.parametrize(
    ("days", "faults"),
    [
        (("لا أيام", "يوم واحد", "يومان", "%(n)s أيام", "%(n)s يوم", "%(n)s يوما"), 0),
        (("لا أيام", "يوم واحد", "يومان", "أيام", "%(n)s يوم", "%(n)s يوما"), 1),
        (("لا أيام", "%(m)s يوم", "يومان", "%(n)s أيام", "%(n)s يوم", "%(n)s يوما"), 1),
    ],
)
def test_a_plural_form_of_one_number_may_say_it_in_words(
    days: tuple[str, ...], faults: int
) -> None:
    message = Catalog().add(("%(n)s day", "%(n)s days"), days)
    assert len(list(catalogues.faults_of(message, "ar"))) == faults


def test_a_number_without_a_name_keeps_its_place() -> None:
    message = Catalog().add(("%d day", "%d days"), ("un día", "%d días"))
    assert len(list(catalogues.faults_of(message, "es"))) == 1


def test_a_form_of_many_numbers_names_them() -> None:
    assert catalogues.lone_forms("ar") == {0, 1, 2}
    assert catalogues.lone_forms("es") == {0}
    assert catalogues.lone_forms("ru") == catalogues.lone_forms("zh-hans") == set()
