"""Looks over the templates: each compiles, leads to addresses that exist, and keeps to the CSP."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.template import TemplateSyntaxError
from django.template.base import Template, Variable
from django.template.defaulttags import URLNode
from django.template.loader import get_template
from django.urls import URLResolver, get_resolver

# The Content-Security-Policy, default-src 'self', makes a browser drop all of these.
INLINE = re.compile(
    r"\sstyle=|<style\b|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+=[\"']", re.IGNORECASE
)
# Mail is not held to the policy, and its readers know no style sheets.
MAIL = "notices/"


def faults() -> Iterator[str]:
    names = set(names_of_addresses(get_resolver()))
    for file in sorted(Path(settings.BASE_DIR / "templates").rglob("*.*")):
        name = str(file.relative_to(settings.BASE_DIR / "templates"))
        yield from (f"templates/{name}: {fault}" for fault in faults_of(name, file, names))


def faults_of(name: str, file: Path, names: set[str]) -> Iterator[str]:
    try:
        template: Template = get_template(name).template  # type: ignore[attr-defined]
    except TemplateSyntaxError as error:
        yield str(error)
        return
    for node in template.nodelist.get_nodes_by_type(URLNode):
        if isinstance(node, URLNode) and (address := constant(node)) and address not in names:
            yield f"{address} is the name of no address"
    if not name.startswith(MAIL):
        for found in INLINE.finditer(file.read_text()):
            yield f"{found[0].strip()!r} is dropped by the Content-Security-Policy"


def constant(node: URLNode) -> str | None:
    """The name of the address, where the template says it outright."""
    said = node.view_name.var
    return None if isinstance(said, Variable) else str(said)


def names_of_addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_of_addresses(pattern, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}"
