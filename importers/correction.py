"""What a person says a voucher says: confirmed or corrected fields, never passed off as read."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from importers import chinese_amount
from importers.checks import Channel, Check, Outcome
from importers.cross_check import LABELS
from importers.invoice import TEXT_FIELDS, Invoice, Provenance, Source, decimal_of
from importers.messages import N_, Message
from importers.particulars import NAMES

CONFIRM_ONLY = frozenset({"kind", "items", "is_red", *NAMES})  # may be confirmed, not retyped
FIELDS = (*TEXT_FIELDS, "issue_date", *CONFIRM_ONLY)
MONEY = frozenset({"total_amount", "total_tax", "total_with_tax"})
_AMOUNT = re.compile(r"-?\d{1,12}(\.\d{1,2})?|\*+")
_DIGITS = {"invoice_code": (8, 10, 12), "invoice_number": (8, 10, 20)}
LONGEST = 500
_NAMES = LABELS | {
    "remarks": N_("备注"),
    "kind": N_("票据种类"),
    "is_red": N_("红字标记"),
}


class InvalidCorrection(ValueError):  # noqa: N818  # a noun of the domain, as UnreadableDocument
    """A value that such a field cannot have; `message` says what it must look like."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message


@dataclass(frozen=True, slots=True)
class Correction:
    """One field as the reader read it and as a person states it; equal = confirmed.

    None = the voucher has no such field.
    """

    field: str
    read: str | None
    stated: str | None

    def __post_init__(self) -> None:
        assert self.field in FIELDS, f"no field {self.field}"
        assert self.field not in CONFIRM_ONLY or self.read == self.stated, "can only be confirmed"

    @property
    def confirms(self) -> bool:
        """Whether the person found the reading right."""
        return self.read == self.stated


def open_to_correction(invoice: Invoice, field: str) -> bool:
    """Whether a person may change a field: not when QR code or data prove what was read."""
    where = invoice.provenance.get(field)
    proved = where is not None and {Channel.QR, Channel.DATA} & set(where.agrees_with)
    return field in invoice.uncertain or not proved


def value_of(invoice: Invoice, field: str) -> str | None:
    """Return a field of an invoice as the text that a person would type."""
    if field == "items":
        return str(len(invoice.items))
    value = invoice.particulars.get(field) if field in NAMES else getattr(invoice, field)
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def stated_value(field: str, typed: str) -> str | None:
    """Return what was typed in the form that readings have; InvalidCorrection when impossible."""
    text = typed.replace("\r\n", "\n").strip()  # as forms send lines
    if not text:
        return None
    if len(text) > LONGEST:
        raise InvalidCorrection(Message(N_("内容太长，请按票面填写。")))
    if field in MONEY:
        return _amount(field, text)
    if field in _DIGITS:
        return _digits(field, text)
    if field == "total_in_words":
        _check_words(text)
    return text


def _amount(field: str, text: str) -> str:
    plain = re.sub(r"[,¥\s]", "", unicodedata.normalize("NFKC", text))
    if not _AMOUNT.fullmatch(plain):
        raise InvalidCorrection(
            Message(N_("{field}应是最多两位小数的金额，例如 1234.50。"), {"field": _NAMES[field]})
        )
    amount = decimal_of(plain)
    return plain if amount is None else str(amount.quantize(Decimal("0.01")))


def _digits(field: str, text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    lengths = _DIGITS[field]
    if not plain.isdecimal() or not plain.isascii() or len(plain) not in lengths:
        wanted = "、".join(str(length) for length in lengths)
        raise InvalidCorrection(
            Message(
                N_("{field}应是 {lengths} 位数字，请按票面逐位核对。"),
                {"field": _NAMES[field], "lengths": wanted},
            )
        )
    return plain


def _check_words(text: str) -> None:
    try:
        chinese_amount.parse(text)
    except chinese_amount.InvalidAmount as error:
        raise InvalidCorrection(
            Message(
                N_("大写金额“{words}”不成立，请按票面填写，例如 壹佰零陆圆整。"), {"words": text}
            )
        ) from error


def apply(invoice: Invoice, correction: Correction) -> Invoice:
    """Return the invoice as a person says it reads; the place on the page stays known."""
    field = correction.field
    changes: dict[str, Any] = {} if correction.confirms else {field: _typed(correction)}
    where = invoice.provenance.get(field)
    seen = dict(invoice.provenance)
    if not correction.confirms:
        seen[field] = Provenance(Source.PERSON, where.box if where else None)
    elif where is not None:
        agrees = dict.fromkeys((*where.agrees_with, Channel.PERSON))
        seen[field] = replace(where, agrees_with=tuple(agrees))
    return replace(
        invoice,
        **changes,
        uncertain=invoice.uncertain - {field},
        provenance=seen,
        checks=(*invoice.checks, _check(correction)),
    )


def _typed(correction: Correction) -> str | date | None:
    if correction.field == "issue_date" and correction.stated:
        return date.fromisoformat(correction.stated)
    return correction.stated


def _check(correction: Correction) -> Check:
    fields = (correction.field,)
    if correction.confirms:
        return Check(Channel.PERSON, Outcome.AGREES, fields)
    message = Message(
        N_("{field}由经办人更正：系统读到“{read}”，更正为“{stated}”。请对照原件复核。"),
        {
            "field": _NAMES[correction.field],
            "read": correction.read or "—",
            "stated": correction.stated or "—",
        },
    )
    return Check(Channel.PERSON, Outcome.DIFFERS, fields, message)


def corrected_fields(invoice: Invoice) -> Mapping[str, Check]:
    """Return what persons said, field by field, the last word of each."""
    return {check.fields[0]: check for check in invoice.checks if check.channel is Channel.PERSON}
