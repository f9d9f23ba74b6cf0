"""Layers of a PDF (optional content) and other marks on pieces of text, as far as they hide.

A layer counts as hidden when the file opens with it switched off, or when it is kept from print
or from the screen. Membership groups (OCMD) have no name: the picture of the page judges those.
"""

import ctypes
import functools
import re
from typing import Any

import pypdfium2.raw as pdfium

from importers import pdf_objects

_LONGEST = 1024  # bytes of a name or a replacement text
_MOST_MARKS = 8
_STATE_OFF = re.compile(rb"/(?:PrintState|ViewState)[\s\0]*/OFF\b")


def marks(item: Any, count: int, content: bytes) -> tuple[bool, bool]:  # noqa: ANN401  # a handle of pdfium
    """Tell whether a piece of text is on a hidden layer, and whether /ActualText replaces it."""
    hidden = replaced = False
    for index in range(min(count, _MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        if _text(pdfium.FPDFPageObjMark_GetName, mark) == "OC":
            hidden = hidden or _layer(mark) in hidden_layers(content)
        replaced = replaced or bool(_parameters(mark) & {"ActualText"})
    return hidden, replaced


def _layer(mark: Any) -> str:  # noqa: ANN401  # a handle of pdfium
    """Return the name of the layer that a mark names, as the bytes in the file say it."""
    buffer, size = (ctypes.c_ubyte * _LONGEST)(), ctypes.c_ulong()
    found = pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", buffer, _LONGEST, size)
    return _decoded(bytes(buffer)[: size.value]) if found else ""


def _parameters(mark: Any) -> set[str]:  # noqa: ANN401  # a handle of pdfium
    count = min(pdfium.FPDFPageObjMark_CountParams(mark), 16)
    return {_text(pdfium.FPDFPageObjMark_GetParamKey, mark, index) for index in range(count)}


def _text(function: Any, *arguments: Any) -> str:  # noqa: ANN401  # functions and handles of pdfium
    buffer = (ctypes.c_ushort * _LONGEST)()
    size = ctypes.c_ulong()
    if not function(*arguments, buffer, ctypes.sizeof(buffer), ctypes.byref(size)):
        return ""
    return bytes(buffer)[: max(size.value - 2, 0)].decode("utf-16-le", "replace")


@functools.lru_cache(maxsize=1)  # asked for again for every marked piece of text of one file
def hidden_layers(content: bytes) -> frozenset[str]:
    """Return the names of the layers that are not shown, or not printed."""
    objects = pdf_objects.scan(content)
    off: set[int] = set()
    for item in objects.naming("OCProperties") + objects.naming("BaseState"):
        switched = set(item.references("OFF"))
        if re.search(rb"/BaseState[\s\0]*/OFF\b", item.head):
            switched |= set(item.references("OCGs")) - set(item.references("ON"))
        off |= switched
    layers = [item for item in objects.all if item.name("Type") == "OCG"]
    return frozenset(
        _name(item.head) for item in layers if item.number in off or _STATE_OFF.search(item.head)
    )


def _name(head: bytes) -> str:
    """Return the /Name of a layer, written as text or in hexadecimal digits."""
    plain = re.search(rb"/Name[\s\0]*\(((?:\\.|[^\\()])*)\)", head, re.DOTALL)
    if plain:
        return _decoded(re.sub(rb"\\([()\\])", rb"\1", plain[1]))
    coded = re.search(rb"/Name[\s\0]*<([0-9A-Fa-f\s]*)>", head)
    digits = re.sub(rb"\s", b"", coded[1]).decode() if coded else ""
    return _decoded(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _decoded(text: bytes) -> str:
    if text.startswith(b"\xfe\xff"):
        return text[2:].decode("utf-16-be", "replace")
    return text.decode("latin-1")
