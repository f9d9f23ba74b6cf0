"""One walk along a book's chain in plain Python, gathering sums and faults.

Amounts are whole fen inside. Nothing here shares code with the posting path, nor with the
functions by which the database proves itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Final

from ledger.accounts import Layer
from ledger.fault import MOST, Fault, fault
from ledger.journal import BookId
from ledger.proof_rows import EntryRow, LineRow

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_LAYERS: Final = tuple(layer.value for layer in Layer)
_BEFORE, _BEYOND = -1, 1 << 63  # what no calendar holds


@dataclass(slots=True)
class Standing:
    """An account as the lines seen so far leave it; `said` is its name in an entry's digest."""

    said: str
    layer: str | None  # None: known to no chart
    posted: int = 0  # fen, derived
    count: int = 0  # lines, derived
    after: int = 0  # fen, as the newest line claims
    number: int = 0  # the newest line's number, as it claims


@dataclass(frozen=True, slots=True)
class Start:
    """The number of the chain that is believed, and what stood there."""

    seq: int
    hash: bytes
    recorded: int  # microseconds


def genesis(book: BookId) -> Start:
    """Return where the chain of a book begins."""
    return Start(0, sha256(f"zhuanhu book {book}".encode()).digest(), 0)


def microseconds(recorded_at: str) -> int:
    """Return the microseconds since 1970 of an instant as the database writes it."""
    try:
        return (datetime.fromisoformat(recorded_at) - _EPOCH) // _MICROSECOND
    except ValueError:  # no digest was ever made of that
        return _BEFORE if recorded_at.startswith("-") or recorded_at.endswith("BC") else _BEYOND


def yuan(fen: int) -> Decimal:
    """Return whole fen as yuan with two places."""
    return Decimal(fen).scaleb(-2)


class Walk:
    """Takes the entries of a book in the order of its chain and keeps what must hold of them."""

    def __init__(self, book: BookId, tenant: str | None, start: Start) -> None:
        self.book = book
        self.seq, self.hash, self.recorded = start.seq, start.hash, start.recorded
        self.accounts: dict[int, Standing] = {}
        self.numbers: dict[tuple[int, str], int] = {}  # the last voucher of each period and word
        self.faults: list[Fault] = []
        self._tenant = tenant
        self._own = {layer: f"|{book}|{tenant or ''}|{layer}" for layer in _LAYERS}

    def fault(self, name: str, seq: int | None = None, **values: object) -> None:
        """Note a fault, unless there are too many already."""
        if len(self.faults) < MOST:
            self.faults.append(fault(self.book, name, seq, **values))

    def take(self, entry: EntryRow, lines: Sequence[LineRow]) -> None:
        """Prove the next entry of the chain."""
        seq = entry.seq
        recorded = microseconds(entry.recorded_at)
        if seq != self.seq + 1:
            self.fault("gap", seq, expected=self.seq + 1)
        if entry.prev_hash != self.hash or recorded <= self.recorded:
            self.fault("unlinked", seq)
        if _request_digest(self.book, entry, self._take_lines(seq, entry, lines)) != (
            entry.request_hash
        ):
            self.fault("altered", seq)
        if _chain_digest(entry, recorded) != entry.hash:
            self.fault("forged", seq)
        self._take_number(seq, entry)
        self.seq, self.hash, self.recorded = seq, entry.hash, recorded

    def _take_number(self, seq: int, entry: EntryRow) -> None:
        series, number = (entry.period, entry.word), entry.no
        due = self.numbers.get(series, 0) + 1
        self.numbers[series] = number
        if number != due:
            self.fault("number", seq, word=entry.word, no=number, expected=due)
        if str(entry.period) != entry.day[:4] + entry.day[5:7]:
            self.fault("misdated", seq, period=entry.period)
        if entry.tenant != self._tenant:
            self.fault("entry_tenant", seq)

    def _take_lines(self, seq: int, entry: EntryRow, lines: Sequence[LineRow]) -> str:
        """Prove the lines; return what the entry's digest says of them."""
        said = []
        numbers = []
        sums = dict.fromkeys(_LAYERS, 0)
        for _, place, on, written, after, number, copied in lines:
            account = self.accounts.get(on) or self._unknown(on)
            amount = fen(written)
            layer = account.layer or copied.split("|", 3)[3]
            sums[layer] = sums.get(layer, 0) + amount
            said.append(account.said + written)
            numbers.append(place)
            if copied != entry.day + self._own.get(layer, ""):
                self.fault("mixed", seq, number=place)
            due = account.after + amount
            account.posted += amount
            account.count += 1
            account.after = fen(after)
            account.number += 1
            if account.after != due or account.number != number:
                account.number = number
                self.fault("adrift", seq, number=place, expected=yuan(due))
        if numbers != [*range(1, entry.line_count + 1)]:
            self.fault("incomplete", seq, expected=entry.line_count, found=len(lines))
        if any(sums.values()):
            self._tell_sums(seq, sums)
        return ",".join(said)

    def _tell_sums(self, seq: int, sums: dict[str, int]) -> None:
        for total in filter(None, sums.values()):
            self.fault("unbalanced", seq, total=yuan(total))

    def _unknown(self, account: int) -> Standing:
        return self.accounts.setdefault(account, Standing("?||||", None))


def fen(amount: str) -> int:
    """Return yuan as the database writes them in whole fen."""
    try:
        return int(amount.replace(".", ""))
    except ValueError:  # not a number: the digest of the entry tells
        return 0


def _request_digest(book: BookId, entry: EntryRow, said: str) -> bytes:
    approver = "null" if entry.approver is None else quoted(entry.approver)
    event = "null" if entry.event is None else f'"{entry.event}"'
    reverses = "null" if entry.reverses is None else f'"{entry.reverses}"'
    return sha256(
        f'["{book}", {quoted(entry.kind)}, "{entry.day}", {quoted(entry.actor)}, {approver},'
        f" {event}, {quoted(entry.memo)}, {quoted(entry.meta)}, {reverses},"
        f' "{entry.word}", {quoted(said)}]'.encode()
    ).digest()


def _chain_digest(entry: EntryRow, recorded: int) -> bytes:
    link = f'["{entry.seq}", "{recorded}", {quoted(entry.key)}, "{entry.period}", "{entry.no}"]'
    return sha256(entry.prev_hash + link.encode() + entry.request_hash).digest()
