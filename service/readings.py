"""Invoices as they count: what was read, what other files of them say, what persons corrected."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from importers import correction, renditions
from importers.correction import Correction
from importers.invoice import Invoice
from service.tables import CorrectionRow, InvoiceRow, RenditionRow


def of(session: Session, row: InvoiceRow) -> Invoice:
    """Give an invoice with what its other files say and, after that, its corrections in order."""
    invoice = Invoice.from_record(row.record)
    others = session.scalars(
        select(RenditionRow.record)
        .where(
            RenditionRow.employer_id == row.employer_id,
            RenditionRow.invoice_id == row.id,
            RenditionRow.record.is_not(None),
        )
        .order_by(RenditionRow.arrived_at, RenditionRow.id)
    )
    for record in others:
        assert record is not None, "asked for those that are there"
        invoice = renditions.compared(invoice, Invoice.from_record(record))
    made = session.scalars(
        select(CorrectionRow)
        .where(CorrectionRow.employer_id == row.employer_id, CorrectionRow.invoice_id == row.id)
        .order_by(CorrectionRow.serial)
    )
    return corrected(invoice, made)


def corrected(invoice: Invoice, made: Iterable[CorrectionRow]) -> Invoice:
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
