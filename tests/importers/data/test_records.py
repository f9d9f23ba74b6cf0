"""What is no voucher is named; each dialect takes its own."""

from datetime import date
from pathlib import Path

import pytest

from importers import data, registry, structured, xml_tree
from importers.document import Document, UnreadableDocument
from importers.invoice import Kind, Source
from service.demo.data_form import draw_xml
from service.demo.xml_style import XmlStyle
from tests.importers.data.drawn import digital, findings, itinerary, older, read, receipt, ticket


def xbrl(taxonomy: str, *parts: str) -> bytes:
    """A little instance of a taxonomy."""
    inner = "".join(parts)
    dated = f"<{taxonomy}:IssueDate>2026-04-02</{taxonomy}:IssueDate>"
    namespace = f"http://xbrl.mof.gov.cn/taxonomy/2021-11-30/{taxonomy}"
    return f'<xbrl xmlns:{taxonomy}="{namespace}">{dated}{inner}</xbrl>'.encode()


@pytest.mark.parametrize(
    ("taxonomy", "name"),
    [("bker", "银行电子回单"), ("bkrs", "银行电子对账单"), ("ctp", "国库集中支付电子凭证"),
     ("ntrev", "非税收入一般缴款书"), ("efi", "财政电子票据的入账信息"), ("news", "会计资料")],
)  # fmt: skip
def test_other_records_are_named_as_what_they_are(taxonomy: str, name: str) -> None:
    invoice = read(xbrl(taxonomy))
    assert invoice.kind is Kind.NOT_INVOICE
    assert name in findings(invoice)


def test_a_booking_record_is_no_invoice_whatever_it_books() -> None:
    for taxonomy in ("einv", "inv", "rai", "atr"):
        booked = f"<{taxonomy}:NameOfAccountingEntity>甲</{taxonomy}:NameOfAccountingEntity>"
        number = f"<{taxonomy}:InvoiceNumber>26112000001297155376</{taxonomy}:InvoiceNumber>"
        invoice = read(xbrl(taxonomy, booked, number))
        assert invoice.kind is Kind.EINV_RECEIVER_XBRL
        assert invoice.invoice_number == "26112000001297155376"
        assert invoice.issue_date == date(2026, 4, 2)
        assert "入账信息" in findings(invoice)


@pytest.mark.parametrize(
    "content",
    [
        "<html><body>发票</body></html>", "<EInvoice/>", "<EInvoice><EInvoiceData/></EInvoice>",
        "<xbrl/>", "<发票><发票号码>1</发票号码></发票>", "<订单><金额>1</金额></订单>",
        "<eInvoice><InvoiceNo>1</InvoiceNo></eInvoice>",
    ],
)  # fmt: skip
def test_other_xml_is_named_and_not_read(content: str) -> None:
    assert structured.draft_of(content.encode(), Source.XML) is None
    invoice = read(b'<?xml version="1.0"?>' + content.encode())
    assert invoice.kind is Kind.NOT_INVOICE
    assert xml_tree.parse(content.encode()).name in findings(invoice)


def test_an_undated_booking_record_has_no_date() -> None:
    booked = "<einv:NameOfAccountingEntity>甲</einv:NameOfAccountingEntity>"
    content = xbrl("einv", booked).replace(b"2026-04-02", b"")
    assert read(content).issue_date is None


def test_each_dialect_takes_its_own_and_no_other() -> None:
    for said in (digital(), older(), ticket(), itinerary(), receipt()):
        root = xml_tree.parse(draw_xml(said, XmlStyle()))
        assert sum(dialect.recognises(root) for dialect in structured.DIALECTS[:-2]) == 1


def test_a_crowd_of_vouchers_in_one_file_is_refused() -> None:
    one = b"<EInvoice><EInvoiceData><SellerInformation/></EInvoiceData></EInvoice>"
    with pytest.raises(UnreadableDocument, match="201 张发票"):
        registry.read(Document("x.xml", b"<a>" + one * 201 + b"</a>"))


def test_every_dialect_is_listed() -> None:
    folder = Path(data.__file__).parent
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    listed = [vars(dialect)["__name__"].rpartition(".")[2] for dialect in structured.DIALECTS]
    assert sorted(listed) == sorted(modules)
