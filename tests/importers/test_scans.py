"""Photographs and scans: read where legible, certain only where a second channel agrees."""

import io
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pypdfium2
import pytest
from PIL import Image

from importers import registry, scan_picture
from importers.document import Document, UnreadableDocument
from importers.invoice import Invoice, Kind, Source
from importers.invoice_heading import kind_of
from importers.ocr_marks import Mark
from importers.page_text import PageText, placed
from importers.scan_text import mended
from tests.importers import drawing, picturing
from tests.importers.drawing import OLDER, Example

pytestmark = pytest.mark.slow

TOTALS = ("total_amount", "total_tax", "total_with_tax", "total_in_words")


def read(image: Image.Image, form: str = "PNG") -> tuple[Invoice, ...]:
    return registry.read(Document("scan", picturing.saved(image, form)))


def said(invoice: Invoice) -> str:
    return "".join(finding.text() for finding in invoice.findings)


@pytest.fixture(scope="module")
def clean() -> Invoice:
    (invoice,) = read(picturing.speckled(picturing.picture(Example())))
    return invoice


def test_a_clean_scan_is_read_whole(clean: Invoice) -> None:
    example = Example()
    assert clean.kind is Kind.E_ORDINARY
    assert clean.invoice_number == example.number
    assert clean.issue_date is not None
    assert clean.issue_date.isoformat() == "2024-06-18"
    assert (clean.buyer_name, clean.buyer_tax_id) == example.buyer
    assert (clean.seller_name, clean.seller_tax_id) == example.seller
    assert [getattr(clean, name) for name in TOTALS] == [
        "100.00", "6.00", "106.00", "壹佰零陆圆整",
    ]  # fmt: skip
    assert clean.items[0].name == "*研发和技术服务*疲劳寿命测试费"
    assert (clean.items[0].quantity, clean.items[0].amount) == ("2", "100.00")


def test_what_a_second_channel_bears_out_is_certain(clean: Invoice) -> None:
    proven = {"invoice_number", "issue_date", "total_with_tax", "buyer_tax_id", "kind"}
    assert not proven & clean.uncertain
    assert clean.provenance["invoice_number"].source is Source.OCR
    assert "qr" in clean.provenance["invoice_number"].agrees_with


def test_remarks_are_never_certain_on_a_scan(clean: Invoice) -> None:
    assert "remarks" in clean.uncertain


def test_boxes_lie_where_the_values_stand_on_the_picture(clean: Invoice) -> None:
    box = clean.provenance["invoice_number"].box
    assert box is not None
    # drawn at (482, 32) on a page 600 pt wide; every picture counts 595 pt wide
    assert abs(box.left - 48200 * 595 // 600) < 600
    assert abs(box.top - 3200 * 595 // 600) < 500
    assert clean.page_sizes == ((59500, clean.page_sizes[0][1]),)


@pytest.mark.slow
@pytest.mark.parametrize(
    "spoil",
    [
        picturing.on_its_side,
        picturing.tilted_and_faded,
        picturing.on_a_desk,
    ],
)
def test_a_bad_picture_is_read_or_doubted_but_never_wrong(
    spoil: Callable[[Image.Image], Image.Image],
) -> None:
    example = Example()
    (invoice,) = read(spoil(picturing.picture(example)), "JPEG")
    expected = {
        "invoice_number": example.number,
        "total_with_tax": "106.00",
        "seller_tax_id": example.seller[1],
        "buyer_name": example.buyer[0],
        "seller_name": example.seller[0],
    }
    for name, value in expected.items():
        assert getattr(invoice, name) == value or name in invoice.uncertain
    assert invoice.invoice_number == example.number
    assert invoice.total_with_tax == "106.00"


@pytest.mark.slow
def test_an_older_invoice_is_read_and_two_on_a_page_are_two() -> None:
    second = replace(OLDER, number="87654321", total="106.00")
    image = picturing.picture(OLDER, second, height=2 * drawing.HEIGHT)
    first, other = read(image)
    assert (first.invoice_number, other.invoice_number) == ("12345678", "87654321")
    assert first.kind is Kind.VAT_E_ORDINARY
    assert "invoice_number" not in first.uncertain | other.uncertain


@pytest.mark.slow
def test_without_a_qr_code_no_number_is_certain() -> None:
    (invoice,) = read(picturing.picture(Example(qr="")))
    assert {"invoice_number", "issue_date"} <= invoice.uncertain
    assert not {"total_with_tax", "total_in_words", "is_red"} & invoice.uncertain


@pytest.mark.slow
def test_a_pdf_of_scans_and_text_is_read_page_by_page() -> None:
    scan = picturing.picture(Example())
    pages = pypdfium2.PdfDocument(drawing.one(replace(Example(), number="24112000000087654321")))
    pages.import_pages(pypdfium2.PdfDocument(picturing.pdf_of(scan)))
    stream = io.BytesIO()
    pages.save(stream)
    text, picture = registry.read(Document("mixed.pdf", stream.getvalue()))
    assert (text.page, text.provenance["invoice_number"].source) == (1, Source.TEXT)
    assert (picture.page, picture.provenance["invoice_number"].source) == (2, Source.OCR)
    assert "remarks" not in text.uncertain
    assert picture.total_with_tax == "106.00"


@pytest.mark.slow
def test_a_picture_of_no_voucher_is_not_called_one_nor_certainly_none() -> None:
    image = Image.new("RGB", (1200, 800), "white")
    image.paste(picturing.picture(Example(qr="", title="")).crop((0, 350, 1200, 500)), (0, 300))
    (invoice,) = read(image)
    assert invoice.kind is Kind.NOT_INVOICE
    assert "kind" in invoice.uncertain
    assert "重新拍照" in said(invoice)


def test_a_picture_without_text_is_sent_back() -> None:
    with pytest.raises(UnreadableDocument, match="没有能辨认的文字"):
        read(Image.new("RGB", (400, 300), "white"))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF"])
def test_every_form_of_image_is_opened(form: str) -> None:
    content = picturing.saved(Image.new("RGB", (30, 20), "navy"), form)
    (page,) = scan_picture.opened(Document("x", content))
    assert (page.mode, page.size) == ("RGB", (30, 20))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_colour_on_white(mode: str) -> None:
    image = Image.new(mode, (8, 8)) if mode == "I;16" else Image.new("L", (8, 8)).convert(mode)
    (page,) = scan_picture.opened(Document("x", picturing.saved(image, "TIFF")))
    assert page.mode == "RGB"


def test_transparent_paper_is_white() -> None:
    content = picturing.saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)))
    (page,) = scan_picture.opened(Document("x", content))
    assert page.getpixel((4, 4)) == (255, 255, 255)


def test_the_camera_s_note_of_what_is_up_is_followed() -> None:
    image = Image.new("RGB", (30, 20), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    content = picturing.saved(image, "JPEG", exif=exif)
    assert next(scan_picture.opened(Document("x", content))).size == (20, 30)


def test_all_pages_of_a_tiff_are_pages() -> None:
    pages = [Image.new("L", (20, 20 + number)) for number in range(3)]
    content = picturing.saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [p.height for p in scan_picture.opened(Document("x", content))] == [20, 21, 22]
    many = picturing.saved(pages[0], "TIFF", save_all=True, append_images=[pages[0]] * 50)
    with pytest.raises(UnreadableDocument, match="51 页"):
        list(scan_picture.opened(Document("x", many)))


def test_too_many_pictures_of_pages_are_refused() -> None:
    page = Image.new("L", (20, 20))
    many = picturing.saved(page, "TIFF", save_all=True, append_images=[page] * 20)
    with pytest.raises(UnreadableDocument, match="21 页是图片"):
        registry.read(Document("x", many))
    with pytest.raises(UnreadableDocument, match="21 页是图片"):
        registry.read(Document("x.pdf", picturing.pdf_of(*[page] * 21)))


def test_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    content = picturing.saved(Image.new("1", (7000, 6000)))
    warned: Literal["ignore", "error"]
    for warned in ("ignore", "error"):  # Pillow warns first, and refuses what is twice as large
        with warnings.catch_warnings():
            warnings.simplefilter(warned)
            with pytest.raises(UnreadableDocument, match="超过 4000 万像素"):
                list(scan_picture.opened(Document("x", content)))
    with pytest.raises(UnreadableDocument, match="超过 4000 万像素"):
        list(scan_picture.opened(Document("x", picturing.saved(Image.new("1", (20000, 6000))))))


def test_a_damaged_picture_and_a_heic_one_get_a_sentence() -> None:
    content = picturing.saved(picturing.picture(Example()))
    with pytest.raises(UnreadableDocument, match="已损坏"):
        registry.read(Document("x", content[: len(content) // 2]))
    with pytest.raises(UnreadableDocument, match="HEIC"):
        registry.read(Document("x.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"))


def test_a_picture_is_shown_as_it_came() -> None:
    content = picturing.saved(Image.new("RGB", (3000, 1500), "navy"))
    shown = Image.open(io.BytesIO(scan_picture.png(Document("x", content), 1, 72)))
    assert shown.size == (595, 298)
    with pytest.raises(UnreadableDocument, match="没有这一页"):
        scan_picture.png(Document("x", content), 2, 72)


# ── mending, without any network ──


def line(text: str, left: int = 0, top: int = 0, *, confidence: int = 999) -> tuple[Mark, ...]:
    return tuple(
        Mark(letter, confidence, left + 20 * place, top, left + 20 * place + 20, top + 20)
        for place, letter in enumerate(text)
    )


def down(text: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(letter, 500, 0, 30 * place, 20, 30 * place + 20) for place, letter in enumerate(text)
    )


def text_of(lines: tuple[tuple[Mark, ...], ...]) -> list[str]:
    return ["".join(mark.text for mark in marks) for marks in lines]


def test_words_written_large_across_the_page_stand_in_no_field() -> None:
    mark = tuple(letter._replace(bottom=letter.top + 120) for letter in line("样例", 60))
    held = [line("项目名称"), line("测试费", top=40), mark]
    assert text_of(mended(held)) == ["项目名称", "测试费"]
    tall = tuple(letter._replace(bottom=letter.top + 120) for letter in line("增值税专用发票"))
    assert text_of(mended([*held, tall])) == ["项目名称", "测试费", "增值税专用发票"]


def test_a_label_that_lost_its_colon_gets_it_back() -> None:
    assert text_of(mended([line("名称某公司"), line("名称：某公司"), line("开票人")])) == [
        "名称:某公司", "名称：某公司", "开票人",
    ]  # fmt: skip
    split = mended([line("名"), line("称某公司", 100)])
    assert text_of(split) == ["名", "称:某公司"]
    assert text_of(mended([line("统一社会信用代码/纳税人识别号91")]))[0].endswith("识别号:91")
    assert text_of(mended([line("某公司名称变更")])) == ["某公司名称变更"]


def test_a_title_under_a_seal_is_joined_where_one_letter_is_lost() -> None:
    assert text_of(mended([line("京"), line("用发票", 120), line("某省增值税")])) == [
        "某省增值税专用发票", "京",
    ]  # fmt: skip
    assert text_of(mended([line("增值税"), line("用发票", 300)])) == ["增值税", "用发票"]


@pytest.mark.parametrize("title", ["电子发票增值税专用发票）", "电子发票（增值税专用发票"])
def test_a_title_that_lost_a_bracket_under_a_seal_names_its_kind(title: str) -> None:
    (tall, small) = (tuple(placed(c, (0, 0, 900, height), 1) for c in title) for height in (20, 10))
    assert kind_of(PageText(1, 59_500, 40_000, (*tall, *small, *small))) is Kind.E_SPECIAL


def test_an_upright_label_is_made_whole_and_upright_dirt_is_dropped() -> None:
    assert text_of(mended([down("购芳信息"), down("嘻八川")])) == ["购买方信息"]
