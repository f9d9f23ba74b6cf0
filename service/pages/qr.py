"""QR codes drawn as one path: the dark modules of each row, run by run."""

from dataclasses import dataclass

import numpy as np
import zxingcpp

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: `path` in a square of `side` modules, the quiet zone included."""

    side: int
    path: str


def code_of(text: str) -> Code:
    """Give the QR code of a text."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    rows = np.asarray(barcode.to_image(scale=1, add_quiet_zones=False)).tolist()
    runs = [
        f"M{QUIET + start} {QUIET + y}h{end - start}v1h{start - end}z"
        for y, row in enumerate(rows)
        for start, end in _runs([not value for value in row])
    ]
    return Code(len(rows) + 2 * QUIET, "".join(runs))


def _runs(dark: list[bool]) -> list[tuple[int, int]]:
    """Give where each run of dark modules begins and ends."""
    edges = [
        x
        for x in range(len(dark) + 1)
        if (x > 0 and dark[x - 1]) is not (x < len(dark) and dark[x])
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
