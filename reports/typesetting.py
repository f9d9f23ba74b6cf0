"""Setting Chinese text in lines: what may not begin or end a line does not, both edges straight.

Widths are hundredths of a point, as whole numbers.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, SupportsInt

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable
from typing_extensions import override

from reports import typeface

NEVER_FIRST: Final = "，。、；：！？）》〕】”’％…"
NEVER_LAST: Final = "（《〔【“‘"
_ASCENT: Final = 88  # hundredths of the size, above the base line
_STROKE: Final = 35  # around letters that are set bold
_MOST_AIR: Final = 40  # hundredths of the size between two letters of a line that is set straight

# What stays together: a word, a number or a character, with the marks that belong to it.
_TOGETHER: Final = re.compile(
    rf"[{NEVER_LAST}]*(?:[A-Za-z0-9](?:[A-Za-z0-9.,:/%-]*[A-Za-z0-9%])?|.)[{NEVER_FIRST}]*"
    rf"(?:(?<=）)\d+[{NEVER_FIRST}]*)? *"  # a place inside an article: （二）3
)

Width = Callable[[str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How text is set: sizes in points, `indent` of a paragraph's first line in characters."""

    size: int
    leading: int
    indent: int = 0
    align: str = "straight"  # or left, center, right
    bold: bool = False
    with_next: bool = False  # on the same page as what follows


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, how far it is moved in, and whether its paragraph ends with it."""

    text: str
    indent: int
    last: bool


def broken(paragraph: str, width: Width, most: int, indent: int = 0) -> list[Line]:
    """Break a paragraph into lines of at most `most`, the first of them moved in."""
    texts = [""]
    for part in _parts(paragraph, width, most - indent):
        room = most - (indent if len(texts) == 1 else 0)
        if texts[-1] and width((texts[-1] + part).rstrip(" ")) > room:
            texts.append(part)
        else:
            texts[-1] += part
    ends = len(texts) - 1
    return [
        Line(text.rstrip(" "), 0 if at else indent, at == ends) for at, text in enumerate(texts)
    ]


def _parts(text: str, width: Width, most: int) -> Iterator[str]:
    for part in _TOGETHER.findall(text):
        if width(part.rstrip(" ")) <= most:
            yield part
        else:  # longer than any line
            yield from part


def width_at(size: int) -> Width:
    """Measure text of the typeface at a size."""
    typeface.registered()
    return lambda text: round(stringWidth(text, typeface.NAME, size) * 100)


class Lines(Flowable):
    """Text in lines that a page, or a cell of a table, is filled with."""

    def __init__(self, text: str, setting: Setting, lines: list[Line] | None = None) -> None:
        super().__init__()
        self.text, self.setting, self.lines = text, setting, lines
        self.keepWithNext = setting.with_next
        self.room = 0

    @override
    def wrap(self, aW: SupportsInt, aH: SupportsInt) -> tuple[int, int]:  # reportlab's names
        """Break the text to the width that there is."""
        self.room = int(aW) * 100
        if self.lines is None:
            measure = width_at(self.setting.size)
            indent = self.setting.indent * self.setting.size * 100
            self.lines = [
                line
                for paragraph in (self.text.splitlines() or [""])
                for line in broken(paragraph, measure, self.room, indent)
            ]
        # a table asks for these when it parts a row between two pages
        self.width, self.height = int(aW), len(self.lines) * self.setting.leading
        return self.width, self.height

    @override
    def split(self, aW: SupportsInt, aH: SupportsInt) -> list[Flowable]:  # likewise
        """Part the lines between two pages; never one line alone on either."""
        self.wrap(aW, aH)
        lines = self.lines or []
        fit = min(int(aH) // self.setting.leading, len(lines) - 2)
        if fit < 2:  # noqa: PLR2004  # a line alone is no beginning
            return []
        before = replace(self.setting, with_next=False)
        return [Lines("", before, lines[:fit]), Lines("", self.setting, lines[fit:])]

    def draw(self) -> None:
        """Write the lines, from the top of the box downwards."""
        setting, lines = self.setting, self.lines or []
        measure = width_at(setting.size)
        top = len(lines) * setting.leading * 100
        drop = (setting.leading - setting.size) * 50 + setting.size * _ASCENT
        pen = self.canv.beginText()
        pen.setFont(typeface.NAME, setting.size)
        if setting.bold:
            self.canv.setLineWidth(_STROKE / 100)
            pen.setTextRenderMode(2)
        for at, line in enumerate(lines):
            free = self.room - line.indent - measure(line.text)
            pen.setTextOrigin(
                (line.indent + _left(free, setting.align)) / 100,
                (top - at * setting.leading * 100 - drop) / 100,
            )
            pen.setCharSpace(_air(line, free, setting) / 100)
            pen.textOut(line.text)
        pen.setTextRenderMode(0)
        pen.setCharSpace(0)
        self.canv.drawText(pen)


def _left(free: int, align: str) -> int:
    return {"center": free // 2, "right": free}.get(align, 0)


def _air(line: Line, free: int, setting: Setting) -> int:
    """Say how much lies between two letters so that a line reaches both edges."""
    gaps = len(line.text) - 1
    if setting.align != "straight" or line.last or gaps < 1:
        return 0
    air = free // gaps
    return air if air <= setting.size * _MOST_AIR else 0
