"""Records to be written as structured data, and what comes back."""

from collections.abc import Mapping
from typing import Any

from importers import registry
from importers.document import Document
from importers.invoice import TEXT_FIELDS, Invoice
from service.demo.data_form import draw_xml
from service.demo.xml_style import XmlStyle

BUYER = ("北京云岫智能装备有限公司", "91110108MA00F0E75L")
LINE = {
    "name": "*研发和技术服务*测试费", "spec": None, "unit": "项", "quantity": "2",
    "unit_price": "50", "amount": "100.00", "tax_rate": "6%", "tax": "6.00",
    "code": "3040101000000000000",
}  # fmt: skip


def record(kind: str, **values: Any) -> dict[str, Any]:
    """A record in the names of `Invoice.to_contract`, with nothing in it but `values`."""
    empty: dict[str, Any] = dict.fromkeys(TEXT_FIELDS)
    return {
        **empty, "kind": kind, "issue_date": "2026-04-02", "items": [], "is_red": False,
        "particulars": {}, "rows": [],
    } | values  # fmt: skip


def digital(**values: Any) -> dict[str, Any]:
    """A digital invoice of one line."""
    given = {
        "invoice_number": "26112000001297155376",
        "buyer_name": BUYER[0], "buyer_tax_id": BUYER[1],
        "seller_name": "上海样例检测技术有限公司", "seller_tax_id": "91310115MA1H7X2B5U",
        "total_amount": "100.00", "total_tax": "6.00", "total_with_tax": "106.00",
        "total_in_words": "壹佰零陆圆整", "items": [LINE], "remarks": "合同编号：A-1",
    }  # fmt: skip
    return record("e_ordinary", **given) | values


def read(content: bytes) -> Invoice:
    """Read one XML file."""
    (invoice,) = registry.read(Document("x.xml", content))
    return invoice


def drawn(said: Mapping[str, Any], **style: Any) -> Invoice:
    """Draw a record as XML and read it."""
    return read(draw_xml(said, XmlStyle(**style)))


def findings(invoice: Invoice) -> str:
    """All that the reader says, as one text."""
    return "\n".join(each.text() for each in invoice.findings)


def older(**values: Any) -> dict[str, Any]:
    """An older invoice of one line."""
    own = {
        "kind": "vat_e_ordinary", "invoice_code": "011002300111", "invoice_number": "84155545",
        "check_code": "01234567890123456789", "issue_date": "2023-04-02",
        "items": [LINE | {"code": None}],
        "qr": "01,10,011002300111,84155545,100.00,20230402,01234567890123456789,19D6,",
    }  # fmt: skip
    return digital() | own | values


def ticket(**named: Any) -> dict[str, Any]:
    """A rail ticket sold."""
    values = {
        "business": "售", "e_ticket": "306712A086012090014302026", "train": "G7101",
        "from_station": "南京", "to_station": "上海虹桥", "travel_date": "2026-03-01",
        "departure_time": "06:23", "carriage": "01车", "seat": "05C号", "seat_class": "二等座",
        "passenger": "梁某某", "id_no": "1427241988****1627", "tax_rate": "9%", "fare": "181.00",
    }  # fmt: skip
    return record(
        "rail", invoice_number="26119130671000000049", total_amount="166.05", total_tax="14.95",
        total_with_tax="181.00", buyer_name=BUYER[0], buyer_tax_id=BUYER[1],
        particulars=values | named,
    )  # fmt: skip


FLIGHT = {
    "from_station": "北京首都", "to_station": "上海虹桥", "carrier": "国航", "flight": "CA1234",
    "seat_class": "Y", "travel_date": "2026-03-05", "departure_time": "08:15",
}  # fmt: skip


def itinerary(rows: tuple[dict[str, str], ...] = (FLIGHT,), **named: Any) -> dict[str, Any]:
    """An air itinerary of one flight or several."""
    values = {
        "passenger": "梁某某", "id_no": "1427241988****1627", "e_ticket": "7812345678901",
        "sales_agent": "BJS123", "endorsement": "不得签转",
        "fare": "550.46", "fuel_surcharge": "9.17", "tax_rate": "9%",
        "development_fund": "50.00", "other_taxes": "0.00", "issued_by": "样例航空服务有限公司",
    }  # fmt: skip
    return record(
        "air", invoice_number="26118800000000000001", total_tax="50.37", total_with_tax="660.00",
        check_code="0123", buyer_name=BUYER[0], buyer_tax_id=BUYER[1],
        particulars=values | named, rows=list(rows),
    )  # fmt: skip


def receipt(**values: Any) -> dict[str, Any]:
    """A central fiscal receipt for a patent fee: quantity is the factor of reduction."""
    fee = {"name": "专利收费", "spec": None, "unit": "元", "quantity": "0.15",
           "unit_price": "600.00", "amount": "90.00", "tax_rate": None, "tax": None,
           "code": "0569901"}  # fmt: skip
    return record(
        "fiscal_central", invoice_code="00010126", invoice_number="0010925612",
        check_code="aB3dE9", buyer_name=BUYER[0], buyer_tax_id=BUYER[1],
        seller_name="样例专利局", seller_tax_id="91310115MA1H7X2B5U", total_with_tax="90.00",
        items=[fee], particulars={"title": "中央非税收入统一票据（电子）"},
    ) | values  # fmt: skip
