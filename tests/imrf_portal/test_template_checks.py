"""Each fault of a template is found, and the portal's own have none."""

from pathlib import Path

import pytest
from django.template import engines
from pytest_django import Settings

from imrf_portal import template_checks


def faults(folder: Path, settings: Settings, text: str) -> list[str]:
    (folder / "templates").mkdir()
    (folder / "templates" / "page.html").write_text(text)
    settings.BASE_DIR = folder
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder / "templates"]}]
    return list(template_checks.faults())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{% if %}", "templates/page.html: Unexpected end of expression in if tag."),
        ("{% nonsense %}", "Invalid block tag"),
        ("{% if x %}{% url 'no:where' %}{% endif %}", "no:where is the name of no address"),
        ('<p style="color: red">', "'style=' is dropped by the Content-Security-Policy"),
        ("<script>x()</script>", "'<script>' is dropped"),
        ('<a onclick="x()">', "is dropped"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, settings: Settings, text: str, fault: str) -> None:
    found = faults(tmp_path, settings, text)
    assert len(found) == 1
    assert fault in found[0]


def test_a_sound_template_has_none(tmp_path: Path, settings: Settings) -> None:
    sound = "{% url 'health' %}{% url name %}<script src='x.js' defer></script><p class='style'>"
    assert faults(tmp_path, settings, sound.replace("health", "live")) == []


def test_the_templates_of_the_portal_have_none() -> None:
    assert engines["django"]
    assert list(template_checks.faults()) == []
