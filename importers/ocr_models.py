"""The two networks that read pictures: one finds lines of text, one says what a line says.

PP-OCR (Apache-2.0) as packed in the wheel of rapidocr, run by onnxruntime on one thread of the
processor. Only the model files of that wheel are used: no download, no log, nothing written.
Pictures are colour arrays (height, width, blue green red) of bytes.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

_FINDER = "PP-OCRv6_det_small.onnx"
_READER = "PP-OCRv6_rec_small.onnx"
_SILENT = 4  # of onnxruntime: fatal errors only
_FINDER_LONGEST = 1600  # pixels: type of 9 pt on A5 is then 24 pixels high
_STEP = 32  # the finder takes sides that are multiples of it
_INK = 0.3  # probability from which a pixel belongs to a line of text
_SURE = 0.5  # mean probability from which an area is a line of text
_GROWTH = 1.6  # the finder marks the core of a line; it is this much (by area) larger
_LOWEST = 3  # pixels
MAX_LINES = 1200  # on one picture
_HEIGHT = 48  # of a line as the reader takes it
_WIDEST = 3200
_BATCH_PIXELS = 4800  # widths of the lines read at once, in all
_SHIFT = 127.5


class Area(NamedTuple):
    """Where a line of text stands, in pixels, and how much it leans (per mille of its width)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Its width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return self.bottom - self.top


class Glyph(NamedTuple):
    """One character of a line: how sure (per mille), its centre (per mille of the line's width)."""

    text: str
    confidence: int
    place: int
    rival: str = ""  # the next likely character
    rival_confidence: int = 0


@dataclass(frozen=True, slots=True)
class _Networks:
    finder: Any
    reader: Any
    alphabet: tuple[str, ...]


@lru_cache(maxsize=1)
def load() -> _Networks:
    """Load both networks, once for the process: about a quarter of a second."""
    cv2.setNumThreads(1)
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _SILENT
    options.enable_cpu_mem_arena = False
    spec = importlib.util.find_spec("rapidocr")
    assert spec is not None, "a dependency of ours"
    assert spec.origin is not None, "it is a package of files"
    folder = Path(spec.origin).parent / "models"

    def session(name: str) -> Any:  # noqa: ANN401  # onnxruntime ships no types
        return onnxruntime.InferenceSession(
            str(folder / name), options, providers=["CPUExecutionProvider"]
        )

    reader = session(_READER)
    characters = reader.get_modelmeta().custom_metadata_map["character"].split("\n")
    return _Networks(session(_FINDER), reader, ("", *characters, " "))


def find(picture: Picture) -> tuple[Area, ...]:
    """Return the areas of the lines of text on an upright picture, from the top left."""
    height, width = picture.shape[:2]
    longer = max(width, height, 1)
    wanted = min(longer, _FINDER_LONGEST)
    size = tuple(max(round(side * wanted / longer / _STEP), 1) * _STEP for side in (width, height))
    scaled = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    tensor = (scaled.astype(np.float32).transpose(2, 0, 1)[None] - _SHIFT) / _SHIFT
    (map_,) = load().finder.run(None, {"x": tensor})
    likely = map_[0, 0]
    areas = [
        Area(
            max(area.left * width // size[0], 0),
            max(area.top * height // size[1], 0),
            min(area.right * width // size[0] + 1, width),
            min(area.bottom * height // size[1] + 1, height),
        )
        for area in _cores(likely)
    ]
    return tuple(sorted(areas, key=lambda area: (area.top, area.left)))


def _cores(likely: NDArray[np.float32]) -> list[Area]:
    mask = cv2.dilate((likely > _INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for index in range(1, min(count, MAX_LINES + 1)):
        x, y, w, h, _area = (int(value) for value in stats[index])
        part = likely[y : y + h, x : x + w][labels[y : y + h, x : x + w] == index]
        if min(w, h) < _LOWEST or part.mean() < _SURE:
            continue
        grow = round(w * h * _GROWTH / (2 * (w + h)))
        found.append(Area(x - grow, y - grow, x + w + grow, y + h + grow))
    return found


def read(strips: Sequence[Picture]) -> tuple[tuple[Glyph, ...], ...]:
    """Return the characters of each strip (one line of text each), in the order of the strips."""
    found: dict[int, tuple[Glyph, ...]] = {}
    widths = [_width(strip) for strip in strips]
    batch: list[int] = []
    for index in sorted(range(len(strips)), key=widths.__getitem__):
        if batch and widths[index] * (len(batch) + 1) > _BATCH_PIXELS:
            found.update(_read_batch(strips, widths, batch))
            batch = []
        batch.append(index)
    if batch:
        found.update(_read_batch(strips, widths, batch))
    return tuple(found[index] for index in range(len(strips)))


def _width(strip: Picture) -> int:
    height, width = (int(side) for side in strip.shape[:2])
    return min(max(width * _HEIGHT // max(height, 1), _STEP), _WIDEST)


def _read_batch(
    strips: Sequence[Picture], widths: Sequence[int], batch: Sequence[int]
) -> dict[int, tuple[Glyph, ...]]:
    full = max(_HEIGHT, *(widths[index] for index in batch))
    tensor = np.zeros((len(batch), 3, _HEIGHT, full), np.float32)
    for row, index in enumerate(batch):
        scaled = cv2.resize(strips[index], (widths[index], _HEIGHT))
        tensor[row, :, :, : widths[index]] = (scaled.transpose(2, 0, 1) - _SHIFT) / _SHIFT
    (output,) = load().reader.run(None, {"x": tensor})
    return {
        index: _glyphs(output[row], full * 1000 // widths[index]) for row, index in enumerate(batch)
    }


def _glyphs(steps: NDArray[np.float32], scale: int) -> tuple[Glyph, ...]:
    """Decode: the likeliest character of each step, repetitions and blanks dropped.

    `scale`: width of the padded strip in per mille of the strip's own.
    """
    alphabet, best = load().alphabet, steps.argmax(axis=1)
    found: list[Glyph] = []
    start = 0
    while start < len(best):
        end = start
        while end < len(best) and best[end] == best[start]:
            end += 1
        if best[start] != 0:
            peak = start + int(steps[start:end, best[start]].argmax())
            found.append(_glyph(steps[peak], alphabet, (start + end) * scale // (2 * len(best))))
        start = end
    return tuple(found)


def _glyph(step: NDArray[np.float32], alphabet: Sequence[str], place: int) -> Glyph:
    second, first = (int(index) for index in np.argpartition(step, -2)[-2:])
    sure, less = (round(int(step[index] * 1000)) for index in (first, second))
    return Glyph(alphabet[first], sure, place, alphabet[second], less)
