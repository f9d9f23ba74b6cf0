"""The index of readable formats, the most trustworthy first."""

from typing import Protocol

from importers import archive_reading, renditions
from importers.document import Document, FileType
from importers.formats import image, ofd, pdf, unsupported, xml
from importers.invoice import Invoice


class Format(Protocol):
    """What every module of `importers.formats` offers."""

    def recognises(self, document: Document) -> bool: ...
    def read(self, document: Document) -> tuple[Invoice, ...]: ...


FORMATS: tuple[Format, ...] = (xml, ofd, pdf, image, unsupported)


def read(document: Document) -> tuple[Invoice, ...]:
    """Return the invoices of a file or archive; UnreadableDocument when there is no way in.

    A file that is legible but no voucher gives one Invoice of kind not_invoice or other, with a
    finding that says what it is.
    """
    if document.file_type is FileType.ZIP:
        return archive_reading.read(document, read_one)
    return read_one(document)


def read_one(document: Document) -> tuple[Invoice, ...]:
    """Return the invoices of a file that is no archive; an archive is refused, not opened."""
    for reader in FORMATS:
        if reader.recognises(document):
            return renditions.contradictions_told(reader.read(document))
    raise AssertionError("the last format takes every document")


def warm_up() -> None:
    """Load now what the formats load on first use, before a process gives up the right to."""
    for reader in FORMATS:
        getattr(reader, "warm_up", lambda: None)()
