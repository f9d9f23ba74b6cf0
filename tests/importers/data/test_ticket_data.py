"""Rail tickets, air itineraries and fiscal receipts as structured data."""

from importers import structured
from importers.checks import Channel, Outcome
from importers.invoice import Kind, Source
from service.demo.data_form import draw_xml
from tests.importers.data.drawn import BUYER, FLIGHT, drawn, itinerary, read, receipt, ticket


def test_a_rail_ticket_is_read_whole() -> None:
    said = ticket()
    invoice = drawn(said)
    assert invoice.kind is Kind.RAIL
    assert invoice.key == "26119130671000000049"
    assert dict(invoice.particulars) == said["particulars"]
    assert (invoice.total_amount, invoice.total_tax, invoice.total_with_tax) == (
        "166.05", "14.95", "181.00",
    )  # fmt: skip
    assert not invoice.uncertain


def refund(fare: str, refunded: str) -> bytes:
    content = draw_xml(ticket(business="退")).decode()
    return content.replace(
        "<rai:Fare>181.00</rai:Fare>",
        f"<rai:Fare>{fare}</rai:Fare><rai:AmountRefunded>{refunded}</rai:AmountRefunded>",
    ).encode()


def test_a_refund_states_its_fee_where_amount_and_tax_point() -> None:
    only = read(refund("181.00", ""))
    assert only.particulars["refund_fee"] == "181.00"
    assert "fare" not in only.particulars
    assert not only.uncertain
    other = read(refund("553.00", "181.00"))
    assert (other.total_with_tax, other.particulars["refund_fee"]) == ("181.00", "181.00")
    assert "total_with_tax" in other.uncertain
    neither = read(refund("553.00", "500.00"))
    assert "total_with_tax" in neither.uncertain


def test_a_ticket_without_figures_is_doubted() -> None:
    empty = read(draw_xml(ticket()).replace(b">181.00<", b"><").replace(b">166.05<", b"><"))
    assert "total_with_tax" in empty.uncertain
    undated = read(
        draw_xml(ticket()).replace(b"<rai:DateOfIssue>2026-04-02<", b"<rai:DateOfIssue><")
    )
    assert "issue_date" in undated.uncertain


def test_an_air_itinerary_is_read_whole() -> None:
    said = itinerary()
    invoice = drawn(said)
    assert invoice.kind is Kind.AIR
    assert dict(invoice.particulars) == said["particulars"]
    assert [dict(row) for row in invoice.rows] == [FLIGHT]
    assert (invoice.total_tax, invoice.total_with_tax) == ("50.37", "660.00")
    assert not invoice.uncertain
    assert "total_with_tax" in drawn(itinerary(fare="551.46")).uncertain


def test_several_flights_are_several_rows() -> None:
    back = FLIGHT | {"from_station": "上海虹桥", "to_station": "北京首都", "flight": "CA1235"}
    assert [dict(row) for row in drawn(itinerary((FLIGHT, back))).rows] == [FLIGHT, back]


def test_an_itinerary_may_name_its_flight_at_the_top() -> None:
    content = draw_xml(itinerary(())).decode()
    flat = content.replace("</xbrl>", "<atr:Flight>CA1</atr:Flight></xbrl>")
    assert [dict(row) for row in read(flat.encode()).rows] == [{"flight": "CA1"}]
    bare = read(content.replace("2026-04-02", "").encode())
    assert "issue_date" in bare.uncertain
    assert bare.rows == ()


def test_a_central_receipt_is_read_whole() -> None:
    invoice = drawn(receipt(), signed=True)
    assert invoice.kind is Kind.FISCAL_CENTRAL
    assert invoice.key == "000101260010925612"
    assert invoice.total_in_words == "玖拾圆整"
    assert invoice.items[0].code == "0569901"
    assert invoice.particulars["title"] == "中央非税收入统一票据（电子）"
    assert not invoice.uncertain
    [check] = [c for c in invoice.checks if c.channel is Channel.SIGNATURE]
    assert check.outcome is Outcome.NOT_VERIFIABLE


def test_a_receipt_of_a_province_is_told_by_its_tag() -> None:
    assert drawn(receipt(kind="fiscal_province", invoice_code="32020724")).kind is (
        Kind.FISCAL_PROVINCE
    )


def test_a_receipt_without_header_is_told_by_its_name() -> None:
    content = draw_xml(receipt()).decode()
    start, end = content.index("<Header>"), content.index("</Header>") + len("</Header>")
    assert read((content[:start] + content[end:]).encode()).kind is Kind.FISCAL_CENTRAL


def test_parties_of_a_receipt_may_name_themselves_briefly() -> None:
    content = draw_xml(receipt()).decode().replace("InvoicingPartyName>", "Name>")
    assert read(content.encode()).seller_name == "样例专利局"


def test_a_person_pays_without_a_tax_id() -> None:
    content = draw_xml(receipt()).decode().replace(
        "<PayerPartyType>2<", "<PayerPartyType>1<"
    ).replace(BUYER[1], "110101199003077758")  # fmt: skip
    assert read(content.encode()).buyer_tax_id is None


def test_a_negative_receipt_names_what_it_takes_back() -> None:
    named = {"title": "中央非税收入统一票据（电子）", "red_of_code": "00010125",
             "red_of_number": "0010925600"}  # fmt: skip
    fee = receipt()["items"][0] | {"quantity": "-0.15", "amount": "-90.00"}
    red = drawn(receipt(particulars=named, total_with_tax="-90.00", items=[fee]))
    assert red.is_red
    assert red.particulars["red_of_number"] == "0010925600"
    blue = drawn(receipt(particulars=named))
    assert not blue.is_red
    assert "red_of_number" not in blue.particulars


def test_a_receipt_cut_short_is_doubted() -> None:
    content = b"<EInvoice><Header><EInvoiceTag>CZ-EI-00</EInvoiceTag></Header></EInvoice>"
    invoice = read(content)
    assert invoice.kind is Kind.FISCAL_CENTRAL
    assert {"kind", "invoice_number", "total_with_tax"} <= invoice.uncertain
    bare = draw_xml(receipt()).replace(b"20260402", b"").replace(b"<Details>", b"<D>")
    assert {"issue_date", "items"} <= read(bare.replace(b"</Details>", b"</D>")).uncertain


def test_the_number_of_a_treasury_is_no_tax_id() -> None:
    content = draw_xml(receipt()).replace(b"91310115MA1H7X2B5U", b"100001")
    assert read(content).seller_tax_id is None
    hidden = structured.draft_of(draw_xml(receipt()), Source.ATTACHMENT)
    assert hidden is not None
    assert not {"seller_tax_id", "total_in_words"} & hidden.values.keys()
    assert drawn(receipt()).seller_tax_id == "91310115MA1H7X2B5U"


def test_a_receipt_says_more_in_its_remark() -> None:
    named = receipt()["particulars"] | {"other_info": "申请号：2026100001"}
    assert drawn(receipt(particulars=named)).particulars["other_info"] == "申请号：2026100001"
