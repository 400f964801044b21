"""What holds for every template and every style sheet."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from publication.text import WORD

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "notices" not in path.parts]
SHEETS = sorted((settings.BASE_DIR / "static/css").glob("*.css"))
SCRIPTS = sorted((settings.BASE_DIR / "static/js").glob("*.js"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)"
    r"|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*(?::|;)"
)


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_no_page_has_a_style_or_a_script_that_the_policy_forbids(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style", text)
    assert not re.search(r"\son[a-z]+=[\"']", text)
    inline = re.findall(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>", text)
    assert not inline


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_sheets_know_no_left_and_right(path: Path) -> None:
    rules = re.sub(r"@media[^{]*", "", re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))
    assert not PHYSICAL.findall(rules)


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_sheets_keep_to_their_layer(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL).strip()
    assert text.startswith("@layer")
    assert "!important" not in text


@pytest.mark.parametrize("path", SHEETS + SCRIPTS, ids=name)
def test_nothing_is_fetched_from_another_host(path: Path) -> None:
    assert "://" not in path.read_text()
    assert "@import" not in path.read_text()


def test_the_sheets_of_every_page_are_light() -> None:
    frame = (settings.BASE_DIR / "templates/base.html").read_text()
    everywhere = [path for path in SHEETS if f"css/{path.name}" in frame]
    assert len(everywhere) > 8
    assert sum(len(gzip.compress(path.read_bytes())) for path in everywhere) < 11_500


def test_no_sheet_is_heavy() -> None:
    assert max(len(gzip.compress(path.read_bytes())) for path in SHEETS) < 3_500


def test_the_browser_counts_words_as_the_server_does() -> None:
    script = (settings.BASE_DIR / "static/js/count.js").read_text()
    assert f"/{WORD.pattern}/g" in script
