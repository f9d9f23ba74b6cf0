"""Invoices as they count: what was read, with what persons corrected since."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from importers import correction
from importers.correction import Correction
from importers.invoice import Invoice
from service.tables import CorrectionRow, InvoiceRow


def of(session: Session, row: InvoiceRow) -> Invoice:
    """Give an invoice with its corrections, in the order in which they were made."""
    made = session.scalars(
        select(CorrectionRow)
        .where(CorrectionRow.employer_id == row.employer_id, CorrectionRow.invoice_id == row.id)
        .order_by(CorrectionRow.serial)
    )
    return corrected(Invoice.from_record(row.record), made)


def corrected(invoice: Invoice, made: Iterable[CorrectionRow]) -> Invoice:
    """Give a reading with corrections applied."""
    for row in made:
        invoice = correction.apply(invoice, Correction(row.field, row.read, row.stated))
    return invoice
