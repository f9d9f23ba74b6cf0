"""机动车销售统一发票: what one to be drawn shall say. Digital when the number has 20 digits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from importers import chinese_amount
from importers.invoice import Kind
from service.demo import expectation, identifiers, lines
from service.demo.invoices import Party

TITLE = "机动车销售统一发票"
_DIGITAL_LENGTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleSpec:
    """One invoice of one vehicle; `total` includes tax. `car`: names of `importers.particulars`."""

    number: str
    issued_on: date
    buyer: Party
    seller: Party
    total: str
    rate: str = "13%"
    car: Mapping[str, str] = field(default_factory=dict, hash=False)
    tax_office: str = "国家税务总局北京市海淀区税务局 11101080000"
    issuer: str = "王晓晨"
    remarks: str = "一车一票"
    mark: str = "样例"
    code: str | None = None
    amount: str | None = None
    tax: str | None = None
    total_in_words: str | None = None
    qr: str | None = None

    @property
    def heading(self) -> str:
        return f"{self.mark} {self.number}"

    @property
    def digital(self) -> bool:
        return len(self.number) == _DIGITAL_LENGTH

    @property
    def title(self) -> str:
        """The title as printed."""
        return f"电子发票（{TITLE}）" if self.digital else TITLE

    def filled(self) -> "VehicleSpec":
        """Return the spec with every derived field set."""
        total = Decimal(self.total)
        part = lines.share(self.rate) or Decimal(0)
        amount = self.amount or f"{lines.cents(total / (1 + part)):.2f}"
        code = self.code
        if code is None:
            code = "" if self.digital else f"1110{self.issued_on:%y}222060"
        words = self.total_in_words
        made = replace(
            self,
            code=code,
            amount=amount,
            tax=self.tax or f"{total - Decimal(amount):.2f}",
            total_in_words=chinese_amount.words(total) if words is None else words,
        )
        return replace(made, qr=_qr(made) if self.qr is None else self.qr)

    def expected(self) -> dict[str, object]:
        """Return what a perfect reading says."""
        filled = self.filled()
        said = {
            "invoice_code": filled.code,
            "invoice_number": self.number,
            "buyer_name": self.buyer.name,
            "buyer_tax_id": self.buyer.tax_id,
            "seller_name": self.seller.name,
            "seller_tax_id": self.seller.tax_id,
            "total_amount": filled.amount,
            "total_tax": filled.tax,
            "total_with_tax": self.total,
            "total_in_words": filled.total_in_words,
            "remarks": self.remarks if self.digital else None,
        }
        particulars = {
            **self.car,
            "title": self.title,
            "tax_rate": self.rate,
            "tax_office": self.tax_office,
        }
        return expectation.expected(
            Kind.MOTOR_VEHICLE, self.issued_on, said, particulars=particulars
        )

    def facts(self) -> Mapping[str, str]:
        return {}

    def data(self) -> Mapping[str, str]:
        return {}


def _qr(spec: VehicleSpec) -> str:
    """Return the QR text: digital ones carry the total, older ones the amount without tax."""
    amount = spec.total if spec.digital else spec.amount
    payload = f"01,83,{spec.code},{spec.number},{amount},{spec.issued_on:%Y%m%d},,"
    return payload + identifiers.qr_check(payload)
