"""What is drawn as structured data is read back, whatever it says and however it is written."""

import string
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from importers import chinese_amount, uscc
from importers.invoice import TEXT_FIELDS
from service.demo import identifiers, lines
from service.demo.xml_style import XmlStyle
from tests.service.demo.data_reading import STYLES, assert_read_back

DIGITAL = ("e_ordinary", "e_special")
OLDER = ("vat_e_ordinary", "vat_e_special", "vat_e_toll")
ENDS = {"vat_e_ordinary": "11", "vat_e_special": "13", "vat_e_toll": "12"}

NAMES = st.text("云岫澄砺栎川霁原知禾岚序华彦", min_size=4, max_size=12).map(
    "北京{}有限公司".format
)
TEXTS = (
    st.text(
        string.ascii_letters
        + string.digits
        + "<>&\"'；：，、（）《》#% 元年月日订单合同编号测试\n",
        min_size=1,
        max_size=60,
    )
    .map(str.strip)
    .filter(lambda text: text.lower() != "null")
)  # some systems' way to say nothing
CENTS = st.integers(1, 99_999_999).map(lambda fen: Decimal(fen).scaleb(-2))
RATES = st.sampled_from(["13%", "9%", "6%", "3%", "1%", "0.5%", "免税", "不征税", "***"])
QUANTITIES = st.sampled_from([None, Decimal(1), Decimal(3), Decimal("0.15"), Decimal(1000)])
DAYS = st.dates(date(2022, 1, 1), date(2026, 11, 23))
SERIALS = st.integers(1_000_000, 99_999_999)
CODES = st.integers(1, 999).map(identifiers.organisation_code)


@st.composite
def one_line(draw: st.DrawFn) -> dict[str, str | None]:
    """A line whose sums hold, sometimes without what lines may lack."""
    line = lines.line(
        f"*研发和技术服务*{draw(TEXTS) or '费'}",
        draw(CENTS),
        draw(RATES),
        quantity=draw(QUANTITIES),
        unit=draw(st.sampled_from([None, "项", "台"])),
        spec=draw(st.sampled_from([None, "HX-200", "<A&B>"])),
    )
    return {name: getattr(line, name) for name in type(line).__dataclass_fields__}


@st.composite
def invoices(draw: st.DrawFn, kinds: tuple[str, ...]) -> dict[str, Any]:
    """The record of an invoice that is consistent in itself."""
    kind, issued_on = draw(st.sampled_from(kinds)), draw(DAYS)
    items = draw(st.lists(one_line(), min_size=1, max_size=6))
    amount = sum((Decimal(line["amount"] or 0) for line in items), Decimal(0))
    taxes = [Decimal(line["tax"]) for line in items if line["tax"] and line["tax"] != "***"]
    total = amount + sum(taxes, Decimal(0))
    digital = kind in DIGITAL
    serial = draw(SERIALS)
    number = identifiers.digital_number(issued_on, serial) if digital else f"{serial:08d}"
    code = None if digital else identifiers.older_code(issued_on, ENDS[kind])
    return dict.fromkeys(TEXT_FIELDS) | {
        "kind": kind,
        "invoice_number": number,
        "invoice_code": code,
        "check_code": None if digital else identifiers.check_code(number),
        "issue_date": issued_on.isoformat(),
        "buyer_name": draw(NAMES),
        "buyer_tax_id": draw(CODES),
        "seller_name": draw(NAMES),
        "seller_tax_id": draw(CODES),
        "items": items,
        "total_amount": f"{amount:.2f}",
        "total_tax": f"{sum(taxes):.2f}" if taxes else "***",
        "total_with_tax": f"{total:.2f}",
        "total_in_words": chinese_amount.words(total),
        "remarks": draw(TEXTS) or None,
        "is_red": False,
        "particulars": {"element": "通行费"} if kind == "vat_e_toll" else {},
        "rows": [],
    }


@st.composite
def tickets(draw: st.DrawFn) -> dict[str, Any]:
    """The record of a rail ticket: fare, or fee of a refund."""
    issued_on, total = draw(DAYS), draw(CENTS)
    amount = lines.cents(total / Decimal("1.09"))
    refunded = draw(st.booleans())
    return dict.fromkeys(TEXT_FIELDS) | {
        "kind": "rail",
        "invoice_number": f"{issued_on:%y}119{draw(SERIALS):015d}",
        "issue_date": issued_on.isoformat(),
        "buyer_name": draw(NAMES),
        "buyer_tax_id": draw(CODES),
        "items": [],
        "total_amount": f"{amount:.2f}",
        "total_tax": f"{total - amount:.2f}",
        "total_with_tax": f"{total:.2f}",
        "remarks": draw(TEXTS) or None,
        "is_red": False,
        "rows": [],
        "particulars": {
            "business": "退" if refunded else "售",
            "refund_fee" if refunded else "fare": f"{total:.2f}",
            "tax_rate": "9%",
            "train": f"G{draw(st.integers(1, 9999))}",
            "from_station": "南京",
            "to_station": "上海虹桥",
            "travel_date": draw(DAYS).isoformat(),
        },
    }


@st.composite
def receipts(draw: st.DrawFn) -> dict[str, Any]:
    """The record of a fiscal receipt, central or of a province."""
    kind = draw(st.sampled_from(["fiscal_central", "fiscal_province"]))
    items = [
        line | {"tax": None, "tax_rate": None, "spec": None, "code": "103015"}
        for line in draw(st.lists(one_line(), min_size=1, max_size=4))
    ]
    total = sum((Decimal(line["amount"] or 0) for line in items), Decimal(0))
    central = kind == "fiscal_central"
    return dict.fromkeys(TEXT_FIELDS) | {
        "kind": kind,
        "invoice_code": "00010126" if central else "32020724",
        "invoice_number": f"{draw(SERIALS):010d}",
        "check_code": draw(st.text(string.ascii_letters + string.digits, min_size=6, max_size=6)),
        "issue_date": draw(DAYS).isoformat(),
        "buyer_name": draw(NAMES),
        "buyer_tax_id": draw(CODES),
        "seller_name": draw(NAMES),
        "seller_tax_id": draw(CODES),
        "items": items,
        "total_with_tax": f"{total:.2f}",
        "total_in_words": chinese_amount.words(total),
        "is_red": False,
        "rows": [],
        "particulars": {
            "other_info": draw(TEXTS) or "无",
            "title": "中央非税收入统一票据（电子）" if central else "江苏省票据（电子）",
        },
    }


@given(invoices(DIGITAL), STYLES)
def test_every_digital_invoice_is_read_back(said: dict[str, Any], style: XmlStyle) -> None:
    assert uscc.is_valid(said["buyer_tax_id"])
    assert_read_back(said, style)


@given(invoices(OLDER), STYLES)
def test_every_older_attachment_is_read_back(said: dict[str, Any], style: XmlStyle) -> None:
    assert_read_back(said, style)


@given(tickets(), STYLES)
def test_every_rail_ticket_is_read_back(said: dict[str, Any], style: XmlStyle) -> None:
    assert_read_back(said, style)


@given(receipts(), STYLES)
def test_every_fiscal_receipt_is_read_back(said: dict[str, Any], style: XmlStyle) -> None:
    assert_read_back(said, style)
