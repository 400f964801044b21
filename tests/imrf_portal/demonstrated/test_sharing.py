"""The made-up drafts are shared out: in their languages, by offices, and once."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings

from imrf_portal.demonstration import sharing
from imrf_portal.demonstration.words import DIRECTORY

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def keys_of(words: Mapping[str, Any]) -> set[str]:
    return {
        f"{key}.{inner}" if isinstance(value, dict) else key
        for key, value in words.items()
        for inner in (value if isinstance(value, dict) else [""])
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    words = sharing.words_in(language)
    assert keys_of(words) == keys_of(sharing.words_in("en"))
    assert len(words["steps"]) == len(words["cleared-by"]) + 1
    assert set(words["ministries"]) == set(sharing.WHOSE)
    if language != "en":
        assert not set(words["steps"]) & set(sharing.words_in("en")["steps"])


def test_there_is_no_other_language() -> None:
    names = {path.stem for path in (DIRECTORY / "delegation").glob("*.toml")}
    assert names == set(LANGUAGES)
    for path in (DIRECTORY / "delegation").glob("*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf-8"))


def test_a_section_is_of_one_ministry_at_most() -> None:
    keys = [key for keys in sharing.WHOSE.values() for key in keys]
    assert len(keys) == len(set(keys))
    assert set(sharing.BY_LINK) <= sharing.WHOSE["statistics"]
