"""Names of WordprocessingML: how elements are written, and how any dialect of them is read."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# What a document says of itself, in the properties that no reader sees.
CODE, BASE = "PortalCode", "PortalBase"


def w(name: str, /, *children: "Element", **values: str) -> "Element":
    """An element of WordprocessingML, with its attributes."""
    return _element("w", W, name, children, values)


def w14(name: str, *children: "Element", **values: str) -> "Element":
    """An element that Word knows since 2010."""
    return _element("w14", W14, name, children, values)


def document(body: "Element") -> "Element":
    """The root. What is newer than the standard may be passed over by those who do not know it."""
    root = etree.Element(f"{{{W}}}document", nsmap={"w": W, "w14": W14, "mc": MC})
    root.set(f"{{{MC}}}Ignorable", "w14")
    root.append(body)
    return root


def _element(
    prefix: str, space: str, name: str, children: "Iterable[Element]", values: Mapping[str, str]
) -> "Element":
    element = etree.Element(f"{{{space}}}{name}", nsmap={prefix: space})
    for attribute_name, value in values.items():
        element.set(f"{{{space}}}{attribute_name}", value)
    for one in children:
        element.append(one)
    return element


def local(element: "Element") -> str:
    """The name without its namespace: strict and transitional documents differ in that alone.

    A comment or a processing instruction has none.
    """
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: "Element", name: str) -> str:
    """The value of an attribute, in whichever namespace."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def child(element: "Element", name: str) -> "Element | None":
    return next((one for one in element if local(one) == name), None)
