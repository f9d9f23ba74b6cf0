"""An invoice beside its image: what is shown, marked and boxed."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel

from importers.checks import Channel, Check, Outcome
from importers.invoice import Box, Invoice, Kind, Line, Provenance, Source
from importers.messages import Message
from service.pages import document_view


@pytest.fixture
def invoice() -> Invoice:
    return Invoice(
        kind=Kind.E_ORDINARY,
        invoice_number="26112000000123456789",
        issue_date=date(2026, 2, 20),
        seller_name=None,
        total_with_tax="1060.00",
        items=(Line(name="*研发和技术服务*测试费"), Line(name="续")),
        uncertain=frozenset({"seller_name"}),
        findings=(Message("两处不一致：{what}", {"what": "合计"}),),
        provenance={
            "total_with_tax": Provenance(Source.TEXT, Box(1, 10, 20, 110, 40), ("qr", "qr", "new")),
            "invoice_number": Provenance(Source.QR, None),
            "remarks": Provenance(Source.TEXT, Box(2, 1, 1, 2, 2)),
        },
        line_boxes=(Box(1, 0, 0, 50, 10), None),
        page_sizes=((60945, 39685), (60945, 39685)),
    )


@pytest.fixture(autouse=True)
def _speaking() -> object:
    app = Flask("documents")
    Babel(app, default_locale="zh_CN")
    with app.test_request_context():
        yield


def test_fields_are_shown_with_who_agrees_and_what_is_doubtful(invoice: Invoice) -> None:
    shown = {f.name: f for f in document_view.read_fields(invoice, frozenset({"total_with_tax"}))}
    assert shown["kind"].value == "电子发票（普通发票）"
    assert shown["total_with_tax"].mark == "concerned"
    assert shown["total_with_tax"].agreed == "二维码"
    assert shown["total_with_tax"].boxed
    assert not shown["invoice_number"].boxed
    assert shown["seller_name"].mark == "doubtful"
    assert shown["seller_name"].value == ""
    assert "buyer_name" not in shown


def test_every_page_carries_the_boxes_of_its_fields(invoice: Invoice) -> None:
    document = document_view.document(invoice, "a.pdf", frozenset({"items"}), str)
    first, second = document.sheets
    assert first.image == "1"
    assert [(box.field, box.width, box.height, box.mark) for box in first.boxes] == [
        ("total_with_tax", 340, 260, ""),
        ("line-1", 290, 250, "concerned"),
    ]
    assert [box.field for box in second.boxes] == ["remarks"]


def test_an_invoice_among_others_shows_its_own_page(invoice: Invoice) -> None:
    record = invoice.to_record() | {"page": 2}
    document = document_view.document(Invoice.from_record(record), "a.pdf", frozenset(), str)
    assert [sheet.image for sheet in document.sheets] == ["2"]


def test_a_file_without_pages_has_no_sheets(invoice: Invoice) -> None:
    record = invoice.to_record() | {"page_sizes": []}
    assert document_view.document(Invoice.from_record(record), "a", frozenset(), str).sheets == ()


def test_what_the_reader_noticed_is_told(invoice: Invoice) -> None:
    assert document_view.reader_findings(invoice) == ["两处不一致：合计"]


def test_what_a_person_has_settled_is_no_longer_noticed(invoice: Invoice) -> None:
    (noticed,) = invoice.findings
    doubt = Check(Channel.SUM, Outcome.DIFFERS, ("total_amount", "total_tax"), noticed)
    half = Check(Channel.PERSON, Outcome.AGREES, ("total_amount",))
    rest = Check(Channel.PERSON, Outcome.DIFFERS, ("total_tax",), Message("更正"))
    assert document_view.reader_findings(replace(invoice, checks=(doubt, half)))
    assert document_view.reader_findings(replace(invoice, checks=(doubt, half, rest))) == []


def test_what_only_some_kinds_say_follows_the_fields(invoice: Invoice) -> None:
    ticket = replace(
        invoice, particulars={"train": "G7101"}, rows=({"passenger": "梁某某", "fare": "1.00"},)
    )
    last = document_view.read_fields(ticket, frozenset())[-1]
    assert (last.name, last.word, last.value) == ("train", "车次", "G7101")
    assert document_view.columns(ticket) == [("passenger", "旅客姓名"), ("fare", "票价")]


def test_a_line_says_its_tax_category_where_the_public_table_has_it(invoice: Invoice) -> None:
    assert document_view.tax_categories(invoice) == ["服务 · 研发和技术服务", ""]


def test_a_fiscal_receipt_is_shown_in_its_own_words() -> None:
    receipt = Invoice(
        kind=Kind.FISCAL_PROVINCE,
        invoice_code="11060126",
        buyer_name="北京栎岚科技有限公司",
        items=(Line(name="论文版面费", code="103044"),),
    )
    words = {f.name: f.word for f in document_view.read_fields(receipt, frozenset())}
    assert words["invoice_code"] == "票据代码"
    assert words["buyer_name"] == "交款人"


def test_the_codes_of_a_fiscal_receipt_are_no_tax_categories() -> None:
    line = Line(name="论文版面费", code="103044")
    invoice = Invoice(kind=Kind.E_ORDINARY, items=(line,))
    assert document_view.tax_categories(replace(invoice, kind=Kind.FISCAL_PROVINCE)) == [""]
    assert document_view.tax_categories(invoice) != [""]


def test_a_flight_takes_off() -> None:
    flight = Invoice(kind=Kind.AIR, rows=({"flight": "MU5138", "departure_time": "08:00"},))
    assert ("departure_time", "起飞时间") in document_view.columns(flight)
    ride = replace(flight, kind=Kind.E_ORDINARY)
    assert ("departure_time", "开车时间") in document_view.columns(ride)
