"""What a PDF hides is found, named and kept out of the fields; honest files are left in peace."""

from decimal import Decimal
from typing import NamedTuple

import pytest
from reportlab.pdfgen.canvas import Canvas

from importers import registry
from importers.checks import Channel, Outcome
from importers.document import Document
from importers.invoice import Invoice, Kind
from service.demo.drawing import draw
from tests.importers import drawing
from tests.importers.drawing import Example
from tests.importers.pdf_patching import (
    HELVETICA,
    LIE,
    SHOWN,
    by_hand,
    raw_text,
    rewritten,
    sentences,
    stream,
    text,
)
from tests.importers.spoofs import Target, Trick, forged
from tests.importers.test_spoofs import CASES, LIES
from tests.service.demo.specs import DIGITAL

AS_SHOWN = {"renamed glyphs"}  # no lie: every reader gets what the page shows
READ_RIGHT = {
    "invisible text", "white text", "covered by a white box", "off the page", "tiny letters",
    "outside the crop box", "clipped away", "transparent", "hidden layer", "actual text",
    "renamed glyphs",
}  # fmt: skip


def read(content: bytes) -> Invoice:
    (invoice,) = registry.read(Document("a.pdf", content))
    return invoice


def said(invoice: Invoice) -> list[str]:
    """Return the sentences about the file itself."""
    channels = {Channel.SHOWN_TEXT, Channel.CONTENTS}
    found = [c for c in invoice.checks if c.channel in channels and c.outcome is Outcome.DIFFERS]
    return [check.message.text() for check in found if check.message]


@pytest.mark.parametrize(("trick", "target"), CASES, ids=lambda value: getattr(value, "name", ""))
def test_every_trick_is_named_and_no_lie_is_certain(trick: Trick, target: Target) -> None:
    invoice = read(forged(trick, DIGITAL, LIES[target], target))
    assert bool(said(invoice)) == (trick.name not in AS_SHOWN)
    assert all("第 1 页" in sentence for sentence in said(invoice))
    right = getattr(read(draw(DIGITAL)), target.value)
    if trick.name in READ_RIGHT:
        assert (getattr(invoice, target.value), invoice.uncertain) == (right, frozenset())
    else:
        assert {target.value, "invoice_number", "items"} <= invoice.uncertain


def test_an_honest_invoice_is_left_in_peace() -> None:
    invoice = read(draw(DIGITAL))
    outcomes = {check.channel: check.outcome for check in invoice.checks if not check.fields}
    assert outcomes == {
        Channel.SHOWN_TEXT: Outcome.AGREES,
        Channel.CONTENTS: Outcome.AGREES,
        Channel.REVISIONS: Outcome.AGREES,
        Channel.SIGNATURE: Outcome.NOT_VERIFIABLE,  # none: digital invoices have none
    }
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())


def test_a_file_that_is_no_voucher_says_what_it_hides_too() -> None:
    invoice = read(by_hand(SHOWN + b"BT 3 Tr /F1 12 Tf 72 300 Td " + LIE))
    assert (invoice.kind, invoice.uncertain) == (Kind.NOT_INVOICE, frozenset())
    assert said(invoice) == ["第 1 页有不显示的文字“Total9999.00”（不可见的书写方式），没有采用。"]


class Hidden(NamedTuple):
    content: bytes
    sentence: str
    resources: bytes = b""
    catalog: bytes = b""
    more: dict[int, bytes] | None = None


_LAYER = b"/OC /M BDC BT /F1 12 Tf 72 300 Td " + LIE + b" EMC"
_PROPERTIES = b"/Properties << /M 10 0 R >>"
_OFF = b"/OCProperties << /OCGs [10 0 R] /D << /OFF [10 0 R] >> >>"
_BASE_OFF = b"/OCProperties << /OCGs [10 0 R 11 0 R] /D << /BaseState /OFF /ON [11 0 R] >> >>"
_GROUP = b"<< /Type /OCG /Name (a \\(b\\)) >>"
_CODED = b"<< /Type /OCG /Name <FEFF56FE5C42> >>"
_NOT_PRINTED = b"<< /Type /OCG /Name (x) /Usage << /Print << /PrintState /OFF >> >> >>"
_FORM = stream(
    b"1 1 1 rg 0 0 50 20 re f",
    b"/Type /XObject /Subtype /Form /BBox [0 0 50 20] /Matrix [4 0 0 4 0 0]",
)
_DEEP = stream(b"/Y Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources "
               b"<< /XObject << /Y 10 0 R >> >>")  # fmt: skip
_WHITE_IMAGE = b"/Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 "
_GREY = b"/ColorSpace /DeviceGray "
_LINE = b"BT /F1 12 Tf 72 300 Td " + LIE
HIDDEN = {
    "a layer switched off": Hidden(_LAYER, "隐藏图层", _PROPERTIES, _OFF, {10: _GROUP}),
    "a layer with a coded name": Hidden(_LAYER, "隐藏图层", _PROPERTIES, _OFF, {10: _CODED}),
    "all layers off but one": Hidden(
        _LAYER, "隐藏图层", _PROPERTIES, _BASE_OFF, {10: _GROUP, 11: b"<< /Type /OCG /Name (y) >>"}
    ),
    "a layer that is not printed": Hidden(
        _LAYER, "隐藏图层", _PROPERTIES, b"/OCProperties << /OCGs [10 0 R] /D << >> >>",
        {10: _NOT_PRINTED},
    ),
    "stroked in white": Hidden(b"1 Tr 1 1 1 RG " + _LINE, "与底色相同"),
    "filled and stroked in white": Hidden(b"2 Tr 1 1 1 RG 1 1 1 rg " + _LINE, "与底色相同"),
    "nearly white": Hidden(b"0.95 g " + _LINE, "与底色相同"),
    "black on black": Hidden(b"60 290 200 30 re f " + _LINE, "看不到"),
    "yellow on the same yellow": Hidden(
        b"1 1 0.85 rg 60 290 200 30 re f 1 1 0.86 rg " + _LINE, "与底色相同"
    ),
    "under a form": Hidden(
        _LINE + b" q 1 0 0 1 60 290 cm /X Do Q", "色块", b"/XObject << /X 10 0 R >>", b"",
        {10: _FORM},
    ),
    "under a form in a form": Hidden(
        _LINE + b" q 1 0 0 1 60 290 cm /X Do Q", "色块", b"/XObject << /X 11 0 R >>", b"",
        {10: _FORM, 11: _DEEP.replace(b"[0 0 9 9]", b"[0 0 900 900]")},
    ),
    "under a shape with three corners": Hidden(
        _LINE + b" 1 g 0 280 m 400 280 l 150 500 l h f", "色块"
    ),
    "under an image": Hidden(
        _LINE + b" q 200 0 0 30 60 290 cm /I Do Q", "图片", b"/XObject << /I 10 0 R >>", b"",
        {10: stream(b"\xff" * 16, _WHITE_IMAGE + _GREY)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_is_named_with_its_page_and_not_read(hidden: Hidden) -> None:
    content = by_hand(
        SHOWN + hidden.content,
        resources=hidden.resources,
        catalog=hidden.catalog,
        more=hidden.more,
    )
    assert "9999.00" in raw_text(content)
    (sentence,) = sentences(content, Channel.SHOWN_TEXT)
    assert sentence.startswith("第 1 页")
    assert hidden.sentence in sentence
    assert "9999" in sentence


_SEE_THROUGH = stream(b"\xff" * 16, _WHITE_IMAGE + _GREY + b"/SMask 11 0 R")
HONEST = {
    "twice at the same place": Hidden(b"3 Tr BT /F1 12 Tf 72 320 Td (Total 100.00) Tj ET", ""),
    "invisible, but shown elsewhere": Hidden(b"3 Tr BT /F1 12 Tf 9 9 Td (100.00) Tj ET", ""),
    "a mark nobody would take for a value": Hidden(b"3 Tr BT /F1 12 Tf 9 9 Td (seal) Tj ET", ""),
    "a layer that is on": Hidden(
        _LAYER, "", _PROPERTIES, b"/OCProperties << /OCGs [10 0 R] /D << >> >>", {10: _GROUP}
    ),
    "a membership of layers": Hidden(
        _LAYER, "", _PROPERTIES, _OFF, {10: b"<< /Type /OCMD /OCGs [] >>"}
    ),
    "other marks": Hidden(b"/P << /MCID 0 >> BDC " + _LINE + b" EMC", ""),
    "white on a dark ground": Hidden(b"60 290 200 30 re f 1 g " + _LINE, ""),
    "a white outline around black": Hidden(b"2 Tr 1 1 1 RG " + _LINE, ""),
    "on a ground drawn before": Hidden(b"0.9 g 0 0 600 300 re f 0 g " + _LINE, ""),
    "a rule through it": Hidden(_LINE + b" 1 g 60 303 200 1 re f", ""),
    "a frame around it": Hidden(_LINE + b" 60 290 200 30 re S", ""),
    "a shape beside it": Hidden(_LINE + b" 1 g 60 310 m 260 310 l 260 350 l h f", ""),
    "a see-through marker": Hidden(
        _LINE + b" /G gs 1 1 0 rg 60 290 200 30 re f", "", b"/ExtGState << /G << /ca 0.4 >> >>"
    ),
    "a see-through form": Hidden(
        _LINE + b" q /G gs 1 0 0 1 60 290 cm /X Do Q", "",
        b"/XObject << /X 10 0 R >> /ExtGState << /G << /ca 0.4 >> >>", b"",
        {10: _FORM.replace(b"/Subtype /Form", b"/Subtype /Form /Group << /S /Transparency >>")},
    ),
    "a ring around it": Hidden(
        _LINE + b" 0.9 g 0 240 m 500 240 l 500 380 l 0 380 l h 60 250 m 300 250 l 300 370 l "
        b"60 370 l h f*", ""
    ),
    "a box clipped to another place": Hidden(
        _LINE + b" q 300 20 50 50 re W n 1 g 0 0 600 400 re f Q", ""
    ),
    "within its clip": Hidden(b"0 0 600 400 re W n " + _LINE, ""),
    "a picture with nothing in it": Hidden(
        _LINE + b" q 200 0 0 30 60 290 cm /I Do Q", "", b"/XObject << /I 10 0 R >>", b"",
        {10: _SEE_THROUGH, 11: stream(b"\0" * 16, _WHITE_IMAGE + _GREY)},
    ),
    "replaced by the same": Hidden(
        b"/Span << /ActualText (Total 9999.00) >> BDC " + _LINE + b" EMC", ""
    ),
}  # fmt: skip


@pytest.mark.parametrize("honest", HONEST.values(), ids=HONEST.keys())
def test_honest_drawing_is_left_in_peace(honest: Hidden) -> None:
    content = by_hand(
        SHOWN + honest.content,
        resources=honest.resources,
        catalog=honest.catalog,
        more=honest.more,
    )
    assert sentences(content, Channel.SHOWN_TEXT) == []


def test_text_running_upwards_is_not_tiny() -> None:
    upwards = b"BT /F1 9 Tf 0 1 -1 0 500 50 Tm (Illicit lilli 1 1 1 1) Tj ET"
    assert sentences(by_hand(SHOWN + upwards), Channel.SHOWN_TEXT) == []


def test_a_scan_with_the_text_that_a_program_recognised_is_a_scan() -> None:
    recognised = b"3 Tr BT /F1 12 Tf 20 200 Td (" + b"recognised words " * 4 + b") Tj ET"
    content = by_hand(recognised)
    assert sentences(content, Channel.SHOWN_TEXT) == []
    (sentence,) = sentences(content, Channel.SHOWN_TEXT, Outcome.NOT_VERIFIABLE)
    assert "识别文字" in sentence


def test_pages_take_their_size_from_the_page_tree() -> None:
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 330] >>"
    content = by_hand(page=b"", more={2: tree})
    assert text(content) == "Total 100.00"
    assert sentences(content, Channel.SHOWN_TEXT) == []


def test_what_is_said_of_a_file_with_many_faults_stays_short() -> None:
    lines = b"".join(
        b"BT /F1 12 Tf 72 %d Td (%d lies) Tj ET " % (5000 + 20 * n, 1000 + n) for n in range(90)
    )
    (sentence,) = sentences(by_hand(SHOWN + lines), Channel.SHOWN_TEXT)
    assert len(sentence) < 100


def test_a_font_that_says_other_digits_than_it_shows_makes_all_uncertain() -> None:
    """Every 1 of Helvetica says 9."""
    swap = (
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfchar <31> <0039> endbfchar endcmap"
    )
    content = by_hand(font=HELVETICA + b" /ToUnicode 6 0 R", more={6: stream(swap)})
    assert text(content).startswith("Total 9")
    (sentence,) = sentences(content, Channel.SHOWN_TEXT)
    assert sentence.startswith("第 1 页显示的字“1”在文字层里写成“9”，读到的值不可信。")
    unused = by_hand(
        SHOWN.replace(b"100.00", b"200.00"),
        font=HELVETICA + b" /ToUnicode 6 0 R",
        more={6: stream(swap)},
    )
    assert sentences(unused, Channel.SHOWN_TEXT) == []


def test_encryption_hides_nothing() -> None:
    """Whoever may open a file but not change it has its fonts and layers looked into too."""
    swap = b"begincmap 1 beginbfchar <31> <0039> endbfchar endcmap"
    font, layer = HELVETICA + b" /ToUnicode 6 0 R", HIDDEN["a layer switched off"]
    content = rewritten(
        by_hand(
            SHOWN + layer.content,
            font=font,
            resources=layer.resources,
            catalog=layer.catalog,
            more={6: stream(swap), **(layer.more or {})},
        ),
        lambda writer: writer.encrypt("owner", ""),
    )
    assert b"begincmap" not in content
    told = " ".join(sentences(content, Channel.SHOWN_TEXT))
    assert "隐藏图层" in told
    assert "显示的字“1”在文字层里写成“9”" in told


def test_hidden_text_stays_hidden_when_the_page_is_read_again() -> None:
    """A character that pdfium cannot name makes pdfplumber read the page: without the lie."""
    lost = rb"BT /F1 12 Tf 72 280 Td (A\001B) Tj ET "
    content = by_hand(SHOWN + lost + b"3 Tr BT /F1 12 Tf 72 300 Td " + LIE)
    assert "9999" not in text(content)
    assert "Total 100.00" in text(content)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_drawn_text_is_believed_before_replacement_text_on_any_page(degrees: int) -> None:
    content = by_hand(
        b"/Span << /ActualText (9) >> BDC " + SHOWN + b" EMC",
        page=b"/MediaBox [0 0 600 400] /Rotate %d" % degrees,
    )
    assert text(content) == "Total 100.00"
    (sentence,) = sentences(content, Channel.SHOWN_TEXT)
    assert sentence.startswith("第 1 页显示的是“Total 100.00”，文件却另存了替代文字“9”")


def test_ink_is_looked_for_only_where_letters_are_known() -> None:
    """A mark over the total in the colour of the paper, drawn by a pattern, leaves no ink."""

    def mark(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(300, 20, 120, 20, stroke=0, fill=1)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(310, 26, "70707.07")

    invoice = read(drawing.one(Example(marks=[mark])))
    assert invoice.total == Decimal("106.00")
    assert said(invoice) == ["第 1 页的文字“70707.07”在页面上看不到，没有采用。"]
