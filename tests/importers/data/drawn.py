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
