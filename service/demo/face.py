"""A form to be painted: its size and how; and the one seal that forms share."""

import math
from collections.abc import Callable
from typing import NamedTuple

from service.demo import marks
from service.demo.pen import Letters, Pen

_RED = (205, 32, 32)
_MARK_SIZE = (83_00, 55_00)
_SEAL_TOP = "全国统一发票监制章"


class Face(NamedTuple):
    """One page of a voucher: width and height in hundredths of a point, and its painting."""

    size: tuple[int, int]
    paint: Callable[[Pen], None]


def bureau_mark(pen: Pen, left: int, top: int, bureau: str) -> None:
    """Set the oval mark of the tax bureau: a picture, or text where the style has it so."""
    if not pen.style.seal_text:
        pen.picture(marks.bureau_seal(bureau), left, top, _MARK_SIZE)
        return
    width, height = _MARK_SIZE
    letters = Letters(7_00, _RED)
    middle = left + width // 2
    for place, character in enumerate(_SEAL_TOP):
        turn = math.radians(-75 + 150 * place / (len(_SEAL_TOP) - 1))
        across = round(math.sin(turn) * width * 0.42)
        up = round(math.cos(turn) * height * 0.40)
        slope = round(math.degrees(turn) * 0.6)
        pen.turned((middle + across, top + height // 2 - up), slope, character, letters)
    pen.title(middle, top + 29_00, "国家税务总局", letters)
    pen.title(middle, top + 40_00, bureau, letters)
