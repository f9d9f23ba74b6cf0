"""The lines of working papers: each item with its voucher, its other side and what was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.library import category_title
from compliance.masking import masked_within
from compliance.sampling.selection import Drawn
from ledger import book
from ledger.accounts import Layer
from ledger.journal import EntryId
from ledger.recorded import RecordedEntry
from reports.workpaper import NOTHING, Line
from service.actions.fieldwork import yuan
from service.actions.fieldwork_results import Result
from service.tables import ClaimRow, InvoiceRow

_SPENT: Final = "5301."  # the accounts of what the fund spent
_PAIRED: Final = ("2401.", "6117.")  # the second pair of the same entry: income from the fund


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the items: claims, invoices and vouchers by their identity."""

    claims: Mapping[UUID, ClaimRow]
    invoices: Mapping[UUID, InvoiceRow]
    vouchers: Mapping[EntryId, RecordedEntry]


def behind(session: Session, results: Iterable[Result]) -> Behind:
    """Read what stands behind items, in a few questions."""
    wanted = [result.item.claim_id for result in results]
    claims = session.scalars(select(ClaimRow).where(ClaimRow.id.in_(wanted))).all()
    invoices = select(InvoiceRow).where(InvoiceRow.id.in_([each.invoice_id for each in claims]))
    vouchers = book.entries(session.connection(), [_posted(each) for each in claims])
    return Behind(
        {each.id: each for each in claims},
        {each.id: each for each in session.scalars(invoices)},
        vouchers,
    )


def lines(
    behind: Behind, sampled: Mapping[str, Drawn], index: str, results: Sequence[Result]
) -> list[tuple[Result, Line]]:
    """Give items with their lines; `sampled` are the items as the sample has them now."""
    return [(each, _line(behind, each, sampled[each.item.key], index)) for each in results]


def _line(behind: Behind, result: Result, sampled: Drawn, index: str) -> Line:
    item, found = result.item, result.found
    claim = behind.claims[item.claim_id]
    voucher = behind.vouchers[_posted(claim)]
    spent = _spent(voucher)
    return Line(
        index=f"{index}-{item.number:03d}",
        grant=item.grant_number,
        voucher_on=voucher.effective_on,
        voucher=voucher_of(voucher),
        content=_content(claim, behind.invoices[claim.invoice_id]),
        contra=_contra(voucher, spent),
        debit=spent if spent > 0 else None,
        credit=-spent if spent < 0 else None,
        value=yuan(item.value),
        stratum=sampled.stratum,
        hits=sampled.hits,
        marks=None if found is None else found.marks,
        evidence=found is None or found.evidence,
        audited=None if found is None else found.audited,
        note=_note(claim, "" if found is None else masked_within(found.note)),
    )


def _posted(claim: ClaimRow) -> EntryId:
    assert claim.entry_id is not None, "what is in a frame was posted"
    return EntryId(claim.entry_id)


def voucher_of(entry: RecordedEntry) -> str:
    """Name a voucher: 2026-03 记-12."""
    return f"{entry.period // 100}-{entry.period % 100:02d} {entry.word}-{entry.number}"


def _spent(voucher: RecordedEntry) -> Decimal:
    """Give what a voucher adds to the fund's spending, in yuan."""
    lines = (line.amount for line in voucher.lines if line.account.code.startswith(_SPENT))
    return sum(lines, NOTHING)


def _contra(voucher: RecordedEntry, spent: Decimal) -> str:
    """Name the accounts on the other side of the spending."""
    names = (
        line.account.type.name
        for line in voucher.lines
        if line.account.type.layer is Layer.FINANCIAL
        and (line.amount > 0) != (spent > 0)
        and not line.account.code.startswith(_PAIRED)
    )
    return "、".join(dict.fromkeys(names))


def _content(claim: ClaimRow, invoice: InvoiceRow) -> str:
    of = category_title(Category(claim.category)).text() if claim.category else ""
    return " ".join(filter(None, (claim.payee or invoice.seller_name, of)))


def _note(claim: ClaimRow, note: str) -> str:
    """Say of a claim that was taken back since that it was."""
    return f"该笔已冲销；{note}".rstrip("；") if claim.reversal_entry_id else note
