"""What the journal holds, as values: recorded entries, their lines, and sums of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ledger.accounts import AccountRef, Side
from ledger.journal import BookId, EntryId, JournalEntry, Posting


@dataclass(frozen=True)
class Posted:
    """The receipt of a posting. `replayed`: the entry had been posted before, nothing is new."""

    entry_id: EntryId
    book: BookId
    seq: int
    period: int  # yyyymm
    word: str
    number: int
    recorded_at: datetime
    hash: bytes
    replayed: bool


@dataclass(frozen=True)
class RecordedLine:
    """A line of a recorded entry: yuan, debit positive; and the account's balance after it."""

    account: AccountRef
    amount: Decimal
    balance_after: Decimal


@dataclass(frozen=True)
class RecordedEntry:
    """An entry of the journal with its voucher number (凭证号) and lines."""

    id: EntryId
    book: BookId
    seq: int
    period: int  # yyyymm
    word: str
    number: int
    kind: str
    key: str
    event: UUID | None
    effective_on: date
    recorded_at: datetime
    actor: str
    approver: str | None
    memo: str
    meta: Mapping[str, str]
    reverses: EntryId | None
    reversed_by: EntryId | None
    lines: tuple[RecordedLine, ...]

    def as_entry(self) -> JournalEntry:
        """Return the entry as it was before it was posted."""
        return JournalEntry(
            book=self.book,
            kind=self.kind,
            key=self.key,
            effective_on=self.effective_on,
            postings=tuple(Posting(line.account, line.amount) for line in self.lines),
            actor=self.actor,
            approver=self.approver,
            event=self.event,
            memo=self.memo,
            meta=self.meta,
            reverses=self.reverses,
            word=self.word,
        )


@dataclass(frozen=True)
class TrialRow:
    """One account in the trial balance (试算平衡): turnover on both sides, yuan."""

    account: AccountRef
    debits: Decimal
    credits: Decimal

    @property
    def balance(self) -> Decimal:
        """What stands on the account, positive on the side where it grows."""
        if self.account.type.normal is Side.DEBIT:
            return self.debits - self.credits
        return self.credits - self.debits


@dataclass(frozen=True)
class Head:
    """The end of a book's chain: what a report names to say which state it was read at.

    Nothing is posted on or before `closed_through`; until `soft_closed_through` only what says why
    it is late. `halted` is the reason why the book takes nothing at all, None for a sound one.
    """

    seq: int
    hash: bytes
    recorded_at: datetime
    closed_through: date
    soft_closed_through: date
    halted: str | None
