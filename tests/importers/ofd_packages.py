"""Drawn OFD packages taken apart, changed and read, for these tests."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from importers import registry
from importers.checks import Channel, Check
from importers.document import Document
from importers.invoice import Invoice
from service.demo.invoices import InvoiceSpec
from service.demo.ofd_drawing import draw_ofd, packed
from service.demo.ofd_manner import MANNERS, Manner, Tags
from tests.service.demo import specs

Parts = dict[str, bytes]
PLATFORM = MANNERS["tax platform"]
OLDER = Manner(tags=Tags.OLDER, attached=True)
PAGE = "Doc_0/Pages/Page_0/Content.xml"


def parts_of(spec: InvoiceSpec, manner: Manner = PLATFORM) -> Parts:
    with ZipFile(BytesIO(draw_ofd(spec, manner))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(parts: Parts) -> tuple[Invoice, ...]:
    return registry.read(Document("发票.ofd", packed(parts)))


def read_one(parts: Parts) -> Invoice:
    (invoice,) = read(parts)
    return invoice


def changed(parts: Parts, path: str, old: str, new: str) -> Parts:
    text = parts[path].decode()
    assert old in text
    return parts | {path: text.replace(old, new).encode()}


def said(invoice: Invoice) -> str:
    return " ".join(finding.text() for finding in invoice.findings)


def signatures(invoice: Invoice) -> list[Check]:
    return [check for check in invoice.checks if check.channel is Channel.SIGNATURE]


def without_qr(parts: Parts) -> Parts:
    """The parts without pictures."""
    return {path: content for path, content in parts.items() if not path.endswith(".png")}


SEALED = parts_of(specs.OLDER, replace(OLDER, sealed=True))
