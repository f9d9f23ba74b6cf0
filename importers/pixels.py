"""What the text of a file says held against what its pages show, field by field.

A spoof may remap the letters of a font or paste a picture over an amount: programs then read one
thing and people another. The boxes of the key fields are cut from the page as drawn and read by
recognition (`ReaderPool.read` carries them there). Recognition errs too, so only a clear and
confident difference counts; what is not clear is said to be not verifiable.
"""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from importers.checks import Channel, Check, Outcome
from importers.cross_check import LABELS
from importers.invoice import Box, Invoice, Provenance, Source
from importers.messages import N_, Message

FIELDS = (
    "invoice_number", "issue_date", "buyer_name", "buyer_tax_id", "seller_name", "seller_tax_id",
    "total_with_tax", "total_amount", "total_tax",
)  # fmt: skip
_BY_CODE = frozenset({"invoice_number", "issue_date"})  # the QR code is a picture and shows them
_BY_SUM = frozenset({"total_amount", "total_tax"})  # sums tie them to the total that is looked at
_FIGURES = frozenset(FIELDS) - {"buyer_name", "seller_name"}
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "G": "6",
                        "Q": "0", "D": "0", "T": "7", "元": "圆", "正": "整"})  # fmt: skip
_IGNORED = frozenset(" ¥￥,，:：;。'`·|_\"—~")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?|\*+")
_SURE = 900  # per mille, of every character of a strip that contradicts
_CERTAIN = 960  # so sure that one differing character of a name counts
_OTHER = 50  # per cent of likeness: below it is plainly another name


class Place(NamedTuple):
    """A field of one of the invoices of a file, and where it stands."""

    invoice: int
    field: str
    box: Box


class Seen(NamedTuple):
    """What recognition read in a strip, and the confidence of its least sure character."""

    text: str
    confidence: int


class Verdict(StrEnum):
    """How text and picture of one field compare."""

    SAME = "same"
    OTHER = "other"
    UNCLEAR = "unclear"


def places(invoices: Sequence[Invoice]) -> tuple[Place, ...]:
    """Return the key fields that were read from text, in the order of their pages."""
    found = [
        Place(number, name, where.box)
        for number, invoice in enumerate(invoices)
        for name in FIELDS
        if (where := invoice.provenance.get(name)) is not None
        and where.box is not None
        and where.source is Source.TEXT
        and _stated(invoice, name)
        and not _is_shown_elsewhere(name, where)
    ]
    return tuple(sorted(found, key=lambda place: place.box.page))


def _is_shown_elsewhere(name: str, where: Provenance) -> bool:
    agreed = where.agrees_with
    return (name in _BY_CODE and Channel.QR in agreed) or (
        name in _BY_SUM and Channel.SUM in agreed
    )


def _stated(invoice: Invoice, name: str) -> str:
    if name == "issue_date":
        return invoice.issue_date.isoformat() if invoice.issue_date else ""
    value: str | None = getattr(invoice, name)
    return value or ""


def compare(invoice: Invoice, name: str, seen: Seen) -> Verdict:
    """Compare one field with what its place shows."""
    stated, shown = _plain(_stated(invoice, name)), _plain(seen.text)
    if name == "issue_date":
        stated, shown = _day(stated), _day(shown)
    if stated in (_AMOUNT.findall(shown) if name.startswith("total_") else shown):
        return Verdict.SAME
    sure = seen.confidence >= _SURE and shown
    if name in _FIGURES:
        return Verdict.OTHER if sure and shown.isascii() else Verdict.UNCLEAR
    if seen.confidence >= _CERTAIN and shown:
        return Verdict.OTHER
    likeness = difflib.SequenceMatcher(None, stated, shown, autojunk=False).ratio() * 100
    return Verdict.OTHER if sure and likeness < _OTHER else Verdict.UNCLEAR


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper().translate(_ALIKE)
    return "".join(c for c in plain if c not in _IGNORED and not c.isspace())


def _day(text: str) -> str:
    """Return the digits of a date, with those zeros that printing leaves out."""
    parts = "".join(c if c.isdecimal() else " " for c in text).split()
    return "".join(part.zfill(2) for part in parts)


def told(invoice: Invoice, verdicts: Mapping[str, Verdict]) -> Invoice:
    """Return the invoice with what the comparison of its fields showed."""
    checks = [*_checks(verdicts)]
    other = [name for name, verdict in verdicts.items() if verdict is Verdict.OTHER]
    findings = [check.message for check in checks if check.message is not None]
    provenance = {
        name: _agreed(where) if verdicts.get(name) is Verdict.SAME else where
        for name, where in invoice.provenance.items()
    }
    return replace(
        invoice,
        provenance=provenance,
        checks=(*invoice.checks, *checks),
        findings=(*invoice.findings, *findings),
        uncertain=invoice.uncertain | set(other),
    )


def _checks(verdicts: Mapping[str, Verdict]) -> list[Check]:
    def named(wanted: Verdict) -> tuple[str, ...]:
        return tuple(name for name, verdict in verdicts.items() if verdict is wanted)

    same, other, unclear = (named(verdict) for verdict in Verdict)
    checks = []
    if same:
        checks.append(Check(Channel.PIXELS, Outcome.AGREES, same))
    if other:
        fields = "、".join(LABELS[name] for name in other)
        message = Message(
            N_("{fields}：文件中的文字与页面上显示的不一致，文件可能被改动过，请核对原件。"),
            {"fields": fields},
        )
        checks.append(Check(Channel.PIXELS, Outcome.DIFFERS, other, message))
    if unclear:
        checks.append(Check(Channel.PIXELS, Outcome.NOT_VERIFIABLE, unclear))
    return checks


def _agreed(where: Provenance) -> Provenance:
    channels = dict.fromkeys((*where.agrees_with, Channel.PIXELS.value))
    return replace(where, agrees_with=tuple(channels))
