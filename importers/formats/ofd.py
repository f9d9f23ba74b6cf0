"""OFD files: pages are read as any pages, and held against the data and seals in the package."""

from importers import ofd_data, ofd_inspection, ofd_package, ofd_page, ofd_seals, voucher
from importers.document import Document, FileType
from importers.invoice import Invoice
from importers.voucher import Reading

_LOOKS = (
    ofd_inspection.checks,
    ofd_inspection.clipped,
    ofd_inspection.fonts,
    ofd_inspection.pictures,
    ofd_inspection.repeated,
)


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
    checks = [
        check for one in documents for check in (*ofd_seals.checks(one), *ofd_data.file_checks(one))
    ]
    whole = Reading(
        tuple(draft for reading in readings for draft in reading.drafts),
        tuple(text for reading in readings for text in reading.others),
        (*(check for look in _LOOKS for check in look(pages)), *checks),
    )
    return voucher.invoices(whole, tuple(page.size for page in pages))
