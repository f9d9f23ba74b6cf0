"""Data inside a PDF: a second statement that agrees, contradicts, or leads where no page can."""

import base64
import gzip

import pytest

from importers import pdf_info, registry
from importers.checks import Channel, Outcome
from importers.document import Document
from importers.invoice import Invoice, Kind, Source
from tests.importers import drawing
from tests.importers.form_drawing import FormPage, Text, pdf, replaced, with_attachment

TITLE = "中央非税收入统一票据（电子）"
PAYER = ("上海砚栎岚人才咨询有限公司", "91310000669241969L")
TEXTS: list[Text] = [
    (200, 20, TITLE, 18),
    (40, 70, "票据代码：00010125"), (380, 70, "票据号码：0010925600"),
    (40, 84, f"交款人统一社会信用代码：{PAYER[1]}"), (380, 84, "校验码：a1B2c3"),
    (40, 98, f"交款人：{PAYER[0]}"), (380, 98, "开票日期：2026-06-09"),
    (45, 118, "项目编码"), (140, 118, "项目名称"), (260, 118, "单位"), (310, 118, "数量"),
    (360, 118, "标准"), (420, 118, "金额（元）"), (520, 118, "备注"),
    (42, 136, "0569901001"), (98, 136, "专利申请费"), (265, 136, "项"), (320, 136, "0.15"),
    (365, 136, "600.00"), (440, 136, "90.00"),
    (40, 300, "金额合计（大写）玖拾元整"), (380, 300, "（小写）90.00"),
    (40, 380, "收款单位（章）："), (300, 380, "复核人：甲"), (450, 380, "收款人：乙"),
]  # fmt: skip
EMPTY: list[Text] = [
    (40, 60, "样例 " + PAYER[0] + " 这里没有票头，只有一些说明文字，供阅读时参考之用。")
]


def receipt(total: str = "90.00", number: str = "0010925600", name: str = "专利申请费") -> str:
    return (
        "<EInvoice><Header><EInvoiceTag>CZ-EI-00</EInvoiceTag></Header><EInvoiceData><Main>"
        f"<EInvoiceName>{TITLE}</EInvoiceName><RandomNumber>a1B2c3</RandomNumber>"
        f"<EInvoiceCode>00010125</EInvoiceCode><EInvoiceNumber>{number}</EInvoiceNumber>"
        f"<TotalAmount>{total}</TotalAmount><IssueDate>20260609</IssueDate>"
        "<InvoicingParty><InvoicingPartyCode>000001</InvoicingPartyCode>"
        "<InvoicingPartyName>样例专利局</InvoicingPartyName></InvoicingParty>"
        f"<PayerParty><PayerPartyCode>{PAYER[1]}</PayerPartyCode>"
        f"<PayerPartyName>{PAYER[0]}</PayerPartyName></PayerParty></Main>"
        f"<Details><Item><ItemCode>0569901001</ItemCode><ItemName>{name}</ItemName>"
        "<ItemUnit>项</ItemUnit><ItemQuantity>0.15</ItemQuantity><ItemStd>600</ItemStd>"
        f"<ItemAmount>{total}</ItemAmount></Item></Details></EInvoiceData></EInvoice>"
    )


def state(word: str) -> str:
    return f"<EInvoice><EInvoiceStatus><Status>{word}</Status></EInvoiceStatus></EInvoice>"


def packed(text: str, *, cut: int = 0) -> str:
    """Text as such producers hide it; `cut` bytes are lost at the end."""
    content = gzip.compress(text.encode(), mtime=0)
    return base64.b64encode(content[: len(content) - cut]).decode()


def read(content: bytes) -> tuple[Invoice, ...]:
    return registry.read(Document("a.pdf", content))


def one(texts: list[Text] | None = None, **info: str) -> Invoice:
    (invoice,) = read(pdf(FormPage(texts=texts or TEXTS), info=info))
    return invoice


def sentences(invoice: Invoice) -> str:
    return "".join(finding.text() for finding in invoice.findings)


def test_hidden_data_that_agree_are_a_second_channel() -> None:
    invoice = one(hidexml=packed(receipt()), attachXml=packed(state("NORMAL")))
    for name in ("invoice_number", "check_code", "issue_date", "total_with_tax", "buyer_name"):
        assert Channel.DATA in invoice.provenance[name].agrees_with
    assert (invoice.seller_name, invoice.seller_tax_id) == ("样例专利局", None)
    assert invoice.provenance["seller_name"].source is Source.ATTACHMENT
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())


def test_hidden_data_that_differ_are_doubted_never_preferred() -> None:
    invoice = one(hidexml=packed(receipt("95.00")))
    assert invoice.total_with_tax == "90.00"
    assert {"total_with_tax", "items"} <= invoice.uncertain
    assert "两者不一致" in sentences(invoice)
    other = one(hidexml=packed(receipt(number="0010925999")))
    assert "invoice_number" in other.uncertain


def test_a_receipt_taken_back_is_said() -> None:
    assert "不是正常（RED）" in sentences(one(attachXml=packed(state("RED"))))
    assert sentences(one(attachXml=packed("<EInvoice/>"))) == ""


def test_data_lead_where_the_page_has_no_voucher_and_are_looked_for_on_it() -> None:
    invoice = one(EMPTY, hidexml=packed(receipt()))
    assert invoice.kind is Kind.FISCAL_CENTRAL
    assert invoice.invoice_number == "0010925600"
    assert Channel.TEXT in invoice.provenance["buyer_name"].agrees_with
    assert "buyer_name" not in invoice.uncertain
    assert {"invoice_number", "issue_date", "total_with_tax", "items"} <= invoice.uncertain
    assert "页面文字中没有找到" in sentences(invoice)


@pytest.mark.parametrize(
    "entry",
    [
        "not base64!",
        base64.b64encode(b"no xml").decode(),
        packed("<EInvoice>"),
        packed("<a>" + " " * 10_000_000 + "</a>"),
        packed("<a/>", cut=6),
        base64.b64encode(b"\x1f\x8bbroken").decode(),
    ],
    ids=["no base64", "no xml", "torn xml", "too large", "cut off", "no gzip"],
)
def test_data_that_cannot_be_read_are_said_and_nothing_else_changes(entry: str) -> None:
    invoice = one(hidexml=entry, attachXml=packed("<a"))
    assert invoice.uncertain == frozenset()
    assert invoice.total_with_tax == "90.00"
    said = [check for check in invoice.checks if check.channel is Channel.DATA]
    assert [check.outcome for check in said] == [Outcome.NOT_VERIFIABLE]


def test_plain_xml_is_taken_as_it_is() -> None:
    assert pdf_info.unpacked(receipt()) == receipt().encode()
    assert pdf_info.unpacked(base64.b64encode(receipt().encode()).decode()) == receipt().encode()
    assert pdf_info.unpacked("") is None


TOTALS = {
    "InvoiceNumber": "24112000000012345678", "IssueTime": "2024-06-18 10:00:00",
    "TotalAmWithoutTax": "100", "TotalTaxAm": "6.0", "TotalTax-includedAmount": "106.00",
    "SellerIdNum": drawing.Example().seller[1],
}  # fmt: skip


def with_info(**changed: str) -> bytes:
    """A drawn digital invoice whose Info dictionary bears numbers and totals."""
    entries = {**TOTALS, **changed}
    text = "".join(f"/{key} ({value})\n" for key, value in entries.items()).encode()
    content = drawing.one(drawing.Example())
    return content.replace(b"/Author", text + b"/Author", 1)


def test_totals_in_the_info_dictionary_confirm_those_of_the_page() -> None:
    (invoice,) = read(with_info())
    for name in ("invoice_number", "issue_date", "total_amount", "total_tax", "seller_tax_id"):
        assert Channel.DATA in invoice.provenance[name].agrees_with
    assert invoice.uncertain == frozenset()
    (invoice,) = read(with_info(TotalTaxAm="6.01"))
    assert invoice.uncertain == {"total_tax"}


def test_an_attached_file_of_the_issuer_confirms_the_page_and_others_are_passed_over() -> None:
    content = with_attachment(pdf(FormPage(texts=TEXTS)), "a.xml", receipt().encode())
    content = with_attachment(content, "b.txt", b"no xml")
    content = with_attachment(content, "c.xml", b"<unknown/>")
    (invoice,) = read(content)
    assert Channel.DATA in invoice.provenance["total_with_tax"].agrees_with
    assert "total_with_tax" not in invoice.uncertain


def test_data_of_another_kind_of_voucher_make_the_kind_uncertain() -> None:
    content = with_attachment(drawing.one(drawing.Example()), "a.xml", receipt().encode())
    (invoice,) = read(content)
    assert {"kind", "invoice_number"} <= invoice.uncertain


def test_data_belong_to_the_voucher_with_their_number() -> None:
    second = replaced(TEXTS, "0010925600", "0010925601")
    pages = FormPage(texts=TEXTS), FormPage(texts=second)
    first, other = read(pdf(*pages, info={"hidexml": packed(receipt())}))
    assert Channel.DATA in first.provenance["total_with_tax"].agrees_with
    assert Channel.DATA not in other.provenance["total_with_tax"].agrees_with
    assert (first.uncertain, other.uncertain) == (frozenset(), frozenset())
    strange, _ = read(pdf(*pages, info={"hidexml": packed(receipt(number="0010925777"))}))
    assert "invoice_number" in strange.uncertain
    assert "页面上没有这张发票" in sentences(strange)


def test_totals_alone_lead_when_nothing_else_is_there() -> None:
    content = pdf(FormPage(texts=EMPTY), info=TOTALS)
    (invoice,) = read(content)
    assert invoice.kind is Kind.E_ORDINARY
    assert {"kind", "invoice_number", "total_with_tax"} <= invoice.uncertain
