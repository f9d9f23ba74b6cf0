"""What an invoice to be drawn shall say: every field settable, consistent unless told otherwise.

A spec names the facts; what follows from them (sums, words, QR text, check code …) is derived
unless it is given. To draw a wrong invoice, give the derived field:
`replace(spec, total_with_tax="99.00")` contradicts the lines everywhere;
`replace(spec.filled(), total_with_tax="99.00")` is a forgery: the QR code still tells the truth.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from importers import chinese_amount
from importers.invoice import Kind, Line, decimal_of
from service.demo import expectation, identifiers, lines
from service.demo.elements import SUB_TITLES, Element

SPECIAL = frozenset({Kind.E_SPECIAL, Kind.VAT_E_SPECIAL, Kind.VAT_PAPER_SPECIAL})
DIGITAL = frozenset({Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.E_ORDINARY_TOLL})
PAPER = frozenset({Kind.VAT_PAPER_SPECIAL, Kind.VAT_PAPER_ORDINARY})
OLDER = PAPER | {
    Kind.VAT_E_ORDINARY,
    Kind.VAT_E_SPECIAL,
    Kind.VAT_E_TOLL,
    Kind.SZ_BLOCKCHAIN,
    Kind.MACHINE_PRINTED_E,
}
_DIGITAL_TYPES = {Kind.E_SPECIAL: "31"}  # of the QR code; all others 32
_OLDER_TYPES = {
    Kind.VAT_E_SPECIAL: "20",
    Kind.MACHINE_PRINTED_E: "20",
    Kind.VAT_PAPER_SPECIAL: "01",
    Kind.VAT_PAPER_ORDINARY: "04",
}  # all others 10
_CODE_ENDS = {
    Kind.VAT_E_ORDINARY: "11",
    Kind.VAT_E_SPECIAL: "13",
    Kind.VAT_E_TOLL: "12",
    Kind.VAT_PAPER_ORDINARY: "04",
}
_BLOCKCHAIN_CHECK = 5  # hexadecimal digits


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
    `particulars` and `rows` (names of `importers.particulars`) fill the columns and the second
    table of a special element; what only the remarks say of them may be named there too.
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
    element: Element = Element.NONE
    particulars: Mapping[str, str] = field(default_factory=dict, hash=False)
    rows: tuple[Mapping[str, str], ...] = field(default=(), hash=False)

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

    @property
    def heading(self) -> str:
        """The title of a file of this invoice."""
        return f"{self.mark} {self.number}"

    def facts(self) -> Mapping[str, str]:
        """Return what a producer may write into the Info dictionary of a PDF."""
        filled = self.filled()
        named = {
            "InvoiceNumber": filled.number,
            "IssueTime": f"{filled.issued_on:%Y年%m月%d日}",
            "TotalAmWithoutTax": lines.plain(Decimal(filled.total_amount or 0)),
            "TotalTaxAm": lines.plain(decimal_of(filled.total_tax) or Decimal(0)),
            "TotalTax-includedAmount": filled.total_with_tax or "",
            "BuyerIdNum": filled.buyer.tax_id or "",
            "SellerIdNum": filled.seller.tax_id or "",
        }
        return named if self.digital else {}

    def data(self) -> Mapping[str, str]:
        """Return the structured data of the Info dictionary: VAT invoices have none."""
        return {}

    def expected(self) -> dict[str, object]:
        """Return what a perfect reading says, in the names of `Invoice.to_contract`."""
        sub_title = SUB_TITLES[self.element]
        return expectation.expected(
            self.kind,
            self.issued_on,
            _said(self.filled()),
            lines=self.lines,
            particulars={**self.particulars, "element": sub_title},
            rows=self.rows,
        )


def _said(spec: InvoiceSpec) -> dict[str, str | None]:
    """Return the text fields of a filled spec."""
    return {
        "invoice_code": spec.code,
        "invoice_number": spec.number,
        "check_code": spec.check_code,
        "buyer_name": spec.buyer.name,
        "buyer_tax_id": spec.buyer.tax_id,
        "seller_name": spec.seller.name,
        "seller_tax_id": spec.seller.tax_id,
        "total_amount": spec.total_amount,
        "total_tax": spec.total_tax,
        "total_with_tax": spec.total_with_tax,
        "total_in_words": spec.total_in_words,
        "remarks": spec.remarks,
    }


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
    code = _code(spec) if spec.code is None else spec.code
    seed = code + spec.number
    check, machine, password = spec.check_code, spec.machine_number, spec.password
    return replace(
        spec,
        code=code,
        check_code=_check_code(spec, seed) if check is None else check,
        machine_number=identifiers.machine_number(seed) if machine is None else machine,
        password=_password(spec, seed) if password is None else password,
    )


def _code(spec: InvoiceSpec) -> str:
    if spec.kind is Kind.VAT_PAPER_SPECIAL:
        return identifiers.paper_code(spec.issued_on)
    if spec.kind is Kind.SZ_BLOCKCHAIN:
        return identifiers.blockchain_code(spec.issued_on)
    if spec.kind is Kind.MACHINE_PRINTED_E:
        return identifiers.machine_printed_code(spec.issued_on)
    return identifiers.older_code(spec.issued_on, _CODE_ENDS[spec.kind])


def _check_code(spec: InvoiceSpec, seed: str) -> str:
    if spec.kind is Kind.VAT_PAPER_SPECIAL:
        return ""
    if spec.kind is Kind.SZ_BLOCKCHAIN:
        return identifiers.hexadecimal(seed, _BLOCKCHAIN_CHECK)
    return identifiers.check_code(seed)


def _password(spec: InvoiceSpec, seed: str) -> tuple[str, ...]:
    if spec.kind is Kind.SZ_BLOCKCHAIN:
        return tuple(identifiers.hexadecimal(f"{seed}{row}", 22) for row in range(3))
    if spec.kind is Kind.MACHINE_PRINTED_E:
        return tuple(" ".join(identifiers.hexadecimal(f"{seed}{row}", 16)) for row in range(4))
    return identifiers.password_area(seed)


def _with_qr(spec: InvoiceSpec) -> InvoiceSpec:
    """Add the QR text: digital ones carry the total, older ones the amount without tax."""
    if spec.qr is not None:
        return spec
    if spec.kind is Kind.SZ_BLOCKCHAIN:
        return replace(spec, qr=_blockchain_address(spec))
    if spec.digital:
        kind, code, amount, check = "32", "", spec.total_with_tax, ""
        kind = _DIGITAL_TYPES.get(spec.kind, kind)
    else:
        kind, code, amount = _OLDER_TYPES.get(spec.kind, "10"), spec.code or "", spec.total_amount
        check = spec.check_code or ""
    payload = f"01,{kind},{code},{spec.number},{amount},{spec.issued_on:%Y%m%d},{check},"
    return replace(spec, qr=payload + identifiers.qr_check(payload) + ("" if spec.digital else ","))


def _blockchain_address(spec: InvoiceSpec) -> str:
    """Return the address in the QR code of a 深圳电子普通发票; its amount is in fen."""
    fen = int(Decimal(spec.total_with_tax or 0) * 100)
    mark = identifiers.hexadecimal(spec.number, 40)
    return (
        "https://bcfp.shenzhen.chinatax.gov.cn/verify/scan"
        f"?hash={mark}&bill_num={spec.number}&total_amount={fen}"
    )


def red_letter(of: InvoiceSpec, number: str, issued_on: date) -> InvoiceSpec:
    """Return the red-letter invoice (红字发票) that takes the whole of `of` back."""
    original = of.filled()
    if original.digital:
        slip = identifiers.digital_number(issued_on, int(number[-6:]))
        remarks = f"被红冲蓝字数电票号码：{original.number} 红字发票信息确认单编号：{slip}"
        named = {"red_of_number": original.number, "red_slip": slip}
    else:
        remarks = f"对应正数发票代码:{original.code}号码:{original.number}"
        named = {"red_of_code": original.code or "", "red_of_number": original.number}
    return replace(
        of,
        number=number,
        issued_on=issued_on,
        lines=tuple(lines.negative(each) for each in of.lines),
        remarks=remarks,
        particulars={**of.particulars, **named},
    )
