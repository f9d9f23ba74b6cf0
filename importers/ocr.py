"""Reading pictures: lines of text with a place and a confidence for every character.

The networks and all that calculates with pixels (`ocr_models`, `ocr_lines`, `scan_upright` …) are
loaded on first use only: they take ten times the memory of everything else. A process that is too
narrow for them calls `forbid`; reading a picture there raises `Needed`, and another has to do it.
"""

from collections.abc import Sequence
from typing import Any

from importers.ocr_marks import Line

_state = {"forbidden": False}


class Needed(BaseException):  # an event: this process has to hand the file to another
    """A picture was to be read where that is forbidden; no reader may take it for a bad file."""


def forbid(*, forbidden: bool = True) -> None:
    """Let everything here raise Needed in this process from now on (or, in tests, no more)."""
    _state["forbidden"] = forbidden


def require() -> None:
    """Raise Needed where reading pictures is forbidden."""
    if _state["forbidden"]:
        raise Needed


def warm_up() -> None:
    """Load the networks and let them read an empty picture, so that nothing is left to load."""
    import numpy as np  # noqa: PLC0415  # see above

    lines(np.full((64, 320, 3), 255, np.uint8))
    texts([np.full((48, 320, 3), 255, np.uint8)])


def lines(picture: Any) -> tuple[Line, ...]:  # noqa: ANN401  # its type would load what is heavy
    """Return the lines of an upright picture (height, width, blue green red)."""
    require()
    from importers import ocr_lines  # noqa: PLC0415  # see above

    return ocr_lines.read(picture)


def texts(strips: Sequence[Any]) -> tuple[str, ...]:
    """Return what each strip says: one line of text cut from a picture."""
    require()
    from importers import ocr_models  # noqa: PLC0415  # see above

    read = ocr_models.read(strips)
    return tuple("".join(glyph.text for glyph in glyphs) for glyphs in read)


def looks(
    sizes: Sequence[tuple[int, int]], greys: bytes, squeeze: int
) -> tuple[tuple[str, int], ...]:
    """Return text and lowest confidence (per mille) of strips given as grey levels in a row.

    `sizes` are their widths and heights; `squeeze` is the per cent of its width that a strip
    keeps: narrower ones are read faster, but not as well.
    """
    require()
    import numpy as np  # noqa: PLC0415  # see above
    from PIL import Image  # noqa: PLC0415  # see above

    from importers import ocr_models  # noqa: PLC0415  # see above

    strips, start = [], 0
    for width, height in sizes:
        part = greys[start : start + width * height]
        start += width * height
        narrow = (max(width * squeeze // 100, 1), height)
        strips.append(
            np.asarray(Image.frombytes("L", (width, height), part).convert("RGB").resize(narrow))
        )
    return tuple(
        ("".join(glyph.text for glyph in glyphs), min((g.confidence for g in glyphs), default=0))
        for glyphs in ocr_models.read(strips)
    )
