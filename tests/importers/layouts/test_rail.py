"""Rail e-tickets: sold, refunded, issued anew; in large and small type, alone or several."""

from collections.abc import Sequence
from datetime import date

import pytest

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, Kind
from tests.importers.form_drawing import FormPage, Text, pdf, replaced, shifted

TITLE: Text = (180, 20, "电子发票（铁路电子客票）", 20)
STATIONS: list[Text] = [
    (60, 92, "北京南", 20), (125, 100, "站", 12), (260, 95, "G7", 14), (400, 92, "上海虹桥", 20),
    (485, 100, "站", 12), (60, 120, "Beijingnan", 12), (400, 120, "Shanghaihongqiao", 12),
]  # fmt: skip
RIDE: list[Text] = [
    (30, 140, "2026年03月01日", 12), (160, 140, "06:23开", 12), (260, 140, "05车12F号", 12),
    (400, 140, "二等座", 12),
]  # fmt: skip
FARE: list[Text] = [(30, 165, "票价:", 12), (62, 165, "￥553.00", 12)]
PASSENGER: list[Text] = [(30, 195, "1101011990****7758", 12), (260, 195, "沈样例", 12)]
BUYER = ("上海砚栎岚人才咨询有限公司", "91310000669241969L")
QR = "01,51,,26119110001000123456,553.00,20260309,,6026"


def heading(number: str = "26119110001000123456", issued: str = "2026年03月09日") -> list[Text]:
    return [TITLE, (30, 60, f"发票号码:{number}", 12), (430, 60, f"开票日期:{issued}", 12)]


def foot(name: str = BUYER[0]) -> list[Text]:
    return [
        (30, 230, "电子客票号:306712A086012090014302026", 12),
        (30, 255, f"购买方名称:{name}", 12), (330, 255, f"统一社会信用代码:{BUYER[1]}", 12),
        (60, 290, "买票请到12306 发货请到95306", 12),
    ]  # fmt: skip


def ticket(*parts: Sequence[Text]) -> list[Text]:
    chosen = parts or (heading(), STATIONS, RIDE, FARE, PASSENGER, foot())
    return [text for part in chosen for text in part]


def read(texts: Sequence[Text], qr: str = "", height: int = 340) -> tuple[Invoice, ...]:
    page = FormPage(texts=texts, qr=qr, qr_left=590, qr_top=170, width=660, height=height)
    return registry.read(Document("a.pdf", pdf(page)))


def one(texts: Sequence[Text], qr: str = "") -> Invoice:
    (invoice,) = read(texts, qr)
    return invoice


def test_a_ticket_is_read_whole_and_no_tax_is_invented() -> None:
    invoice = one(ticket(), QR)
    assert invoice.kind is Kind.RAIL
    assert invoice.key == "26119110001000123456"
    assert invoice.issue_date == date(2026, 3, 9)
    assert (invoice.buyer_name, invoice.buyer_tax_id) == BUYER
    assert (invoice.total_with_tax, invoice.total_amount, invoice.total_tax) == (
        "553.00", None, None,
    )  # fmt: skip
    assert (invoice.seller_name, invoice.total_in_words, invoice.items) == (None, None, ())
    assert dict(invoice.particulars) == {
        "business": "售", "fare": "553.00", "train": "G7", "from_station": "北京南",
        "to_station": "上海虹桥", "travel_date": "2026-03-01", "departure_time": "06:23",
        "carriage": "05车", "seat": "12F号", "seat_class": "二等座",
        "id_no": "1101011990****7758", "passenger": "沈样例",
        "e_ticket": "306712A086012090014302026",
    }  # fmt: skip
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())
    assert invoice.provenance["total_with_tax"].agrees_with == ("qr",)


TAXED: list[Text] = [
    (30, 180, "金 额:", 12), (75, 180, "￥52.36", 12), (260, 180, "税率:6%", 12),
    (400, 180, "税额:", 12), (440, 180, "￥3.14", 12),
]  # fmt: skip


def test_a_refund_bears_a_fee_and_the_tax_that_is_printed() -> None:
    fee: list[Text] = [(30, 165, "退票费:", 12), (75, 165, "￥55.50", 12), (300, 165, "一等座", 12)]
    number = "26119110001000123456"
    texts = ticket(heading(), STATIONS, RIDE[:3], fee, TAXED, PASSENGER, foot())
    invoice = one(texts, f"01,10,{number},52.36,20260309,6026")
    assert (invoice.total_amount, invoice.total_tax) == ("52.36", "3.14")
    assert invoice.total_with_tax == "55.50"
    said = invoice.particulars
    assert (said["business"], said["refund_fee"]) == ("退", "55.50")
    assert (said["tax_rate"], said["seat_class"]) == ("6%", "一等座")
    assert "fare" not in said
    assert invoice.uncertain == frozenset()
    assert invoice.provenance["total_amount"].agrees_with == ("qr", "sum")


def test_tax_that_does_not_follow_from_the_rate_is_doubted() -> None:
    wrong = replaced(TAXED, "6%", "9%")
    fee: list[Text] = [(30, 165, "退票费:", 12), (75, 165, "￥55.50", 12)]
    invoice = one(ticket(heading(), STATIONS, RIDE, fee, wrong, PASSENGER, foot()))
    assert {"total_amount", "total_tax"} <= invoice.uncertain


def test_a_ticket_issued_anew_names_the_invoice_it_replaces() -> None:
    anew: list[Text] = [
        (260, 230, "换开", 14), (330, 230, "原发票号码:26119110001000123455", 12),
    ]  # fmt: skip
    sleeper: list[Text] = [
        (30, 140, "2026年3月1日", 12), (160, 140, "6:23开", 12), (260, 140, "加1车05号上铺", 12),
        (400, 140, "新空调", 12), (450, 140, "硬卧", 12),
    ]  # fmt: skip
    train = replaced(STATIONS, "G7", "1461")
    invoice = one(ticket(heading(), train, sleeper, FARE, PASSENGER, foot(), anew))
    said = invoice.particulars
    assert invoice.invoice_number == "26119110001000123456"
    assert said["original_invoice"] == "26119110001000123455"
    assert (said["train"], said["carriage"], said["seat"]) == ("1461", "加1车", "05号上铺")
    assert (said["seat_class"], said["travel_date"]) == ("新空调硬卧", "2026-03-01")
    assert (said["departure_time"], said["business"]) == ("6:23", "售")


@pytest.mark.parametrize(("seat", "expected"), [("05车无座", "二等座"), ("05车", "二等座")])
def test_no_seat_is_a_seat_and_no_class(seat: str, expected: str) -> None:
    standing = [*RIDE[:2], (260, 140, seat, 12), RIDE[3], (460, 140, "无座", 12)]
    said = one(ticket(heading(), STATIONS, standing, FARE, PASSENGER, foot())).particulars
    assert said["carriage"] == "05车"
    assert said["seat_class"] == expected


def test_two_tickets_on_a_page_are_two() -> None:
    second = replaced(shifted(ticket(), 400), "0123456", "0123457")
    first, other = read([*ticket(), *second], height=842)
    assert first.invoice_number == "26119110001000123456"
    assert other.invoice_number == "26119110001000123457"
    assert dict(first.particulars) == dict(other.particulars)


def test_four_tickets_in_two_columns_are_four() -> None:
    def numbered(place: int, down: int, right: int) -> list[Text]:
        return replaced(shifted(ticket(), down, right), "0123456", f"012345{place}")

    places = enumerate([(0, 0), (0, 640), (400, 0), (400, 640)])
    texts = [text for place, corner in places for text in numbered(place, *corner)]
    page = FormPage(texts=texts, width=1280, height=842)
    tickets = registry.read(Document("a.pdf", pdf(page)))
    assert [one.invoice_number for one in tickets] == [
        f"2611911000100012345{place}" for place in range(4)
    ]
    assert all(dict(one.particulars) == dict(tickets[0].particulars) for one in tickets)
    assert all(one.uncertain == frozenset() for one in tickets)


def test_what_is_missing_or_contradicts_the_code_is_doubted() -> None:
    bare = one(ticket(heading(), STATIONS, RIDE, [(30, 165, "票价:", 12)], PASSENGER, foot("")))
    assert {"total_with_tax", "buyer_name"} <= bare.uncertain
    other = one(ticket(), QR.replace("553.00", "535.00"))
    assert "total_with_tax" in other.uncertain
    older = one(ticket(heading("21119110001000123456"), STATIONS, RIDE, FARE, PASSENGER, foot()))
    assert {"invoice_number", "issue_date"} <= older.uncertain


def test_without_a_title_the_code_tells_the_kind_and_a_person_confirms_it() -> None:
    invoice = one(ticket(heading()[1:], STATIONS, RIDE, FARE, PASSENGER, foot()), QR)
    assert invoice.kind is Kind.RAIL
    assert invoice.uncertain == {"kind"}


def test_a_ticket_without_train_or_passenger_leaves_both_out() -> None:
    said = one(ticket(heading(), STATIONS[:2], RIDE, FARE, foot())).particulars
    assert not {"train", "from_station", "id_no", "passenger"} & said.keys()
    joined: list[Text] = [(30, 195, "1101011990****7758沈样例", 12)]
    said = one(ticket(heading(), STATIONS, RIDE, FARE, joined, foot())).particulars
    assert (said["id_no"], said["passenger"]) == ("1101011990****7758", "沈样例")
