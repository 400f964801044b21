"""Text that people wrote, as a tree for the typesetter: what `publication.text` makes HTML of."""

from typing import Any
from urllib.parse import urlsplit

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from publication.text import URL_SCHEMES, markdown

Node = dict[str, Any]

_NAMES = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "quote",
    "em": "em",
    "strong": "strong",
    "inline": "inline",
}
_BREAKS = ("softbreak", "hardbreak")


def tree_of(text: str, *, is_plain: bool = False) -> list[Node]:
    """The blocks of the text. Each node has a name `t` and either a string `s` or children `c`."""
    if is_plain:
        return [_plain(block) for block in _blocks(text)]
    return [_node(child) for child in SyntaxTreeNode(_tokens(text)).children]


def _tokens(text: str) -> list[Token]:
    return markdown().parse(text)


def _blocks(text: str) -> list[str]:
    """Paragraphs, divided by blank lines."""
    blocks, lines = [], list[str]()
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            blocks.append("\n".join(lines))
            lines = []
    return blocks


def _plain(block: str) -> Node:
    children: list[Node] = []
    for line in block.split("\n"):
        children += [{"t": "text", "s": line}, {"t": "br"}]
    return {"t": "p", "c": children[:-1]}


def _node(node: SyntaxTreeNode) -> Node:
    if node.type in _BREAKS:
        return {"t": "br"}
    if node.type in ("text", "code_inline"):
        return {"t": "code" if node.type == "code_inline" else "text", "s": node.content}
    children = [_node(child) for child in node.children]
    if node.type == "link":
        return _link(str(node.attrs.get("href", "")), children)
    if node.type == "ordered_list":
        return {"t": "ol", "start": int(node.attrs.get("start", 1)), "c": children}
    return {"t": _NAMES[node.type], "c": children}


def _link(address: str, children: list[Node]) -> Node:
    """A link where a page would have one, else what stands in it."""
    try:
        is_safe = urlsplit(address).scheme.lower() in URL_SCHEMES
    except ValueError:
        is_safe = False
    return (
        {"t": "link", "href": address, "c": children} if is_safe else {"t": "inline", "c": children}
    )
