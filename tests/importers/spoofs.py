"""Forgeries of complete invoices: what the text layer says is not what the page shows.

Each trick takes a digital invoice and a lie (another total, another buyer) and returns the PDF.
`Trick.shown` says what a person sees on the page: the lie or the truth.
"""
# mypy: disable-error-code="no-untyped-call, no-any-return"
# (pyHanko's objects of a PDF have no types)

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec

Dictionary = generic.DictionaryObject
_HEIGHT = 396.86


class Target(StrEnum):
    """Which value of the invoice is lied about."""

    TOTAL = "total_with_tax"
    BUYER = "buyer_name"


WIDTHS = {Target.TOTAL: 60, Target.BUYER: 200}
PLACES = {  # left and base line, size
    Target.TOTAL: (452.0, _HEIGHT - 278.5 - 8.8, 10),
    Target.BUYER: (60.0, _HEIGHT - 98.0 - 7.9, 9),
}


@dataclass(frozen=True, slots=True)
class Trick:
    """A way to forge. `blank`: the true value is not printed, the trick writes it itself."""

    name: str
    shown: str  # "truth" or "lie"
    edit: Callable[["Forgery"], None]
    blank: bool = False
    targets: tuple[Target, ...] = (Target.TOTAL, Target.BUYER)


def _name(text: str) -> generic.NameObject:
    return generic.NameObject("/" + text)


class Forgery:
    """An invoice's PDF taken apart: one page whose content can be added to."""

    def __init__(self, pdf: bytes, truth: str, lie: str, target: Target) -> None:
        self.writer: PdfFileWriter = copy_into_new_writer(PdfFileReader(BytesIO(pdf)))
        self.page = self.writer.root["/Pages"]["/Kids"][0]
        self.truth, self.lie, self.target = truth, lie, target
        self.left, self.base, self.size = PLACES[target]
        self.fonts = self._dictionary(self._dictionary(self.page, "Resources"), "Font")
        self.font("Song")

    def _dictionary(self, owner: Dictionary, key: str) -> Dictionary:
        if "/" + key not in owner:
            owner[_name(key)] = Dictionary()
        held: Dictionary = owner["/" + key]
        return held

    def resource(self, kind: str, key: str, value: generic.PdfObject) -> None:
        """Give the page a resource."""
        held = self._dictionary(self._dictionary(self.page, "Resources"), kind)
        held[_name(key)] = self.writer.add_object(value)

    def font(self, key: str, characters: dict[str, str] | None = None) -> None:
        """Add a Chinese font; `characters` makes its text say something else than its glyphs."""
        made = Dictionary(
            {
                _name("Type"): _name("Font"),
                _name("Subtype"): _name("Type0"),
                _name("BaseFont"): _name("STSong-Light"),
                _name("Encoding"): _name("UniGB-UCS2-H"),
            }
        )
        information = Dictionary(
            {
                _name("Registry"): generic.pdf_string("Adobe"),
                _name("Ordering"): generic.pdf_string("GB1"),
                _name("Supplement"): generic.NumberObject(0),
            }
        )
        descriptor = Dictionary(
            {
                _name("Type"): _name("FontDescriptor"),
                _name("FontName"): _name("STSong-Light"),
                _name("Flags"): generic.NumberObject(4),
                _name("FontBBox"): generic.ArrayObject(
                    generic.NumberObject(edge) for edge in (-25, -254, 1000, 880)
                ),
                _name("ItalicAngle"): generic.NumberObject(0),
                _name("Ascent"): generic.NumberObject(880),
                _name("Descent"): generic.NumberObject(-120),
                _name("CapHeight"): generic.NumberObject(880),
                _name("StemV"): generic.NumberObject(93),
            }
        )
        widths = generic.ArrayObject(
            [
                generic.NumberObject(1),
                generic.NumberObject(95),
                generic.NumberObject(500),
            ]
        )
        descendant = Dictionary(
            {
                _name("Type"): _name("Font"),
                _name("Subtype"): _name("CIDFontType0"),
                _name("BaseFont"): _name("STSong-Light"),
                _name("CIDSystemInfo"): information,
                _name("FontDescriptor"): self.writer.add_object(descriptor),
                _name("DW"): generic.NumberObject(1000),
                _name("W"): widths,
            }
        )
        made[_name("DescendantFonts")] = generic.ArrayObject([self.writer.add_object(descendant)])
        if characters:
            made[_name("ToUnicode")] = self.writer.add_object(_to_unicode(characters))
        self.fonts[_name(key)] = self.writer.add_object(made)

    @property
    def beside(self) -> str:
        """A blank place near the target, where a lie hides nothing."""
        right, down = (55, 0) if self.target is Target.TOTAL else (0, 12)
        return f"{self.left + right} {self.base - down}"

    def text(self, words: str, *, font: str = "Song", size: float = 0, at: str = "") -> str:
        """Return the operators that write `words` at the place of the target."""
        code = words.encode("utf-16-be").hex()
        where = at or f"{self.left} {self.base}"
        return f"BT /{font} {size or self.size} Tf {where} Td <{code}> Tj ET\n"

    def add(self, operators: str) -> None:
        """Paint something over the page."""
        wrapped = f"q\n{operators}\nQ\n".encode()
        stream = generic.StreamObject(stream_data=wrapped)
        contents = self.page.raw_get("/Contents")
        held = contents.get_object()
        streams = list(held) if isinstance(held, generic.ArrayObject) else [contents]
        streams.append(self.writer.add_object(stream))
        self.page[_name("Contents")] = generic.ArrayObject(streams)

    def picture(self) -> None:
        """Make `/Lie` a picture of the lie on white."""
        from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415  # one trick needs them

        from reports import typeface  # noqa: PLC0415  # likewise

        font = ImageFont.truetype(typeface.registered(), 40)
        width = 4 * WIDTHS[self.target]  # 4 pixels a point
        image = Image.new("L", (width, 52), 255)
        ImageDraw.Draw(image).text((4, 0), self.lie, font=font, fill=0)
        entries = {
            "Type": _name("XObject"),
            "Subtype": _name("Image"),
            "Width": generic.NumberObject(width),
            "Height": generic.NumberObject(52),
            "BitsPerComponent": generic.NumberObject(8),
            "ColorSpace": _name("DeviceGray"),
        }
        picture = {_name(key): value for key, value in entries.items()}
        self.resource("XObject", "Lie", generic.StreamObject(picture, stream_data=image.tobytes()))

    def appearance(self, words: str, *, ground: bool) -> generic.IndirectObject:
        """Return a form that shows `words`, on white or on nothing."""
        width = WIDTHS[self.target]
        white = f"1 1 1 rg 0 0 {width} 14 re f 0 g " if ground else ""
        stream = generic.StreamObject(
            {
                _name("Type"): _name("XObject"),
                _name("Subtype"): _name("Form"),
                _name("BBox"): generic.ArrayObject(
                    generic.NumberObject(edge) for edge in (0, 0, width, 14)
                ),
                _name("Resources"): Dictionary({_name("Font"): self.fonts}),
            },
            stream_data=(white + self.text(words, at="0 3")).encode(),
        )
        return self.writer.add_object(stream)

    def annotate(
        self, entries: Mapping[str, generic.PdfObject], form: generic.IndirectObject
    ) -> None:
        """Lay an annotation over the target."""
        left, bottom = self.left - 1, self.base - 3
        box = (left, bottom, left + WIDTHS[self.target], bottom + 14)
        made = Dictionary(
            {
                _name("Type"): _name("Annot"),
                _name("F"): generic.NumberObject(4),
                _name("Rect"): generic.ArrayObject(generic.FloatObject(edge) for edge in box),
                _name("AP"): Dictionary({_name("N"): form}),
                **{_name(key): value for key, value in entries.items()},
            }
        )
        reference = self.writer.add_object(made)
        self.page[_name("Annots")] = generic.ArrayObject([reference])
        if "FT" in entries:
            fields = Dictionary({_name("Fields"): generic.ArrayObject([reference])})
            self.writer.root[_name("AcroForm")] = self.writer.add_object(fields)

    def content(self) -> bytes:
        """Return the finished file."""
        file = BytesIO()
        self.writer.write(file)
        return file.getvalue()


def _to_unicode(characters: dict[str, str]) -> generic.StreamObject:
    rows = "\n".join(
        f"<{glyph.encode('utf-16-be').hex()}> <{text.encode('utf-16-be').hex()}>"
        for glyph, text in characters.items()
    )
    text = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )
    return generic.StreamObject(stream_data=text.encode())


def _covered(forgery: Forgery) -> None:
    box = f"{forgery.left - 1} {forgery.base - 3} {WIDTHS[forgery.target]} 14 re f"
    forgery.add(f"{forgery.text(forgery.lie)} 1 1 1 rg {box} 0 g {forgery.text(forgery.truth)}")


def _transparent(forgery: Forgery) -> None:
    clear = {"ca": generic.NumberObject(0), "CA": generic.NumberObject(0)}
    forgery.resource("ExtGState", "Clear", Dictionary({_name(k): v for k, v in clear.items()}))
    forgery.add(f"/Clear gs {forgery.text(forgery.lie, at=forgery.beside)}")


def _outside_the_crop(forgery: Forgery) -> None:
    media = forgery.page["/MediaBox"]
    edges = [0, -100, media[2], media[3]]
    forgery.page[_name("CropBox")] = media
    forgery.page[_name("MediaBox")] = generic.ArrayObject(
        generic.FloatObject(edge) for edge in edges
    )
    forgery.add(forgery.text(forgery.lie, at=f"{forgery.left} -40"))


def _hidden_layer(forgery: Forgery) -> None:
    layer = Dictionary({_name("Type"): _name("OCG"), _name("Name"): generic.pdf_string("x")})
    reference = forgery.writer.add_object(layer)
    properties = forgery._dictionary(forgery.page["/Resources"], "Properties")  # noqa: SLF001  # of this module
    properties[_name("Layer")] = reference
    listed = generic.ArrayObject([reference])
    state = Dictionary({_name("OFF"): listed, _name("Order"): listed})
    forgery.writer.root[_name("OCProperties")] = Dictionary(
        {
            _name("OCGs"): listed,
            _name("D"): state,
        }
    )
    forgery.add(f"/OC /Layer BDC {forgery.text(forgery.lie, at=forgery.beside)} EMC")


def _actual_text(forgery: Forgery) -> None:
    code = "feff" + forgery.lie.encode("utf-16-be").hex()
    forgery.add(f"/Span << /ActualText <{code}> >> BDC {forgery.text(forgery.truth)} EMC")


def _remapped(forgery: Forgery) -> None:
    """Give every glyph of the truth a code of its own whose text is a letter of the lie."""
    glyphs = dict(zip(forgery.truth, forgery.lie, strict=False))
    forgery.font("Remapped", glyphs)
    forgery.add(forgery.text(forgery.truth, font="Remapped"))


def _renamed(forgery: Forgery) -> None:
    """Write the lie's characters with a font in which they have the truth's glyphs."""
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    differences = generic.ArrayObject()
    for code, glyph in dict(zip(forgery.lie, forgery.truth, strict=False)).items():
        if glyph.isdigit():
            differences.append(generic.NumberObject(ord(code)))
            differences.append(_name(names[int(glyph)]))
    encoding = Dictionary(
        {
            _name("Type"): _name("Encoding"),
            _name("BaseEncoding"): _name("WinAnsiEncoding"),
            _name("Differences"): differences,
        }
    )
    font = Dictionary(
        {
            _name("Type"): _name("Font"),
            _name("Subtype"): _name("Type1"),
            _name("BaseFont"): _name("Helvetica"),
            _name("Encoding"): encoding,
        }
    )
    forgery.fonts[_name("Renamed")] = forgery.writer.add_object(font)
    place = f"{forgery.left} {forgery.base}"
    forgery.add(f"BT /Renamed {forgery.size} Tf {place} Td ({forgery.lie}) Tj ET")


def _note(forgery: Forgery) -> None:
    entries = {
        "Subtype": _name("FreeText"),
        "Contents": generic.pdf_string(forgery.lie),
        "DA": generic.pdf_string("/Helv 10 Tf 0 g"),
    }
    forgery.annotate(entries, forgery.appearance(forgery.lie, ground=True))


def _pasted(forgery: Forgery) -> None:
    forgery.picture()
    width = WIDTHS[forgery.target]
    forgery.add(f"{width} 0 0 13 {forgery.left - 1} {forgery.base - 3} cm /Lie Do")


def _form_field(forgery: Forgery) -> None:
    entries = {
        "Subtype": _name("Widget"),
        "FT": _name("Tx"),
        "T": generic.pdf_string("value"),
        "V": generic.pdf_string(forgery.lie),
    }
    forgery.annotate(entries, forgery.appearance(forgery.truth, ground=False))


def _wrapped(before: str, *, size: float = 0, at: str = "") -> Callable[[Forgery], None]:
    """Return an edit that writes the lie after some operators."""
    return lambda forgery: forgery.add(
        f"{before} {forgery.text(forgery.lie, size=size, at=at or forgery.beside)}"
    )


TRICKS = (
    Trick("invisible text", "truth", _wrapped("3 Tr")),
    Trick("white text", "truth", _wrapped("1 1 1 rg")),
    Trick("covered by a white box", "truth", _covered, blank=True),
    Trick("off the page", "truth", _wrapped("", at="452 5000")),
    Trick("outside the crop box", "truth", _outside_the_crop),
    Trick("tiny letters", "truth", _wrapped("", size=0.1)),
    Trick("clipped away", "truth", _wrapped("0 0 0 0 re W n")),
    Trick("transparent", "truth", _transparent),
    Trick("hidden layer", "truth", _hidden_layer),
    Trick("actual text", "truth", _actual_text, blank=True),
    Trick("remapped characters", "truth", _remapped, blank=True),
    Trick("renamed glyphs", "truth", _renamed, blank=True, targets=(Target.TOTAL,)),
    Trick("note over the value", "lie", _note),
    Trick("picture over the value", "lie", _pasted),
    Trick("form field", "truth", _form_field, blank=True),
)


def forged(trick: Trick, spec: InvoiceSpec, lie: str, target: Target = Target.TOTAL) -> bytes:
    """Return `spec` (a digital invoice of one page) with one value forged."""
    assert spec.digital, "the places are those of the digital form"
    assert target in trick.targets, "this trick cannot forge that"
    filled = spec.filled()
    truth = filled.total_with_tax or "" if target is Target.TOTAL else filled.buyer.name
    shown = filled
    if trick.blank and target is Target.TOTAL:
        shown = replace(filled, total_with_tax=" ")
    elif trick.blank:
        shown = replace(filled, buyer=replace(filled.buyer, name=""))
    forgery = Forgery(draw(shown), truth, lie, target)
    trick.edit(forgery)
    return forgery.content()
