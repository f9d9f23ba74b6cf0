"""Changes PDFs for the tests of what a file hides: small files by hand, parts put into others."""
# mypy: disable-error-code="no-untyped-call, no-any-return"
# (pyHanko's objects of a PDF have no types)

from collections.abc import Callable, Mapping
from contextlib import closing
from io import BytesIO
from typing import Any

import pypdfium2
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from importers import pdf_file, pdf_inspection, pdf_page
from importers.checks import Channel, Check, Outcome
from importers.document import Document

HELVETICA = b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica"
SHOWN = b"BT /F1 12 Tf 72 320 Td (Total 100.00) Tj ET "
LIE = b"(Total 9999.00) Tj ET"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return the body of a stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def by_hand(
    content: bytes = SHOWN,
    *,
    font: bytes = HELVETICA,
    page: bytes = b"/MediaBox [0 0 600 400]",
    resources: bytes = b"",
    catalog: bytes = b"",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """Return a PDF of one page: 1 catalog, 2 page tree, 3 page, 4 content, 5 font, then `more`."""
    font_and_more = b"/Font << /F1 5 0 R >> " + resources
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << %b >> %b >>"
        % (font_and_more, page),
        4: stream(content),
        5: b"<< %b >>" % font,
        **(more or {}),
    }
    return assembled(objects)


def assembled(objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF of these objects, with a table of contents."""
    body, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        body += b"%010d 00000 %b \n" % (places.get(number, 0), b"n" if number in places else b"f")
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + trailer % (max(objects) + 1, table)


def appended(content: bytes, number: int, body: bytes) -> bytes:
    """Return a file saved again with another version of one object."""
    place, before = len(content) + 1, content.rindex(b"\nxref\n") + 1
    update = b"\n%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(content) + len(update)
    trailer = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R /Prev %d >>\n"
    end = b"startxref\n%d\n%%%%EOF\n" % table
    return content + update + trailer % (number, place, before) + end


def rewritten(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """Return a file written anew after `edit` changed it (a writer of pyHanko)."""
    writer = copy_into_new_writer(PdfFileReader(BytesIO(content)))
    edit(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def saved_again(content: bytes) -> bytes:
    """Return a file saved again with a change that nobody sees."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    writer.root[generic.NameObject("/Lang")] = generic.pdf_string("zh")
    writer.update_root()
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def checks(content: bytes) -> tuple[Check, ...]:
    """Return what inspection says of a file."""
    with pdf_file.opened(Document("a.pdf", content)) as pdf:
        pages = pdf_page.pages(pdf, content)
        for page in pages:
            page.shown(page.text())
        return pdf_inspection.inspect(pdf, content, pages)


def sentences(content: bytes, channel: Channel, outcome: Outcome = Outcome.DIFFERS) -> list[str]:
    """Return the sentences of one channel and outcome."""
    found = [c for c in checks(content) if c.channel is channel and c.outcome is outcome]
    return [check.message.text() if check.message else "" for check in found]


def text(content: bytes) -> str:
    """Return the text of the first page as it is read."""
    with pdf_file.opened(Document("a.pdf", content)) as pdf:
        page = pdf_page.pages(pdf, content)[0]
        return "".join(character.text for character in page.text().characters)


def raw_text(content: bytes) -> str:
    """Return the text of the first page as pdfium gives it."""
    with (
        pypdfium2.PdfDocument(content) as pdf,
        closing(pdf[0]) as page,
        closing(page.get_textpage()) as words,
    ):
        return words.get_text_range()
