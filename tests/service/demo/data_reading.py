"""Manners of writing structured data, and how what is drawn is read back."""

from typing import Any

from hypothesis import strategies as st

from importers import registry
from importers.data_values import percent
from importers.document import Document
from importers.invoice import TEXT_FIELDS, Invoice, line_record
from service.demo.data_form import draw_xml
from service.demo.xml_style import Blank, XmlStyle

STYLES = st.builds(
    XmlStyle,
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    declared=st.sampled_from(["UTF-8", "GBK", None]),
    blank=st.sampled_from(Blank),
    backwards=st.booleans(),
    namespace=st.booleans(),
    shares=st.sampled_from([None, 2, 4, 6]),
    timed=st.booleans(),
    signed=st.booleans(),
    wrapped=st.booleans(),
    version=st.sampled_from(["0.2", "0.32", "0.33", "0.37"]),
)


def comparable(line: dict[str, Any]) -> dict[str, Any]:
    """A line with its rate as printed."""
    return line | {"tax_rate": percent(line["tax_rate"])}


def assert_read_back(said: dict[str, Any], style: XmlStyle) -> None:
    """Check that all came back, and that the reader was sure of it."""
    (invoice,) = registry.read(Document("x.xml", draw_xml(said, style)))
    got = invoice.to_contract("")
    for name in ("kind", "issue_date", "is_red", "particulars", "rows", *TEXT_FIELDS):
        assert got[name] == said[name], name
    assert [comparable(line_record(line)) for line in invoice.items] == said["items"]
    assert not invoice.uncertain, [each.text() for each in invoice.findings]
    assert Invoice.from_record(invoice.to_record()) == invoice
