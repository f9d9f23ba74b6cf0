"""The XML of an OFD package: elements by local name, whatever prefix or namespace they carry."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from importers import xml_text, xml_tree
from importers.document import UnreadableDocument

_NUMBER = re.compile(r"[+-]?\d{0,9}(\.\d{0,12})?([eE]-?\d)?")
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
_TRUE = frozenset({"true", "1"})

Element = etree._Element  # noqa: SLF001  # lxml names its element type so


def parse(content: bytes) -> Element:
    """Return the root of a part; UnreadableDocument when it is no well-formed XML or has a DTD."""
    return xml_tree.parse(content).element


def parse_leniently(content: bytes) -> Element | None:
    """Return the root of a part that its producer may have written malformed; None if hopeless.

    Some custom tags come with undeclared prefixes and names that XML forbids.
    """
    try:
        return parse(content)
    except UnreadableDocument:
        return _recovered(content)


def _recovered(content: bytes) -> Element | None:
    if len(content) > xml_tree.MAX_BYTES or content.count(b"<") > xml_tree.MAX_TAGS:
        return None
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True, huge_tree=False, recover=True,
    )  # fmt: skip
    try:
        text = _DECLARATION.sub("", xml_text.decode(content), count=1)
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, xml_text.UnknownEncoding):
        return None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        return None
    return root


def name(element: Element) -> str:
    """Return the local name, also where the producer forgot to declare the prefix."""
    tag: object = element.tag  # comments and instructions have a function for a tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the direct children of these names."""
    for child in element if element is not None else ():
        if name(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element at a path of names below `element`."""
    for step in path:
        element = next(children(element, step), None)
    return element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Yield all elements of these names, in document order."""
    for one in element.iter():
        if name(one) in names:
            yield one


def text(element: Element | None) -> str:
    """Return the text of an element without the white space around it."""
    return "".join(map(str, element.itertext())).strip() if element is not None else ""


def attribute(element: Element, wanted: str) -> str | None:
    """Return an attribute by its local name."""
    value = element.get(wanted)
    if value is not None:
        return str(value)
    for key, one in element.attrib.items():
        if str(key).rpartition("}")[2] == wanted:
            return str(one)
    return None


def truth(element: Element, wanted: str, *, default: bool) -> bool:
    """Return an attribute that says yes or no."""
    value = attribute(element, wanted)
    return default if value is None else value.strip().lower() in _TRUE


def number(text: str | None) -> Decimal | None:
    """Return a number as OFD writes them, None where there is none or it is absurd."""
    plain = (text or "").strip()
    if not _NUMBER.fullmatch(plain) or not any(c.isdecimal() for c in plain):
        return None
    return Decimal(plain)


def numbers(text: str | None) -> tuple[Decimal, ...]:
    """Return the numbers of a list such as a box; none at all when one of them is no number."""
    found = [number(part) for part in (text or "").replace(",", " ").split()]
    known = [one for one in found if one is not None]
    return tuple(known) if len(known) == len(found) else ()
