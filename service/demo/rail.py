"""Rail e-tickets (铁路电子客票): what one to be drawn shall say.

A sale bears the fare, a refund the 退票费 with a rate of its own, an exchange the number of the
invoice that it takes the place of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from importers.invoice import Kind
from service.demo import expectation, identifiers, lines
from service.demo.invoices import Party


class Business(StrEnum):
    """What a ticket was made out for."""

    SALE = "售"
    REFUND = "退"


_RATES = {Business.SALE: Decimal("0.09"), Business.REFUND: Decimal("0.06")}


@dataclass(frozen=True, slots=True, kw_only=True)
class RailSpec:
    """One ticket; `price` is the fare, or the fee of a refund, tax included."""

    number: str
    issued_on: date
    buyer: Party
    passenger: str
    id_no: str
    e_ticket: str
    train: str
    travel_on: date
    departure_time: str
    from_station: str
    to_station: str
    carriage: str
    seat: str
    seat_class: str
    price: str
    business: Business = Business.SALE
    original_invoice: str = ""
    spellings: tuple[str, str] = ("", "")  # of the stations, in Latin letters
    mark: str = "样例"
    amount: str | None = None
    tax: str | None = None
    qr: str | None = None

    @property
    def heading(self) -> str:
        return f"{self.mark} {self.number}"

    @property
    def rate(self) -> str:
        """The rate as printed."""
        return f"{lines.plain(_RATES[self.business] * 100)}%"

    def filled(self) -> "RailSpec":
        """Return the spec with every derived field set."""
        price, rate = Decimal(self.price), _RATES[self.business]
        tax = self.tax or f"{lines.cents(price - price / (1 + rate)):.2f}"
        amount = self.amount or f"{price - Decimal(tax):.2f}"
        payload = f"01,10,{self.number},{amount},{self.issued_on:%Y%m%d},"
        qr = payload + identifiers.qr_check(payload).lower() if self.qr is None else self.qr
        return replace(self, tax=tax, amount=amount, qr=qr)

    def expected(self) -> dict[str, object]:
        """Return what a perfect reading says."""
        filled = self.filled()
        said = {
            "invoice_number": self.number,
            "buyer_name": self.buyer.name,
            "buyer_tax_id": self.buyer.tax_id,
            "total_amount": filled.amount,
            "total_tax": filled.tax,
            "total_with_tax": self.price,
        }
        price = "fare" if self.business is Business.SALE else "refund_fee"
        particulars = {
            "business": self.business.value,
            "e_ticket": self.e_ticket,
            "train": self.train,
            "from_station": self.from_station,
            "to_station": self.to_station,
            "travel_date": self.travel_on.isoformat(),
            "departure_time": self.departure_time,
            "carriage": self.carriage,
            "seat": self.seat,
            "seat_class": self.seat_class,
            price: self.price,
            "passenger": self.passenger,
            "id_no": self.id_no,
            "tax_rate": self.rate,
            "original_invoice": self.original_invoice,
        }
        return expectation.expected(Kind.RAIL, self.issued_on, said, particulars=particulars)

    def facts(self) -> Mapping[str, str]:
        return {}

    def data(self) -> Mapping[str, str]:
        return {}
