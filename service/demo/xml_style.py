"""How an XML file is written: systems differ in encoding, order, blanks and names."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from xml.sax.saxutils import escape

from service.demo.lines import share

Element = tuple[str, "str | list[Element] | None"]


class Blank(StrEnum):
    """What a system writes where there is no value."""

    OMITTED = auto()
    EMPTY = auto()
    NEWLINE = auto()
    NIL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlStyle:
    """One manner of writing; the default is that of the tax bureau's platform.

    `shares` writes rates as 0.06 with so many places, None as printed; `namespace` gives every
    element a prefix; `wrapped` packs the data into one more element.
    """

    encoding: str = "utf-8"
    mark: bool = False
    declared: str | None = "UTF-8"
    blank: Blank = Blank.EMPTY
    backwards: bool = False
    namespace: bool = False
    labels: bool = True
    shares: int | None = 2
    timed: bool = True
    signed: bool = False
    wrapped: bool = False
    version: str = "0.33"


_NAMESPACE = "urn:example:einvoice"
_NIL = ' xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def write(root: Element, style: XmlStyle, attributes: str = "") -> bytes:
    """Return a file that holds `root`; `attributes` stand in its first tag."""
    if style.wrapped:
        root = ("Package", [("Data", [root])])
    if style.namespace:
        attributes += f' xmlns:n="{_NAMESPACE}"'
    prefix = "n:" if style.namespace else ""
    text = _text(root, style, prefix, attributes)
    if style.declared is not None:
        text = f'<?xml version="1.0" encoding="{style.declared}"?>\n{text}'
    return (b"\xef\xbb\xbf" if style.mark else b"") + text.encode(style.encoding)


def _text(element: Element, style: XmlStyle, prefix: str, attributes: str = "") -> str:
    name, content = element
    tag = name if ":" in name else prefix + name
    if not content:
        return _blank(tag, style, attributes)
    if isinstance(content, str):
        return f"<{tag}{attributes}>{escape(content)}</{tag}>\n"
    parts = content[::-1] if style.backwards and not _is_list(content) else content
    inner = "".join(_text(part, style, prefix) for part in parts)
    return f"<{tag}{attributes}>\n{inner}</{tag}>\n"


def _is_list(content: list[Element]) -> bool:
    """Whether elements repeat: then their order says something."""
    names = [name for name, _ in content]
    return len(set(names)) < len(names)


def _blank(tag: str, style: XmlStyle, attributes: str) -> str:
    if style.blank is Blank.OMITTED:
        return ""
    if style.blank is Blank.NIL:
        return f"<{tag}{attributes}{_NIL}/>\n"
    inner = "\n    " if style.blank is Blank.NEWLINE else ""
    return f"<{tag}{attributes}>{inner}</{tag}>\n"


def rate_text(printed: str | None, style: XmlStyle) -> str | None:
    """Write a rate as a share where the style asks for it and the rate is one."""
    part = share(printed) if printed else None
    if part is None or style.shares is None:
        return printed
    written = f"{part:.{style.shares}f}"
    return written if Decimal(written) == part else f"{part:f}"
