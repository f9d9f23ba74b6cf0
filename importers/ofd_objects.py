"""The objects of an OFD page in drawing order, each with the matrix that sets it on the page.

Template layers, the layers of the page, annotations; nested blocks and composite objects are
opened.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from importers import ofd_xml
from importers.document import UnreadableDocument
from importers.messages import N_, Message
from importers.ofd_matrix import Area, Matrix, moved
from importers.ofd_package import OfdDocument, PageEntry
from importers.ofd_style import NO_PARAMS, OPAQUE, Params, Style, level
from importers.ofd_xml import Element, attribute, child, children, truth

_MAX_OBJECTS = 30_000
_DEPTH = 12
_LAYERS = {"Background": 0, "Body": 1, "Foreground": 2}
_A4 = Area(Decimal(0), Decimal(0), Decimal(210), Decimal(297))
_BOX = 4
_MATRIX = 6
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Item:
    """One object: its kind (`TextObject`, `PathObject`, `ImageObject`), element, place, paints.

    `clip` is what its boundary lets be seen, in millimetres on the page; None = everything.
    `shown` is False for objects that are switched off or fully transparent.
    """

    kind: str
    element: Element
    matrix: Matrix
    params: Params
    alpha: int
    clip: Area | None = None
    annotation: bool = False
    shown: bool = True

    @property
    def id(self) -> str:
        """The id that tags refer to."""
        return attribute(self.element, "ID") or ""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an object inherits from what holds it."""

    matrix: Matrix = field(default_factory=Matrix)
    params: Params = NO_PARAMS
    alpha: int = OPAQUE
    depth: int = 0
    annotation: bool = False


class TooManyObjects(UnreadableDocument):
    """A page with more objects than any real one."""

    def __init__(self) -> None:
        super().__init__(
            Message(N_("页面上的图文对象过多，不像一张发票，没有读取。请只上传发票本身。"))
        )


def area_of(document: OfdDocument, page: PageEntry) -> Area:
    """Return the visible area of a page: its own, or the one common to the document."""
    own = child(page.content, "Area")
    common = child(document.root, "CommonData", "PageArea")
    for holder in (own, common):
        numbers = ofd_xml.numbers(ofd_xml.text(child(holder, "PhysicalBox")))
        if len(numbers) == _BOX and min(numbers[2:]) > 0:
            return Area(*numbers)
    return _A4


def of_page(document: OfdDocument, page: PageEntry, style: Style) -> Iterator[Item]:
    """Yield the objects of a page in drawing order."""
    area = area_of(document, page)
    ground = _Ground(matrix=moved(-area.left, -area.top))
    for count, item in enumerate(_all(document, page, style, ground)):
        if count > _MAX_OBJECTS:
            raise TooManyObjects
        yield item


def _all(document: OfdDocument, page: PageEntry, style: Style, ground: _Ground) -> Iterator[Item]:
    layers: list[tuple[int, int, Element]] = []
    for reference in children(page.content, "Template"):
        found = document.template(attribute(reference, "TemplateID") or "")
        order = _LAYERS.get(attribute(reference, "ZOrder") or "Background", 0) * 2
        layers += _layers(found[1], order) if found else []
    layers += _layers(page.content, None)
    for _, _, layer in sorted(layers, key=lambda one: one[0]):
        yield from _inside(layer, style, replace(ground, params=style.of(layer)))
    for annotation in _annotations(document, page):
        yield from _annotated(annotation, style, ground)


def _layers(content: Element, order: int | None) -> list[tuple[int, int, Element]]:
    """Return the layers of a page or template and how far in front they lie."""
    return [
        (_own_order(layer) if order is None else order, place, layer)
        for place, layer in enumerate(children(child(content, "Content"), "Layer"))
    ]


def _own_order(layer: Element) -> int:
    return _LAYERS.get(attribute(layer, "Type") or "Body", 1) * 2 + 1


def _inside(holder: Element, style: Style, ground: _Ground) -> Iterator[Item]:
    """Yield the objects in a layer, block or cell."""
    if ground.depth > _DEPTH:
        raise TooManyObjects
    for element in holder:
        kind = ofd_xml.name(element)
        if kind in {"PageBlock", "Layer", "Content"}:
            yield from _inside(element, style, replace(ground, depth=ground.depth + 1))
        elif kind.endswith("Object"):
            yield from _object(element, kind, style, ground)


def _object(element: Element, kind: str, style: Style, ground: _Ground) -> Iterator[Item]:
    alpha = ground.alpha * level(attribute(element, "Alpha")) // OPAQUE
    if not truth(element, "Visible", default=True):
        alpha = 0
    matrix, clip = _placed(element, ground.matrix)
    params = style.of(element, ground.params)
    if kind == "CompositeObject":
        unit = style.composites.get(attribute(element, "ResourceID") or "")
        below = _Ground(matrix, params, alpha, ground.depth + 1, ground.annotation)
        for content in children(unit, "Content"):
            yield from _inside(content, style, below)
    else:
        yield Item(kind, element, matrix, params, alpha, clip, ground.annotation, alpha > 0)


def _placed(element: Element, ground: Matrix) -> tuple[Matrix, Area | None]:
    """Return the matrix of an object, and its boundary on the page."""
    box = ofd_xml.numbers(attribute(element, "Boundary"))
    own = ofd_xml.numbers(attribute(element, "CTM"))
    matrix = ground
    clip = None
    if len(box) == _BOX:
        matrix = ground.after(moved(box[0], box[1]))
        if min(box[2:]) > 0:
            left, top = ground.at(box[0], box[1])
            right, bottom = ground.at(box[0] + box[2], box[1] + box[3])
            clip = Area(min(left, right), min(top, bottom), abs(right - left), abs(bottom - top))
    if len(own) == _MATRIX:
        matrix = matrix.after(Matrix(*own))
    return matrix, clip


def _annotations(document: OfdDocument, page: PageEntry) -> Iterator[Element]:
    """Yield the annotations of a page that are shown."""
    listed = document.listed("Annotations")
    if listed is None:
        return
    for reference in children(listed[1], "Page"):
        if attribute(reference, "PageID") == page.id:
            path = document.find(ofd_xml.text(child(reference, "FileLoc")), listed[0])
            content = document.package.optional(path)
            for annotation in children(content, "Annot"):
                if truth(annotation, "Visible", default=True):
                    yield annotation


def _annotated(annotation: Element, style: Style, ground: _Ground) -> Iterator[Item]:
    appearance = child(annotation, "Appearance")
    if appearance is None:
        return
    matrix, _ = _placed(appearance, ground.matrix)
    yield from _inside(appearance, style, replace(ground, matrix=matrix, annotation=True))
