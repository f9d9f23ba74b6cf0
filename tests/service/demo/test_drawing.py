"""Drawings show what the spec says: seen through the text layer and the QR code."""

from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp

from importers.invoice import Kind
from service.demo import lines
from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec, red_letter
from tests.service.demo.specs import DAY, DIGITAL, OLDER, TEST_FEE

SPECIAL = replace(
    DIGITAL, kind=Kind.E_SPECIAL, lines=(TEST_FEE, lines.discount(TEST_FEE, Decimal(9)))
)
OLDER_SPECIAL = replace(OLDER, kind=Kind.VAT_E_SPECIAL)
ALL = [DIGITAL, SPECIAL, OLDER, OLDER_SPECIAL]


def texts(content: bytes) -> list[str]:
    """Return the text of each page without white space."""
    pages = pypdfium2.PdfDocument(content)
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.kind)
def test_the_same_spec_gives_the_same_bytes(spec: InvoiceSpec) -> None:
    assert draw(spec) == draw(replace(spec))


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.kind)
def test_every_value_stands_in_the_text_layer(spec: InvoiceSpec) -> None:
    filled = spec.filled()
    (page,) = texts(draw(spec))
    held = [spec.number, spec.buyer.name, spec.buyer.tax_id, spec.seller.name, spec.seller.tax_id]
    sums = [f"¥{filled.total_amount}", f"¥{filled.total_tax}", f"¥{filled.total_with_tax}"]
    for value in (
        *held,
        *sums,
        filled.total_in_words,
        spec.remarks,
        spec.issuer,
        filled.code or "",
    ):
        assert (value or "") in page
    assert f"{spec.issued_on:%Y年%m月%d日}" in page


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.kind)
def test_the_qr_code_reads_back(spec: InvoiceSpec) -> None:
    image = pypdfium2.PdfDocument(draw(spec))[0].render(scale=150 / 72).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [spec.filled().qr]


def test_the_pages_have_the_sizes_of_the_real_forms() -> None:
    sizes = [pypdfium2.PdfDocument(draw(spec))[0].get_size() for spec in (DIGITAL, OLDER)]
    assert [(round(width), round(height)) for width, height in sizes] == [(595, 397), (608, 394)]


def test_the_mark_is_a_picture_outside_the_text_layer() -> None:
    assert draw(DIGITAL) != draw(replace(DIGITAL, mark="测试"))
    assert "样例" not in texts(draw(DIGITAL))[0]


def test_an_invoice_without_qr_text_has_no_code() -> None:
    for spec in (DIGITAL, OLDER):
        image = pypdfium2.PdfDocument(draw(replace(spec, qr="")))[0].render(scale=2).to_pil()
        assert not zxingcpp.read_barcodes(image)


def test_many_lines_of_a_digital_invoice_go_on_over_pages_with_subtotals() -> None:
    first, *middle, last = texts(draw(replace(DIGITAL, lines=(TEST_FEE,) * 11)))
    assert len(middle) == 2
    assert "共4页第1页" in first
    assert "小计¥36000.00¥2160.00" in first
    assert "合计" not in first
    assert "小计¥24000.00¥1440.00" in last
    assert "合计¥132000.00¥7920.00" in last


def test_many_lines_of_an_older_invoice_go_to_a_list() -> None:
    face, *sheets = texts(draw(replace(OLDER, lines=(TEST_FEE,) * 20)))
    assert "(详见销货清单)240000.006%14400.00" in face
    assert len(sheets) == 2
    assert "共2页第1页" in sheets[0]
    assert "总计" not in sheets[0]
    assert "总计¥240000.00¥14400.00" in sheets[1]


def test_a_list_of_several_rates_leaves_the_rate_of_its_summary_blank() -> None:
    mixed = (TEST_FEE,) * 5 + (lines.line("*化学试剂*乙醇", Decimal(100), "13%"),)
    assert "(详见销货清单)60100.003613.00" in texts(draw(replace(OLDER, lines=mixed)))[0]


def test_masked_taxes_and_red_letters_are_drawn_as_real_ones() -> None:
    free = lines.line("*运输服务*客运服务费", Decimal("15.94"), "免税")
    for spec in (DIGITAL, OLDER):
        assert "¥15.94***" in texts(draw(replace(spec, lines=(free,))))[0]
    assert "¥-12720.00" in texts(draw(red_letter(DIGITAL, DIGITAL.number, DAY)))[0]
    assert "销项负数" in texts(draw(red_letter(OLDER, OLDER.number, DAY)))[0]


def test_long_values_shrink_and_remarks_wrap() -> None:
    party = replace(DIGITAL.buyer, name="北京" + "极其长的名称" * 5 + "有限公司")
    page = texts(draw(replace(DIGITAL, buyer=party, remarks="第一行\n" + "很长的备注" * 20)))[0]
    assert party.name in page
    assert "第一行" + "很长的备注" * 20 in page


def test_a_line_longer_than_a_page_is_refused() -> None:
    with pytest.raises(AssertionError):
        draw(replace(DIGITAL, lines=(replace(TEST_FEE, name="长" * 100),)))
