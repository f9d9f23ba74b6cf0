"""What a PDF says of its invoice beside the page: the Info dictionary and files attached to it.

Fiscal receipts hide their whole XML (`hidexml`) and their state (`attachXml`) in the Info
dictionary, one renderer of digital invoices some totals; rail tickets and other files carry the
issuer's XML as an attached file. Anybody can write all of that: it is a second statement, no proof.
"""

import base64
import binascii
import ctypes
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from importers import structured, xml_tree
from importers.checks import Channel, Check, Outcome
from importers.data_values import amount, day
from importers.document import UnreadableDocument
from importers.draft import Draft
from importers.invoice import Kind, Source
from importers.messages import N_, Message

_MAX_ENTRY = 16 * 1024 * 1024  # bytes of one entry as it stands in the file
_MAX_ATTACHMENTS = 50
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")
_GZIP = 31  # window bits that tell zlib to expect a gzip header
_RECEIPT, _STATE = "hidexml", "attachXml"
_TEXTS = {
    "InvoiceNumber": "invoice_number",
    "BuyerIdNum": "buyer_tax_id",
    "SellerIdNum": "seller_tax_id",
}
_AMOUNTS = {
    "TotalAmWithoutTax": "total_amount",
    "TotalTaxAm": "total_tax",
    "TotalTax-includedAmount": "total_with_tax",
}
_VALID_STATES = frozenset({"NORMAL", "正常"})


@dataclass(frozen=True, slots=True)
class Inside:
    """Whole statements of an invoice, shorter ones, and what is to be said of the file."""

    attached: tuple[Draft, ...] = ()
    described: tuple[Draft, ...] = ()
    checks: tuple[Check, ...] = ()


def read(pdf: pypdfium2.PdfDocument) -> Inside:
    """Return the data inside an open PDF; what cannot be read is said, never raised."""
    checks: list[Check] = []
    contents = [*_hidden(pdf, checks), *_files(pdf)]
    attached = tuple(draft for content in contents if (draft := _draft(content, checks)))
    entries = _entries(pdf)
    checks += _state(pdf)
    return Inside(attached, (entries,) if entries else (), tuple(dict.fromkeys(checks)))


def _draft(content: bytes, checks: list[Check]) -> Draft | None:
    try:
        return structured.draft_of(content, Source.ATTACHMENT)
    except UnreadableDocument:
        checks.append(_unread())
        return None


def _unread() -> Check:
    message = Message(N_("文件内附带的数据无法解读，没有用来核对票面。"))
    return Check(Channel.DATA, Outcome.NOT_VERIFIABLE, message=message)


def _hidden(pdf: pypdfium2.PdfDocument, checks: list[Check]) -> Iterator[bytes]:
    """Yield the XML of a fiscal receipt in the Info dictionary."""
    entry = _entry(pdf, _RECEIPT)
    if entry:
        content = unpacked(entry)
        if content is None:
            checks.append(_unread())
        else:
            yield content


def unpacked(entry: str) -> bytes | None:
    """Return base64(gzip(XML)), base64(XML) or plain XML; None when it is none or too large."""
    if entry.lstrip().startswith("<"):
        return entry.encode()
    try:
        content = base64.b64decode("".join(entry.split()), validate=True)
        if content.startswith(b"\x1f\x8b"):
            unzip = zlib.decompressobj(_GZIP)
            content = unzip.decompress(content, xml_tree.MAX_BYTES)
            if not unzip.eof:
                return None
    except (binascii.Error, zlib.error, ValueError):
        return None
    return content if content.lstrip().startswith(_XML_STARTS) else None


def _state(pdf: pypdfium2.PdfDocument) -> Iterator[Check]:
    """Say so where the state of a receipt is another than normal."""
    content = unpacked(_entry(pdf, _STATE))
    if content is None:
        return
    try:
        root = xml_tree.parse(content)
    except UnreadableDocument:
        yield _unread()
        return
    states = (node.text("Status") for node in (root, *root.descendants()))
    state = next(filter(None, states), "NORMAL")
    if state.upper() not in _VALID_STATES:
        message = Message(
            N_("文件内的数据说这张票据的状态不是正常（{state}），请到票据查验平台核实。"),
            {"state": state[:40]},
        )
        yield Check(Channel.DATA, Outcome.DIFFERS, message=message)


def _entries(pdf: pypdfium2.PdfDocument) -> Draft | None:
    """Return the number and totals that a renderer of digital invoices leaves in Info."""
    draft = Draft(Kind.OTHER, Source.ATTACHMENT)
    for key, name in _TEXTS.items():
        draft.put(name, _entry(pdf, key).strip())
    for key, name in _AMOUNTS.items():
        draft.put(name, amount(_entry(pdf, key).strip() or None))
    draft.issue_date = day(_entry(pdf, "IssueTime").strip() or None)
    if draft.issue_date:
        draft.note("issue_date", None)
    return draft if draft.values else None


def _entry(pdf: pypdfium2.PdfDocument, key: str) -> str:
    """Return an entry of the Info dictionary; '' when absent or too long to be honest."""
    tag = key.encode() + b"\x00"
    length = pdfium.FPDF_GetMetaText(pdf, tag, None, 0)
    if not 2 < length <= 2 * _MAX_ENTRY:  # noqa: PLR2004  # two bytes are the closing zero
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(pdf, tag, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", errors="replace")


def _files(pdf: pypdfium2.PdfDocument) -> Iterator[bytes]:
    """Yield the attached files that are XML."""
    for index in range(min(pdf.count_attachments(), _MAX_ATTACHMENTS)):
        try:
            content = bytes(pdf.get_attachment(index).get_data())
        except pypdfium2.PdfiumError:  # an entry without a file
            continue
        if content.lstrip()[:8].startswith(_XML_STARTS) and len(content) <= xml_tree.MAX_BYTES:
            yield content
