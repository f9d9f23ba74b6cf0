"""The invoice as a value: what was read, from where, and how sure the reader is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from importers import particulars
from importers.checks import Check
from importers.messages import Message


class Kind(StrEnum):
    """The kinds of vouchers, and of files that are none."""

    E_ORDINARY = "e_ordinary"  # 电子发票（普通发票）
    E_SPECIAL = "e_special"  # 电子发票（增值税专用发票）
    E_ORDINARY_TOLL = "e_ordinary_toll"  # 电子发票（普通发票），通行费
    VAT_E_ORDINARY = "vat_e_ordinary"  # 增值税电子普通发票
    VAT_E_SPECIAL = "vat_e_special"  # 增值税电子专用发票
    VAT_E_TOLL = "vat_e_toll"  # 增值税电子普通发票，通行费
    VAT_PAPER_SPECIAL = "vat_paper_special"  # 增值税专用发票
    VAT_PAPER_ORDINARY = "vat_paper_ordinary"  # 增值税普通发票
    RAIL = "rail"  # 铁路电子客票
    AIR = "air"  # 航空运输电子客票行程单
    FISCAL_CENTRAL = "fiscal_central"  # 中央财政票据
    FISCAL_PROVINCE = "fiscal_province"  # 省级财政票据
    SZ_BLOCKCHAIN = "sz_blockchain"  # 深圳区块链电子发票
    MACHINE_PRINTED_E = "machine_printed_e"  # 通用机打发票（电子）
    EINV_RECEIVER_XBRL = "einv_receiver_xbrl"  # 受票方入账信息结构化数据
    MOTOR_VEHICLE = "motor_vehicle"  # 机动车销售统一发票、二手车销售统一发票
    FEE_SHEET = "fee_sheet"  # 劳务费、讲课费发放表: drawn up here, never read from a file
    OTHER = "other"  # a voucher of a kind not known here
    NOT_INVOICE = "not_invoice"


# What no platform of the tax or finance authorities answers for.
UNVERIFIABLE: Final = frozenset(
    {Kind.NOT_INVOICE, Kind.OTHER, Kind.EINV_RECEIVER_XBRL, Kind.FEE_SHEET}
)


class Source(StrEnum):
    """Where a value was read: `attachment` is data hidden in a PDF or packed into an OFD."""

    TEXT = "text"
    QR = "qr"
    ATTACHMENT = "attachment"
    XML = "xml"
    OCR = "ocr"
    DERIVED = "derived"
    PERSON = "person"  # corrected by hand


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: page from 1, edges in hundredths of a point from the top left."""

    page: int
    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        assert self.page >= 1, "pages are counted from 1"
        assert self.left <= self.right, "left lies before right"
        assert self.top <= self.bottom, "top lies above bottom"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a field came from, and which independent channels (qr, words, sums…) say the same."""

    source: Source
    box: Box | None = None
    agrees_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of goods or services, as printed (no currency sign, no thousands separator)."""

    name: str | None = None
    spec: str | None = None
    unit: str | None = None
    quantity: str | None = None
    unit_price: str | None = None
    amount: str | None = None
    tax_rate: str | None = None
    tax: str | None = None
    code: str | None = None  # 税收分类编码, on fiscal receipts 项目编码; seldom printed


TEXT_FIELDS = (
    "invoice_code", "invoice_number", "check_code", "buyer_name", "buyer_tax_id", "seller_name",
    "seller_tax_id", "total_amount", "total_tax", "total_with_tax", "total_in_words", "remarks",
)  # fmt: skip
VALUE_FIELDS = frozenset((*TEXT_FIELDS, "kind", "issue_date", "items", "is_red"))
_DIGITAL_NUMBER_LENGTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What one invoice says. None = the document has no such field; see `uncertain` and `findings`.

    `uncertain` names the fields whose value must be confirmed by a person; every other value
    was read without contradiction. `page` is set when a file holds several invoices.
    `list_items` are the lines of an attached 销货清单; `items` then holds the summary line.
    `particulars` holds what only some kinds have (`importers.particulars`), `rows` the lines of
    their second table (travellers, transports …). `checks` says what was compared with what.
    `member` is the path inside the archive that the invoice came in.
    """

    kind: Kind
    invoice_code: str | None = None
    invoice_number: str | None = None
    issue_date: date | None = None
    check_code: str | None = None
    buyer_name: str | None = None
    buyer_tax_id: str | None = None
    seller_name: str | None = None
    seller_tax_id: str | None = None
    items: tuple[Line, ...] = ()
    total_amount: str | None = None
    total_tax: str | None = None
    total_with_tax: str | None = None
    total_in_words: str | None = None
    remarks: str | None = None
    is_red: bool = False
    uncertain: frozenset[str] = frozenset()
    findings: tuple[Message, ...] = ()
    list_items: tuple[Line, ...] = ()
    page: int | None = None
    pages: int = 1
    provenance: Mapping[str, Provenance] = field(default_factory=dict, hash=False)
    line_boxes: tuple[Box | None, ...] = ()
    page_sizes: tuple[tuple[int, int], ...] = ()
    particulars: Mapping[str, str] = field(default_factory=dict, hash=False)
    rows: tuple[Mapping[str, str], ...] = field(default=(), hash=False)
    checks: tuple[Check, ...] = ()
    member: str | None = None

    def __post_init__(self) -> None:
        known = VALUE_FIELDS | particulars.NAMES.keys()
        assert self.uncertain <= known, f"unknown fields: {self.uncertain - known}"
        assert self.provenance.keys() <= known, "provenance of an unknown field"
        for names in (self.particulars, *self.rows):
            assert names.keys() <= particulars.NAMES.keys(), f"unknown particulars: {names}"
        assert len(self.line_boxes) in {0, len(self.items)}, "one box, or none, for each line"
        for name in ("provenance", "particulars"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @property
    def amount(self) -> Decimal | None:
        """不含税金额 in yuan; None when absent or masked by `***`."""
        return decimal_of(self.total_amount)

    @property
    def tax(self) -> Decimal | None:
        """税额 in yuan; None when absent or masked by `***`."""
        return decimal_of(self.total_tax)

    @property
    def total(self) -> Decimal | None:
        """价税合计 in yuan."""
        return decimal_of(self.total_with_tax)

    @property
    def key(self) -> str | None:
        """The identity of the invoice in any rendition; None when it is not known for certain.

        Digital invoices: the 20-digit number. Older ones: code and number together. Fee sheets: the
        number that the employer gave them.
        """
        if self.invoice_number is None or "invoice_number" in self.uncertain:
            return None
        numbered_alone = len(self.invoice_number) == _DIGITAL_NUMBER_LENGTH
        if numbered_alone or self.kind is Kind.FEE_SHEET:
            return self.invoice_number
        if self.invoice_code is None or "invoice_code" in self.uncertain:
            return None
        return self.invoice_code + self.invoice_number

    def to_contract(self, file: str) -> dict[str, object]:
        """Return the object that `zhuanhu read --json` prints; `file` is the path as given."""
        record: dict[str, object] = {
            "file": f"{file}!{self.member}" if self.member else file,
            "page": self.page,
            "pages": self.pages,
            "kind": self.kind.value,
        }
        for name in TEXT_FIELDS:
            record[name] = getattr(self, name)
        record["issue_date"] = self.issue_date.isoformat() if self.issue_date else None
        record["items"] = [line_record(line) for line in self.items]
        record["is_red"] = self.is_red
        record["uncertain"] = sorted(self.uncertain)
        record["findings"] = [finding.text() for finding in self.findings]
        record["particulars"] = dict(self.particulars)
        record["rows"] = [dict(row) for row in self.rows]
        record["checks"] = [check.to_contract() for check in self.checks]
        return record

    def to_record(self) -> dict[str, object]:
        """Return everything as plain JSON data; `from_record` is the inverse."""
        record = self.to_contract(file="")
        del record["file"]
        return record | {
            "findings": [finding.to_record() for finding in self.findings],
            "list_items": [line_record(line) for line in self.list_items],
            "provenance": {
                name: [where.source.value, _box_record(where.box), list(where.agrees_with)]
                for name, where in self.provenance.items()
            },
            "line_boxes": [_box_record(box) for box in self.line_boxes],
            "checks": [check.to_record() for check in self.checks],
            "member": self.member,
            "page_sizes": [list(size) for size in self.page_sizes],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Invoice":
        """Build the invoice that `to_record` described; KeyError or ValueError if none.

        Records of earlier versions stay readable: verdicts are replayed from them.
        """
        issued = record["issue_date"]
        return cls(
            **{name: record[name] for name in (*TEXT_FIELDS, "is_red", "page", "pages")},
            kind=Kind(record["kind"]),
            issue_date=date.fromisoformat(issued) if issued else None,
            items=tuple(Line(**line) for line in record["items"]),
            uncertain=frozenset(record["uncertain"]),
            findings=tuple(Message.from_record(finding) for finding in record["findings"]),
            list_items=tuple(Line(**line) for line in record["list_items"]),
            provenance={
                name: Provenance(Source(source), _box(box), tuple(agrees_with))
                for name, (source, box, agrees_with) in record["provenance"].items()
            },
            line_boxes=tuple(_box(box) for box in record["line_boxes"]),
            page_sizes=tuple((int(width), int(height)) for width, height in record["page_sizes"]),
            particulars=record.get("particulars", {}),  # older records lack these four
            rows=tuple(record.get("rows", ())),
            checks=tuple(Check.from_record(check) for check in record.get("checks", ())),
            member=record.get("member"),
        )


def _box_record(box: Box | None) -> list[int] | None:
    return [box.page, box.left, box.top, box.right, box.bottom] if box else None


def _box(record: list[int] | None) -> Box | None:
    return Box(*record) if record else None


def line_record(line: Line) -> dict[str, str | None]:
    """Return a line as plain JSON data."""
    return {column.name: getattr(line, column.name) for column in fields(Line)}


_FIGURES = re.compile(r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?\s*")
_TOO_LARGE = 12  # powers of ten: products of two amounts still fit the arithmetic exactly


def decimal_of(text: str | None) -> Decimal | None:
    """Read a printed amount; None for `***`, blanks and whatever is no amount below 10^12."""
    if text is None or not _FIGURES.fullmatch(text):  # `Decimal` takes 1_000 and NaN too
        return None
    value = Decimal(text)
    return value if value.adjusted() < _TOO_LARGE else None
