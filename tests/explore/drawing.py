"""Components as a page renders them, with round tables that need no database."""

from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser
from django.template import Engine, RequestContext
from django.test import RequestFactory
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from tests.explore import styleguide

GUIDE = Path(__file__).parent / "styleguide.html"
SEATS = {n: "rx" if n == 23 else f"r{n % 4 + 1}" for n in range(1, 24)}


def drawn(source: str, path: str = "/en/", **words: Any) -> str:
    """A piece of template, `{% cotton strip … / %}`, as HTML."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    template = Engine.get_default().from_string(CottonCompiler().process(source))
    with patch("explore.context.round_table_classes", return_value=SEATS):
        return str(template.render(RequestContext(request, words)))


def guide(language: str = "en") -> str:
    """The whole style guide."""
    with override(language):
        path = f"/{language}/countries/?page=2"
        return drawn(GUIDE.read_text(), path, **styleguide.context())
