"""What the finder of lines passes over: single thin figures that stand alone, as in 数量."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from importers.ocr_models import Area, Picture

_MOST = 60  # areas added; more of them are dirt, not figures
_TALLEST, _LOWEST = 130, 45  # per cent of the usual height of type
_TYPE_SHARE = 68  # per cent of an area's height
_DARK = 60  # grey levels below the paper; fainter marks are dirt or a watermark


def missed(picture: Picture, areas: Sequence[Area]) -> list[Area]:
    """Return areas around isolated ink as tall as type that no area covers."""
    if not areas:
        return []
    height = sorted(area.height for area in areas)[len(areas) // 2] * _TYPE_SHARE // 100
    ink = _ink(picture, height)
    for area in areas:
        ink[area.top : area.bottom, area.left : area.right] = 0
    near = cv2.dilate(ink, np.ones((1, max(height // 2, 1)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    found = []
    for left, top, width, tall, _ in ([int(v) for v in row] for row in stats[1:count]):
        if _LOWEST * height <= tall * 100 <= _TALLEST * height and width < 6 * height:
            found.append(_around(picture, (left, top, width, tall), height // 3))
    return found if len(found) <= _MOST else []


def _ink(picture: Picture, height: int) -> NDArray[np.uint8]:
    """Return what is dark without rules and blots: whatever hangs together larger than type."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ink = (grey < np.median(grey) - _DARK).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    sides = stats[:count, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    small = (sides.max(axis=1) * 100 <= _TALLEST * height) & (np.arange(count) > 0)
    return np.where(small[labels], ink, 0).astype(np.uint8)


def _around(picture: Picture, box: tuple[int, int, int, int], margin: int) -> Area:
    left, top, width, tall = box
    return Area(
        max(left - margin, 0),
        max(top - margin, 0),
        min(left + width + margin, picture.shape[1]),
        min(top + tall + margin, picture.shape[0]),
    )
