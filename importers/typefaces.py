"""The Chinese typeface that this machine has: pages without their own fonts are drawn with it.

Looked for in the package `zhplot` (Noto Sans SC, used for its data only) and in the folders where
systems keep fonts. Where there is none, letters and figures come from the typeface that Pillow
carries, and Chinese characters are boxes.
"""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from PIL import ImageFont

PACKAGE = "zhplot"
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
PATTERNS = (
    "NotoSansSC*.ttf", "NotoSansSC*.otf", "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "simsun.ttc", "simhei.ttf",
    "STHeiti Light.ttc", "Songti.ttc",
)  # fmt: skip


def candidates() -> Iterator[Path]:
    """Yield the files that may hold the typeface, the best first."""
    try:
        listed = files(PACKAGE) or []
    except PackageNotFoundError:
        listed = []
    yield from (Path(str(file.locate())) for file in listed if file.suffix == ".ttf")
    for pattern in PATTERNS:
        for folder in FOLDERS:
            yield from sorted(folder.rglob(pattern))


@cache
def chinese() -> Path | None:
    """Return the file of the typeface, found once a process; None when there is none."""
    for path in candidates():
        try:
            ImageFont.truetype(path, 10)
        except OSError:
            continue
        return path
    return None


@cache
def sized(pixels: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the typeface at a size in pixels an em; without one, that of Pillow."""
    path = chinese()
    return ImageFont.load_default(pixels) if path is None else ImageFont.truetype(path, pixels)
