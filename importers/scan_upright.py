"""Straightening a picture of a page: cut out of its background, level, of a legible size.

Every step is a linear map of the plane, so a place on the straight picture can be told on the
original one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]

_SKETCH = 700  # pixels of the longer side when only shapes matter
_LONGEST = 2600  # pixels of the longer side: type of 9 pt is then 25 pixels high on A5
_SHORTEST = 1600  # a smaller picture is enlarged: the networks know type of 15 to 50 pixels
_PAPER_SHARES = (20, 92)  # per cent of the picture that a sheet of paper on a table takes
_PAPER_LIGHTER = 30  # grey levels
_CORNER_SLACK = 2  # per cent of the outline
_TILT = 80  # tenths of a degree searched each way
_COARSE, _FINE = 10, 1  # tenths of a degree
_LEVEL = 1  # tenths of a degree that need no turning


@dataclass(frozen=True, slots=True)
class Upright:
    """A straight picture and the map from its places to those of the original picture."""

    picture: Picture
    back: Matrix

    def turned(self, quarters: int) -> "Upright":
        """Return it turned counterclockwise by quarters."""
        if quarters % 4 == 0:
            return self
        height, width = self.picture.shape[:2]
        maps = {
            1: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
            2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            3: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        }
        picture = np.ascontiguousarray(np.rot90(self.picture, quarters % 4))
        return Upright(picture, self.back @ np.array(maps[quarters % 4], np.float64))

    def original(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return where places of the straight picture lie on the original one, in pixels."""
        return _mapped(self.back, places)

    def place(self, x: int, y: int) -> tuple[int, int]:
        """Return where a place of the original picture lies on the straight one."""
        forward = np.linalg.inv(self.back).astype(np.float64)
        return _mapped(forward, [(x, y)])[0]


def _mapped(matrix: Matrix, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    points = np.array([[place] for place in places], np.float64)
    return [
        (round(int(x * 100) / 100), round(int(y * 100) / 100))
        for ((x, y),) in cv2.perspectiveTransform(points, matrix)
    ]


def pixels(image: Image.Image) -> Picture:
    """Return an image as an array (height, width, blue green red)."""
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def greyed(picture: Picture) -> Picture:
    """Return a picture without its colours."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR).astype(np.uint8, copy=False)


def straighten(original: Picture) -> Upright:
    """Cut the paper out where its outline is clear, bring it to size, and level its lines."""
    sheet = _cut_out(Upright(original, np.eye(3)))
    sized = _resized(sheet)
    return _levelled(sized)


def _warped(picture: Upright, forward: Matrix, size: tuple[int, int]) -> Upright:
    moved = cv2.warpPerspective(
        picture.picture, forward, size, flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return Upright(moved.astype(np.uint8, copy=False), picture.back @ np.linalg.inv(forward))


def _resized(picture: Upright) -> Upright:
    height, width = picture.picture.shape[:2]
    longer = max(height, width)
    wanted = min(max(longer, _SHORTEST), _LONGEST)
    if wanted == longer:
        return picture
    size = (max(width * wanted // longer, 1), max(height * wanted // longer, 1))
    way = cv2.INTER_AREA if wanted < longer else cv2.INTER_CUBIC
    scaled = cv2.resize(picture.picture, size, interpolation=way)
    back = np.diag([width / size[0], height / size[1], 1])
    return Upright(scaled.astype(np.uint8, copy=False), picture.back @ back)


def _sketch(picture: Picture) -> Picture:
    """Return a small grey copy, to see shapes only."""
    height, width = picture.shape[:2]
    longer = max(height, width, 1)
    size = (max(width * _SKETCH // longer, 1), max(height * _SKETCH // longer, 1))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)


def _cut_out(picture: Upright) -> Upright:
    """Straighten a light sheet on a darker ground, seen at an angle; else leave it alone."""
    grey = _sketch(picture.picture)
    corners = _corners(grey)
    if corners is None:
        return picture
    factor = max(picture.picture.shape[:2]) / max(grey.shape)
    found = (corners * factor).astype(np.float32)
    width = round(max(_span(found, 0, 1), _span(found, 3, 2)))
    height = round(max(_span(found, 0, 3), _span(found, 1, 2)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    forward = cv2.getPerspectiveTransform(found, target).astype(np.float64)
    return _warped(picture, forward, (width, height))


def _span(corners: NDArray[np.float32], one: int, other: int) -> int:
    return int(np.linalg.norm(corners[one] - corners[other]))


def _corners(grey: Picture) -> NDArray[np.float64] | None:
    """Return the corners of a sheet, clockwise from the top left; None when none is clear."""
    blurred = cv2.GaussianBlur(grey, (9, 9), 0)
    _, light = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    share = cv2.contourArea(outline) * 100 / grey.size
    slack = cv2.arcLength(outline, True) * _CORNER_SLACK / 100  # noqa: FBT003  # closed; positional in OpenCV
    shape = cv2.approxPolyDP(outline, slack, True)  # noqa: FBT003  # closed; as above
    if len(shape) != 4 or not _PAPER_SHARES[0] <= share <= _PAPER_SHARES[1]:  # noqa: PLR2004  # corners
        return None
    inside = cv2.fillConvexPoly(np.zeros_like(grey), shape, 255)
    if cv2.mean(grey, inside)[0] - cv2.mean(grey, cv2.bitwise_not(inside))[0] < _PAPER_LIGHTER:
        return None
    return _clockwise(shape.reshape(4, 2).astype(np.float64))


def _clockwise(points: NDArray[np.float64]) -> NDArray[np.float64]:
    sums, differences = points.sum(axis=1), np.diff(points, axis=1)[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return points[order]


def _levelled(picture: Upright) -> Upright:
    """Turn it by the small angle at which its lines of text lie level."""
    tilt = _tilt(picture.picture)
    if abs(tilt) <= _LEVEL:
        return picture
    height, width = picture.picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt / 10, 1)
    forward = np.vstack([turn, [0, 0, 1]]).astype(np.float64)
    return _warped(picture, forward, (width, height))


def _tilt(picture: Picture) -> int:
    """Return the tilt of the lines in tenths of a degree, clockwise positive."""
    grey = _sketch(picture)
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    ).astype(np.uint8, copy=False)
    best = max(range(-_TILT, _TILT + 1, _COARSE), key=lambda tilt: _sharpness(ink, tilt))
    near = range(best - _COARSE, best + _COARSE + 1, _FINE)
    return max(near, key=lambda tilt: _sharpness(ink, tilt))


def _sharpness(ink: NDArray[np.uint8], tilt: int) -> int:
    """Return how much neighbouring rows differ when the picture is turned: most when level."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt / 10, 1)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST)
    rows = turned.sum(axis=1, dtype=np.int64) // 255
    return int((np.diff(rows) ** 2).sum())
