"""Files in whichever encoding a tool wrote them."""

import pytest

from dialogues.recordings.captioning.encodings import UndecodableError, decode, is_written_in

SAID = {
    "ar": "نرحب بكم في الجلسة الأولى من سلسلة الحوارات",
    "zh-hans": "欢迎参加第一次会议，关于正常移民渠道",
    "en": "Welcome to the first session – “regular” pathways",
    "fr": "Bienvenue à la première séance, où l’on écoute",
    "ru": "Добро пожаловать на первую сессию",
    "es": "Bienvenidos a la sesión: ¿qué funciona año tras año?",
    "pt": "A migração é uma questão de cooperação",
}
HEAD = "1\n00:00:01,000 --> 00:00:04,000\n"


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_in_every_form_with_a_mark_or_without(language: str, encoding: str) -> None:
    text = HEAD + SAID[language]
    decoded = decode(text.encode(encoding), language)
    assert (decoded.text, str(decoded.doubt)) == (text, "")


@pytest.mark.parametrize(
    ("language", "encoding", "name"),
    [
        ("ar", "cp1256", "Windows-1256"),
        ("ar", "iso8859_6", "ISO 8859-6"),
        ("ru", "cp1251", "Windows-1251"),
        ("ru", "koi8_r", "KOI8-R"),
        ("ru", "cp866", "CP 866"),
        ("zh-hans", "gb18030", "GB 18030"),
        ("en", "cp1252", "Windows-1252"),
        ("fr", "cp1252", "Windows-1252"),
        ("es", "latin_1", "Windows-1252"),  # the same, as far as letters go
        ("pt", "latin_1", "Windows-1252"),
    ],
)
def test_older_encodings_by_the_language_and_told(language: str, encoding: str, name: str) -> None:
    text = HEAD + SAID[language]
    decoded = decode(text.encode(encoding), language)
    assert decoded.text == text
    assert name in str(decoded.doubt)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "iso8859_5"])
@pytest.mark.parametrize("said", [SAID["ru"].upper(), SAID["ru"], SAID["ru"].title(), "ДА. НЕТ."])
def test_russian_is_read_in_capitals_as_in_small_letters(said: str, encoding: str) -> None:
    assert decode((HEAD + said).encode(encoding), "ru").text == HEAD + said


def test_what_windows_does_not_know_is_latin_1() -> None:
    decoded = decode("1\n00:00:01,000 --> 00:00:02,000\nsesi\xf3n \x81".encode("latin_1"), "es")
    assert "sesión" in decoded.text
    assert "ISO 8859-1" in str(decoded.doubt)


def test_what_was_converted_twice_is_told_and_left_as_it_is() -> None:
    twice = SAID["es"].encode().decode("cp1252")
    decoded = decode(twice.encode(), "es")
    assert decoded.text == twice
    assert "twice" in str(decoded.doubt)


@pytest.mark.parametrize(
    ("data", "language"),
    [(b"\xef\xbb\xbf\xff", "en"), (b"\xff\xfe-\x00-", "en"), (b"-\x00-\x00>\x00\x00", "en")],
)
def test_what_is_cut_in_the_middle_of_a_letter_is_refused(data: bytes, language: str) -> None:
    with pytest.raises(UndecodableError):
        decode(data, language)


class TestLetters:
    @pytest.mark.parametrize("language", SAID)
    def test_of_the_language_itself(self, language: str) -> None:
        assert is_written_in(SAID[language], language)

    @pytest.mark.parametrize("language", ["ar", "ru", "zh-hans"])
    def test_of_another_one(self, language: str) -> None:
        assert not is_written_in(SAID["en"], language)
        assert is_written_in(f"{SAID[language]} IOM", language)
