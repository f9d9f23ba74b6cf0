"""OFD packages as a whole: pages against data and seals; data alone; several documents."""

from dataclasses import replace
from datetime import date

import pytest

from importers import registry
from importers.checks import Channel, Check, Outcome
from importers.document import Document
from importers.invoice import Invoice, Kind, Source
from service.demo.invoices import InvoiceSpec
from tests.importers import ofd_drawing
from tests.importers.ofd_packages import (
    OLDER,
    PAGE,
    Parts,
    changed,
    parts_of,
    read,
    read_one,
    said,
    without_qr,
)
from tests.service.demo import specs


def test_an_attachment_that_says_otherwise_makes_the_field_uncertain_and_names_both() -> None:
    attachment = "Doc_0/Attachs/original_invoice.xml"
    invoice = read_one(changed(parts_of(specs.OLDER, OLDER), attachment, "12720.00", "99720.00"))
    assert "total_with_tax" in invoice.uncertain
    assert "12720.00" in said(invoice)
    assert "99720.00" in said(invoice)


def test_tags_that_point_to_another_text_make_the_field_uncertain() -> None:
    tags = "Doc_0/Tags/CustomTag.xml"
    parts = parts_of(specs.DIGITAL)
    wrong = parts[tags].decode().replace("BuyerName", "_").replace("SellerName", "BuyerName")
    invoice = read_one(parts | {tags: wrong.encode()})
    assert invoice.uncertain == {"buyer_name"}
    assert specs.BUYER.name in said(invoice)
    assert specs.SELLER.name in said(invoice)


def test_entries_about_the_document_are_compared_too() -> None:
    invoice = read_one(changed(parts_of(specs.DIGITAL), "OFD.xml", specs.DIGITAL.number, "2" * 20))
    assert "invoice_number" in invoice.uncertain


def test_a_kind_that_the_attachment_contradicts_is_uncertain() -> None:
    special = replace(specs.OLDER, kind=Kind.VAT_E_SPECIAL)
    parts = parts_of(specs.OLDER, OLDER)
    attachment = "Doc_0/Attachs/original_invoice.xml"
    other = parts_of(special, OLDER)[attachment]
    assert "kind" in read_one(parts | {attachment: other}).uncertain


def test_the_attachment_holds_the_lines_that_the_page_only_sums_up() -> None:
    nine = replace(specs.OLDER, lines=(specs.TEST_FEE,) * 9)
    parts = parts_of(nine, OLDER)
    entry = parts["Doc_0/Document.xml"].decode()
    second = entry[entry.index("<ofd:Page ", entry.index("<ofd:Page ") + 1) :]
    second = second[: second.index("/>") + 2]
    invoice = read_one(changed(parts, "Doc_0/Document.xml", second, ""))
    assert invoice.items[0].name == "(详见销货清单)"
    assert invoice.list_items == nine.lines
    assert invoice.uncertain == frozenset()


def as_shapes(parts: Parts) -> Parts:
    """The titles gone, as where a producer draws them as outlines."""
    found = {}
    for path, content in parts.items():
        text = content
        for title in ("增值税电子普通发票", "电子发票（普通发票）"):
            text = text.replace(title.encode(), ("口" * len(title)).encode())
        found[path] = text
    return found


def test_data_lead_where_the_page_is_not_recognised_and_the_page_bears_them_out() -> None:
    invoice = read_one(without_qr(as_shapes(parts_of(specs.OLDER, OLDER))))
    assert invoice.kind is Kind.VAT_E_ORDINARY
    assert invoice.total_with_tax == "12720.00"
    assert invoice.provenance["total_with_tax"].source is Source.ATTACHMENT
    assert "text" in invoice.provenance["total_with_tax"].agrees_with
    assert "total_with_tax" in invoice.uncertain  # printed, but perhaps not as the total


def test_an_amount_printed_anywhere_does_not_bear_out_a_total() -> None:
    parts = without_qr(as_shapes(parts_of(specs.OLDER, OLDER)))
    attachment = "Doc_0/Attachs/original_invoice.xml"
    tax_only = changed(parts, attachment, ">12720.00<", ">720.00<")
    invoice = read_one(tax_only)
    assert invoice.total_with_tax == "720.00"
    assert "total_with_tax" in invoice.uncertain
    assert "没有二维码可以核对" in said(invoice)


def test_leading_data_that_the_page_does_not_print_are_uncertain() -> None:
    parts = without_qr(as_shapes(parts_of(specs.OLDER, OLDER)))
    attachment = "Doc_0/Attachs/original_invoice.xml"
    parts = changed(parts, attachment, specs.SELLER.name, "另一家公司")
    parts = changed(parts, attachment, "2023年04月02日", "2023年05月02日")
    invoice = read_one(parts)
    assert {"seller_name", "issue_date"} <= invoice.uncertain
    assert "页面文字中没有找到" in said(invoice)


def test_tags_lead_where_there_is_no_attachment_and_the_kind_stays_uncertain() -> None:
    invoice = read_one(without_qr(as_shapes(parts_of(specs.DIGITAL))))
    assert (invoice.kind, invoice.invoice_number) == (Kind.E_ORDINARY, specs.DIGITAL.number)
    assert invoice.uncertain >= {"kind"}
    assert invoice.buyer_name == specs.BUYER.name


def test_a_page_of_something_else_is_no_invoice() -> None:
    contract = "采购合同 甲方 乙方 " * 20
    content = ofd_drawing.packed(ofd_drawing.parts(ofd_drawing.text(contract, Size="3")))
    (invoice,) = registry.read(Document("a.ofd", content))
    assert invoice.kind is Kind.NOT_INVOICE


RECEIPT = """<xbrl xmlns="http://www.xbrl.org/2003/instance"
 xmlns:bker="http://xbrl.mof.gov.cn/taxonomy/2021-11-30/bker"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
 <link:schemaRef xlink:href="bker_entry_point_2021-11-30.xsd"/>
 <bker:NumberOfBankElectronicReceipt>1</bker:NumberOfBankElectronicReceipt></xbrl>"""


def with_attachment(parts: dict[str, str], *contents: str) -> dict[str, str]:
    entries = ""
    for place, content in enumerate(contents):
        parts[f"Doc_0/A/{place}.xml"] = content
        entries += (
            f'<ofd:Attachment ID="{place}" Name="附件{place}">'
            f"<ofd:FileLoc>{place}.xml</ofd:FileLoc></ofd:Attachment>"
        )
    entries += "<ofd:Attachment><ofd:FileLoc>none.xml</ofd:FileLoc></ofd:Attachment>"
    parts["Doc_0/A/list.xml"] = (
        f"<ofd:Attachments {ofd_drawing.NAMESPACE}>{entries}</ofd:Attachments>"
    )
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        "</ofd:Document>", "<ofd:Attachments>A/list.xml</ofd:Attachments></ofd:Document>"
    )
    return parts


def test_a_bank_receipt_is_named_by_its_attachment() -> None:
    slip = ofd_drawing.parts(ofd_drawing.text("电子回单 付款人 收款人 金额 " * 9, Size="3"))
    content = ofd_drawing.packed(with_attachment(slip, RECEIPT))
    (invoice,) = registry.read(Document("a.ofd", content))
    assert invoice.kind is Kind.NOT_INVOICE
    assert "银行电子回单" in said(invoice)


def test_attachments_of_other_kinds_actions_and_versions_are_reported() -> None:
    parts = parts_of(specs.DIGITAL)
    text = {path: content.decode() for path, content in parts.items() if path.endswith(".xml")}
    text = with_attachment(text, "no xml", "<unknown/>", "<broken")
    text["Doc_0/Document.xml"] = text["Doc_0/Document.xml"].replace(
        "</ofd:Document>", '<ofd:Actions><ofd:Action Event="DO"/></ofd:Actions></ofd:Document>'
    )
    text["OFD.xml"] = text["OFD.xml"].replace(
        "</ofd:DocBody>", '<ofd:Versions><ofd:Version ID="1"/></ofd:Versions></ofd:DocBody>'
    )
    invoice = read_one(parts | {path: content.encode() for path, content in text.items()})
    told = {
        check.channel: check.message.text()
        for check in invoice.checks
        if check.outcome is Outcome.NOT_VERIFIABLE and check.message
    }
    assert "附件0、附件1、附件2" in " ".join(
        check.message.text() for check in invoice.checks if check.message
    )
    assert set(told) == {Channel.CONTENTS, Channel.REVISIONS}
    assert invoice.uncertain == frozenset()


OTHER_PAGE = '<ofd:Page ID="9" BaseLoc="Pages/Page_9/Content.xml"/>'


@pytest.mark.parametrize(
    ("path", "old", "new", "word"),
    [
        (
            "OFD.xml",
            "<ofd:DocRoot>",
            "<ofd:DocRoot>Doc_9/D.xml</ofd:DocRoot><ofd:DocRoot>",
            "DocRoot",
        ),
        (
            "Doc_0/Document.xml",
            "</ofd:Pages>",
            f"</ofd:Pages><ofd:Pages>{OTHER_PAGE}</ofd:Pages>",
            "Pages",
        ),
        (PAGE, "</ofd:Content>", "</ofd:Content><ofd:Content/>", "Content"),
        (
            "Doc_0/Tpls/Tpl_0/Content.xml",
            "</ofd:Content>",
            "</ofd:Content><ofd:Content/>",
            "Content",
        ),
    ],
)
def test_what_other_software_may_show_instead_is_told(
    path: str, old: str, new: str, word: str
) -> None:
    invoice = read_one(changed(parts_of(specs.DIGITAL), path, old, new))
    assert f"文件的结构有重复（{word}）" in said(invoice)


def test_text_that_a_path_cuts_off_is_told() -> None:
    printed = ">12720.00</ofd:TextCode>"
    cut = changed(parts_of(specs.DIGITAL), PAGE, printed, f"{printed}<ofd:Clips/>")
    assert "第 1 页的文字“12720.00”设了裁剪范围" in said(read_one(cut))


def test_a_page_without_qr_code_has_a_witness_less_and_says_so() -> None:
    (with_code, without) = (parts_of(specs.DIGITAL), without_qr(parts_of(specs.DIGITAL)))
    assert Channel.QR not in {check.channel for check in unverified(read_one(with_code))}
    missed = [check for check in unverified(read_one(without)) if check.channel is Channel.QR]
    assert any("没有可读的二维码" in check.message.text() for check in missed if check.message)


def unverified(invoice: Invoice) -> list[Check]:
    return [check for check in invoice.checks if check.outcome is Outcome.NOT_VERIFIABLE]


def two_documents(one: InvoiceSpec, other: InvoiceSpec) -> Parts:
    """A package of two documents."""
    first, second = parts_of(one), parts_of(other)
    body = second.pop("OFD.xml").decode()
    body = body[body.index("<ofd:DocBody>") : body.index("</ofd:OFD>")]
    moved = {path.replace("Doc_0/", "Doc_1/"): content for path, content in second.items()}
    whole = first | moved
    return changed(whole, "OFD.xml", "</ofd:OFD>", body.replace("Doc_0", "Doc_1") + "</ofd:OFD>")


def test_every_document_of_a_package_is_read_with_its_own_data() -> None:
    other = replace(specs.DIGITAL, number="26112000001297155377", buyer=specs.SELLER)
    first, second = read(two_documents(specs.DIGITAL, other))
    assert [first.invoice_number, second.invoice_number] == [specs.DIGITAL.number, other.number]
    assert [first.page, second.page, second.pages] == [1, 2, 2]
    assert first.uncertain | second.uncertain == frozenset()


def test_several_invoices_in_one_document_take_the_data_of_their_number() -> None:
    other = replace(specs.OLDER, number="84155546", issued_on=date(2023, 5, 6))
    first, second = parts_of(specs.OLDER, OLDER), parts_of(other, OLDER)
    attached = second["Doc_0/Attachs/original_invoice.xml"]
    page = second[PAGE].decode()
    template = second["Doc_0/Tpls/Tpl_0/Content.xml"]
    number = page[page.index('TemplateID="') + 12 :].partition('"')[0]
    parts = first | {
        "Doc_0/Pages/Page_1/Content.xml": page.replace(
            f'TemplateID="{number}"', 'TemplateID="9999"'
        ).encode(),
        "Doc_0/Tpls/Tpl_9/Content.xml": template,
        "Doc_0/Attachs/second.xml": attached,
    }
    parts = changed(
        parts, "Doc_0/Document.xml", "</ofd:Pages>",
        '<ofd:Page ID="8888" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages>',
    )  # fmt: skip
    parts = changed(
        parts, "Doc_0/Document.xml", "</ofd:CommonData>",
        '<ofd:TemplatePage ID="9999" BaseLoc="Tpls/Tpl_9/Content.xml"/></ofd:CommonData>',
    )  # fmt: skip
    listed = changed(
        parts, "Doc_0/Attachs/Attachments.xml", "</ofd:Attachments>",
        '<ofd:Attachment ID="7"><ofd:FileLoc>second.xml</ofd:FileLoc></ofd:Attachment>'
        "</ofd:Attachments>",
    )  # fmt: skip
    listed = without_qr(listed)  # the second page has the picture of the first
    one, two = read(listed)
    assert [one.invoice_number, two.invoice_number] == [specs.OLDER.number, other.number]
    assert [one.issue_date, two.issue_date] == [specs.OLDER.issued_on, other.issued_on]
    assert one.uncertain | two.uncertain == frozenset()
    stranger = changed(listed, "Doc_0/Attachs/second.xml", "84155546", "84155549")
    assert all("invoice_number" in invoice.uncertain for invoice in read(stranger))


@pytest.mark.parametrize(
    ("attributes", "paint", "word"),
    [
        ({"Visible": "false"}, "", "不显示"),
        ({"Fill": "false"}, "", "不显示"),
        ({"Alpha": "0"}, "", "透明"),
        ({}, '<ofd:FillColor Value="255 255 255"/>', "与底色相同"),
        ({"Size": "0.3"}, "", "范围之外"),
        ({"Boundary": "400 10 50 5"}, "", "范围之外"),
    ],
)
def test_hidden_text_is_left_out_and_quoted(
    attributes: dict[str, str], paint: str, word: str
) -> None:
    lie = ofd_drawing.text("99999.00", paint=paint, **attributes)
    whole = changed(parts_of(specs.DIGITAL), PAGE, "</ofd:Layer>", lie + "</ofd:Layer>")
    invoice = read_one(whole)
    (check,) = [check for check in invoice.checks if check.channel is Channel.SHOWN_TEXT]
    assert check.outcome is Outcome.DIFFERS
    assert "99999.00" in said(invoice)
    assert word in said(invoice)
    assert invoice.total_with_tax == specs.DIGITAL.filled().total_with_tax


def test_text_that_a_white_field_covers_is_left_out_and_quoted() -> None:
    lie = ofd_drawing.text("888.00") + ofd_drawing.path(
        "M 5 5 L 90 5 L 90 20 L 5 20 C", Fill="true", Stroke="false",
        inside='<ofd:FillColor Value="255 255 255"/>',
    )  # fmt: skip
    whole = changed(parts_of(specs.DIGITAL), PAGE, "</ofd:Layer>", lie + "</ofd:Layer>")
    assert "888.00" in said(read_one(whole))


def test_a_page_that_shows_all_its_text_says_so() -> None:
    (check,) = [
        check
        for check in read_one(parts_of(specs.DIGITAL)).checks
        if check.channel is Channel.SHOWN_TEXT
    ]
    assert check.outcome is Outcome.AGREES


def test_a_picture_that_cannot_be_unpacked_is_mentioned() -> None:
    parts = parts_of(specs.DIGITAL)
    broken = {path: b"?" if path.endswith(".png") else held for path, held in parts.items()}
    told = [check.message.text() for check in read_one(broken).checks if check.message]
    assert any("无法解开的图片" in text for text in told)


@pytest.mark.parametrize("own", ["font", "glyphs"])
def test_fonts_inside_the_file_are_said_to_be_unchecked(own: str) -> None:
    parts = parts_of(specs.DIGITAL)
    if own == "font":
        parts = changed(
            parts, "Doc_0/PublicRes.xml", 'FontName="Chinese"/>',
            'FontName="Chinese"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font>',
        )  # fmt: skip
    else:
        parts = changed(parts, PAGE, "<ofd:TextCode", "<ofd:CGTransform/><ofd:TextCode")
    invoice = read_one(parts)
    told = [check.message.text() for check in invoice.checks if check.message]
    assert any("自带的字体" in text for text in told)
    assert invoice.uncertain == frozenset()
