"""What people write is read once: a paper has what the page has."""

import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publication.paper.markdown import Node, tree_of
from publication.text import as_html

TEXTS = st.text(st.sampled_from("ab *_`[]()>-1.\n\\#<&:/م中"), max_size=40)


def words(nodes: list[Node]) -> str:
    """The text of a tree."""
    return "".join(
        "\n" if node["t"] == "br" else node["s"] if "s" in node else words(node["c"])
        for node in nodes
    )


def names(nodes: list[Node]) -> list[str]:
    found = []
    for node in nodes:
        found += [node["t"], *names(node.get("c", []))]
    return found


def shown(text: str) -> str:
    """The text of the HTML that a page has."""
    html = re.sub(r"<br>\n?", "", as_html(text))
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@given(TEXTS)
@settings(max_examples=300)
def test_a_paper_says_what_the_page_says(text: str) -> None:
    assert "".join(words(tree_of(text)).split()) == shown(text)


@given(TEXTS)
@settings(max_examples=300)
def test_it_has_the_same_blocks_and_marks_as_the_page(text: str) -> None:
    tags = {"ul": "ul", "ol": "ol", "li": "li", "quote": "blockquote", "em": "em",
            "strong": "strong", "code": "code", "br": "br"}  # fmt: skip
    html = as_html(text)
    for name, tag in tags.items():
        assert names(tree_of(text)).count(name) == len(re.findall(rf"<{tag}[ >]", html)), name
    links = [node for node in names(tree_of(text)) if node == "link"]
    assert len(links) == len(re.findall(r"<a [^>]*href", html))


@given(st.text(max_size=60), st.booleans())
@settings(max_examples=200)
def test_every_node_has_a_name_and_either_words_or_children(text: str, is_plain: bool) -> None:
    def check(node: dict[str, Any]) -> None:
        assert {"t"} < set(node) or node == {"t": "br"}
        assert not ("s" in node and "c" in node)
        for child in node.get("c", []):
            check(child)

    for node in tree_of(text, is_plain=is_plain):
        check(node)
        assert node["t"] in {"p", "ul", "ol", "quote"}


def test_the_tree_of_a_text() -> None:
    assert tree_of("A *b*\nc\n\n3. d") == [
        {"t": "p", "c": [{"t": "inline", "c": [
            {"t": "text", "s": "A "}, {"t": "em", "c": [{"t": "text", "s": "b"}]},
            {"t": "br"}, {"t": "text", "s": "c"},
        ]}]},
        {"t": "ol", "start": 3, "c": [{"t": "li", "c": [
            {"t": "p", "c": [{"t": "inline", "c": [{"t": "text", "s": "d"}]}]},
        ]}]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "is_link"),
    [("https://x.org/a?b=1&c", True), ("http://x.org", True), ("mailto:a@x.org", True),
     ("HTTPS://x.org", True), ("javascript:alert(1)", False), ("file:///etc/passwd", False),
     ("/relative", False), ("ftp://x.org", False)],
)  # fmt: skip
def test_a_link_leads_where_a_page_would_lead(address: str, is_link: bool) -> None:
    assert ("link" in names(tree_of(f"[here]({address})"))) == is_link
    assert "here" in words(tree_of(f"[here]({address})"))


def test_plain_text_is_read_as_it_stands() -> None:
    assert tree_of("*a*\n- b\n\n \n c ", is_plain=True) == [
        {"t": "p", "c": [{"t": "text", "s": "*a*"}, {"t": "br"}, {"t": "text", "s": "- b"}]},
        {"t": "p", "c": [{"t": "text", "s": " c "}]},
    ]
    assert tree_of("", is_plain=True) == []
