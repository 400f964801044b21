"""What stands within a paragraph: text in a language, emphasis, breaks, links."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publication.offline.namespaces import RELATIONSHIPS, XML_SPACE, w
from publication.offline.tongues import Tongue
from publication.paper.markdown import Node
from publication.paper.word.links import Links

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True)
class Look:
    """How a run looks, and in which language it is."""

    tongue: Tongue
    is_strong: bool = False
    is_emphasised: bool = False
    is_code: bool = False
    is_link: bool = False

    def properties(self) -> "Element":
        """In the order in which Word wants them."""
        own: list[Element] = []
        if self.is_link:
            own.append(w("rStyle", val="Hyperlink"))
        if self.is_code:
            own.append(w("rFonts", ascii="Courier New", hAnsi="Courier New", cs="Courier New"))
        if self.is_strong:
            own += [w("b"), w("bCs")]
        if self.is_emphasised:
            own += [w("i"), w("iCs")]
        properties = self.tongue.of_a_run()
        for place, one in enumerate(own):
            properties.insert(place, one)
        return properties


def text_run(text: str, look: Look) -> "Element":
    words = w("t")
    words.set(XML_SPACE, "preserve")
    words.text = text
    return w("r", look.properties(), words)


def link(address: str, runs: "list[Element]", links: Links) -> "Element":
    element = w("hyperlink", *runs)
    element.set(f"{{{RELATIONSHIPS}}}id", links.identity(address))
    return element


def runs_of(node: Node, look: Look, links: Links) -> "Iterator[Element]":
    """The runs of an inline node of the text's tree."""
    match node["t"]:
        case "text":
            yield text_run(node["s"], look)
        case "code":
            yield text_run(node["s"], replace(look, is_code=True))
        case "br":
            yield w("r", w("br"))
        case "link":
            inner = _children(node, replace(look, is_link=True), links)
            # A link within a link is none: Word knows no such thing, nor does a page.
            yield from inner if look.is_link else [link(node["href"], inner, links)]
        case "em":
            yield from _children(node, replace(look, is_emphasised=True), links)
        case "strong":
            yield from _children(node, replace(look, is_strong=True), links)
        case _other:
            yield from _children(node, look, links)


def _children(node: Node, look: Look, links: Links) -> "list[Element]":
    return [run for child in node["c"] for run in runs_of(child, look, links)]
