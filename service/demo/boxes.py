"""Forms made of boxes: each with a label and a value, beside it or below it."""

from collections.abc import Iterable
from typing import NamedTuple

from service.demo.pen import Letters, Pen, Slot

_INSIDE = 2_00
_LINE = 11_00


class Box(NamedTuple):
    """One box: its edges, label and value; `stacked` = the value stands below the label."""

    left: int
    top: int
    right: int
    bottom: int
    label: str
    value: str = ""
    stacked: bool = False


def row(
    top: int, bottom: int, edges: tuple[int, ...], held: Iterable[tuple[str, str]]
) -> list[Box]:
    """Return the boxes of one row, label beside value; one more edge than boxes."""
    pairs = list(held)
    assert len(pairs) + 1 == len(edges), "one edge more than boxes"
    return [
        Box(edges[place], top, edges[place + 1], bottom, label, value)
        for place, (label, value) in enumerate(pairs)
    ]


def stacked(boxes: Iterable[Box]) -> list[Box]:
    """Return the boxes with each value below its label."""
    return [box._replace(stacked=True) for box in boxes]


def paint(pen: Pen, boxes: Iterable[Box], label: Letters, value: Letters) -> None:
    """Draw boxes with their frames."""
    for box in boxes:
        pen.frame(box.left, box.top, box.right, box.bottom)
        left, top = box.left + _INSIDE, box.top + _INSIDE
        if box.stacked:
            pen.label(left, top, box.label, label)
            fitting = value.within(box.value, box.right - left)
            pen.text(left, top + _LINE + pen.style.value_drop, box.value, fitting)
        else:
            slot = Slot(left, left + label.width(box.label) + _INSIDE, top, box.right)
            pen.pair(slot, (box.label, label), box.value, value)
