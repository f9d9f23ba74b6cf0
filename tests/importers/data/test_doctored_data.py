"""Data made to be read otherwise: other digits, the same thing twice, what is no amount."""

import pytest

from service.demo.data_form import draw_xml
from tests.importers.data.drawn import digital, findings, read


def changed(old: str, new: str) -> bytes:
    """The XML of a sound invoice with one text changed."""
    content = draw_xml(digital()).decode()
    assert old in content
    return content.replace(old, new).encode()


NUMBER = "26112000001297155376"
TOTAL = "<TotalTax-includedAmount>106.00</TotalTax-includedAmount>"


@pytest.mark.parametrize(
    "number",
    [
        "".join(chr(0xFF10 + int(digit)) for digit in NUMBER),  # full-width
        "".join(chr(0x0660 + int(digit)) for digit in NUMBER),  # Arabic
        NUMBER + "\u200b",
        "\u202e" + NUMBER,
        NUMBER[:10] + " " + NUMBER[10:],
        "'" + NUMBER,
        "0" + NUMBER,
        NUMBER[:-1] + "O",
    ],
)
def test_a_number_in_other_signs_gives_no_second_key(number: str) -> None:
    invoice = read(changed(NUMBER, number))
    assert "invoice_number" in invoice.uncertain
    assert invoice.key is None
    assert "位数字" in findings(invoice)


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        (TOTAL, TOTAL + TOTAL.replace("106", "906"), {"total_with_tax"}),
        ("</BuyerName>", "</BuyerName><BuyerName>别的公司</BuyerName>", {"buyer_name"}),
        (
            "</InvoiceNumber>",
            "</InvoiceNumber><InvoiceNumber>26112000001297155999</InvoiceNumber>",
            {"invoice_number"},
        ),
        ("<IssueTime>", "<IssueTime>2026-04-09</IssueTime><IssueTime>", {"issue_date"}),
        ("</ItemName>", "</ItemName><ItemName>*餐饮服务*餐费</ItemName>", {"items"}),
    ],
)
def test_what_is_written_twice_in_two_ways_is_doubted(old: str, new: str, fields: set[str]) -> None:
    invoice = read(changed(old, new))
    assert fields <= invoice.uncertain
    assert "写了两次" in findings(invoice)


def test_what_is_written_twice_alike_is_said_once() -> None:
    assert not read(changed(TOTAL, TOTAL * 2)).uncertain


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("<TotalAmWithoutTax>100.00", "<TotalAmWithoutTax>999.00元整", "total_amount"),
        ("<TotalAmWithoutTax>100.00", "<TotalAmWithoutTax>NaN", "total_amount"),
        ("<TotalTaxAm>6.00", "<TotalTaxAm>abc", "total_tax"),
        ("<TotalTax-includedAmount>106", "<TotalTax-includedAmount>1_06", "total_with_tax"),
        ("<Amount>100.00", "<Amount>百元", "items"),
        ("<ItemName>", "<ItemName>\u202e", "items"),
        ("<ItemName>*研发", "<ItemName>*研\u200b发", "items"),
        ("<Remark>", "<Remark>\u2066", "remarks"),
    ],
)
def test_what_is_no_amount_or_misleads_the_eye_is_doubted(old: str, new: str, field: str) -> None:
    assert field in read(changed(old, new)).uncertain


def test_an_amount_with_an_exponent_is_written_out() -> None:
    assert read(changed(TOTAL, TOTAL.replace("106.00", "1.06E2"))).total_with_tax == "106"
