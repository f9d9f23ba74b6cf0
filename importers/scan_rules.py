"""The vertical ruling lines on the picture of a page."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

_PART = 45  # a rule is at least this part of the page's width tall: taller than any letter
_NARROW = 12  # pixels: wider dark bars are no rules
_MAX_RULES = 300
_JOIN = 9  # pixels of a gap in a rule that are closed


def vertical(picture: Picture) -> tuple[tuple[int, int, int], ...]:
    """Return x, top and bottom of each rule in pixels, from the left."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    )
    tall = max(picture.shape[1] // _PART, 12)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((_JOIN, 1), np.uint8))
    upright = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((tall, 1), np.uint8))
    # a rule that leans a little falls into pieces one pixel apart: join those side by side
    joined = cv2.morphologyEx(upright, cv2.MORPH_CLOSE, np.ones((tall // 2, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for index in range(1, min(count, _MAX_RULES + 1)):
        left, top, width, height = (int(value) for value in stats[index][:4])
        if width <= _NARROW and height > tall and height > 4 * width:
            found.append((left + width // 2, top, top + height))
    return tuple(sorted(found))
