"""How papers are set: a letter upright, a working paper across.

Margins, size of type and lines of letters follow GB/T 9704 as far as one typeface goes.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from reports.paper import Paper
from reports.typesetting import Setting

Points: TypeAlias = Any  # as reportlab measures paper: not whole, and never money
FRAME: Final = 12  # points that reportlab's frame keeps free by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A page, its margins and padding in points, and the settings of its kinds of text."""

    page: tuple[Points, Points]
    left: Points
    right: Points
    top: Points
    bottom: Points
    title: Setting
    number: Setting
    heading: Setting
    text: Setting
    cell: Setting
    foot: int
    padding: int  # left and right in the cells of a table
    tall: int  # rows of a table that are higher are parted between pages, others are kept whole

    @property
    def width(self) -> Points:
        """The width of the text, in points."""
        return self.page[0] - self.left - self.right - FRAME


LETTER: Final = Form(
    page=A4,
    left=28 * mm,
    right=26 * mm,
    top=28 * mm,
    bottom=27 * mm,
    title=Setting(size=21, leading=36, align="center", bold=True, with_next=True),
    number=Setting(size=15, leading=27, align="center", with_next=True),
    heading=Setting(size=15, leading=27, indent=2, bold=True, with_next=True),
    text=Setting(size=15, leading=27, indent=2),
    cell=Setting(size=11, leading=16, align="left"),
    foot=11,
    padding=6,
    tall=300,
)
ACROSS: Final = Form(
    page=landscape(A4),
    left=12 * mm,
    right=12 * mm,
    top=12 * mm,
    bottom=15 * mm,
    title=replace(LETTER.title, size=16, leading=26),
    number=replace(LETTER.number, size=9, leading=15),
    heading=replace(LETTER.heading, size=10, leading=20, indent=0),
    text=replace(LETTER.text, size=9, leading=15),
    cell=replace(LETTER.cell, size=8, leading=11),
    foot=7,
    padding=3,
    tall=200,
)


def of(paper: Paper) -> Form:
    """Give the form of a paper."""
    return ACROSS if paper.wide else LETTER
