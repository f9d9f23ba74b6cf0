"""What an invoice to be drawn shall say: every field settable, consistent unless told otherwise.

A spec names the facts; what follows from them (sums, words, QR text, check code …) is derived
unless it is given. To draw a wrong invoice, give the derived field:
`replace(spec, total_with_tax="99.00")` contradicts the lines everywhere;
`replace(spec.filled(), total_with_tax="99.00")` is a forgery: the QR code still tells the truth.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from importers import chinese_amount
from importers.invoice import Kind, Line, decimal_of
from service.demo import identifiers, lines

SPECIAL = frozenset({Kind.E_SPECIAL, Kind.VAT_E_SPECIAL})
DIGITAL = frozenset({Kind.E_ORDINARY, Kind.E_SPECIAL})
OLDER = frozenset({Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL})


@dataclass(frozen=True, slots=True)
class Party:
    """A buyer or a seller. Address and bank are printed on older invoices only."""

    name: str
    tax_id: str | None = None
    address_and_phone: str = ""
    bank_and_account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSpec:
    """One invoice. None = derived by `filled()`; the empty string = left blank on the page.

    `bureau` and `region` name the tax bureau of the oval mark and of an older title; `mark` is
    the grey word across the page that says it is no real invoice. Remarks may hold line breaks.
    """

    kind: Kind
    number: str
    issued_on: date
    buyer: Party
    seller: Party
    lines: tuple[Line, ...]
    remarks: str = ""
    issuer: str = "王晓晨"
    payee: str = ""
    reviewer: str = ""
    region: str = "北京"
    bureau: str = "北京市税务局"
    mark: str = "样例"
    code: str | None = None
    check_code: str | None = None
    machine_number: str | None = None
    password: tuple[str, ...] | None = None
    total_amount: str | None = None
    total_tax: str | None = None
    total_with_tax: str | None = None
    total_in_words: str | None = None
    qr: str | None = None

    def __post_init__(self) -> None:
        assert self.kind in DIGITAL | OLDER, f"no drawing of {self.kind}"
        assert self.lines, "an invoice has a line"

    @property
    def digital(self) -> bool:
        """Whether this is a 数电发票: one number of 20 digits, no code, no check code."""
        return self.kind in DIGITAL

    def filled(self) -> "InvoiceSpec":
        """Return the spec with every derived field set."""
        return _with_qr(_with_identifiers(_with_sums(self)))


def _with_sums(spec: InvoiceSpec) -> InvoiceSpec:
    amount = spec.total_amount or lines.total_amount(spec.lines)
    tax = spec.total_tax or lines.total_tax(spec.lines)
    total = spec.total_with_tax or f"{Decimal(amount) + (decimal_of(tax) or 0):.2f}"
    words = spec.total_in_words
    if words is None:
        words = chinese_amount.words(Decimal(total))
    return replace(
        spec, total_amount=amount, total_tax=tax, total_with_tax=total, total_in_words=words
    )


def _with_identifiers(spec: InvoiceSpec) -> InvoiceSpec:
    """Add what only older invoices have: code, check code, machine number, password area."""
    if spec.digital:
        return spec
    kind = "13" if spec.kind in SPECIAL else "11"
    code = identifiers.older_code(spec.issued_on, kind) if spec.code is None else spec.code
    seed = code + spec.number
    check, machine, password = spec.check_code, spec.machine_number, spec.password
    return replace(
        spec,
        code=code,
        check_code=identifiers.check_code(seed) if check is None else check,
        machine_number=identifiers.machine_number(seed) if machine is None else machine,
        password=identifiers.password_area(seed) if password is None else password,
    )


def _with_qr(spec: InvoiceSpec) -> InvoiceSpec:
    """Add the QR text: digital ones carry the total, older ones the amount without tax."""
    if spec.qr is not None:
        return spec
    special = spec.kind in SPECIAL
    if spec.digital:
        kind, code, amount, check = "31" if special else "32", "", spec.total_with_tax, ""
    else:
        kind, code, amount = "20" if special else "10", spec.code or "", spec.total_amount
        check = spec.check_code or ""
    payload = f"01,{kind},{code},{spec.number},{amount},{spec.issued_on:%Y%m%d},{check},"
    return replace(spec, qr=payload + identifiers.qr_check(payload) + ("" if spec.digital else ","))


def red_letter(of: InvoiceSpec, number: str, issued_on: date) -> InvoiceSpec:
    """Return the red-letter invoice (红字发票) that takes the whole of `of` back."""
    original = of.filled()
    if original.digital:
        slip = identifiers.digital_number(issued_on, int(number[-6:]))
        remarks = f"被红冲蓝字数电票号码：{original.number} 红字发票信息确认单编号：{slip}"
    else:
        remarks = f"对应正数发票代码:{original.code}号码:{original.number}"
    return replace(
        of,
        number=number,
        issued_on=issued_on,
        lines=tuple(lines.negative(each) for each in of.lines),
        remarks=remarks,
    )
