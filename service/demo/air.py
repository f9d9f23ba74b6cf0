"""Air itineraries (航空运输电子客票行程单): what one to be drawn shall say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from importers.invoice import Kind
from service.demo import expectation, identifiers, lines
from service.demo.invoices import Party

_RATE = Decimal("0.09")
_RATE_PRINTED = "9%"


@dataclass(frozen=True, slots=True)
class Flight:
    """One leg: where it leaves from and goes to, who flies, when, in which class."""

    from_station: str
    to_station: str
    carrier: str
    number: str
    seat_class: str
    day: date
    departure_time: str
    baggage: str = "20K"


@dataclass(frozen=True, slots=True, kw_only=True)
class AirSpec:
    """One itinerary; `fare` and `surcharge` are without tax, the fund bears none."""

    number: str
    issued_on: date
    buyer: Party
    passenger: str
    id_no: str
    e_ticket: str
    flights: tuple[Flight, ...]
    fare: str
    fuel_surcharge: str = "0.00"
    development_fund: str = "50.00"
    other_taxes: str = "0.00"
    insurance: str = ""
    issued_by: str = "示例航空服务有限公司"
    sales_agent: str = "BJS123"
    endorsement: str = "不得签转"
    check_code: str = "0815"
    mark: str = "样例"
    tax: str | None = None
    total: str | None = None
    qr: str | None = None

    def __post_init__(self) -> None:
        assert self.flights, "an itinerary has a flight"

    @property
    def heading(self) -> str:
        return f"{self.mark} {self.number}"

    @property
    def rate(self) -> str:
        """The rate as printed."""
        return _RATE_PRINTED

    def filled(self) -> "AirSpec":
        """Return the spec with every derived field set."""
        taxed = Decimal(self.fare) + Decimal(self.fuel_surcharge)
        tax = self.tax or f"{lines.cents(taxed * _RATE):.2f}"
        free = Decimal(self.development_fund) + Decimal(self.other_taxes)
        total = self.total or f"{taxed + Decimal(tax) + free:.2f}"
        payload = f"01,61,,{self.number},{total},{self.issued_on:%Y%m%d},,"
        qr = payload + identifiers.qr_check(payload).lower() if self.qr is None else self.qr
        return replace(self, tax=tax, total=total, qr=qr)

    def expected(self) -> dict[str, object]:
        """Return what a perfect reading says: the legs are rows."""
        filled = self.filled()
        said = {
            "invoice_number": self.number,
            "buyer_name": self.buyer.name,
            "buyer_tax_id": self.buyer.tax_id,
            "total_tax": filled.tax,
            "total_with_tax": filled.total,
        }
        particulars = {
            "passenger": self.passenger,
            "id_no": self.id_no,
            "e_ticket": self.e_ticket,
            "fare": self.fare,
            "fuel_surcharge": self.fuel_surcharge,
            "tax_rate": self.rate,
            "development_fund": self.development_fund,
            "other_taxes": self.other_taxes,
            "insurance": self.insurance,
            "issued_by": self.issued_by,
            "sales_agent": self.sales_agent,
            "endorsement": self.endorsement,
        }
        return expectation.expected(
            Kind.AIR,
            self.issued_on,
            said,
            particulars=particulars,
            rows=[_row(flight) for flight in self.flights],
        )

    def facts(self) -> Mapping[str, str]:
        return {}

    def data(self) -> Mapping[str, str]:
        return {}


def _row(flight: Flight) -> dict[str, str]:
    return {
        "from_station": flight.from_station,
        "to_station": flight.to_station,
        "carrier": flight.carrier,
        "flight": flight.number,
        "seat_class": flight.seat_class,
        "travel_date": flight.day.isoformat(),
        "departure_time": flight.departure_time,
    }
