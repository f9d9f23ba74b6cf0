"""OFD files: pages are read as any pages, and held against the data and seals in the package."""

from importers import ofd_data, ofd_package, ofd_page, ofd_seals, voucher
from importers.document import Document, FileType
from importers.invoice import Invoice
from importers.voucher import Reading


def recognises(document: Document) -> bool:
    """Take every package that holds an OFD.xml."""
    return document.file_type is FileType.OFD


def read(document: Document) -> tuple[Invoice, ...]:
    """Return every invoice in the package; one of kind not_invoice when there is none."""
    package = ofd_package.opened(document.content)
    documents = list(package.documents())
    pages = ofd_page.pages(documents)
    readings = [
        ofd_data.reading(one, [page for page in pages if page.document is one]) for one in documents
    ]
    for one, reading in zip(documents, readings, strict=True):
        for check in (*ofd_seals.checks(one), *ofd_data.file_checks(one)):
            for draft, _ in reading.drafts:
                draft.report(check)
    whole = Reading(
        tuple(draft for reading in readings for draft in reading.drafts),
        tuple(text for reading in readings for text in reading.others),
    )
    return voucher.invoices(whole, tuple(page.size for page in pages))
