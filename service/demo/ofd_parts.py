"""The XML parts of a drawn OFD package: pages, templates, resources, tags."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from service.demo.ofd_canvas import Field, Item, Picture, Stroke, Text
from service.demo.ofd_manner import Manner

_NAMESPACE = "http://www.ofdspec.org/2016"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MONEY = "¥￥"
_ABOVE, _BELOW = 0.86, 0.14  # of a text's box, from its base line, in ems


@dataclass(slots=True)
class Parts:
    """What a package is made of, while it is drawn."""

    manner: Manner
    files: dict[str, bytes] = field(default_factory=dict)
    fonts: dict[str, int] = field(default_factory=dict)
    pictures: dict[int, str] = field(default_factory=dict)
    texts: list[tuple[int, int, str]] = field(default_factory=list)  # page, object, text
    templates: list[str] = field(default_factory=list)
    last: int = 0

    def next(self) -> int:
        """Return a new id."""
        self.last += 1
        return self.last

    def tag(self, name: str, content: str = "", **attributes: Any) -> str:  # noqa: ANN401  # numbers and texts
        """Return an element of OFD."""
        tag = f"{self.manner.prefix}:{name}" if self.manner.prefix else name
        said = "".join(f' {key}="{_plain(value)}"' for key, value in attributes.items())
        return f"<{tag}{said}>{content}</{tag}>" if content else f"<{tag}{said}/>"

    def put(self, path: str, name: str, content: str, **attributes: Any) -> None:  # noqa: ANN401  # numbers and texts
        """Write an XML part with its root element."""
        key = f"xmlns:{self.manner.prefix}" if self.manner.prefix else "xmlns"
        root = self.tag(name, content, **{key: _NAMESPACE, **attributes})
        self.files[path] = (_HEAD + root).encode()

    def location(self, path: str, folder: str = "Doc_0") -> str:
        """Return how a part in `folder` refers to another."""
        return f"/{path}" if self.manner.absolute else path.removeprefix(folder + "/")

    def layer(self, items: Iterable[Item], page: int) -> str:
        """Return the content of a page or template."""
        objects = [one for item in items for one in self._objects(item, page)]
        if self.manner.nested:
            objects = [self.tag("PageBlock", one, ID=self.next()) for one in objects]
        layer = self.tag("Layer", "".join(objects), ID=self.next())
        return self.tag("Content", layer)

    def _objects(self, item: Item, page: int) -> Iterable[str]:
        if isinstance(item, Stroke):
            yield self._stroke(item)
        elif isinstance(item, Field):
            yield self._field(item)
        elif isinstance(item, Picture):
            yield self._picture(item)
        else:
            for part in _money_apart(item) if self.manner.money_apart else (item,):
                yield self._text(part, page)

    def _text(self, item: Text, page: int) -> str:
        number = self.next()
        self.texts.append((page, number, item.text))
        scale, size = self.manner.scale, item.size
        a, b, c, d = (part * scale for part in item.turn)
        matrix = {"CTM": f"{_plain(a)} {_plain(b)} {_plain(c)} {_plain(d)} 0 0"}
        upright = (a, b, c, d) == (1, 0, 0, 1)
        left, top = (item.x, item.y - size * _ABOVE) if b == c == 0 else (item.x, item.y)
        base = size * _ABOVE / scale if b == c == 0 else 0
        box = (left, top, max(sum(item.steps), size), size * (_ABOVE + _BELOW))
        code = self.tag("TextCode", escape(item.text), X=0, Y=base, **self._steps(item))
        paint = self.tag("FillColor", Value=" ".join(map(str, item.colour)))
        return self.tag(
            "TextObject", (paint if any(item.colour) else "") + code, ID=number,
            Boundary=" ".join(map(_plain, box)), Font=self._font(item.font),
            Size=size / scale, **({} if upright else matrix),
        )  # fmt: skip

    def _steps(self, item: Text) -> dict[str, str]:
        steps = [_plain(step / self.manner.scale) for step in item.steps[:-1]]
        if not steps:
            return {}
        if not self.manner.repeats:
            return {"DeltaX": " ".join(steps)}
        runs = [(value, len(list(same))) for value, same in groupby(steps)]
        return {"DeltaX": " ".join(v if n == 1 else f"g {n} {v}" for v, n in runs)}

    def _font(self, name: str) -> int:
        if name not in self.fonts:
            self.fonts[name] = self.next()
        return self.fonts[name]

    def _stroke(self, item: Stroke) -> str:
        (x1, y1), (x2, y2) = item.start, item.end
        left, top = min(x1, x2) - item.width, min(y1, y2) - item.width
        size = abs(x2 - x1) + 2 * item.width, abs(y2 - y1) + 2 * item.width
        ends = [_plain(part) for part in (x1 - left, y1 - top, x2 - left, y2 - top)]
        data = "M {} {} L {} {}".format(*ends)
        paint = self.tag("StrokeColor", Value=" ".join(map(str, item.colour)))
        return self.tag(
            "PathObject", paint + self.tag("AbbreviatedData", data), ID=self.next(),
            Boundary=" ".join(map(_plain, (left, top, *size))), LineWidth=item.width,
        )  # fmt: skip

    def _field(self, item: Field) -> str:
        width, height = _plain(item.width), _plain(item.height)
        data = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
        paint = self.tag("FillColor", Value=" ".join(map(str, item.colour)))
        return self.tag(
            "PathObject", paint + self.tag("AbbreviatedData", data), ID=self.next(),
            Boundary=" ".join(map(_plain, item[:4])), Fill="true", Stroke="false",
        )  # fmt: skip

    def _picture(self, item: Picture) -> str:
        resource, stream = self.next(), BytesIO()
        item.image.save(stream, "PNG")
        self.pictures[resource] = f"image_{resource}.png"
        self.files[f"Doc_0/Res/image_{resource}.png"] = stream.getvalue()
        box = (item.left, item.top, item.width, item.height)
        return self.tag(
            "ImageObject", ID=self.next(), Boundary=" ".join(map(_plain, box)),
            CTM=f"{_plain(item.width)} 0 0 {_plain(item.height)} 0 0", ResourceID=resource,
        )  # fmt: skip

    def resources(self) -> None:
        """Write the fonts and pictures."""
        fonts = (self.tag("Font", ID=i, FontName=name) for name, i in self.fonts.items())
        self.put("Doc_0/PublicRes.xml", "Res", self.tag("Fonts", "".join(fonts)), BaseLoc="Res")
        media = (
            self.tag("MultiMedia", self.tag("MediaFile", name), ID=i, Type="Image", Format="PNG")
            for i, name in self.pictures.items()
        )
        held = self.tag("MultiMedias", "".join(media))
        self.put("Doc_0/DocumentRes.xml", "Res", held, BaseLoc="Res")


def _money_apart(item: Text) -> Sequence[Text]:
    if item.text[:1] not in _MONEY or len(item.text) == 1:
        return (item,)
    mark = item._replace(text=item.text[:1], steps=item.steps[:1])
    rest = item._replace(text=item.text[1:], steps=item.steps[1:], x=item.x + item.steps[0])
    return mark, rest


def _plain(value: Any) -> str:  # noqa: ANN401  # numbers and texts
    """Return a number with at most four places, a text escaped."""
    if isinstance(value, str):
        return escape(value, {'"': "&quot;"})
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
