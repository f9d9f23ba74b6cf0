"""Drafts of vouchers (记账凭证) for the employer's own accounting system, month by month.

Drafts follow the statutory map of the employer's regime. They are proposals: what the employer
books is its accountant's decision, and our books stay a management ledger of the account.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ledger.accounts import Layer
from ledger.exchange.reading import Copied
from ledger.statutory import Books, NotBooked, Regime, Statutory, StatutoryMap

_NOTHING: Final = Decimal("0.00")
_ORIGINALS: Final = ("invoice", "original")  # what meta calls papers that are kept with an entry


class UnbalancedDraftError(ValueError):
    """The map books one side of an entry and not the other: a fault of the map."""


@dataclass(frozen=True)
class DraftLine:
    """A 借 or 贷 line: a statutory account, and what it is kept apart by (辅助核算)."""

    account: Statutory
    amount: Decimal  # yuan, debit positive, never nought
    grant: str | None
    source: str | None
    category: str | None


@dataclass(frozen=True)
class Draft:
    """A voucher to be taken over; `number` is ours, such as 202603-记-4: it can be found again."""

    books: Books
    day: date
    number: str
    summary: str
    originals: int  # 附件张数
    lines: tuple[DraftLine, ...]


def drafts(entries: Iterable[Copied], regime: Regime, chart: StatutoryMap) -> Iterator[Draft]:
    """Give the drafts of the entries, one per set of books; what maps to nothing has none.

    Raises `UnmappedAccountError` or `UnbalancedDraftError` where the map is at fault.
    """
    for entry in entries:
        if entry.nature in chart.left_out:
            continue
        for books in chart.systems[regime].books:
            lines = _lines(entry, regime, books, chart)
            if lines:
                yield Draft(
                    books=books,
                    day=entry.effective_on,
                    number=entry.voucher,
                    summary=f"{chart.summaries.get(entry.kind, entry.kind)} {entry.memo}".strip(),
                    originals=sum(name.split(":")[0] in _ORIGINALS for name in entry.meta),
                    lines=lines,
                )


_Key = tuple[Statutory, str | None, str | None, str | None]


def _lines(
    entry: Copied, regime: Regime, books: Books, chart: StatutoryMap
) -> tuple[DraftLine, ...]:
    mapped = [
        (account, amount, chart.booked(regime, books, account, entry.effective_on))
        for account, amount in entry.lines
        if account.type.layer is Layer.FINANCIAL
    ]
    sums: dict[_Key, Decimal] = defaultdict(lambda: _NOTHING)
    for account, amount, says in mapped:
        if isinstance(says, Statutory) and not says.cash:
            sums[says, account.grant, account.source, account.category] += amount
    if books is Books.BUDGET:
        sums = _paid(sums, [says for _, _, says in mapped])
    if sum(sums.values(), _NOTHING):
        raise UnbalancedDraftError(f"{regime}, {books}: entry {entry.seq} ({entry.kind})")
    found = [DraftLine(key[0], amount, *key[1:]) for key, amount in sums.items() if amount]
    return tuple(sorted(found, key=lambda line: line.amount < 0))  # 借 above 贷, as written


def _paid(
    sums: Mapping[_Key, Decimal], mapped: Iterable[Statutory | NotBooked]
) -> dict[_Key, Decimal]:
    """Book on a cash basis: only what was paid or received, and against the cash account."""
    cash = next((says for says in mapped if isinstance(says, Statutory) and says.cash), None)
    if cash is None:
        return {}
    return {**sums, (cash, None, None, None): -sum(sums.values(), _NOTHING)}
