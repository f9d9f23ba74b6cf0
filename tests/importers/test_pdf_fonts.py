"""Fonts are believed only where text and glyphs say the same, as far as a file tells."""

import struct
import zlib

import pytest

from importers import pdf_cff, pdf_character_maps, pdf_fonts, pdf_glyphs, pdf_objects
from importers.pdf_fonts import Lie
from tests.importers.pdf_patching import HELVETICA, assembled, stream

NINE_FOR_ONE = "1 beginbfchar <0031> <0039> endbfchar"


def to_unicode(body: str) -> bytes:
    return stream(body.encode())


def lies(objects: dict[int, bytes]) -> dict[str, tuple[Lie, ...]]:
    return pdf_fonts.lies(pdf_objects.scan(assembled({1: b"<< /Type /Catalog >>"} | objects)))


# ── /ToUnicode ──


def test_a_map_gives_text_by_code() -> None:
    data = (
        b"2 beginbfchar <01> <0041> <0002> <D842DFB7> < 03> <66 6F> <> <0041> endbfchar "
        b"3 beginbfrange <10> <12> <0061> <20> <21> [<0078> <0079007A>] <30><30><> "
        b"<40> <41> <DBFFDFFF> endbfrange"
    )
    assert pdf_character_maps.parse(data) == {
        1: "A", 2: "𠮷", 3: "景", 0x10: "a", 0x11: "b", 0x12: "c",
        0x20: "x", 0x21: "yz", 0x40: "\U0010ffff",
    }  # fmt: skip


def test_a_map_of_one_byte_texts_and_endless_ranges_is_cut() -> None:
    assert pdf_character_maps.parse(b"beginbfchar <31> <39> endbfchar") == {0x31: "9"}
    endless = b"beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange " * 3
    assert len(pdf_character_maps.parse(endless)) == 70_000


# ── one byte for a character ──

DESCRIPTOR = b"<< /Type /FontDescriptor /Flags %d %b >>"
EMBEDDED = b"/FontFile2 9 0 R"
TRUETYPE = b"<< /Type /Font /Subtype /TrueType /BaseFont /A+B /Encoding /WinAnsiEncoding %b >>"
WITH_MAP = b" /FontDescriptor 8 0 R /ToUnicode 7 0 R"


@pytest.mark.parametrize(
    "font",
    [
        b"<< %b /ToUnicode 7 0 R >>" % HELVETICA,
        b"<< %b /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>" % HELVETICA,
        b"<< %b /Encoding << /BaseEncoding /MacRomanEncoding >> /ToUnicode 7 0 R >>" % HELVETICA,
        b"<< %b /Encoding << /Differences [49 /one] >> /ToUnicode 7 0 R >>" % HELVETICA,
        b"<< %b /Encoding 6 0 R /ToUnicode 7 0 R >>" % HELVETICA,
    ],
)
def test_a_simple_font_that_says_nine_and_shows_one_lies(font: bytes) -> None:
    encoding = b"<< /Type /Encoding /Differences [48 /zero /one /g77] >>"
    found = lies({5: font, 6: encoding, 7: to_unicode(NINE_FOR_ONE)})
    assert found == {"Helvetica": (Lie("9", "1"),)}


@pytest.mark.parametrize(
    "font",
    [
        b"<< %b /Encoding << /Differences [49 /nine] >> /ToUnicode 7 0 R >>" % HELVETICA,
        b"<< %b /Encoding << /Differences [49 /g12] >> /ToUnicode 7 0 R >>" % HELVETICA,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /Type3 /BaseFont /X /ToUnicode 7 0 R >>",
        b"<< %b /ToUnicode 99 0 R >>" % HELVETICA,
    ],
)
def test_where_glyphs_are_unknown_or_agree_there_is_no_lie(font: bytes) -> None:
    assert lies({5: font, 7: to_unicode(NINE_FOR_ONE)}) == {}


@pytest.mark.parametrize(("flags", "found"), [(32, 1), (4, 0)])
def test_the_encoding_of_an_embedded_truetype_font_counts_unless_it_is_symbolic(
    flags: int, found: int
) -> None:
    font = TRUETYPE % WITH_MAP
    objects = {5: font, 7: to_unicode(NINE_FOR_ONE), 8: DESCRIPTOR % (flags, EMBEDDED)}
    assert len(lies(objects)) == found


def test_an_embedded_font_whose_names_are_all_wrong_has_names_without_meaning() -> None:
    """Subsets of some producers call their glyphs A, B, C in the order of use."""
    shifted = "beginbfrange <0041> <005A> <0042> endbfrange"
    font = (TRUETYPE % WITH_MAP).replace(b"TrueType", b"Type1")
    objects = {5: font, 7: to_unicode(shifted), 8: DESCRIPTOR % (32, b"/FontFile 9 0 R")}
    assert lies(objects) == {}
    assert len(lies(objects | {8: DESCRIPTOR % (32, b"")})["A+B"]) == 25  # Z would be a bracket


def test_forms_of_one_character_and_marks_are_no_lie() -> None:
    same = "beginbfchar <0041> <FF21> <002D> <00AD> <0061> <0041> endbfchar"
    assert lies({5: b"<< %b /ToUnicode 7 0 R >>" % HELVETICA, 7: to_unicode(same)}) == {}


# ── several bytes for a character ──

TYPE0 = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /%b /DescendantFonts [6 0 R] "
    b"/ToUnicode 7 0 R >>"
)
CID = b"<< /Type /Font /Subtype /CIDFontType%d /CIDSystemInfo << /Ordering (%b) >> %b >>"


@pytest.mark.parametrize(
    ("encoding", "code", "said", "shown"),
    [
        (b"UniGB-UCS2-H", "0031", "9", "1"),
        (b"UniGB-UTF16-V", "5317", "上", "北"),
        (b"GBK-EUC-H", "31", "9", "1"),
        (b"GBK-EUC-H", "B1B1", "上", "北"),
    ],
)
def test_a_predefined_map_tells_what_is_drawn(
    encoding: bytes, code: str, said: str, shown: str
) -> None:
    wrong = f"beginbfchar <{code}> <{said.encode('utf-16-be').hex()}> endbfchar"
    found = lies({5: TYPE0 % encoding, 7: to_unicode(wrong)})
    assert found == {"S": (Lie(said, shown),)}
    right = f"beginbfchar <{code}> <{shown.encode('utf-16-be').hex()}> <FFFFFF> <0041> endbfchar"
    assert lies({5: TYPE0 % encoding, 7: to_unicode(right)}) == {}


def test_character_ids_of_adobe_tell_latin_letters() -> None:
    """Character id 18 of Adobe-GB1 is the digit 1."""
    wrong = to_unicode("beginbfchar <0012> <0039> <0064> <5317> endbfchar")
    objects = {5: TYPE0 % b"Identity-H", 6: CID % (0, b"GB1", b""), 7: wrong}
    assert lies(objects) == {"S": (Lie("9", "1"),)}
    assert lies(objects | {6: CID % (0, b"Identity", b"")}) == {}
    assert lies(objects | {5: TYPE0 % b"Own-H"}) == {}
    assert lies({5: TYPE0 % b"Identity-H", 7: wrong}) == {}


def truetype(*tables: bytes) -> bytes:
    """Return a font program with nothing but a cmap: Unicode tables of the given bodies."""
    head = struct.pack(">HH", 0, len(tables) + 1) + struct.pack(">HHL", 1, 0, 0)
    place, records, bodies = 4 + 8 * (len(tables) + 1), b"", b""
    for body in tables:
        records += struct.pack(">HHL", 3, 1, place + len(bodies))
        bodies += body
    cmap = head + records + bodies
    names = struct.pack(">4sHHHH", b"\0\1\0\0", 2, 0, 0, 0)
    directory = struct.pack(">4sLLL", b"head", 0, 0, 0)
    directory += struct.pack(">4sLLL", b"cmap", 0, 44, len(cmap))
    return names + directory + cmap


def segments(*rows: tuple[int, int, int, int]) -> bytes:
    """Return a table of format 4: first, last, delta, offset of each segment."""
    columns = list(zip(*rows, strict=True))
    starts, ends, deltas, offsets = (struct.pack(f">{len(rows)}H", *column) for column in columns)
    double = 2 * len(rows)
    head = struct.pack(">HHHHHHH", 4, 0, 0, double, 0, 0, 0)
    return head + ends + b"\0\0" + starts + deltas + offsets + struct.pack(">HH", 0, 77)


FORMAT_4 = segments((0x31, 0x33, 0x10000 - 0x30, 0), (0x41, 0x42, 0, 4), (0xFFFF, 0xFFFF, 1, 0))
FORMAT_12 = struct.pack(">HHLLLLLL", 12, 0, 0, 0, 1, 0x5317, 0x5318, 500)
PRIVATE = segments((0xE000, 0xE001, 0, 0), (0xFFFF, 0xFFFF, 1, 0))


def test_a_truetype_program_tells_characters_of_glyphs() -> None:
    glyphs = pdf_glyphs.characters(truetype(FORMAT_4, FORMAT_12, PRIVATE))
    assert glyphs == {1: {"1"}, 2: {"2"}, 3: {"3"}, 77: {"B"}, 500: {"北"}, 501: {"\u5318"}}


@pytest.mark.parametrize(
    "program",
    [b"", b"\0\1\0\0", truetype(FORMAT_4)[:90], b"\1\0\4\1", b"\1\0\4\1\0\1\1\1\2A\0\1\1\1\3\x1e",
     truetype(struct.pack(">HH", 6, 0))],
)  # fmt: skip
def test_a_damaged_program_tells_nothing(program: bytes) -> None:
    assert pdf_glyphs.characters(program) == {}


def test_a_program_of_endless_groups_is_cut() -> None:
    endless = struct.pack(">HHLLL", 12, 0, 0, 0, 70_000) + struct.pack(">LLL", 1, 60_000, 1) * 9
    assert len(pdf_glyphs.characters(truetype(endless))) <= 60_000


@pytest.mark.parametrize("table", ["", "/CIDToGIDMap /Identity", "/CIDToGIDMap 11 0 R"])
def test_an_embedded_program_is_held_against_the_text(table: str) -> None:
    """Code 2 draws glyph 1 through the table, else glyph 2; the program is packed."""
    packed = zlib.compress(truetype(FORMAT_4))
    code = "0002" if "11" in table else "0001"
    objects = {
        5: TYPE0 % b"Identity-H",
        6: CID % (2, b"Identity", b"/FontDescriptor 8 0 R " + table.encode()),
        7: to_unicode(f"beginbfchar <{code}> <0039> endbfchar"),
        8: DESCRIPTOR % (4, b"/FontFile2 9 0 R"),
        9: stream(packed, b"/Filter /FlateDecode"),
        11: stream(b"\0\0\0\0\0\1\0"),
    }
    assert lies(objects) == {"S": (Lie("9", "1"),)}


def cff(charset: bytes, *, by_id: bool = False) -> bytes:
    """Return a bare CFF program of three glyphs: .notdef and two that `charset` names."""

    def index(*entries: bytes) -> bytes:
        offsets = [1 + sum(map(len, entries[:n])) for n in range(len(entries) + 1)]
        return struct.pack(">HB", len(entries), 1) + bytes(offsets) + b"".join(entries)

    def top(place: int) -> bytes:
        real = b"\x1e\x0a\x14\x05\x41\xc3\xff\x0c\x07"  # a font matrix, as reals are written
        odd = b"\xf7\x00\x05" + b"\xfb\x00\x05" + b"\x1d\0\0\0\1\x05"
        ros = b"\x8b\x8b\x8b\x0c\x1e" if by_id else b""
        number = struct.pack(">BH", 28, place)
        return (
            ros
            + real
            + odd
            + number
            + b"\x0f"
            + struct.pack(">BH", 28, place + len(charset))
            + b"\x11"
        )

    before = b"\1\0\4\1" + index(b"F")
    strings = index(b"uni5317") + b"\0\0"
    place = len(before) + len(index(top(0))) + len(strings)
    return before + index(top(place)) + strings + charset + index(b"\x0e", b"\x0e", b"\x0e")


@pytest.mark.parametrize(
    "charset",
    [struct.pack(">BHH", 0, 18, 391), struct.pack(">BHBHB", 1, 18, 0, 391, 9),
     struct.pack(">BHHHH", 2, 18, 0, 391, 0)],
)  # fmt: skip
def test_a_bare_cff_program_names_its_glyphs(charset: bytes) -> None:
    assert pdf_cff.glyph_names(cff(charset)) == {1: "one", 2: "uni5317"}
    assert pdf_glyphs.characters(cff(charset)) == {1: {"1"}, 2: {"北"}}


def test_a_cff_program_by_character_id_or_with_unknown_names_tells_nothing() -> None:
    assert pdf_glyphs.characters(cff(struct.pack(">BHH", 0, 18, 34), by_id=True)) == {}
    assert pdf_glyphs.characters(cff(struct.pack(">BHH", 0, 9000, 9001))) == {}
