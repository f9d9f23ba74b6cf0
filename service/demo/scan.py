"""Scans and photographs of drawn pages: what a scanner or a telephone makes of paper.

Deterministic: the same page, conditions and seed give the same pixels.
"""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_POINTS = 72  # an inch
_PAPER = (250, 250, 247)
_DESK = (120, 104, 88)

Pixels = npt.NDArray[np.float32]


class Form(StrEnum):
    """What the scan is kept as."""

    PNG = "png"
    JPEG = "jpg"
    PDF = "pdf"  # a page that holds nothing but the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How well the page was captured.

    `tilt` in hundredths of a degree, `blur` in hundredths of a pixel, `noise` in grey steps,
    `keystone` and `shadow` in per cent; `margin` in pixels of desk around a photographed page.
    """

    dots_per_inch: int = 200
    quarter_turns: int = 0
    tilt: int = 0
    blur: int = 0
    noise: int = 0
    speckles: int = 0
    keystone: int = 0
    shadow: int = 0
    margin: int = 0
    quality: int = 85  # of JPEG
    grey: bool = False


FLATBED = Conditions(tilt=40, noise=4, speckles=40)
OFFICE_COPIER = Conditions(dots_per_inch=150, tilt=-80, blur=60, noise=6, grey=True, quality=70)
TELEPHONE = Conditions(
    dots_per_inch=220, tilt=150, blur=70, noise=5, keystone=3, shadow=30, margin=80, quality=75
)
UPSIDE_DOWN = Conditions(quarter_turns=2, noise=3)


def scan(
    pdf: bytes,
    conditions: Conditions = FLATBED,
    form: Form = Form.PNG,
    *,
    page: int = 0,
    seed: int = 0,
) -> bytes:
    """Return page `page` (from 0) of a PDF as captured under `conditions`."""
    return kept(captured(rendered(pdf, conditions, page), conditions, seed), conditions, form)


def rendered(pdf: bytes, conditions: Conditions, page: int = 0) -> Image.Image:
    """Return the clean page as pixels."""
    document = pypdfium2.PdfDocument(pdf)
    scale = conditions.dots_per_inch / _POINTS
    picture: Image.Image = document[page].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return picture


def captured(picture: Image.Image, conditions: Conditions, seed: int = 0) -> Image.Image:
    """Return a clean picture the way a device sees it."""
    random = np.random.default_rng(seed)
    if conditions.margin:
        picture = _on_desk(picture, conditions.margin)
    ground = _DESK if conditions.margin else _PAPER
    if conditions.keystone:
        picture = _keystone(picture, conditions.keystone, ground)
    if conditions.tilt:
        degrees = conditions.tilt / 100
        picture = picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=ground)
    if conditions.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(conditions.blur / 100))
    pixels = np.asarray(picture, dtype=np.float32)
    if conditions.shadow:
        pixels = _shaded(pixels, conditions.shadow)
    pixels = _speckled(_noisy(pixels, conditions.noise, random), conditions.speckles, random)
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    picture = picture.rotate(90 * conditions.quarter_turns, expand=True)
    return picture.convert("L") if conditions.grey else picture


def kept(picture: Image.Image, conditions: Conditions, form: Form) -> bytes:
    """Return the picture as a file."""
    file = BytesIO()
    if form is Form.PDF:
        return _paged(picture, conditions)
    if form is Form.JPEG:
        picture.save(file, "JPEG", quality=conditions.quality)
    else:
        dots = conditions.dots_per_inch
        picture.save(file, "PNG", dpi=(dots, dots))
    return file.getvalue()


def _paged(picture: Image.Image, conditions: Conditions) -> bytes:
    """Return a PDF whose page is the picture, as scanners write it."""
    file = BytesIO()
    scale = _POINTS / conditions.dots_per_inch
    size = (picture.width * scale, picture.height * scale)
    canvas = Canvas(file, pagesize=size, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
    canvas.save()
    return file.getvalue()


def _on_desk(picture: Image.Image, margin: int) -> Image.Image:
    desk = Image.new("RGB", (picture.width + 2 * margin, picture.height + 2 * margin), _DESK)
    desk.paste(picture, (margin, margin))
    return desk


def _keystone(picture: Image.Image, per_cent: int, ground: tuple[int, int, int]) -> Image.Image:
    """Return the picture as seen from below: its top edge shorter than its foot."""
    width, height = picture.size
    inset = width * per_cent // 100
    # where in the source the four corners of the result come from
    seen = ((-inset, 0), (0, height), (width, height), (width + inset, 0))
    corners = ((0, 0), (0, height), (width, height), (width, 0))
    matrix = []
    for (x, y), (u, v) in zip(corners, seen, strict=True):
        matrix.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        matrix.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    wanted = np.array([edge for corner in seen for edge in corner], dtype=np.float64)
    data = np.linalg.solve(np.array(matrix, dtype=np.float64), wanted)
    return picture.transform(
        picture.size,
        Image.Transform.PERSPECTIVE,
        tuple(data.tolist()),
        Image.Resampling.BICUBIC,
        fillcolor=ground,
    )


def _shaded(pixels: Pixels, per_cent: int) -> Pixels:
    """Return the pixels darker towards the lower right, as under a hand."""
    height, width = pixels.shape[:2]
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    return pixels * (1 - per_cent / 100 * across * down)[:, :, None]


def _noisy(pixels: Pixels, steps: int, random: np.random.Generator) -> Pixels:
    if not steps:
        return pixels
    return pixels + random.normal(0, steps, pixels.shape).astype(np.float32)


def _speckled(pixels: Pixels, count: int, random: np.random.Generator) -> Pixels:
    """Return the pixels with dust: dark grains of one or two pixels."""
    height, width = pixels.shape[:2]
    speckled = pixels.copy()
    for _ in range(count):
        top, left = random.integers(0, height - 2), random.integers(0, width - 2)
        size = random.integers(1, 3)
        speckled[top : top + size, left : left + size] = random.integers(40, 140)
    return speckled
