"""Files inside a PDF, such as the XBRL that comes within a rail e-ticket."""

from io import BytesIO

import pypdfium2


def attached(pdf: bytes, name: str, content: bytes) -> bytes:
    """Return the PDF with one more embedded file."""
    document = pypdfium2.PdfDocument(pdf)
    document.new_attachment(name).set_data(content)
    file = BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()
