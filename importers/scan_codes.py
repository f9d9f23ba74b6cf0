"""The QR codes of invoices on a photograph or scan: tried again where the first look sees none."""

from collections.abc import Iterator

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from importers import qr_code
from importers.qr_code import InvoiceCode

Picture = NDArray[np.uint8]
Found = tuple[tuple[InvoiceCode, int, int], ...]

_QR_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_MAX_SIDE = 6000  # pixels; larger pictures are not enlarged further
_PER_MILLE = 1000


def scan(picture: Picture) -> Found:
    """Return each code with the place of its top left corner, x and y in pixels."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    return next((found for view, scale in _views(grey) if (found := _look(view, scale))), ())


def _views(grey: Picture) -> Iterator[tuple[Picture, int]]:
    """Yield the picture and versions of it, with their scale in per mille, the likeliest first."""
    yield grey, _PER_MILLE
    if max(grey.shape) * 2 <= _MAX_SIDE:
        double = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        yield double.astype(np.uint8, copy=False), 2 * _PER_MILLE
    even = cv2.createCLAHE(clipLimit=3, tileGridSize=(8, 8)).apply(grey)
    soft = cv2.GaussianBlur(even, (0, 0), 2)
    yield cv2.addWeighted(even, 2, soft, -1, 0).astype(np.uint8, copy=False), _PER_MILLE
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    yield half.astype(np.uint8, copy=False), _PER_MILLE // 2


def _look(view: Picture, scale: int) -> Found:
    found = []
    for result in zxingcpp.read_barcodes(view, formats=_QR_CODES):
        code = qr_code.parse(result.text)
        if code is not None:
            corner = result.position.top_left
            found.append((code, corner.x * _PER_MILLE // scale, corner.y * _PER_MILLE // scale))
    return tuple(found)
