"""Receipts, tickets and vehicle invoices fill in what follows from their facts."""

import base64
import gzip
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader

from importers.invoice import Kind, Line
from service.demo.air import AirSpec, Flight
from service.demo.air_form import MOST_FLIGHTS
from service.demo.drawing import draw
from service.demo.elements import Element
from service.demo.fiscal import FiscalSpec
from service.demo.foreign import ForeignSpec, Page
from service.demo.invoices import Party
from service.demo.rail import Business, RailSpec
from service.demo.style import Style
from service.demo.vehicle import VehicleSpec
from tests.service.demo.specs import BUYER, DAY, DIGITAL, OLDER, SELLER

FEE = Line(
    name="专利申请费", code="0569901012", unit="件", quantity="0.15", unit_price="600.00",
    amount="90.00",
)  # fmt: skip
RECEIPT = FiscalSpec(
    kind=Kind.FISCAL_CENTRAL,
    title="中央非税收入统一票据（电子）",
    number="0010925612",
    issued_on=DAY,
    payer=BUYER,
    payee=Party("国家知识产权局", "12100000400006030N"),
    lines=(FEE,),
    other_info="申请号：2026101234567 <甲&乙>",
)
TICKET = RailSpec(
    number="26119110001000000049", issued_on=DAY, buyer=BUYER, passenger="沈砚舟",
    id_no="1101081988****1234", e_ticket="306712A086012090014302", train="G7101", travel_on=DAY,
    departure_time="06:23", from_station="南京", to_station="上海虹桥", carriage="01车",
    seat="05C号", seat_class="二等座", price="181.00",
)  # fmt: skip
LEG = Flight("北京首都T2", "上海虹桥T2", "东航", "MU5138", "Y", DAY, "08:00")
ITINERARY = AirSpec(
    number="26118000001000000049", issued_on=DAY, buyer=BUYER, passenger="沈砚舟",
    id_no="1101081988****1234", e_ticket="9992345678901", flights=(LEG,), fare="1200.00",
    fuel_surcharge="60.00",
)  # fmt: skip
CAR = VehicleSpec(
    number="26112000001297155376", issued_on=DAY, buyer=BUYER, seller=SELLER, total="226000.00",
    car={"vehicle_type": "小型轿车"},
)  # fmt: skip


def info(content: bytes) -> dict[str, str]:
    """Return the entries of ours in the Info dictionary."""
    held: dict[str, str] = PdfFileReader(BytesIO(content)).trailer["/Info"]
    return {key: str(value) for key, value in held.items() if key not in {"/Title", "/Producer"}}


def test_a_central_receipt_hides_its_whole_content_in_the_info_dictionary() -> None:
    packed = info(draw(RECEIPT))
    xml = etree.fromstring(gzip.decompress(base64.b64decode(packed["/hidexml"])))
    filled = RECEIPT.filled()
    assert xml.findtext(".//EInvoiceTag") == "CZ-EI-00"
    assert xml.findtext(".//RandomNumber") == filled.check_code
    assert xml.findtext(".//TotalAmount") == "90.00"
    assert xml.findtext(".//OtherInfo") == RECEIPT.other_info
    assert b"NORMAL" in gzip.decompress(base64.b64decode(packed["/attachXml"]))


def test_a_provincial_receipt_hides_nothing_and_its_qr_code_is_an_address() -> None:
    receipt = replace(RECEIPT, kind=Kind.FISCAL_PROVINCE)
    assert info(draw(receipt)) == {}
    assert (receipt.filled().qr or "").startswith("http://einvoice.jsczt.cn/page/")
    assert (RECEIPT.filled().qr or "").startswith("CZ-EI-00,1.1.0,")


def test_only_a_producer_that_does_so_writes_the_facts_of_an_invoice_into_the_info() -> None:
    assert info(draw(DIGITAL)) == {}
    held = info(draw(DIGITAL, Style(info=True)))
    assert (held["/InvoiceNumber"], held["/TotalTaxAm"]) == (DIGITAL.number, "720")
    assert info(draw(OLDER, Style(info=True))) == {}


def test_a_sale_bears_nine_per_cent_and_a_refund_six() -> None:
    sale, refund = TICKET.filled(), replace(TICKET, business=Business.REFUND).filled()
    assert (sale.amount, sale.tax, sale.rate) == ("166.06", "14.94", "9%")
    assert (refund.amount, refund.tax, refund.rate) == ("170.75", "10.25", "6%")
    wanted = refund.expected()["particulars"]
    assert isinstance(wanted, dict)
    assert (wanted["refund_fee"], "fare" in wanted) == ("181.00", False)


def test_an_itinerary_taxes_fare_and_surcharge_but_not_the_fund() -> None:
    filled = ITINERARY.filled()
    assert (filled.tax, filled.total) == ("113.40", "1423.40")


def test_an_itinerary_has_at_least_one_flight_and_no_more_than_lines() -> None:
    with pytest.raises(AssertionError):
        replace(ITINERARY, flights=())
    with pytest.raises(AssertionError):
        draw(replace(ITINERARY, flights=(LEG,) * (MOST_FLIGHTS + 1)))


def test_a_vehicle_invoice_is_digital_when_its_number_is() -> None:
    older = replace(CAR, number="00123456").filled()
    assert (CAR.filled().code, older.code) == ("", "111026222060")
    assert (CAR.filled().amount, CAR.filled().tax) == ("200000.00", "26000.00")
    assert ",226000.00," in (CAR.filled().qr or "")
    assert ",200000.00," in (older.qr or "")
    assert older.title == "机动车销售统一发票"


def test_a_receipt_is_of_a_fiscal_kind() -> None:
    with pytest.raises(AssertionError):
        replace(RECEIPT, kind=Kind.RAIL)


@pytest.mark.parametrize("spec", [RECEIPT, TICKET, ITINERARY, CAR, ForeignSpec(Page.BANK)],
                         ids=lambda spec: type(spec).__name__)  # fmt: skip
def test_the_same_document_gives_the_same_bytes(spec: RailSpec) -> None:
    assert draw(spec) == draw(replace(spec))
    assert spec.heading


def test_a_second_table_makes_the_page_taller() -> None:
    traveller = {"passenger": "沈砚舟", "travel_date": "2026-03-02"}
    travel = replace(DIGITAL, element=Element.TRAVEL, rows=(traveller, traveller))
    heights = [
        pypdfium2.PdfDocument(draw(spec))[0].get_height()
        for spec in (DIGITAL, replace(travel, rows=()), travel)
    ]
    assert [round(height) for height in heights] == [397, 409, 433]


def test_kinds_with_a_code_have_codes_of_their_forms() -> None:
    issued = date(2023, 4, 2)
    codes = {
        kind: replace(OLDER, kind=kind, issued_on=issued).filled().code
        for kind in (Kind.VAT_PAPER_SPECIAL, Kind.VAT_PAPER_ORDINARY, Kind.SZ_BLOCKCHAIN)
    }
    assert [len(code or "") for code in codes.values()] == [10, 12, 12]
    blockchain = replace(OLDER, kind=Kind.SZ_BLOCKCHAIN).filled()
    fen = int(Decimal(blockchain.total_with_tax or 0) * 100)
    assert (blockchain.qr or "").endswith(f"&total_amount={fen}")
