"""第二十六条: an electronic voucher counts by its electronic original, not by a picture of it.

An electronic invoice that was read by character recognition is a scan, a photo or a print of it:
the original is to be uploaded too (财会〔2024〕11号 §27). Where another file of the same invoice
holds its text or data, the original is there. Rail and air tickets could be had on paper for
journeys until 2025-09-30 (税务总局公告2024年第8号、第9号).
"""

from collections.abc import Iterator
from datetime import date

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_
from compliance.wording import as_is
from importers.invoice import Invoice, Kind, Source

ARTICLE = 26
TITLE = N_("电子发票留有电子原件")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
PICTURE = N_("这是电子发票的扫描件、照片或打印件，没有电子原件（依据{article}）。")
UPLOAD = N_("请从开票平台下载 OFD、PDF 或 XML 原件，作为同一张发票的另一个文件上传。")
PAPER_TICKETS_UNTIL = date(2025, 9, 30)
_ELECTRONIC = frozenset({
    Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.E_ORDINARY_TOLL, Kind.VAT_E_ORDINARY,
    Kind.VAT_E_SPECIAL, Kind.VAT_E_TOLL, Kind.SZ_BLOCKCHAIN, Kind.MACHINE_PRINTED_E,
})  # fmt: skip
_TICKETS = frozenset({Kind.RAIL, Kind.AIR})
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find an electronic invoice of which only a picture was uploaded."""
    recognised = Source.OCR in {where.source for where in claim.invoice.provenance.values()}
    if recognised and _is_electronic(claim.invoice) and not claim.original.also_electronic:
        name = claim.original.name
        yield _find(SEVERITY, PICTURE, UPLOAD, found=as_is(name) if name else None)


def _is_electronic(invoice: Invoice) -> bool:
    if invoice.kind in _TICKETS:
        return invoice.issue_date is None or invoice.issue_date > PAPER_TICKETS_UNTIL
    return invoice.kind in _ELECTRONIC
