"""The public list as a reader finds it on the page."""

import re

from django.test import Client

LIST = "/en/reviews/"


def get(query: str = "", status: int = 200) -> str:
    response = Client().get(f"{LIST}{query}")
    assert response.status_code == status
    return response.content.decode()


def listed(query: str = "") -> list[str]:
    return re.findall(r'<span class="code">(REV-[^<]+)</span>', get(query))


def counted(query: str = "") -> int:
    found = re.search(r'data-count="(\d+)"', get(query))
    assert found
    return int(found.group(1))


def facet(query: str, name: str) -> dict[str, int]:
    """What the page says of each value of a facet: label and figure."""
    options = re.findall(
        rf'name="{name}" value="([^"]*)"[^>]*>\s*<span>[^<]*</span>\s*<span class="figure">(\d+)<',
        get(query),
    )
    return {value: int(figure) for value, figure in options}


def chosen(query: str, name: str) -> set[str]:
    return set(re.findall(rf'name="{name}" value="([^"]*)" checked', get(query)))
