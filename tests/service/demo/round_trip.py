"""Draws a document, reads it, and tells what the reading got wrong."""

import os
import unicodedata
from typing import Any

from hypothesis import settings

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, line_record
from service.demo import older_form
from service.demo.drawing import Drawable, draw
from service.demo.invoices import InvoiceSpec
from service.demo.style import PLAIN, Style

_DAYS = frozenset({"date_from", "date_to", "travel_date"})
_DEEP = "ZHUANHU_EXAMPLES" in os.environ  # so many examples of everything
UNSAID = frozenset({"element", "machine_number"})  # a reading may say them or not


def examples(count: int) -> settings:
    """Return settings for `count` examples; a deep run has its own number."""
    return settings() if _DEEP else settings(max_examples=count)


def expected(spec: Any) -> dict[str, Any]:
    """Return what a perfect reading of the PDF says: long older invoices have a list."""
    record: dict[str, Any] = spec.expected()
    record["list_items"] = []
    if isinstance(spec, InvoiceSpec) and not spec.digital:
        filled = spec.filled()
        if older_form.listed(filled):
            record["list_items"] = record["items"]
            record["items"] = [line_record(line) for line in older_form.face_lines(filled)]
    return record


def plain(value: Any, name: str = "") -> Any:
    """Return a value the way readings are compared: compatibility form, no white space."""
    if isinstance(value, str):
        folded = "".join(unicodedata.normalize("NFKC", value).split())
        return folded.replace("-", "") if name in _DAYS else folded
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each, key) for key, each in value.items()}
    return value


def read(spec: Drawable, style: Style = PLAIN) -> tuple[Invoice, ...]:
    """Draw and read one document."""
    return registry.read(Document("sample.pdf", draw(spec, style)))


def faults(spec: Any, invoice: Invoice) -> dict[str, tuple[object, object, bool]]:
    """Return by field what was wanted, what was read, and whether the reader was sure."""
    wanted, got = plain(expected(spec)), plain(invoice.to_record())
    found = {}
    for name, value in wanted.items():
        if name == "particulars":
            continue
        doubtful = "items" if name == "list_items" else name
        if got[name] != value:
            found[name] = (value, got[name], doubtful not in invoice.uncertain)
    said, due = got["particulars"], wanted["particulars"]
    for name in said.keys() | due.keys():
        if name in said and name in due and said[name] == due[name]:
            continue
        if name not in UNSAID or (name in said and name in due):
            found[name] = (due.get(name), said.get(name), name not in invoice.uncertain)
    return found
