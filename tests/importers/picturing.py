"""Turns drawn invoices into photographs and scans: pixels, noise, angles, bad light."""

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageEnhance, ImageFilter

from reports import typeface
from tests.importers import drawing
from tests.importers.drawing import Example

DPI = 170


@contextmanager
def embedded_typeface() -> Iterator[None]:
    """Let drawings carry their own typeface: a machine without Chinese ones shows them too."""
    typeface.registered()
    before, drawing.FONT = drawing.FONT, typeface.NAME
    try:
        yield
    finally:
        drawing.FONT = before


def picture(*examples: Example, height: int = drawing.HEIGHT, dpi: int = DPI) -> Image.Image:
    """Return a page with examples one below the other, as pixels."""
    with embedded_typeface():
        content = drawing.pdf(list(examples), height=height)
    with pypdfium2.PdfDocument(content) as pdf:
        image: Image.Image = pdf[0].render(scale=dpi / 72).to_pil()
    return image.convert("RGB")


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """Return an image as a file."""
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def on_its_side(image: Image.Image) -> Image.Image:
    """Return it as a phone held upright takes it."""
    return image.rotate(90, expand=True)


def tilted_and_faded(image: Image.Image) -> Image.Image:
    """Return it turned by two degrees, with little contrast, out of focus."""
    tilted = image.rotate(2, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    return ImageEnhance.Contrast(tilted).enhance(0.5).filter(ImageFilter.GaussianBlur(1))


def on_a_desk(image: Image.Image) -> Image.Image:
    """Return it as a sheet on a dark desk, seen at an angle."""
    width, height = image.size
    margin = width // 8
    desk = (width + 2 * margin, height + 2 * margin)
    corners = [(margin, margin), (width + margin - 30, margin + 20),
               (width + margin, height + margin), (margin - 20, height + margin - 15)]  # fmt: skip
    sheet = image.transform(
        desk, Image.Transform.PERSPECTIVE, _coefficients(corners, image.size),
        Image.Resampling.BICUBIC,
    )  # fmt: skip
    mask = Image.new("L", image.size, 255).transform(
        desk, Image.Transform.PERSPECTIVE, _coefficients(corners, image.size)
    )
    return Image.composite(sheet, Image.new("RGB", desk, (70, 60, 50)), mask)


def _coefficients(corners: list[tuple[int, int]], size: tuple[int, int]) -> list[float]:
    """Return what maps a place on the desk to one on the sheet."""
    flat = [(0, 0), (size[0], 0), size, (0, size[1])]
    matrix = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(flat, np.float32))
    return [float(value) for value in matrix.flatten()[:8]]


def speckled(image: Image.Image, seed: int = 1) -> Image.Image:
    """Return it with the dirt of a scanner."""
    dirty, chance = image.copy(), random.Random(seed)  # noqa: S311  # no secret
    for _ in range(400):
        place = chance.randrange(image.width), chance.randrange(image.height)
        dirty.putpixel(place, (90, 90, 90))
    return dirty


def pdf_of(*images: Image.Image) -> bytes:
    """Return a PDF whose pages are pictures."""
    stream = io.BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:], resolution=DPI)
    return stream.getvalue()
