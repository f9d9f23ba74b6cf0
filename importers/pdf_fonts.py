"""Fonts of a PDF whose text says something else than their glyphs show.

What a character code means is told twice in most files: by /ToUnicode, which is what every
reader of text believes, and by the encoding or the embedded font, which is what is drawn. Only
letters, digits and Chinese characters are compared, and only where the font can tell.
"""

import ctypes
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.encodingdb import EncodingDB, name2unicode

from importers import pdf_character_maps, pdf_glyphs
from importers.comparison import plain
from importers.page_text import MAX_CHARACTERS, placed
from importers.pdf_drawing import address
from importers.pdf_objects import PdfObject, PdfObjects, numbers_in

_MOST_FONTS = 100
_SYMBOLIC_FLAG = 4
_PICTURES = ("Symbol", "ZapfDingbats", "Wingdings")
_ADOBE_ORDERING = re.compile(rb"/Ordering[\s\0]*\((?:GB1|CNS1|Japan1|Korea1)\)")
_FIRST_ASCII, _LAST_ASCII = 1, 95  # character ids, in all of Adobe's East Asian orderings
_BLANK = 0x20
_LONGEST_NAME = 256
_FEW = (
    10  # codes: so many wrong ones may be a lie; where most of more are wrong, names mean nothing
)
Shown = Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Lie:
    """A character code that says one thing and shows another."""

    said: str
    shown: str


def lies(objects: PdfObjects) -> dict[str, tuple[Lie, ...]]:
    """Return, by the /BaseFont name, what the fonts of a file say wrongly."""
    found: dict[str, tuple[Lie, ...]] = {}
    fonts = (item for item in objects.all if item.reference("ToUnicode") is not None)
    for font in islice(fonts, _MOST_FONTS):
        wrong = _lies_of(font, objects)
        if wrong:
            name = font.name("BaseFont") or ""
            found[name] = (*found.get(name, ()), *wrong)
    return found


def texts(page: pypdfium2.PdfPage) -> dict[str, str]:
    """Return the text of an open page by the /BaseFont name of its fonts."""
    found: dict[str, str] = {}
    names: dict[int, str] = {}
    with closing(page.get_textpage()) as text:
        for index in range(min(pdfium.FPDFText_CountChars(text), MAX_CHARACTERS)):
            item = pdfium.FPDFText_GetTextObject(text, index)
            key = address(item)
            if key and key not in names:
                names[key] = _font_name(item)
            name = names.get(key, "")
            found[name] = found.get(name, "") + chr(pdfium.FPDFText_GetUnicode(text, index))
    return found


def _font_name(item: Any) -> str:  # noqa: ANN401  # a handle of pdfium
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    font = pdfium.FPDFTextObj_GetFont(item)
    size = pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer)) if font else 0
    return buffer.value.decode("utf-8", "replace") if 0 < size <= len(buffer) else ""


def _lies_of(font: PdfObject, objects: PdfObjects) -> tuple[Lie, ...]:
    shown = _shown(font, objects)
    wrong, compared = [], 0
    for stream in objects.versions(font.reference("ToUnicode")) if shown else ():
        for code, said in pdf_character_maps.parse(stream.data()).items():
            if code not in shown or not _comparable(said, shown[code]):
                continue
            compared += 1
            if _form(said) not in map(_form, shown[code]):
                wrong.append(Lie(said, min(shown[code])))
    meaningless = len(wrong) > _FEW and len(wrong) * 2 > compared and _embedded(font, objects)
    return () if meaningless else tuple(wrong)


def _comparable(said: str, shown: frozenset[str]) -> bool:
    return _form(said).isalnum() and all(_form(text).isalnum() for text in shown)


def _form(text: str) -> str:
    return plain("".join(placed(letter, (0, 0, 0, 0)).text for letter in text)).casefold()


def _shown(font: PdfObject, objects: PdfObjects) -> Shown:
    """Return what each code of a font draws, as far as it is known."""
    if font.name("Subtype") == "Type0":
        return _shown_by_composite(font, objects)
    if font.name("Subtype") in {"Type1", "MMType1", "TrueType"}:
        return _shown_by_simple(font, objects)
    return {}


def _descriptors(font: PdfObject, objects: PdfObjects) -> tuple[PdfObject, ...]:
    holders = [font]
    for number in numbers_in(font.head.partition(b"/DescendantFonts")[2][:40]):
        holders.extend(objects.versions(number))
    return tuple(d for h in holders for d in objects.versions(h.reference("FontDescriptor")))


def _embedded(font: PdfObject, objects: PdfObjects) -> bool:
    return any(b"/FontFile" in descriptor.head for descriptor in _descriptors(font, objects))


# ── one byte for a character ──


def _shown_by_simple(font: PdfObject, objects: PdfObjects) -> Shown:
    """Return the characters of the encoding; a symbolic font has one of its own, unknown here."""
    if any(picture in (font.name("BaseFont") or "") for picture in _PICTURES):
        return {}
    encodings = [font, *objects.versions(font.reference("Encoding"))]
    base = next((name for e in encodings if (name := _base_of(e)) is not None), None)
    changed = {code: text for e in encodings for code, text in _differences(e.head)}
    if _embedded(font, objects) and not _names_count(font, objects):
        return {}
    if base is None and not _embedded(font, objects):
        base = "StandardEncoding"
    table = EncodingDB.encodings[base] if base else {}
    return {code: frozenset({text}) for code, text in (table | changed).items()}


def _base_of(encoding: PdfObject) -> str | None:
    for key in ("Encoding", "BaseEncoding"):
        name = encoding.name(key)
        if name in EncodingDB.encodings:
            return name
    return None


def _names_count(font: PdfObject, objects: PdfObjects) -> bool:
    """Whether the encoding decides the glyphs: not in a TrueType font marked as symbolic."""
    if font.name("Subtype") != "TrueType":
        return True
    flags = [
        int(found[1])
        for descriptor in _descriptors(font, objects)
        if (found := re.search(rb"/Flags[\s\0]+(\d{1,9})", descriptor.head))
    ]
    return bool(flags) and not any(flag & _SYMBOLIC_FLAG for flag in flags)


def _differences(head: bytes) -> Iterator[tuple[int, str]]:
    """Yield the codes of /Differences and the characters of their glyph names."""
    array = re.search(rb"/Differences[\s\0]*\[([^\]]*)\]", head)
    code = 0
    for number, name in re.findall(
        rb"(\d{1,3})(?=[\s/\]]|$)|/([^\s\0/\[\]]+)", array[1] if array else b""
    ):
        if number:
            code = int(number)
            continue
        try:
            yield code, name2unicode(name.decode("latin-1"))
        except (KeyError, ValueError):
            yield code, ""  # a name that says nothing: the code draws nobody knows what
        code += 1


# ── several bytes for a character ──


def _shown_by_composite(font: PdfObject, objects: PdfObjects) -> Shown:
    encoding = font.name("Encoding") or ""
    decoder = _decoder(encoding)
    if decoder:
        said = {code for s in objects.versions(font.reference("ToUnicode"))
                for code in pdf_character_maps.parse(s.data())}  # fmt: skip
        return {code: frozenset({text}) for code in said if (text := _decoded(code, decoder))}
    if not encoding.startswith("Identity"):
        return {}
    for number in numbers_in(font.head.partition(b"/DescendantFonts")[2][:40]):
        for descendant in objects.versions(number):
            return _shown_by_program(descendant, objects)
    return {}


def _decoder(encoding: str) -> str | None:
    """Return the character set whose codes a predefined map takes."""
    if re.match(r"Uni(GB|CNS|JIS|KS)-(UCS2|UTF16)-[HV]$", encoding):
        return "utf-16-be"
    return "gb18030" if re.match(r"(GBK-EUC|GBKp-EUC|GBK2K|GB-EUC)-[HV]$", encoding) else None


def _decoded(code: int, decoder: str) -> str:
    short = decoder == "gb18030" and code < 0x100  # noqa: PLR2004  # one byte
    try:
        return code.to_bytes(1 if short else 2).decode(decoder)
    except (UnicodeDecodeError, OverflowError):
        return ""


def _shown_by_program(descendant: PdfObject, objects: PdfObjects) -> Shown:
    programs = [
        program
        for descriptor in _descriptors(descendant, objects)
        for key in ("FontFile2", "FontFile3")
        for program in objects.versions(descriptor.reference(key))
    ]
    plain_ids = not any(program.name("Subtype") is None for program in programs)  # no TrueType
    if plain_ids and _ADOBE_ORDERING.search(descendant.head):
        ids = range(_FIRST_ASCII, _LAST_ASCII + 1)
        return {cid: frozenset({chr(_BLANK + cid - _FIRST_ASCII)}) for cid in ids}
    glyphs = pdf_glyphs.characters(programs[0].data()) if len(programs) == 1 else {}
    table = [stream.data() for stream in objects.versions(descendant.reference("CIDToGIDMap"))]
    if table:
        places = zip(table[0][::2], table[0][1::2], strict=False)
        chosen = {cid: high * 256 + low for cid, (high, low) in enumerate(places)}
        return {cid: frozenset(glyphs[g]) for cid, g in chosen.items() if g in glyphs}
    return {glyph: frozenset(texts) for glyph, texts in glyphs.items()}
