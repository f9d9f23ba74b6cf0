"""OFD packages as a whole: pages against data and seals; data alone; several documents."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from importers import ofd_package, ofd_seals, ofd_signed_value, page_image, registry
from importers.checks import Channel, Check, Outcome
from importers.document import Document, UnreadableDocument
from importers.invoice import Invoice, Kind, Source
from service.demo import ofd_sealing
from service.demo.invoices import InvoiceSpec
from service.demo.ofd_drawing import draw_ofd, packed
from service.demo.ofd_manner import MANNERS, Manner, Tags
from tests.importers import ofd_drawing
from tests.service.demo import specs

Parts = dict[str, bytes]
PLATFORM = MANNERS["tax platform"]
OLDER = Manner(tags=Tags.OLDER, attached=True)
PAGE = "Doc_0/Pages/Page_0/Content.xml"


def parts_of(spec: InvoiceSpec, manner: Manner = PLATFORM) -> Parts:
    with ZipFile(BytesIO(draw_ofd(spec, manner))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(parts: Parts) -> tuple[Invoice, ...]:
    return registry.read(Document("发票.ofd", packed(parts)))


def read_one(parts: Parts) -> Invoice:
    (invoice,) = read(parts)
    return invoice


def changed(parts: Parts, path: str, old: str, new: str) -> Parts:
    text = parts[path].decode()
    assert old in text
    return parts | {path: text.replace(old, new).encode()}


def said(invoice: Invoice) -> str:
    return " ".join(finding.text() for finding in invoice.findings)


def signatures(invoice: Invoice) -> list[Check]:
    return [check for check in invoice.checks if check.channel is Channel.SIGNATURE]


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


def without_qr(parts: Parts) -> Parts:
    return {path: content for path, content in parts.items() if not path.endswith(".png")}


def test_data_lead_where_the_page_is_not_recognised_and_the_page_bears_them_out() -> None:
    invoice = read_one(without_qr(as_shapes(parts_of(specs.OLDER, OLDER))))
    assert invoice.kind is Kind.VAT_E_ORDINARY
    assert invoice.total_with_tax == "12720.00"
    assert invoice.provenance["total_with_tax"].source is Source.ATTACHMENT
    assert "text" in invoice.provenance["total_with_tax"].agrees_with
    assert "total_with_tax" not in invoice.uncertain


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


SEALED = parts_of(specs.OLDER, replace(OLDER, sealed=True))


def test_an_intact_seal_is_named_and_never_called_valid() -> None:
    (check,) = signatures(read_one(SEALED))
    assert check.outcome is Outcome.NOT_VERIFIABLE
    assert check.message is not None
    assert specs.SELLER.name in check.message.text()
    assert "sample" in check.message.text()
    assert "无法验证" in check.message.text()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda parts: changed(parts, PAGE, "12720.00", "92720.00"),
        lambda parts: {path: content for path, content in parts.items() if "PublicRes" not in path},
        lambda parts: changed(parts, "Doc_0/Signs/Sign_0/Signature.xml", "sample", "other"),
        lambda parts: changed(parts, "Doc_0/Signs/Sign_0/Signature.xml", "CheckValue>", "Check>"),
    ],
    ids=["changed", "removed", "re-listed", "digest taken out"],
)
def test_a_change_after_sealing_is_found_and_named(tamper: Callable[[Parts], Parts]) -> None:
    invoice = read_one(tamper(SEALED))
    (check,) = signatures(invoice)
    assert check.outcome is Outcome.DIFFERS
    assert "改动" in said(invoice)


@pytest.mark.parametrize("gone", ["Signatures.xml", "Sign_0/Signature.xml"])
def test_a_seal_that_was_taken_out_is_missed(gone: str) -> None:
    parts = {path: content for path, content in SEALED.items() if not path.endswith(gone)}
    (check,) = signatures(read_one(parts))
    assert check.outcome is Outcome.DIFFERS
    assert check.message is not None
    assert "缺失" in check.message.text()


def test_a_broken_signature_part_counts_as_missing() -> None:
    (check,) = signatures(read_one(SEALED | {"Doc_0/Signs/Sign_0/Signature.xml": b"<broken"}))
    assert check.outcome is Outcome.DIFFERS


def test_digests_alone_are_said_to_prove_little() -> None:
    parts = {path: content for path, content in SEALED.items() if "SignedValue" not in path}
    (check,) = signatures(read_one(parts))
    assert check.message is not None
    assert "是否出自签章人" in check.message.text()


def signature_of(references: str, method: str = "sm3") -> bytes:
    return (
        f"<ofd:Signature {ofd_drawing.NAMESPACE}><ofd:SignedInfo>"
        f'<ofd:References CheckMethod="{method}">{references}</ofd:References>'
        "</ofd:SignedInfo></ofd:Signature>"
    ).encode()


def test_a_seal_that_leaves_the_page_out_protects_nothing() -> None:
    value = base64.b64encode(ofd_sealing.sm3(SEALED["Doc_0/Document.xml"])).decode()
    reference = (
        '<ofd:Reference FileRef="/Doc_0/Document.xml">'
        f"<ofd:CheckValue>{value}</ofd:CheckValue></ofd:Reference>"
    )
    parts = SEALED | {"Doc_0/Signs/Sign_0/Signature.xml": signature_of(reference)}
    parts.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    (check,) = signatures(read_one(parts))
    assert check.outcome is Outcome.NOT_VERIFIABLE
    assert check.message is not None
    assert "没有保护票面页" in check.message.text()


def test_an_unknown_digest_is_not_verifiable() -> None:
    parts = SEALED | {
        "Doc_0/Signs/Sign_0/Signature.xml": signature_of(
            '<ofd:Reference FileRef="/Doc_0/Document.xml">'
            "<ofd:CheckValue>QUJD</ofd:CheckValue></ofd:Reference>",
            "1.2.3",
        )
    }
    parts.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    (check,) = signatures(read_one(parts))
    assert check.outcome is Outcome.NOT_VERIFIABLE
    assert check.message is not None
    assert "不支持" in check.message.text()


def test_digests_go_by_name_or_identifier() -> None:
    assert ofd_seals.digest(b"abc", "sm3") == ofd_seals.digest(b"abc", "1.2.156.10197.1.401")
    assert (ofd_seals.digest(b"abc", "sm3") or b"").hex().startswith("66c7f0f462eeedd9")
    assert (ofd_seals.digest(b"abc", "md5") or b"").hex() == "900150983cd24fb0d6963f7d28e17f72"
    assert len(ofd_seals.digest(b"abc", "1.3.14.3.2.26") or b"") == 20
    assert ofd_seals.digest(b"abc", "sha256") == ofd_seals.digest(b"abc", "2.16.840.1.101.3.4.2.1")
    assert ofd_seals.digest(b"abc", "crc32") is None


@pytest.mark.parametrize("content", [b"", b"\x30", b"\x30\x80", b"\x02\x01\x01", bytes(200)])
def test_a_signed_value_that_is_none_says_nothing(content: bytes) -> None:
    value = ofd_signed_value.read(content)
    assert (value.digest, value.seal, value.signer) == (None, None, None)


def test_the_digest_is_found_in_signed_data_too() -> None:
    attribute = bytes.fromhex("302f06092a864886f70d010904312204") + b"\x20" + bytes(range(32))
    content = b"\x30\x33\xa0\x31" + attribute
    assert ofd_signed_value.read(content).digest == bytes(range(32))


def test_pages_of_an_ofd_are_shown_and_archives_are_not() -> None:
    assert page_image.png(Document("a", packed(SEALED)), 1, 72).startswith(b"\x89PNG")
    with pytest.raises(UnreadableDocument, match="不能显示"):
        page_image.png(Document("a", packed({"a.txt": b"x"})), 1, 72)


def test_a_document_without_seal_has_no_check_of_it() -> None:
    package = ofd_package.opened(packed(parts_of(specs.DIGITAL)))
    assert [list(ofd_seals.checks(one)) for one in package.documents()] == [[]]


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


def test_lists_of_parts_that_changed_do_not_put_the_print_in_doubt() -> None:
    parts = changed(
        SEALED,
        "Doc_0/Attachs/Attachments.xml",
        "original_invoice",
        "another",
    )
    parts = parts | {"Doc_0/Attachs/another.xml": SEALED["Doc_0/Attachs/original_invoice.xml"]}
    invoice = read_one(parts)
    (check,) = signatures(invoice)
    assert (check.outcome, check.fields) == (Outcome.DIFFERS, ())
    assert invoice.uncertain == frozenset()
    assert "total_with_tax" in read_one(changed(SEALED, PAGE, "12720.00", "92720.00")).uncertain


def test_a_seal_may_be_added_after_one_that_protects_the_list_of_seals() -> None:
    listing = "Doc_0/Signs/Signatures.xml"
    digest = base64.b64encode(ofd_sealing.sm3(b"the list as it was")).decode()
    path = "Doc_0/Signs/Sign_0/Signature.xml"
    entry = (
        f'<ofd:Reference FileRef="/{listing}"><ofd:CheckValue>{digest}</ofd:CheckValue>'
        "</ofd:Reference>"
    )
    parts = changed(SEALED, path, "</ofd:References>", entry + "</ofd:References>")
    parts.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    (alone,) = signatures(read_one(parts))
    assert (alone.outcome, alone.fields) == (Outcome.DIFFERS, ())
    two = changed(
        parts, listing, "</ofd:Signatures>",
        '<ofd:Signature ID="2" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
    )  # fmt: skip
    assert {check.outcome for check in signatures(read_one(two))} == {Outcome.NOT_VERIFIABLE}


def test_a_provider_may_be_named_in_elements() -> None:
    path = "Doc_0/Signs/Sign_0/Signature.xml"
    named = changed(
        SEALED, path, '<ofd:Provider ProviderName="sample" Company="sample"/>',
        "<ofd:Provider><ofd:Company>另一厂商</ofd:Company></ofd:Provider>",
    )  # fmt: skip
    named.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    unnamed = changed(SEALED, path, '<ofd:Provider ProviderName="sample" Company="sample"/>', "")
    unnamed.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    for parts, name in ((named, "另一厂商"), (unnamed, "未注明")):
        (check,) = signatures(read_one(parts))
        assert check.message is not None
        assert name in check.message.text()


def shown(parts: Parts) -> Image.Image:
    content = page_image.png(Document("a", packed(parts)), 1, 72)
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGB")


def stamped(kind: str, picture: bytes) -> Parts:
    signature = "Doc_0/Signs/Sign_0/Signature.xml"
    digest = ofd_sealing.sm3(SEALED[signature])
    value = ofd_sealing.signed_value(digest, "章", (kind, picture))
    return SEALED | {"Doc_0/Signs/Sign_0/SignedValue.dat": value}


def red_picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (30, 20), (255, 0, 0)).save(stream, "PNG")
    return stream.getvalue()


RED_SEAL = ofd_drawing.packed(
    ofd_drawing.parts(
        ofd_drawing.path(
            "M 0 0 L 210 0 L 210 140 L 0 140 C", Fill="true", Stroke="false",
            inside='<ofd:FillColor Value="255 0 0"/>',
        )
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "picture", "seen"),
    [
        ("png", red_picture(), True),
        ("ofd", RED_SEAL, True),
        ("ofd", b"no package", False),
        ("png", b"no picture", False),
    ],
    ids=["picture", "ofd", "broken ofd", "broken picture"],
)
def test_the_stamp_of_a_seal_is_shown_where_it_can_be(
    kind: str, picture: bytes, *, seen: bool
) -> None:
    image = shown(stamped(kind, picture))
    colour = image.getpixel((int(92 * 72 / 25.4), int(10 * 72 / 25.4)))
    assert isinstance(colour, tuple)
    assert (colour[1:] == (0, 0)) is seen


def test_a_drawn_seal_bears_the_mark_of_the_bureau() -> None:
    plain_page = shown({path: held for path, held in SEALED.items() if "Signs" not in path})
    assert shown(SEALED) != plain_page


@pytest.mark.parametrize("box", ["0 0 0 0", "x", "90 8 90000 90000"])
def test_a_stamp_without_a_sensible_place_is_passed_over(box: str) -> None:
    path = "Doc_0/Signs/Sign_0/Signature.xml"
    assert shown(changed(SEALED, path, "90 8 30 20", box)).size == shown(SEALED).size


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
