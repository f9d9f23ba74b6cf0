"""The voucher of a claim: as it counts now, where it came from, what was answered about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Label, Row, Uuid, bindparam, select

from compliance.fact_record import facts_of
from compliance.facts import Original, Verification, VerifiedAs
from importers.invoice import Invoice, Source
from service import readings
from service.asked import fixed, nested, table
from service.tables import (
    CorrectionRow,
    InvoiceRow,
    OriginalRow,
    RenditionRow,
    VerificationRow,
)

_GOOD = frozenset({VerifiedAs.MATCHES, VerifiedAs.PARTLY_RED})
_ANSWERS_MOST = 50  # of one invoice; the platform itself answers five times a day


@dataclass(frozen=True, slots=True)
class Voucher:
    """An invoice with what its files and persons say of it."""

    read: Invoice
    original: Original
    verification: Verification | None


@dataclass(frozen=True, slots=True)
class _Stated:
    """A correction as it is stored."""

    field: str
    read: str | None
    stated: str | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer of the tax platform as it is stored."""

    result: VerifiedAs
    checked_on: date


def values(invoice: InvoiceRow) -> dict[str, object]:
    """Give what all about an invoice is asked by, beside its employer."""
    return {"invoice": invoice.id, "original": invoice.original_id}


def of(row: Row[Any], invoice: InvoiceRow) -> Voucher:
    """Put together all about an invoice; one only thought of has no file and no answers."""
    original = next(iter(facts_of(row.original, Original)), Original("", ""))
    others = [each["record"] for each in row.renditions]
    answers = facts_of(row.answers, _Answer)
    return Voucher(
        readings.counted(
            invoice.record,
            others,
            facts_of(row.corrections, _Stated),
        ),
        replace(original, also_electronic=any(not _is_picture(record) for record in others)),
        _verification(answers),
    )


def _verification(answers: Sequence[_Answer]) -> Verification | None:
    """Give the newest answer, and what an earlier one refused or doubted the invoice for."""
    if not answers:
        return None
    newest, *earlier = answers
    refused = (each.result for each in earlier if each.result not in _GOOD)
    return Verification(newest.result, newest.checked_on, next(refused, None))


def _is_picture(record: Mapping[str, Any]) -> bool:
    """Tell whether character recognition read a stored reading."""
    return any(source == Source.OCR for source, *_ in record["provenance"].values())


def columns() -> tuple[Label[Any], ...]:
    """Give all about an invoice as columns of a row."""
    original, rendition = table(OriginalRow), table(RenditionRow)
    correction, answer = table(CorrectionRow), table(VerificationRow)
    employer, invoice = bindparam("employer", type_=Uuid()), bindparam("invoice", type_=Uuid())

    def about(rows: Any, *columns: Any) -> Any:  # noqa: ANN401  # columns of any type
        return select(*columns).where(rows.c.employer_id == employer, rows.c.invoice_id == invoice)

    files = select(original.c.name, original.c.sha256).where(
        original.c.id == bindparam("original", type_=Uuid())
    )
    others = about(rendition, rendition.c.record).where(rendition.c.record.is_not(None))
    made = about(correction, correction.c.field, correction.c.read, correction.c.stated)
    answers = about(answer, answer.c.result, answer.c.checked_on)
    newest = answers.order_by(answer.c.checked_on.desc(), answer.c.recorded_at.desc())
    return (
        nested(files).label("original"),
        nested(others.order_by(rendition.c.arrived_at, rendition.c.id)).label("renditions"),
        nested(made.order_by(correction.c.serial)).label("corrections"),
        nested(newest.limit(fixed(_ANSWERS_MOST))).label("answers"),
    )
