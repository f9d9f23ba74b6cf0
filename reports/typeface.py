"""The Chinese typeface of drawn documents: found on the machine, never carried in the repository.

Looked for in this order: the data-only use of the package named `PACKAGE` (Noto Sans SC, OFL-1.1,
installed without its dependencies), the git-ignored folder `fonts/` beside this page, and the
folders where systems keep their fonts. Only TrueType outlines can be embedded: the OpenType
collections `NotoSansCJK-*.ttc` cannot.
"""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

PACKAGE = "zhplot"
NAME = "Chinese"
OWN_FOLDER = Path(__file__).parent / "fonts"
SYSTEM_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
SYSTEM_FILES = (
    "NotoSansSC*.ttf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "STHeiti Light.ttc",
    "Songti.ttc",
    "simsun.ttc",
    "simhei.ttf",
)
_NEEDED = "购买方信息壹贰叁¥（）*0"


class TypefaceMissing(Exception):  # noqa: N818  # what is the matter, not that something is
    """No embeddable Chinese typeface was found; the text names the ways out."""


def candidates() -> Iterator[Path]:
    """Yield the files that may hold the typeface, the best first."""
    yield from _packaged(PACKAGE)
    yield from sorted(OWN_FOLDER.glob("*.tt[fc]"))
    for pattern in SYSTEM_FILES:
        for folder in SYSTEM_FOLDERS:
            yield from sorted(folder.rglob(pattern))


def _packaged(package: str) -> Iterator[Path]:
    """Yield the TrueType files of an installed package, without importing it."""
    try:
        listed = files(package) or []
    except PackageNotFoundError:
        return
    for file in listed:
        if file.suffix == ".ttf":
            yield Path(str(file.locate()))


def load(paths: Iterator[Path]) -> TTFont:
    """Return the first of `paths` that can be embedded and holds the needed characters.

    Raises TypefaceMissing when none does.
    """
    for path in paths:
        try:
            font = TTFont(NAME, path)
        except (TTFError, OSError):
            continue
        if all(ord(character) in font.face.charToGlyph for character in _NEEDED):
            return font
    raise TypefaceMissing(
        "No Chinese TrueType typeface found, so no document can be drawn. Ways out: run "
        "`pip install --no-deps --require-hashes -r reports/typeface.lock` (Noto Sans SC); "
        f"or put any Chinese .ttf into {OWN_FOLDER}; or install one on the system, such as "
        "the package fonts-wqy-microhei of Debian."
    )


@cache
def registered() -> Path:
    """Make the typeface known to reportlab under `NAME`, once a process; return its file."""
    font = load(candidates())
    pdfmetrics.registerFont(font)
    return Path(font.face.filename)
