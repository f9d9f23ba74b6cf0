"""What OFD objects look like: colours, drawing parameters and their inheritance, resources."""

from dataclasses import dataclass, field
from decimal import Decimal

from PIL import Image

from importers import ofd_xml
from importers.ofd_package import OfdDocument
from importers.ofd_xml import Element, attribute, child, children, text

BLACK = (0, 0, 0)
OPAQUE = 255
_GROUPS = ("DrawParams", "Fonts", "MultiMedias", "CompositeGraphicUnits")
_KINDS = ("DrawParam", "Font", "MultiMedia", "CompositeGraphicUnit")
_RGB, _CMYK = 3, 4  # parts of a colour
_DEPTH = 8  # of drawing parameters that refer to each other

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour and how much it covers (0 see-through … 255)."""

    colour: Colour = BLACK
    alpha: int = OPAQUE


@dataclass(frozen=True, slots=True)
class Params:
    """Drawing parameters in force; None = not set."""

    fill: Paint | None = None
    stroke: Paint | None = None
    width: Decimal | None = None


NO_PARAMS = Params()


@dataclass(slots=True)
class Style:
    """The resources of a document that objects refer to by id."""

    params: dict[str, Element] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)  # id → name
    embedded: set[str] = field(default_factory=set)  # ids of fonts inside the file
    media: dict[str, str] = field(default_factory=dict)  # id → path of the image part
    composites: dict[str, Element] = field(default_factory=dict)
    pictures: dict[str, Image.Image | None] = field(default_factory=dict)  # those unpacked so far

    def of(self, element: Element, inherited: Params = NO_PARAMS) -> Params:
        """Return the parameters of a layer or object: its own, those it refers to, the rest."""
        return _own(element, self._referred(attribute(element, "DrawParam"), inherited, 0))

    def _referred(self, identifier: str | None, inherited: Params, depth: int) -> Params:
        element = self.params.get(identifier or "")
        if element is None or depth > _DEPTH:
            return inherited
        return _own(element, self._referred(attribute(element, "Relative"), inherited, depth + 1))

    def take(self, document: OfdDocument, holder: str, element: Element) -> None:
        """Note one resource; `holder` is the part that its file is relative to."""
        kind, identifier = ofd_xml.name(element), attribute(element, "ID") or ""
        if kind == "DrawParam":
            self.params[identifier] = element
        elif kind == "Font":
            self.fonts[identifier] = attribute(element, "FontName") or ""
            if child(element, "FontFile") is not None:
                self.embedded.add(identifier)
        elif kind == "CompositeGraphicUnit":
            self.composites[identifier] = element
        elif kind == "MultiMedia":
            path = document.find(text(child(element, "MediaFile")), holder)
            if path is not None:
                self.media[identifier] = path


def of_document(document: OfdDocument) -> Style:
    """Return the resources of a document."""
    style = Style()
    for holder, resources in document.resources():
        for group in children(resources, *_GROUPS):
            for element in children(group, *_KINDS):
                style.take(document, holder, element)
    return style


def _own(element: Element, inherited: Params) -> Params:
    """Return what an element says itself, over what it inherits."""
    return Params(
        paint(child(element, "FillColor")) or inherited.fill,
        paint(child(element, "StrokeColor")) or inherited.stroke,
        ofd_xml.number(attribute(element, "LineWidth")) or inherited.width,
    )


def paint(element: Element | None) -> Paint | None:
    """Return the paint a colour element names; gradients count as black."""
    if element is None:
        return None
    alpha = level(attribute(element, "Alpha"))
    values = (attribute(element, "Value") or "").replace(",", " ").split()
    return Paint(_rgb([_part(value) for value in values]), alpha)


def level(value: str | None) -> int:
    """Return a degree of cover of 0…255; opaque when it is not stated."""
    number = ofd_xml.number(value)
    return OPAQUE if number is None else max(0, min(OPAQUE, int(number)))


def _part(value: str) -> int:
    if value.startswith("#"):
        try:
            return max(0, min(255, int(value[1:], 16)))
        except ValueError:
            return 0
    return max(0, min(255, int(ofd_xml.number(value) or 0)))


def _rgb(parts: list[int]) -> Colour:
    """Return grey (one part), RGB (three) or CMYK (four) as RGB."""
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    if len(parts) == _CMYK:
        cyan, magenta, yellow, black = (255 - part for part in parts)
        return cyan * black // 255, magenta * black // 255, yellow * black // 255
    return (parts[0], parts[1], parts[2]) if len(parts) == _RGB else BLACK
