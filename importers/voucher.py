"""Pages become vouchers: the index of layouts, and what every reading of pages shares.

A format brings its pages here, may compare each draft with structured data of the same file
(`comparison.confirm`), and finishes with `invoices`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from importers import cross_check, foreign, invoice_kind, invoice_pages, page_edges
from importers.checks import Check, Outcome
from importers.draft import Draft
from importers.invoice import Invoice, Kind, Source
from importers.invoice_pages import Voucher
from importers.layouts import air, fiscal, motor_vehicle, rail, vat
from importers.page import Page
from importers.page_text import PageText


class Layout(Protocol):
    """What every module of `importers.layouts` offers."""

    def read(self, voucher: Voucher, draft: Draft) -> None: ...


LAYOUTS: Mapping[Kind, Layout] = {
    Kind.E_ORDINARY: vat,
    Kind.E_SPECIAL: vat,
    Kind.VAT_E_ORDINARY: vat,
    Kind.VAT_E_SPECIAL: vat,
    Kind.VAT_PAPER_ORDINARY: vat,
    Kind.VAT_PAPER_SPECIAL: vat,
    Kind.SZ_BLOCKCHAIN: vat,
    Kind.MACHINE_PRINTED_E: vat,
    Kind.FISCAL_CENTRAL: fiscal,
    Kind.FISCAL_PROVINCE: fiscal,
    Kind.RAIL: rail,
    Kind.AIR: air,
    Kind.MOTOR_VEHICLE: motor_vehicle,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The drafts of a file, not yet judged, each with its first page; the pages of no voucher.

    `checks` are of the file as a whole: every draft of it reports them.
    """

    drafts: tuple[tuple[Draft, int], ...]
    others: tuple[PageText, ...]
    checks: tuple[Check, ...] = ()

    @property
    def is_suspect(self) -> bool:
        """Whether something is wrong with the file itself."""
        return any(check.outcome is Outcome.DIFFERS for check in self.checks)


def read(pages: Iterable[Page], source: Source = Source.TEXT) -> Reading:
    """Read the vouchers on the pages of a file."""
    division = invoice_pages.divide(pages)
    drafts = tuple(
        (_draft(voucher, source), voucher.sheets[0].page) for voucher in division.vouchers
    )
    return Reading(drafts, tuple(division.others))


def _draft(voucher: Voucher, source: Source) -> Draft:
    layout = LAYOUTS.get(voucher.kind)
    if layout is None:
        return invoice_kind.named_only(voucher.kind)
    draft = Draft(voucher.kind, source, voucher.sheets[0].code)
    layout.read(voucher, draft)
    return draft


def invoices(
    reading: Reading,
    sizes: tuple[tuple[int, int], ...],
    judge: Callable[[Draft], None] | None = None,
) -> tuple[Invoice, ...]:
    """Judge the drafts and return the invoices; one of kind not_invoice where there is none.

    `sizes` are width and height of the pages in hundredths of a point; `judge` has the last word
    on a draft after the cross-checks.
    """
    if not reading.drafts:
        unnamed = foreign.draft(reading.others)
        _report(unnamed, reading.checks)
        return (unnamed.build(None, len(sizes), sizes),)
    left_out = foreign.left_out(reading.others)
    several = len(reading.drafts) > 1
    for draft, _ in reading.drafts:
        if draft.kind in LAYOUTS or draft.values:
            cross_check.judge(draft)
            page_edges.judge(draft, sizes)
        if judge is not None:
            judge(draft)
        draft.findings.extend(left_out)
        _report(draft, reading.checks)
    return tuple(
        draft.build(page if several else None, len(sizes), sizes) for draft, page in reading.drafts
    )


def _report(draft: Draft, checks: Iterable[Check]) -> None:
    """Report the checks of the file; a difference makes the fields it names uncertain."""
    for check in checks:
        draft.report(check)
        if check.outcome is Outcome.DIFFERS and draft.kind is not Kind.NOT_INVOICE:
            draft.uncertain.update(check.fields)
