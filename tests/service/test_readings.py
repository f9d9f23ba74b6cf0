"""What a stored voucher is called in lists."""

from importers.invoice import Invoice, Kind, Line
from service import readings


def test_a_voucher_is_called_by_its_first_line() -> None:
    invoice = Invoice(kind=Kind.E_ORDINARY, items=(Line(name="*软件*仿真软件"), Line(name="续")))
    assert readings.heading(invoice.to_record()) == "*软件*仿真软件"


def test_a_ticket_is_called_by_its_first_journey() -> None:
    legs = (
        {"flight": "MU5138", "from_station": "北京首都T2", "to_station": "上海虹桥T2"},
        {"flight": "MU5139", "from_station": "上海虹桥T2", "to_station": "北京首都T2"},
    )
    flight = Invoice(kind=Kind.AIR, rows=legs)
    assert readings.heading(flight.to_record()) == "MU5138 北京首都T2—上海虹桥T2"
    ride = Invoice(kind=Kind.RAIL, particulars={"from_station": "南京", "to_station": "苏州"})
    assert readings.heading(ride.to_record()) == "南京—苏州"


def test_what_has_neither_is_called_nothing() -> None:
    assert readings.heading(Invoice(kind=Kind.RAIL).to_record()) is None
    assert readings.heading({}) is None
