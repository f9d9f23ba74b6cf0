"""The values of reading: messages, boxes, invoices, documents, QR texts."""

import json
from datetime import date
from decimal import Decimal

import pytest

from importers import qr_code, registry
from importers.document import MAX_BYTES, Document, FileType, UnreadableDocument
from importers.invoice import (
    Box,
    Invoice,
    Kind,
    Line,
    Provenance,
    Source,
    decimal_of,
)
from importers.messages import Message

FULL = Invoice(
    kind=Kind.E_ORDINARY,
    invoice_number="24112000000012345678",
    issue_date=date(2024, 6, 18),
    buyer_name="甲",
    items=(Line("*服务*费", None, "项", "1", "100", "100.00", "6%", "6.00"),),
    total_amount="100.00",
    total_tax="6.00",
    total_with_tax="106.00",
    uncertain=frozenset({"buyer_name"}),
    findings=(Message("第 {line} 行有疑", {"line": "1"}),),
    list_items=(Line("*服务*细目"),),
    page=2,
    pages=3,
    provenance={
        "invoice_number": Provenance(Source.TEXT, Box(1, 1, 2, 3, 4), ("qr",)),
        "total_with_tax": Provenance(Source.QR),
    },
    line_boxes=(Box(1, 0, 0, 5, 5),),
    page_sizes=((60000, 40000),),
)


def test_a_message_is_a_value() -> None:
    message = Message("共 {n} 页", {"n": "3"})
    assert message.text() == "共 3 页"
    assert message == Message.from_record(message.to_record())
    assert len({message, Message("共 {n} 页", {"n": "3"})}) == 1
    assert message != Message("共 {n} 页", {"n": "4"})


def test_an_invoice_survives_its_record_through_json() -> None:
    assert Invoice.from_record(json.loads(json.dumps(FULL.to_record()))) == FULL
    assert hash(Invoice.from_record(FULL.to_record())) == hash(FULL)


def test_the_contract_has_its_keys_and_plain_values() -> None:
    contract = FULL.to_contract("a/b.pdf")
    assert list(contract) == [
        "file", "page", "pages", "kind", "invoice_code", "invoice_number", "check_code",
        "buyer_name", "buyer_tax_id", "seller_name", "seller_tax_id", "total_amount", "total_tax",
        "total_with_tax", "total_in_words", "remarks", "issue_date", "items", "is_red",
        "uncertain", "findings", "particulars", "rows", "checks",
    ]  # fmt: skip
    assert (contract["file"], contract["kind"]) == ("a/b.pdf", "e_ordinary")
    assert (contract["issue_date"], contract["is_red"]) == ("2024-06-18", False)
    assert contract["uncertain"] == ["buyer_name"]
    assert contract["findings"] == ["第 1 行有疑"]
    assert json.loads(json.dumps(contract)) == contract


def test_amounts_are_decimals() -> None:
    assert (FULL.amount, FULL.tax, FULL.total) == (
        Decimal("100.00"), Decimal("6.00"), Decimal("106.00"),
    )  # fmt: skip


@pytest.mark.parametrize("text", [None, "", "***", "NaN", "Infinity", "一百"])
def test_what_is_no_amount_is_none(text: str | None) -> None:
    assert decimal_of(text) is None


@pytest.mark.parametrize(
    ("number", "code", "uncertain", "key"),
    [
        ("24112000000012345678", None, set(), "24112000000012345678"),
        ("24112000000012345678", None, {"invoice_number"}, None),
        ("12345678", "011002400111", set(), "01100240011112345678"),
        ("12345678", "011002400111", {"invoice_code"}, None),
        ("12345678", None, set(), None),
        (None, None, set(), None),
    ],
)
def test_the_key_is_known_for_certain_or_none(
    number: str | None, code: str | None, uncertain: set[str], key: str | None
) -> None:
    invoice = Invoice(
        kind=Kind.E_ORDINARY,
        invoice_number=number,
        invoice_code=code,
        uncertain=frozenset(uncertain),
    )
    assert invoice.key == key


@pytest.mark.parametrize("box", [(0, 0, 0, 1, 1), (1, 2, 0, 1, 1), (1, 0, 2, 1, 1)])
def test_an_impossible_box_cannot_be_built(box: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(AssertionError):
        Box(*box)


def test_an_invoice_cannot_be_uncertain_of_what_it_has_not() -> None:
    with pytest.raises(AssertionError):
        Invoice(kind=Kind.OTHER, uncertain=frozenset({"colour"}))


@pytest.mark.parametrize(
    ("content", "file_type", "word"),
    [
        (b"PK\x03\x04....OFD.xml", FileType.OFD, "OFD"),
        (b"PK\x03\x04[Content_Types].xml", FileType.OFFICE, "Office"),
        (b"PK\x03\x04a.txt", FileType.ZIP, "压缩包"),
        (b"Rar!\x1a\x07\x01\x00", FileType.OTHER_ARCHIVE, "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", FileType.OTHER_ARCHIVE, "7Z"),
        (b"\x89PNG\r\n\x1a\n", FileType.IMAGE, "图片"),
        (b"RIFF\0\0\0\0WEBPVP8 ", FileType.IMAGE, "图片"),
        (b"\xff\xd8\xff\xe0", FileType.IMAGE, "图片"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", FileType.XML, "XML"),
        (b" <!DOCTYPE html>", FileType.HTML, "网页"),
        (b"\x00\x01\x02", FileType.UNKNOWN, "无法识别"),
        (b"%PDF-1.7\n", FileType.PDF, "损坏"),
        (b"junk\n%PDF-1.7\n", FileType.PDF, "损坏"),
    ],
)
def test_a_foreign_file_is_named_with_the_way_out(
    content: bytes, file_type: FileType, word: str
) -> None:
    document = Document("发票.pdf", content)
    assert document.file_type is file_type
    with pytest.raises(UnreadableDocument, match=word) as refusal:
        registry.read(document)
    assert "请" in refusal.value.message.text()


def test_empty_and_oversized_files_are_refused_at_birth() -> None:
    with pytest.raises(UnreadableDocument, match="空的"):
        Document("a.pdf", b"")
    with pytest.raises(UnreadableDocument, match="20 MiB"):
        Document("a.pdf", bytes(MAX_BYTES + 1))


def test_the_qr_text_of_an_older_invoice() -> None:
    code = qr_code.parse("01,10,032002200611,27081234,15.94,20220830,07661234567890123456,19D6,")
    assert code is not None
    assert (code.type, code.code, code.number) == ("10", "032002200611", "27081234")
    assert (code.amount, code.issue_date) == (Decimal("15.94"), date(2022, 8, 30))
    assert (code.check_code, code.digital) == ("07661234567890123456", False)


def test_the_qr_text_of_a_digital_invoice() -> None:
    code = qr_code.parse("01,32, ,24112000000019561234,253,2026-03-09, ,")
    assert code is not None
    assert (code.code, code.check_code, code.digital) == (None, None, True)
    assert (code.amount, code.issue_date) == (Decimal(253), date(2026, 3, 9))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "QRCODE_GEN_ERROR",
        "https://v.didi.cn/x",
        "02,10,1,2,3,4",
        "01,32,,abc,1,20240101",
        "01,2",
    ],
)
def test_other_qr_texts_are_no_invoice(text: str) -> None:
    assert qr_code.parse(text) is None


def test_odd_amounts_and_dates_in_a_qr_text_are_left_out() -> None:
    code = qr_code.parse("01,32,,24112000000019561234,abc,20241399,,")
    assert code is not None
    assert (code.amount, code.issue_date) == (None, None)
