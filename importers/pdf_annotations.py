"""What annotations and form fields show on top of the pages of a PDF.

Links show nothing of their own, and the field of a signature shows its seal. Everything else is
no part of the original: it is named, and it counts as a difference when it shows text or covers
some. The text is found by merging copies of the annotations into a copy of the page.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from fractions import Fraction
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ImageChops

from importers import pdf_file
from importers.checks import Channel, Check, Outcome
from importers.messages import N_, Message
from importers.page_raster import Raster
from importers.page_text import Character
from importers.pdf_objects import PdfObjects
from importers.pdf_page import PdfPage
from importers.pdf_revisions import EVERYTHING

_MOST = 200  # annotations of a page
_SILENT = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})
_HIDDEN_FLAG = 2
_LONGEST = 2048  # bytes of a field's value
_QUOTED = 40
_DARK, _LIGHTER = 128, 90  # of 255
_DEPTH, _MOST_OBJECTS = 12, 5_000  # of forms within forms
_NEAR = 3  # points
_FEWEST_COVERED = 2  # characters
_SEAL = "Sig"
_AMOUNT = re.compile(r"[¥￥]|(?<![\d.])\d[\d,]*\.\d\d(?![\d.])")  # a seal has no business with it


class _Note(NamedTuple):
    """An annotation: its kind, its edges in points from the bottom left, field value and text."""

    subtype: int
    edges: tuple[Any, Any, Any, Any]  # left, bottom, right, top
    is_seal: bool
    value: str
    shown: str = ""


def checks(pages: Iterable[PdfPage], objects: PdfObjects) -> Iterator[Check]:
    """Yield what annotations show, page by page."""
    for page in pages:
        notes = tuple(_notes(page.opened(), objects))
        if notes:
            yield from _judged(page, _with_texts(page, notes))


def _notes(page: pypdfium2.PdfPage, objects: PdfObjects) -> Iterator[_Note]:
    """Yield the annotations of a page that may show something."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        subtype, rect = pdfium.FPDFAnnot_GetSubtype(note), pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(note, rect)
        if subtype not in _SILENT and not pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN_FLAG:
            edges = (rect.left, rect.bottom, rect.right, rect.top)
            field = _string(note, b"FT") or _inherited(objects)
            is_seal = subtype == pdfium.FPDF_ANNOT_WIDGET and field == _SEAL
            value = "" if field == "Btn" else _string(note, b"V")
            yield _Note(subtype, edges, is_seal, value)
        pdfium.FPDFPage_CloseAnnot(note)


def _inherited(objects: PdfObjects) -> str:
    """Return the type of a field that does not tell its own: that of a seal, if all are seals."""
    kinds = {item.name("FT") for item in objects.all if b"/FT" in item.head}
    return _SEAL if kinds <= {_SEAL} else ""


def _string(note: Any, key: bytes) -> str:  # noqa: ANN401  # a handle of pdfium
    buffer = (ctypes.c_ushort * _LONGEST)()
    size = pdfium.FPDFAnnot_GetStringValue(note, key, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


# ── what they say ──


def _with_texts(page: PdfPage, notes: tuple[_Note, ...]) -> list[_Note]:
    """Add to each annotation the text it shows."""
    forms = _merged(page)
    result = []
    for note in notes:
        own = [text for edges, text in forms if _same_place(edges, note.edges)]
        result.append(note._replace(shown=" ".join(" ".join(own).split())))
    return result


def _same_place(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether a merged appearance lies within an annotation."""
    low = all(one[side] >= other[side] - _NEAR for side in (0, 1))
    return low and all(one[side] <= other[side] + _NEAR for side in (2, 3))


def _merged(page: PdfPage) -> list[tuple[tuple[Any, ...], str]]:
    """Return edges and text of the appearances of all annotations of a page."""
    with pypdfium2.PdfDocument(page.content) as copy:
        with closing(copy[page.number - 1]) as before:
            own = pdfium.FPDFPage_CountObjects(before)
            pdfium.FPDFPage_Flatten(before, pdfium.FLAT_NORMALDISPLAY)
        with closing(copy[page.number - 1]) as after, closing(after.get_textpage()) as text:
            count = pdfium.FPDFPage_CountObjects(after)
            items = [
                pdfium.FPDFPage_GetObject(after, i) for i in range(own, min(count, own + _MOST))
            ]
            return [found for item in items for found in _appearances(item, text)]


def _appearances(
    item: Any,  # noqa: ANN401  # a handle of pdfium
    text: pypdfium2.PdfTextPage,
) -> Iterator[tuple[tuple[Any, ...], str]]:
    edges = [ctypes.c_float() for _ in range(4)]
    if pdfium.FPDFPageObj_GetBounds(item, *edges):
        left, bottom, right, top = (edge.value for edge in edges)
        yield (left, bottom, right, top), "".join(_texts(item, text, _DEPTH, [_MOST_OBJECTS]))


def _texts(
    item: Any,  # noqa: ANN401  # a handle of pdfium
    text: pypdfium2.PdfTextPage,
    depth: int,
    budget: list[int],
) -> Iterator[str]:
    """Yield the text of an object and of what is in it, until the budget of objects is spent."""
    budget[0] -= 1
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        buffer = (ctypes.c_ushort * _LONGEST)()
        size = pdfium.FPDFTextObj_GetText(item, text, buffer, ctypes.sizeof(buffer))
        yield bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            if budget[0] <= 0:
                return
            inner = pdfium.FPDFFormObj_GetObject(item, index)
            yield from _texts(inner, text, depth - 1, budget)


# ── what they cover ──


def _covered(page: PdfPage, notes: Iterable[_Note]) -> str:
    """Return the characters of a page that annotations cover."""
    visible = pdf_file.visible_box(page.opened())
    places = [_place(note, visible) for note in notes]
    characters = [c for c in page.text().characters if any(_under(c, place) for place in places)]
    if not characters:
        return ""
    factor = page.raster().factor
    below, above = page.bare(factor), _covered_picture(page, factor)
    return "".join(c.text for c in characters if _lost(c, below, above))


def _covered_picture(page: PdfPage, factor: Fraction) -> Raster:
    """Return the picture of a page with all that annotations and fields show."""
    with pypdfium2.PdfDocument(page.content) as copy:
        with closing(copy[page.number - 1]) as opened:
            opened.set_rotation(page.opened().get_rotation())
            pdfium.FPDFPage_Flatten(opened, pdfium.FLAT_NORMALDISPLAY)
        with closing(copy[page.number - 1]) as opened:
            image = opened.render(scale=factor, grayscale=True, draw_annots=False)
            return Raster(image.to_pil(), factor)


def _place(note: _Note, visible: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return the edges of an annotation as those of characters: left, top, right, bottom."""
    left, bottom, right, top = (round(edge * 100) for edge in note.edges)
    return left - visible[0], visible[3] - top, right - visible[0], visible[3] - bottom


def _under(character: Character, place: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = place
    middle = (character.left + character.right) // 2
    return left <= middle <= right and top <= character.middle <= bottom


def _lost(character: Character, below: Raster, above: Raster) -> bool:
    """Whether the ink of a character is not to be seen through what lies above it."""
    if not below.shows(character):
        return False
    if not above.shows(character):
        return True
    before, after = below.part(character), above.part(character)
    dark = sum(before.histogram()[:_DARK])
    lighter: int = sum(ImageChops.subtract(after, before).histogram()[_LIGHTER:])
    return lighter * 2 > dark > 0


# ── verdicts ──


def _judged(page: PdfPage, notes: list[_Note]) -> Iterator[Check]:
    place = {"page": str(page.number)}
    for note in notes:
        if note.subtype == pdfium.FPDF_ANNOT_WIDGET and not note.is_seal:
            yield _field(note, place)
        elif note.shown and (not note.is_seal or _AMOUNT.search(note.shown)):
            yield _added(note, place)
    covered = _covered(page, notes)
    if len(covered) >= _FEWEST_COVERED:
        yield _difference(
            N_(
                "第 {page} 页有后加的批注或印章图，盖住了原来的文字“{covered}”，这些文字看不见。"
                "请核对原件，并重新从开票平台下载文件。"
            ),
            place | {"covered": covered[:_QUOTED]},
        )
    elif any(n.subtype != pdfium.FPDF_ANNOT_WIDGET and not n.shown for n in notes):
        message = Message(N_("第 {page} 页有后加的批注或标记，没有盖住文字。"), place)
        yield Check(Channel.CONTENTS, Outcome.NOT_VERIFIABLE, message=message)


def _field(note: _Note, place: dict[str, str]) -> Check:
    values = place | {"shown": note.shown[:_QUOTED], "stored": note.value[:_QUOTED]}
    if note.value and "".join(note.value.split()) != "".join(note.shown.split()):
        return _difference(
            N_(
                "第 {page} 页有可填写的表单栏，显示为“{shown}”，存储的值却是“{stored}”。"
                "请重新从开票平台下载文件。"
            ),
            values,
        )
    return _difference(
        N_(
            "第 {page} 页有可填写的表单栏（显示“{shown}”），内容可以随意改动，开票平台的原件没有"
            "这种栏。请重新从开票平台下载文件。"
        ),
        values,
    )


def _added(note: _Note, place: dict[str, str]) -> Check:
    return _difference(
        N_(
            "第 {page} 页有后加的批注，显示文字“{shown}”，它不是原来的页面内容，没有读取。"
            "请核对原件，并重新从开票平台下载文件。"
        ),
        place | {"shown": note.shown[:_QUOTED]},
    )


def _difference(template: str, values: dict[str, str]) -> Check:
    return Check(Channel.CONTENTS, Outcome.DIFFERS, EVERYTHING, Message(template, values))
