"""What is known of the files of an invoice beside the one it was read from."""

import pytest
from sqlalchemy import select

from service.tables import InvoiceRow, RenditionRow
from tests.service.office import AT, Office, an_invoice
from tests.service.test_facts import changing, gathered, upload


@pytest.mark.parametrize("source", ["ocr", "text"])
def test_a_file_with_text_beside_a_picture_is_the_electronic_original(
    office: Office, source: str
) -> None:
    claim_id = upload(office, an_invoice())
    assert not gathered(office, claim_id).original.also_electronic
    upload(office, an_invoice("26112000000000000002"))
    with changing(office, claim_id) as (session, claim):
        invoice = session.get_one(InvoiceRow, claim.invoice_id)
        other = session.scalars(select(InvoiceRow).where(InvoiceRow.id != invoice.id)).one()
        rendition = RenditionRow(
            employer_id=invoice.employer_id,
            invoice_id=invoice.id,
            original_id=other.original_id,
            arrived_at=AT,
            record=invoice.record | {"provenance": {"invoice_number": [source, None, []]}},
        )
        session.add(rendition)
    assert gathered(office, claim_id).original.also_electronic is (source == "text")
