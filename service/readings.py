"""Invoices as they count: what was read, what other files of them say, what persons corrected."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from importers import correction, renditions
from importers.correction import Correction
from importers.invoice import Invoice
from service.tables import CorrectionRow, InvoiceRow, RenditionRow


class Stated(Protocol):
    """A field as it was read and as a person states it; equal = confirmed."""

    @property
    def field(self) -> str: ...
    @property
    def read(self) -> str | None: ...
    @property
    def stated(self) -> str | None: ...


def of(session: Session, row: InvoiceRow) -> Invoice:
    """Give an invoice with what its other files say and, after that, its corrections in order."""
    others = session.scalars(
        select(RenditionRow.record)
        .where(
            RenditionRow.employer_id == row.employer_id,
            RenditionRow.invoice_id == row.id,
            RenditionRow.record.is_not(None),
        )
        .order_by(RenditionRow.arrived_at, RenditionRow.id)
    )
    made = session.scalars(
        select(CorrectionRow)
        .where(CorrectionRow.employer_id == row.employer_id, CorrectionRow.invoice_id == row.id)
        .order_by(CorrectionRow.serial)
    )
    return counted(row.record, [record for record in others if record is not None], made)


def counted(
    record: Mapping[str, Any], others: Iterable[Mapping[str, Any]], made: Iterable[Stated]
) -> Invoice:
    """Give what was read, held against the records of other files, and corrected."""
    invoice = Invoice.from_record(record)
    for other in others:
        invoice = renditions.compared(invoice, Invoice.from_record(other))
    return corrected(invoice, made)


def corrected(invoice: Invoice, made: Iterable[Stated]) -> Invoice:
    """Give a reading with corrections applied."""
    for row in made:
        invoice = correction.apply(invoice, Correction(row.field, row.read, row.stated))
    return invoice


def heading(record: Mapping[str, Any]) -> str | None:
    """Say in a few words what a stored voucher is for: its first line, or a ticket's journey."""
    if items := record.get("items"):
        name: str | None = items[0]["name"]
        return name
    told = {**next(iter(record.get("rows", ())), {}), **record.get("particulars", {})}
    if "from_station" not in told or "to_station" not in told:
        return None
    journey = f"{told['from_station']}—{told['to_station']}"
    return " ".join(filter(None, (told.get("train") or told.get("flight"), journey)))
